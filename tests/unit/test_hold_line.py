"""The hold line: when it is said, how often, and what comes after it. Time is virtual."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

import pytest
from livekit.agents.voice import SpeechHandle
from tests.unit.virtual_time import in_virtual_time

from ringbook.agent.hold_line import HOLD_SECONDS, hold_line
from ringbook.dialogue.speak_away import HOLD

LONG = 3.0
"""Seconds that the line itself takes."""


@dataclass
class Speech:
    """Something that is being said until `over`."""

    over: float

    async def wait_for_playout(self) -> None:
        await asyncio.sleep(self.over - asyncio.get_running_loop().time())


@dataclass
class Session:
    """Speaks nothing aloud; `said` are the lines and when they began."""

    busy_until: float = 0.0
    said: list[tuple[float, str]] = field(default_factory=list)

    @property
    def current_speech(self) -> SpeechHandle | None:
        now = asyncio.get_running_loop().time()
        return cast(SpeechHandle, object()) if now < self.busy_until else None

    def say(self, text: str) -> SpeechHandle:
        now = asyncio.get_running_loop().time()
        self.said.append((round(now, 3), text))
        self.busy_until = now + LONG
        return cast(SpeechHandle, Speech(now + LONG))


async def waited(session: Session, seconds: float) -> float:
    """A tool that takes so long; gives when its outcome was taken in."""
    async with hold_line(session, HOLD_SECONDS):
        await asyncio.sleep(seconds)
    return round(asyncio.get_running_loop().time(), 3)


def test_a_tool_that_is_quick_enough_says_nothing() -> None:
    session = Session()
    assert in_virtual_time(lambda: waited(session, HOLD_SECONDS - 0.01)) == HOLD_SECONDS - 0.01
    assert session.said == []


def test_one_that_waits_says_so_once_however_long_it_takes() -> None:
    session = Session()
    assert in_virtual_time(lambda: waited(session, 8.0)) == 8.0
    assert session.said == [(HOLD_SECONDS, HOLD)]


def test_the_outcome_comes_after_the_line_is_heard() -> None:
    session = Session()
    assert in_virtual_time(lambda: waited(session, HOLD_SECONDS + 0.1)) == HOLD_SECONDS + LONG


def test_it_does_not_speak_into_a_sentence() -> None:
    session = Session(busy_until=2.0)
    in_virtual_time(lambda: waited(session, 8.0))
    ((at, _),) = session.said
    assert 2.0 <= at < 2.4


def test_a_sentence_longer_than_the_wait_needs_no_hold_line() -> None:
    session = Session(busy_until=5.0)
    assert in_virtual_time(lambda: waited(session, 3.0)) == 3.0
    assert session.said == []


@pytest.mark.parametrize("broken", [asyncio.CancelledError, RuntimeError])
def test_a_tool_that_is_stopped_says_nothing_later(broken: Callable[[], BaseException]) -> None:
    session = Session()

    async def stopped() -> None:
        with pytest.raises(cast(type[BaseException], broken)):
            async with hold_line(session, HOLD_SECONDS):
                raise broken()
        await asyncio.sleep(10)

    in_virtual_time(stopped)
    assert session.said == []
