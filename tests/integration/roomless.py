"""A voice call without a room or speech models: its ends, and its voice, are held by a test."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from uuid import uuid4

from livekit import rtc
from livekit.agents import AgentSession, APIError, JobContext, tts
from tests.integration.conftest import NOW, PATIENCE
from tests.speech.line import AgentLine

from ringbook.agent.call import Call
from ringbook.agent.clock import CallClock
from ringbook.agent.last_words import LastWords, Unable
from ringbook.agent.offline_llm import OfflineLLM
from ringbook.agent.receptionist import Receptionist
from ringbook.agent.voice_call import VoiceCall
from ringbook.dialogue.state.call_events import Ended
from ringbook.domain.model import Practice
from ringbook.store.calls import events_of
from ringbook.store.pool import Database

__all__ = ["Held", "Voice", "ended", "held", "said"]

RATE = 24_000
KIND = rtc.ParticipantKind.PARTICIPANT_KIND_STANDARD


class Voice(tts.TTS[Any]):
    """Speaks silence of 0.1 s for anything, or fails."""

    def __init__(self, *, works: bool) -> None:
        super().__init__(
            capabilities=tts.TTSCapabilities(streaming=False), sample_rate=RATE, num_channels=1
        )
        self.works = works

    def synthesize(self, text: str, *, conn_options: Any = None) -> tts.ChunkedStream:
        return _Line(tts=self, input_text=text, conn_options=conn_options)


class _Line(tts.ChunkedStream):
    async def _run(self, output_emitter: tts.AudioEmitter) -> None:
        if not cast(Voice, self._tts).works:
            raise APIError("the local voice failed", retryable=False)
        output_emitter.initialize(
            request_id="r", sample_rate=RATE, num_channels=1, mime_type="audio/pcm"
        )
        output_emitter.push(bytes(RATE // 5))
        output_emitter.flush()


@dataclass
class Held:
    """A call with its ends in the test's hand."""

    voice: VoiceCall
    call: Call
    room: rtc.Room
    line: AgentLine
    agent: Receptionist | Unable
    over: asyncio.Event = field(default_factory=asyncio.Event)

    def heard(self) -> float:
        return sum(frame.duration for frame in self.line.played)


async def spoken(line: str) -> bytes:
    """A second of audio for any line."""
    return bytes(RATE * 2)


@asynccontextmanager
async def held(
    db: Database, practice: Practice, unsaved: Path, voice: Voice, *, diary: bool = True
) -> AsyncIterator[Held]:
    """A call that has begun; without a `diary`, one that can only apologise."""
    clock = CallClock(NOW, monotonic=lambda: 0.0)
    call = Call(practice=practice, session_id=f"test-{uuid4()}", db=db, clock=clock, channel="web")
    offline, line, room = OfflineLLM(call), AgentLine(), rtc.Room()
    session = Roomless(
        userdata=call,
        llm=offline,
        tts=voice,
        vad=None,
        turn_handling={"turn_detection": "manual"},
        aec_warmup_duration=None,
    )
    session.output.audio = line
    over = asyncio.Event()

    async def gone() -> None:
        return

    ctx = SimpleNamespace(room=room, shutdown=lambda _: over.set(), delete_room=gone)
    caller = cast(rtc.RemoteParticipant, SimpleNamespace(identity="caller", kind=KIND))
    words = LastWords(practice, spoken, NOW)
    await words.prepare()
    agent = Receptionist(call, offline) if diary else Unable()
    calling = VoiceCall(cast(JobContext, ctx), call, session, agent, caller, unsaved, words)
    await (calling.start(None) if diary else calling.give_up(None))
    yield Held(calling, call, room, line, agent, over)
    await session.aclose()


class Roomless(AgentSession[Call]):
    """Started without the room: the test holds its audio end."""

    # the SDK's overloads of this name differ in what they give back; nothing here uses it
    async def start(self, agent: Any, **_: Any) -> None:  # type: ignore[override]
        await super().start(agent, record=False, session_host=False)


async def ended(db: Database, held: Held) -> str:
    """Why the call ended, from its record."""
    await asyncio.wait_for(held.over.wait(), PATIENCE)
    await held.voice.finish()
    events = await events_of(db, held.call.practice.tenant_id, held.call.session_id)
    assert isinstance(events[-1], Ended)
    return events[-1].reason


def said(held: Held) -> list[str]:
    """What was said on both sides."""
    return [m.text_content or "" for m in held.voice.session.history.messages()]
