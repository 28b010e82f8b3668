"""Calls by voice: the caller speaks in a noisy room, the local ears, engine and voice answer.

What the caller says is heard alone. The caller reads the agent's words as the page shows them, or,
who listens, has only what the same ears make of the agent's voice.
"""

import asyncio
import contextlib
from dataclasses import dataclass, field
from typing import Final

from livekit import rtc
from tests.eval.agenda import Caller
from tests.eval.aloud import NoisyLine, aloud
from tests.eval.by_ear import as_written
from tests.eval.held import Held
from tests.eval.in_memory import TURNS
from tests.eval.on_postgres import before_the_call, rows
from tests.eval.scenario import Scenario
from tests.speech.audio import RATE
from tests.speech.voice_calls import VoiceCall, call_by_voice

from ringbook.agent.providers.local_speech import LocalSpeech
from ringbook.agent.providers.local_stt import samples
from ringbook.dialogue.state.call_events import AgentSaid
from ringbook.store.pool import Database

__all__ = ["Room", "hold"]

PATIENCE: Final = 20.0
"""Seconds that a caller waits for an answer before they speak again."""


@dataclass(frozen=True, slots=True)
class Room:
    """What all calls of a run share; noise is `decibels` below the voice."""

    db: Database
    local: LocalSpeech
    decibels: float
    listens: bool = False

    async def hear(self, audio: list[rtc.AudioFrame]) -> str:
        """What is understood of the agent's voice."""
        if not audio:
            return ""
        loop = asyncio.get_running_loop()
        heard = self.local.whisper.transcribe
        return (await loop.run_in_executor(self.local.hearing, heard, samples(audio))).text


@dataclass
class Ear:
    """The agent's turns as they come: the words on the page, and the sound."""

    voice: VoiceCall
    words: int = 0
    frames: int = 0
    turns: list[tuple[str, list[rtc.AudioFrame]]] = field(default_factory=list)

    def next(self) -> tuple[str, list[rtc.AudioFrame]]:
        """What was said since the last time."""
        said = [e.text for e in self.voice.call.events if isinstance(e, AgentSaid)]
        played = self.voice.agent.played
        turn = " ".join(said[self.words :]), played[self.frames :]
        self.words, self.frames = len(said), len(played)
        self.turns.append(turn)
        return turn


async def hold(room: Room, scenario: Scenario, caller: Caller) -> Held:
    """The whole call, in real time but for the agent's own words."""
    practice = await before_the_call(room.db, scenario)
    before = await rows(room.db, practice)
    number = scenario.caller.number if scenario.form.caller_id else None
    line = await asyncio.to_thread(NoisyLine, room.decibels, scenario.name)
    async with call_by_voice(
        room.db, practice, room.local, scenario.now, caller_id=number, line=line
    ) as voice:
        ear = Ear(voice)
        broken = await _converse(room, ear, caller)
        ear.next()
        events = tuple(voice.call.events)
        over = "end_conversation" in voice.done()
    after = await rows(room.db, practice)
    by_ear = tuple([(said, await room.hear(sound)) for said, sound in ear.turns])
    return Held(scenario, events, before, after, "goodbye" if over else None, broken, by_ear)


async def _converse(room: Room, ear: Ear, caller: Caller) -> str:
    """Until one of the two ends the call; gives what went wrong, if anything."""
    reply: str | None = None
    for _ in range(TURNS):
        new, sound = ear.next()
        if room.listens:
            new = as_written(await room.hear(sound))
        if new or reply is None:  # who was not heard says the same again
            reply = caller.reply(new)
        if reply is None:
            return "the caller lost patience"
        await _says(ear.voice, reply, slowly="one digit at a time" in new)
        if ear.voice.over or "end_conversation" in ear.voice.done():
            return ""
    return "no end"


async def _says(voice: VoiceCall, reply: str, *, slowly: bool) -> None:
    """Until the agent has answered, or the caller sees that it did not hear."""
    sound = await asyncio.to_thread(aloud, reply, slowly=slowly)
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(voice.says(sound), PATIENCE + len(sound) / RATE)
