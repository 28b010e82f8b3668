"""A whole booking by voice: real models, real database, no network, no room."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.integration.conftest import NOW
from tests.speech.audio import Sound, joined, silence, spoken, trimmed
from tests.speech.voice_calls import VoiceCall, call_by_voice

from ringbook.agent.providers.local_speech import LocalSpeech, prewarm
from ringbook.config import Settings
from ringbook.domain.model import Practice
from ringbook.store import bookings
from ringbook.store.pool import Database

NUMBER = "+919886014182"
GROUPS = ("nine eight eight", "six zero one", "four one eight two")
MOST_TURNS = 12


@pytest.fixture
async def local(tmp_path: Path) -> AsyncIterator[LocalSpeech]:
    settings = Settings.model_validate({"ringbook_home": tmp_path})
    loaded = await asyncio.to_thread(prewarm, settings)
    yield loaded
    loaded.close()


def reply(about: str) -> Sound:
    """What this caller says to each question of the receptionist."""
    if about == "number":
        pause = silence(0.8)
        said = [part for group in GROUPS for part in (trimmed(spoken(group)), pause)]
        return joined(*said[:-1])
    words = {
        "confirm_number": "Yes, that's right.",
        "name": "My name is John Smith.",
        "service": "A check up, please.",
        "when": "On Monday morning, please.",
        "which_slot": "The first one, please.",
        "confirm_book": "Yes, please.",
        "anything_else": "No, thank you. Goodbye.",
    }
    return spoken(words.get(about, "I'd like to book a check up on Monday morning."))


async def converse(voice: VoiceCall) -> None:
    """Answer whatever is asked until the booking is made."""
    for _ in range(MOST_TURNS):
        if "book_appointment" in voice.done():
            return
        asks = voice.call.state.asks
        await voice.says(reply(asks.about if asks else "anything"))
    raise AssertionError(f"no booking after {MOST_TURNS} turns: {voice.heard()}")


async def test_an_appointment_is_booked_by_voice(
    db: Database, practice: Practice, local: LocalSpeech
) -> None:
    async with call_by_voice(db, practice, local, NOW) as voice:
        await converse(voice)
        assert voice.call.state.number == NUMBER
    booked = await bookings.appointments_of(db, practice, NUMBER, NOW)
    assert [f"{a.starts_at.astimezone(practice.zone):%A}" for a in booked] == ["Monday"]
