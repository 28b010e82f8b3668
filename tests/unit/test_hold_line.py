"""Hold line and fillers: when they are said, how often, and what comes after. Time is virtual."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

import pytest
from livekit.agents.voice import SpeechHandle
from tests.unit.virtual_time import in_virtual_time

from ringbook.agent.hold_line import (
    FILLER_AGAIN_SECONDS,
    FILLER_SECONDS,
    HOLD_AGAIN_SECONDS,
    HOLD_SECONDS,
    hold_line,
)
from ringbook.dialogue.speak.away import HOLD

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
    caller_until: float = 0.0
    said: list[tuple[float, str]] = field(default_factory=list)

    @property
    def current_speech(self) -> SpeechHandle | None:
        now = asyncio.get_running_loop().time()
        return cast(SpeechHandle, object()) if now < self.busy_until else None

    @property
    def user_state(self) -> str:
        now = asyncio.get_running_loop().time()
        return "speaking" if now < self.caller_until else "listening"

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


# ---- fillers ------------------------------------------------------------------------------------


def words(*, away: bool, again: bool) -> str:
    return f"{'away' if away else 'looking'}{' again' if again else ''}"


def bridged(
    session: Session,
    seconds: float,
    *,
    hold: float = HOLD_SECONDS,
    away_from: float | None = None,
    quiet: float = 0.0,
) -> list[tuple[float, str]]:
    """What is said while a tool takes so long, where the diary is away from a moment on."""

    async def work() -> None:
        def away() -> bool:
            return away_from is not None and asyncio.get_running_loop().time() >= away_from

        async with hold_line(session, hold, filler=words, away=away, quiet=quiet):
            await asyncio.sleep(seconds)

    in_virtual_time(work)
    return session.said


def test_a_quick_tool_needs_no_filler() -> None:
    assert bridged(Session(), FILLER_SECONDS - 0.01) == []


def test_a_slow_one_is_bridged_again_and_again() -> None:
    said = bridged(Session(), 12.0)
    starts = [FILLER_SECONDS + n * (LONG + FILLER_AGAIN_SECONDS) for n in range(3)]
    assert said == [
        (starts[0], "looking"),
        (starts[1], "looking again"),
        (starts[2], "looking again"),
    ]


def test_quick_tools_do_not_add_up_to_silence() -> None:
    ((at, _),) = bridged(Session(), 0.6, quiet=1.6)
    assert at == pytest.approx(0.4)
    assert bridged(Session(), 0.6, quiet=1.2) == []


def test_a_filler_waits_for_whoever_is_speaking() -> None:
    ((at, _),) = bridged(Session(busy_until=1.0, caller_until=2.0), 3.0)
    assert 2.0 <= at < 2.4


def test_where_the_diary_is_away_the_hold_line_comes_in_place_of_the_first_filler() -> None:
    said = bridged(Session(), 9.0, away_from=0.0)
    again = HOLD_SECONDS + LONG + FILLER_AGAIN_SECONDS
    assert said == [(HOLD_SECONDS, HOLD), (again, "away again")]


def test_a_diary_known_to_be_away_is_said_to_be_so_sooner() -> None:
    assert bridged(Session(), 1.0, hold=HOLD_AGAIN_SECONDS, away_from=0.0) == [
        (HOLD_AGAIN_SECONDS, HOLD)
    ]


def test_a_diary_that_is_lost_later_is_said_to_be_so_once() -> None:
    said = [line for _, line in bridged(Session(), 14.0, away_from=2.0)]
    assert said == ["looking", HOLD, "away again"]
