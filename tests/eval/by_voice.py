"""Calls by voice: the caller speaks in a noisy room, the local ears, engine and voice answer.

The caller reads the agent's words as the page shows them; what the caller says is heard alone.
"""

import asyncio
import contextlib
from dataclasses import dataclass
from typing import Final

from tests.eval.agenda import Caller
from tests.eval.aloud import NoisyLine, aloud
from tests.eval.held import Held
from tests.eval.in_memory import TURNS
from tests.eval.on_postgres import before_the_call, rows
from tests.eval.scenario import Scenario
from tests.speech.audio import RATE
from tests.speech.voice_calls import VoiceCall, call_by_voice

from ringbook.agent.providers.local_speech import LocalSpeech
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


async def hold(room: Room, scenario: Scenario, caller: Caller) -> Held:
    """The whole call, in real time but for the agent's own words."""
    practice = await before_the_call(room.db, scenario)
    before = await rows(room.db, practice)
    number = scenario.caller.number if scenario.form.caller_id else None
    line = await asyncio.to_thread(NoisyLine, room.decibels, scenario.name)
    async with call_by_voice(
        room.db, practice, room.local, scenario.now, caller_id=number, line=line
    ) as voice:
        broken = await _converse(voice, caller)
        events = tuple(voice.call.events)
        over = "end_conversation" in voice.done()
    after = await rows(room.db, practice)
    return Held(scenario, events, before, after, "goodbye" if over else None, broken)


async def _converse(voice: VoiceCall, caller: Caller) -> str:
    """Until one of the two ends the call; gives what went wrong, if anything."""
    heard = 0
    for _ in range(TURNS):
        said = [e.text for e in voice.call.events if isinstance(e, AgentSaid)]
        new, heard = " ".join(said[heard:]), len(said)
        if (reply := caller.reply(new)) is None:
            return "the caller lost patience"
        await _says(voice, reply)
        if voice.over or "end_conversation" in voice.done():
            return ""
    return "no end"


async def _says(voice: VoiceCall, reply: str) -> None:
    """Until the agent has answered, or the caller sees that it did not hear."""
    sound = await asyncio.to_thread(aloud, reply)
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(voice.says(sound), PATIENCE + len(sound) / RATE)
