"""Which speech parts a call uses: by key the provider with the local part behind it, else local."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from livekit.agents import stt, tts, vad
from livekit.agents.voice.agent_session import SessionConnectOptions
from livekit.agents.voice.turn import TurnHandlingOptions

from ringbook.agent.providers import avatar, cloud
from ringbook.agent.providers.language import uses_azure
from ringbook.agent.providers.local_speech import LocalSpeech, prewarm, voice_activity
from ringbook.agent.providers.local_stt import LocalSTT
from ringbook.agent.providers.sentences import GuardedSentences
from ringbook.agent.providers.turn_end import NumberAwareTurnDetector
from ringbook.config import Settings
from ringbook.dialogue.call_events import Started
from ringbook.dialogue.speak import greeting
from ringbook.dialogue.state import CallState, reduce
from ringbook.domain.model import Practice

__all__ = ["Stack", "check", "choose", "describe", "prewarm"]

FILLERS = ("One moment.", "Is that right?", "Thank you.")
"""Lines besides the greeting that are the same in every call."""

MIN_ENDPOINTING = 0.4
MAX_ENDPOINTING = 1.8
"""Seconds after the last word until the turn is over: when it sounds finished, and when not."""


@dataclass(frozen=True, slots=True)
class Stack:
    """What `AgentSession` needs to hear and speak. `names` says by role what was chosen."""

    stt: stt.STT[Any]
    tts: tts.TTS[Any]
    vad: vad.VAD
    turn_handling: TurnHandlingOptions
    conn_options: SessionConnectOptions
    names: Mapping[str, str]


def check(settings: Settings) -> None:
    """Fail at start, not in the first call, when a provider is only half configured.

    Raises:
        ConfigurationError: names the missing variable.
    """
    cloud.uses_deepgram(settings)
    cloud.uses_cartesia(settings)
    uses_azure(settings)
    avatar.uses_avatar(settings)


def choose(settings: Settings, practice: Practice, local: LocalSpeech | None = None) -> Stack:
    """The speech parts for a call to `practice`; `local` are those loaded by `prewarm`.

    Raises:
        ConfigurationError: a provider is half configured, or a local model is missing.
    """
    check(settings)
    local = local or prewarm(settings)
    ears = local.stt()
    return Stack(
        stt=_stt(settings, practice, ears),
        tts=_tts(settings, practice, local),
        vad=voice_activity(),
        turn_handling=turn_handling(
            NumberAwareTurnDetector(practice.phone_region, ears.settled),
            speaks_early=not cloud.uses_cartesia(settings),
        ),
        conn_options=SessionConnectOptions(
            stt_conn_options=cloud.PATIENCE, tts_conn_options=cloud.PATIENCE
        ),
        names={role: name for role, name, _ in describe(settings)},
    )


def turn_handling(turn_end: NumberAwareTurnDetector, *, speaks_early: bool) -> TurnHandlingOptions:
    """When the caller's turn is over and when the agent is interrupted.

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
        "interruption": {"mode": "vad", "enabled": True},
        "preemptive_generation": {"enabled": True, "preemptive_tts": speaks_early},
    }


def describe(settings: Settings) -> list[tuple[str, str, str]]:
    """Role, chosen part and the reason, for people.

    Raises:
        ConfigurationError: a provider is half configured.
    """
    return [
        _row(
            "speech recognition",
            cloud.uses_deepgram(settings),
            "Deepgram Nova-3",
            "Whisper tiny.en on this machine",
            "DEEPGRAM_API_KEY",
        ),
        _row(
            "language model",
            uses_azure(settings),
            "Azure OpenAI",
            "offline engine on this machine",
            "AZURE_OPENAI_API_KEY",
        ),
        _row(
            "voice",
            cloud.uses_cartesia(settings),
            "Cartesia Sonic 3",
            "hibari on this machine",
            "CARTESIA_API_KEY",
        ),
        _row("avatar", avatar.uses_avatar(settings), "Beyond Presence", "none", "BEY_API_KEY"),
    ]


def fixed_lines(practice: Practice) -> tuple[str, ...]:
    """What is said alike in every call to `practice`, sentence by sentence as it is spoken."""
    start = reduce(CallState(), Started(datetime.min.replace(tzinfo=UTC), practice))
    return (*(line.strip() for line in GuardedSentences().tokenize(greeting(start))), *FILLERS)


def _row(role: str, remote: bool, there: str, here: str, key: str) -> tuple[str, str, str]:
    if remote:
        behind = "" if here == "none" else f"; behind it: {here}"
        return role, there, f"{key} is set{behind}"
    return role, here, f"{key} is not set, or the local part is chosen"


def _stt(settings: Settings, practice: Practice, ears: LocalSTT) -> stt.STT[Any]:
    if not cloud.uses_deepgram(settings):
        return ears
    return stt.FallbackAdapter(
        [cloud.deepgram(settings, practice), ears],
        attempt_timeout=cloud.PATIENCE.timeout,
        max_retry_per_stt=0,
    )


def _tts(settings: Settings, practice: Practice, local: LocalSpeech) -> tts.TTS[Any]:
    voice = local.tts(fixed_lines(practice))
    if not cloud.uses_cartesia(settings):
        return voice
    return tts.FallbackAdapter([cloud.cartesia(settings), voice], max_retry_per_tts=0)
