"""A voice session on local speech, without a room: real models, real time, no network."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest
from livekit.agents import AgentSession
from tests.speech.audio import Sound, joined, noise, silence, spoken, trimmed
from tests.speech.echo import echo_call
from tests.speech.line import AgentLine, CallerLine

from ringbook.agent.providers.local_speech import prewarm
from ringbook.config import Settings
from ringbook.domain.model import Practice
from ringbook.domain.phone import read_number

PRACTICE = Practice(UUID(int=1), "oak", "Oak", "UTC", ((),) * 7, (), (), phone_region="IN")
PATIENCE = 300.0
"""Seconds; only a broken call takes so long, however busy the machine."""

type Voice = tuple[AgentSession[None], CallerLine, AgentLine]


@pytest.fixture
async def voice(tmp_path: Path) -> AsyncIterator[Voice]:
    local = await asyncio.to_thread(prewarm, Settings.model_validate({"ringbook_home": tmp_path}))
    session, caller, agent = await echo_call(PRACTICE, local)
    yield session, caller, agent
    await session.aclose()
    local.close()


def turns(session: AgentSession[None]) -> list[str]:
    """What the caller said, turn by turn."""
    return [m.text_content or "" for m in session.history.messages() if m.role == "user"]


def with_pauses(*said: str, pause: float = 0.8) -> Sound:
    parts = [part for words in said for part in (trimmed(spoken(words)), silence(pause))]
    return joined(*parts[:-1])


async def test_a_number_in_groups_is_not_cut_into(voice: Voice) -> None:
    session, caller, agent = voice
    async with asyncio.timeout(PATIENCE):
        await caller.say(with_pauses("nine eight eight", "six zero one", "four one eight two"))
        await agent.next_start(0)
    assert len(turns(session)) == 1
    assert read_number(turns(session)[0], "IN").e164 == "+919886014182"


async def test_noise_starts_no_turn_and_words_after_it_do(voice: Voice) -> None:
    session, caller, agent = voice
    async with asyncio.timeout(PATIENCE):
        await caller.say(noise(1.0, 0.2), silence(1.0), spoken("I'd like to book an appointment."))
        await agent.next_start(0)
    assert len(turns(session)) == 1
    assert "appointment" in turns(session)[0]
