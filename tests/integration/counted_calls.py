"""Voice calls whose providers are all stand-ins, each call with its own, which count for it.

The chains, their clients, the session, the receptionist and the record are the real ones. The
local voice and the local ears are quick substitutes, and the turn ends after a fixed silence.
"""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast
from uuid import uuid4

import numpy as np
from livekit.agents import utils
from livekit.agents.voice.turn import TurnHandlingOptions
from tests.integration.conftest import NOW
from tests.integration.provider_calls import settings_of
from tests.speech.audio import Sound
from tests.speech.closing import close_parts
from tests.speech.line import AgentLine, CallerLine
from tests.speech.voice_calls import VoiceCall
from tests.standins.azure import AzureStandIn
from tests.standins.azure_request import Answer, ChatRequest
from tests.standins.azure_script import booking
from tests.standins.cartesia import CartesiaStandIn
from tests.standins.deepgram import DeepgramStandIn

from ringbook.agent.call import Call
from ringbook.agent.clock import CallClock
from ringbook.agent.ledger import UsageLedger
from ringbook.agent.offline_llm import OfflineLLM
from ringbook.agent.providers.language import choose_llm
from ringbook.agent.providers.local_speech import LocalSpeech
from ringbook.agent.providers.stack import choose
from ringbook.agent.providers.voice import SAMPLE_RATE, Voice
from ringbook.agent.providers.whisper import Transcript, Whisper
from ringbook.agent.receptionist import Receptionist
from ringbook.agent.record_writer import RecordWriter
from ringbook.agent.voice_session import voice_session
from ringbook.config import Settings
from ringbook.dialogue.state.call_events import Started
from ringbook.domain.model import Practice
from ringbook.store.pool import Database

__all__ = [
    "FIRST",
    "PREPARED",
    "SECOND",
    "TURNS",
    "CountedCall",
    "Counts",
    "Vendors",
    "counted_call",
]

FIRST, SECOND = "front-desk", "spare"
"""Deployments of Azure, not named after their models."""
MODELS = {FIRST: "gpt-4o", SECOND: "gpt-4o-mini"}
PACE = 0.05
"""Seconds a word of the model: an answer can be cut in its middle."""
CACHED_FROM = 256
"""Tokens: the prompts of such short calls are shorter than what Azure caches."""
LONG = (
    "We are a small practice with a quiet waiting room and a friendly team at the front. "
    "The house has a lift, and the bus stops right across the street from our door. "
    "Many people come here with their whole family, and some have done so for a long time."
)
TURNS: TurnHandlingOptions = {
    "turn_detection": "vad",
    "endpointing": {"mode": "fixed", "min_delay": 0.6, "max_delay": 0.6},
    "interruption": {"mode": "vad", "enabled": True, "min_duration": 0.3},
    "preemptive_generation": {"enabled": False},
}
PREPARED: TurnHandlingOptions = TURNS | {
    "preemptive_generation": {"enabled": True, "preemptive_tts": False}
}
"""Answers are begun before a turn is surely over: how many in vain, the machine decides."""

type Counts = defaultdict[tuple[str, str], float]
"""Amounts by model and meter."""


def talk(request: ChatRequest) -> Answer:
    """A model that books, and talks at length when it is asked to tell something."""
    return LONG if "tell me" in request.said.lower() else booking(request)


class QuickVoice:
    """Speaks a tone."""

    def phrases(self, text: str) -> list[str]:
        return [text]

    def pcm(self, phrase: str) -> bytes:
        seconds = 0.03 * len(phrase)
        wave = 3000 * np.sin(2 * np.pi * 220 * np.arange(int(SAMPLE_RATE * seconds)) / SAMPLE_RATE)
        return wave.astype("<i2").tobytes()

    def whole(self, text: str) -> bytes:
        return self.pcm(text)


@dataclass
class Words:
    """What the caller is saying, for all ears."""

    now: str = ""

    async def heard(self, pcm: bytes, rate: int) -> str:
        return self.now

    def transcribe(self, sound: object) -> Transcript:
        return Transcript(self.now, 0.99)


