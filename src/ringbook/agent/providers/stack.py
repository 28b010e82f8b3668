"""Which speech parts a call uses: by key the provider with the local part behind it, else local."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from livekit.agents import APIConnectOptions, vad
from livekit.agents.voice.agent_session import SessionConnectOptions
from livekit.agents.voice.turn import TurnHandlingOptions

from ringbook.agent.providers import cloud
from ringbook.agent.providers.call_languages import hears
from ringbook.agent.providers.chosen import check, describe, uses_cartesia, uses_deepgram
from ringbook.agent.providers.local_speech import LocalSpeech, prewarm, voice_activity
from ringbook.agent.providers.local_stt import LocalSTT
from ringbook.agent.providers.sentences import GuardedSentences
from ringbook.agent.providers.stt_chain import AnySTT, ChainSTT
from ringbook.agent.providers.tts_chain import AnyTTS, ChainTTS
from ringbook.agent.providers.turn_end import NumberAwareTurnDetector
from ringbook.agent.providers.turn_end_audio import (
    AudioTurnDetector,
    Words,
    audio_turn_detector,
)
from ringbook.config import Settings
from ringbook.dialogue.reduce.reducer import CallState, reduce
from ringbook.dialogue.speak.away import HOLD
from ringbook.dialogue.speak.fillers import FILLERS
from ringbook.dialogue.speak.lines import greeting
from ringbook.dialogue.state.call_events import Started
from ringbook.domain.model import Practice

__all__ = ["Stack", "choose", "fixed_lines", "prewarm", "turn_handling"]

ALIKE = (*FILLERS, HOLD, "Is that right?", "Thank you.")
"""Lines besides the greeting that are the same in every call."""

ONCE = APIConnectOptions(max_retry=0)
"""No retries: what fails is left for the next part of the chain, for the caller hears silence."""

MIN_ENDPOINTING = 0.4
MAX_ENDPOINTING = 1.8
"""Seconds after the last word until the turn is over: when it sounds finished, and when not."""

INTERRUPTS_AFTER = 0.5
"""Seconds of speech that interrupt the agent; shorter sounds do not."""
FALSE_ALARM = 2.0
"""Seconds without a word after an interruption, after which the agent goes on with what it was
saying. Longer than a transcript may take."""

type TurnEnd = NumberAwareTurnDetector | AudioTurnDetector


@dataclass(frozen=True, slots=True)
class Stack:
    """What `AgentSession` needs to hear and speak. `names` says by role what was chosen.

    `words` are to be attached to the session, when the turn detector reads them.
    """

    stt: AnySTT
    tts: AnyTTS
    vad: vad.VAD
    turn_handling: TurnHandlingOptions
    conn_options: SessionConnectOptions
    names: Mapping[str, str]
    words: Words | None = None


def choose(
    settings: Settings,
    practice: Practice,
    local: LocalSpeech | None = None,
    languages: tuple[str, ...] = ("en",),
) -> Stack:
    """The speech parts for a call to `practice`; `local` are those loaded by `prewarm`, `languages`
    those that the call can be held in.

    Raises:
        ConfigurationError: a provider is half configured, or a local model is missing.
    """
    check(settings)
    local = local or prewarm(settings)
    ears = local.stt()
    words = Words(practice.phone_region) if uses_deepgram(settings) else None
    return Stack(
        stt=_stt(settings, practice, local, ears, languages),
        tts=_tts(settings, practice, local),
        vad=voice_activity(),
        turn_handling=turn_handling(
            _turn_end(practice, ears, words), speaks_early=not uses_cartesia(settings)
        ),
        conn_options=SessionConnectOptions(
            stt_conn_options=ONCE, tts_conn_options=ONCE, llm_conn_options=ONCE
        ),
        names={role: name for role, name, _ in describe(settings)},
        words=words,
    )


def turn_handling(turn_end: TurnEnd, *, speaks_early: bool) -> TurnHandlingOptions:
    """When the caller's turn is over and when the agent is interrupted: docs/turn-taking.md.

    Every choice is named, because the SDK picks cloud models where one is left open. With
    `speaks_early` the answer is synthesised before the turn is certain to be over: free for the
    local voice, paid for with a provider's.
    """
    return {
        "turn_detection": turn_end,
        "endpointing": {
            "mode": "fixed",
            "min_delay": MIN_ENDPOINTING,
            "max_delay": MAX_ENDPOINTING,
        },
        "interruption": {
            "mode": "vad",
            "enabled": True,
            "min_duration": INTERRUPTS_AFTER,
            "resume_false_interruption": True,
            "false_interruption_timeout": FALSE_ALARM,
        },
        "preemptive_generation": {"enabled": True, "preemptive_tts": speaks_early},
    }


def _turn_end(practice: Practice, ears: LocalSTT, words: Words | None) -> TurnEnd:
    """By the words where the local ears hear, else by sound and words."""
    if words is None:
        return NumberAwareTurnDetector(practice.phone_region, ears.settled)
    return audio_turn_detector(words, ears.settled)


def fixed_lines(practice: Practice) -> tuple[str, ...]:
    """What is said alike in every call to `practice`, sentence by sentence as it is spoken."""
    start = reduce(CallState(), Started(datetime.min.replace(tzinfo=UTC), practice))
    return (*(line.strip() for line in GuardedSentences().tokenize(greeting(start))), *ALIKE)


def _stt(
    settings: Settings,
    practice: Practice,
    local: LocalSpeech,
    ears: LocalSTT,
    languages: tuple[str, ...],
) -> AnySTT:
    if not uses_deepgram(settings):
        return ears
    return ChainSTT(
        cloud.deepgram(settings, cloud.key_terms(practice), hears(settings, languages)),
        ears,
        voice_activity(),
        local.sample,
        name="Deepgram",
        limit=settings.ringbook_stt_timeout,
    )


def _tts(settings: Settings, practice: Practice, local: LocalSpeech) -> AnyTTS:
    voice = local.tts(fixed_lines(practice))
    if not uses_cartesia(settings):
        return voice
    return ChainTTS(
        cloud.cartesia(settings, practice.voice),
        voice,
        name="Cartesia",
        limit=settings.ringbook_tts_timeout,
    )
