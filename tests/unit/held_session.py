"""A call in a real session whose ears, voice and line are in the test's hand.

No models: the test says when the caller is heard and with which words; lines play in real time.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

import pytest
from livekit.agents import AgentSession, LanguageCode, stt, tts, vad
from livekit.agents.llm import LLM
from tests.speech.line import CallerLine, Loudspeaker
from tests.unit.gated_call import NOW, PRACTICE, SLOTS
from tests.unit.scripted import Diary

from ringbook.agent.call import Call
from ringbook.agent.offline_llm import OfflineLLM
from ringbook.agent.providers.stack import turn_handling
from ringbook.agent.providers.turn_end import NumberAwareTurnDetector
from ringbook.agent.receptionist import Receptionist
from ringbook.dialogue.state.call_events import AgentSaid, Started, UserSaid
from ringbook.store import bookings, callers
from ringbook.store.pool import Database

RATE = 24_000
CHARACTER = 0.02
"""Seconds that it takes to say one."""
PATIENCE = 60.0
TICK = 0.02


class Ears(stt.STT[Any]):
    """Recognises what the test says was said."""

    def __init__(self) -> None:
        super().__init__(capabilities=stt.STTCapabilities(streaming=True, interim_results=True))
        self.words: asyncio.Queue[str] = asyncio.Queue()

    async def _recognize_impl(self, *_: Any, **__: Any) -> stt.SpeechEvent:
        raise NotImplementedError

    def stream(self, *, conn_options: Any = None, **_: Any) -> stt.RecognizeStream:
        return _Hearing(stt=self, conn_options=conn_options)


class _Hearing(stt.RecognizeStream):
    """Words that end in "…" are not the last."""

    async def _run(self) -> None:
        while True:
            said = await cast(Ears, self._stt).words.get()
            data = stt.SpeechData(LanguageCode("en"), said.removesuffix("…"))
            final, interim = (
                stt.SpeechEventType.FINAL_TRANSCRIPT,
                stt.SpeechEventType.INTERIM_TRANSCRIPT,
            )
            kind = interim if said.endswith("…") else final
            self._event_ch.send_nowait(stt.SpeechEvent(kind, alternatives=[data]))


class Activity(vad.VAD):
    """Hears a voice when the test says so."""

    def __init__(self) -> None:
        super().__init__(capabilities=vad.VADCapabilities(update_interval=0.02))
        self.events: asyncio.Queue[vad.VADEvent] = asyncio.Queue()

    def stream(self) -> vad.VADStream:
        return _Sensing(self)

    def voice(self, kind: vad.VADEventType, seconds: float = 0.0) -> None:
        self.events.put_nowait(vad.VADEvent(kind, 0, 0.0, seconds, 0.0))


class _Sensing(vad.VADStream):
    async def _main_task(self) -> None:
        while True:
            self._event_ch.send_nowait(await cast(Activity, self._vad).events.get())


class Voice(tts.TTS[Any]):
    def __init__(self) -> None:
        super().__init__(
            capabilities=tts.TTSCapabilities(streaming=False), sample_rate=RATE, num_channels=1
        )

    def synthesize(self, text: str, *, conn_options: Any = None) -> tts.ChunkedStream:
        return _Sentence(tts=self, input_text=text, conn_options=conn_options)


class _Sentence(tts.ChunkedStream):
    async def _run(self, output_emitter: tts.AudioEmitter) -> None:
        output_emitter.initialize(
            request_id="r", sample_rate=RATE, num_channels=1, mime_type="audio/pcm"
        )
        output_emitter.push(bytes(2 * round(RATE * CHARACTER * len(self.input_text))))
        output_emitter.flush()


@dataclass
class Held:
    """A call in a session whose ends are in the test's hand."""

    session: AgentSession[Call]
    call: Call
    ears: Ears
    activity: Activity
    line: Loudspeaker

    async def until(self, what: Any) -> None:
        async with asyncio.timeout(PATIENCE):
            while not what():  # noqa: ASYNC110 - the line has no event to wait for
                await asyncio.sleep(TICK)

    async def speaking(self, played: float = 0.0) -> None:
        """Until the agent is heard, and has been for so long."""
        await self.until(lambda: self.session.agent_state == "speaking")
        await self.until(lambda: self.line.played_seconds >= played)

    async def listening(self, lines: int) -> None:
        """Until the agent has said so many lines, and listens."""
        await self.until(
            lambda: len(self.said()) >= lines and self.session.agent_state == "listening"
        )

    async def hears(self, text: str) -> None:
        """The caller's voice for more than half a second, and then what it said."""
        self.activity.voice(vad.VADEventType.START_OF_SPEECH)
        self.activity.voice(vad.VADEventType.INFERENCE_DONE, 0.6)
        await self.until(lambda: self.session.user_state == "speaking")
        self.activity.voice(vad.VADEventType.END_OF_SPEECH)
        await self.until(lambda: self.session.user_state == "listening")
        self.ears.words.put_nowait(text)

    def said(self) -> list[AgentSaid]:
        return [e for e in self.call.events if isinstance(e, AgentSaid)]

    def heard(self) -> list[str]:
        return [e.text for e in self.call.events if isinstance(e, UserSaid)]


@pytest.fixture
def diary(monkeypatch: pytest.MonkeyPatch) -> Diary:
    diary = Diary(slots=SLOTS)
    monkeypatch.setattr(callers, "identify_user", diary.identify_user)
    monkeypatch.setattr(bookings, "find_slots", diary.find_slots)
    return diary


@asynccontextmanager
async def hold(
    model: LLM[Any] | None = None, line: Loudspeaker | None = None
) -> AsyncIterator[Held]:
    """A call that the agent has just begun to answer."""
    line = line or Loudspeaker()
    db = cast(Database, SimpleNamespace(silent=False))
    call = Call(practice=PRACTICE, session_id="s", db=db, clock=lambda: NOW, channel="web")
    offline, ears, activity = OfflineLLM(call), Ears(), Activity()
    session = AgentSession[Call](
        userdata=call,
        llm=model or offline,
        stt=ears,
        tts=Voice(),
        vad=activity,
        turn_handling=turn_handling(NumberAwareTurnDetector("US"), speaks_early=True),
        user_away_timeout=None,
        aec_warmup_duration=None,
    )
    session.input.audio, session.output.audio = CallerLine(), line
    session.on("conversation_item_added", call.on_item)
    call.apply(Started(NOW, PRACTICE, "web"))
    await session.start(Receptionist(call, offline), record=False, session_host=False)
    try:
        yield Held(session, call, ears, activity, line)
    finally:
        await session.aclose()