@dataclass
class Vendors:
    """The stand-ins of one call."""

    deepgram: DeepgramStandIn
    azure: AzureStandIn
    cartesia: CartesiaStandIn

    def settings(self) -> Settings:
        return settings_of(
            *(vendor.environment() for vendor in (self.deepgram, self.azure, self.cartesia)),
            azure_openai_model=MODELS[FIRST],
            azure_openai_fallback_deployment=SECOND,
            azure_openai_fallback_model=MODELS[SECOND],
            ringbook_stt="auto",
            ringbook_llm="auto",
            ringbook_tts="auto",
        )

    def served(self) -> Counts:
        """What they would bill."""
        counts: Counts = defaultdict(float)
        for one in self.azure.served:
            model = MODELS[one.deployment]
            counts[model, "llm_input"] += one.input_tokens - one.cached_tokens
            counts[model, "llm_cached"] += one.cached_tokens
            counts[model, "llm_output"] += one.output_tokens
        for heard in self.deepgram.served:
            counts["nova-3", "stt"] += heard.open_seconds
        for spoken in self.cartesia.served:
            counts["sonic-3", "tts"] += spoken.characters
        return counts


@dataclass
class CountedCall(VoiceCall):
    """A call in progress, its providers, and the caller's words."""

    vendors: Vendors
    words: Words

    async def asks(self, words: str, sound: Sound) -> None:
        """Say something, without waiting for an answer."""
        self.words.now = words
        await self.caller.say(sound)


@asynccontextmanager
async def counted_call(
    db: Database, practice: Practice, unsaved: Path, turns: TurnHandlingOptions = TURNS
) -> AsyncIterator[CountedCall]:
    """A call that has been greeted; afterwards its record is complete."""
    words = Words()
    async with (
        DeepgramStandIn(words.heard) as deepgram,
        AzureStandIn(
            talk, deployments=(FIRST, SECOND), pace=PACE, cached_from=CACHED_FROM
        ) as azure,
        CartesiaStandIn() as cartesia,
        utils.http_context.open(),
    ):
        vendors = Vendors(deepgram, azure, cartesia)
        with quick_speech(words, unsaved) as local:
            async with _held(db, practice, unsaved, vendors, words, local, turns) as held:
                yield held


@asynccontextmanager
async def _held(
    db: Database,
    practice: Practice,
    unsaved: Path,
    vendors: Vendors,
    words: Words,
    local: LocalSpeech,
    turns: TurnHandlingOptions,
) -> AsyncIterator[CountedCall]:
    clock = CallClock(NOW, monotonic=lambda: 0.0)
    call = Call(practice=practice, session_id=f"test-{uuid4()}", db=db, clock=clock, channel="web")
    offline = OfflineLLM(call)
    model = choose_llm(vendors.settings(), offline)
    stack = choose(vendors.settings(), practice, local)
    session = voice_session(call, model, replace(stack, turn_handling=turns, words=None))
    ledger = UsageLedger(session)
    record = RecordWriter(call, unsaved, lambda: ledger.spent(call.now()))
    held = CountedCall(call, session, CallerLine(), AgentLine(), vendors, words)
    session.input.audio, session.output.audio = held.caller, held.agent
    session.on("conversation_item_added", call.on_item)
    record.start()
    call.apply(Started(call.now(), practice, "web", None))
    await session.start(Receptionist(call, offline), record=False, session_host=False)
    try:
        await held.answer(after=0)
        yield held
    finally:
        await session.aclose()
        await record.finish("caller_hung_up")
        await close_parts(session)


@contextmanager
def quick_speech(words: Words, cache: Path) -> Iterator[LocalSpeech]:
    """Local ears and a local voice without their models."""
    hearing, speaking = ThreadPoolExecutor(1), ThreadPoolExecutor(1)
    local = LocalSpeech(
        cast(Whisper, words), cast(Voice, QuickVoice()), hearing, speaking, cache / "lines"
    )
    yield local
    local.close()
