"""A model that takes its time: what the caller hears meanwhile. Time is virtual."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Sequence

import pytest
from livekit.agents.llm import ChatChunk
from livekit.agents.types import FlushSentinel
from tests.unit.virtual_time import in_virtual_time

from ringbook.agent.hold_line import FILLER_AGAIN_SECONDS, FILLER_SECONDS
from ringbook.agent.slow_model import CHARACTERS_A_SECOND, TICK_SECONDS, with_fillers

type Piece = ChatChunk | str | FlushSentinel


async def model(script: Sequence[float | str | Exception]) -> AsyncIterator[Piece]:
    """Waits for the seconds, says the words, raises the errors."""
    for step in script:
        if isinstance(step, float):
            await asyncio.sleep(step)
        elif isinstance(step, Exception):
            raise step
        else:
            yield step


def heard(
    *script: float | str | Exception,
    last: str = "",
    taken_at: float = 0.0,
    caller_until: float = 0.0,
    quiet: float = 0.0,
) -> list[tuple[float, str]]:
    """What comes out, and when."""
    out: list[tuple[float, str]] = []

    async def listen() -> None:
        def now() -> float:
            return asyncio.get_running_loop().time()

        answer = with_fillers(
            model(script),
            last,
            taken=lambda: now() >= taken_at,
            busy=lambda: now() < caller_until,
            quiet_for=lambda: quiet + now(),
        )
        async for piece in answer:
            assert isinstance(piece, str)
            out.append((now(), piece.strip()))

    in_virtual_time(listen)
    return out


def test_a_quick_answer_comes_alone() -> None:
    assert heard(0.5, "Fine.") == [(0.5, "Fine.")]


def test_a_slow_one_is_bridged_and_not_cut() -> None:
    (first, filler), (second, answer) = heard(1.4, "Fine.")
    assert (filler, answer) == ("One moment.", "Fine.")
    assert FILLER_SECONDS <= first <= FILLER_SECONDS + 2.1 * TICK_SECONDS
    assert second == pytest.approx(1.4)


def test_silence_is_never_longer_than_two_seconds() -> None:
    said = heard(9.0, "Fine.")
    assert len({text for _, text in said}) >= 4
    for (at, text), (then, following) in itertools.pairwise(said):
        quiet = then - at - len(text) / CHARACTERS_A_SECOND
        assert quiet <= FILLER_AGAIN_SECONDS + 3 * TICK_SECONDS
        assert text != following


def test_the_last_filler_is_not_said_twice_in_a_row() -> None:
    assert heard(1.0, "Fine.", last="One moment.")[0][1] == "Let me see."
    assert [text for _, text in heard(1.0, "One moment. ", "Fine.")] == ["One moment.", "Fine."]


def test_an_answer_that_is_prepared_keeps_nobody_waiting() -> None:
    assert [text for _, text in heard(1.5, "Fine.", taken_at=1.3)] == ["Fine."]
    (first, _), _ = heard(3.0, "Fine.", taken_at=1.3)
    assert first >= 1.3 + FILLER_SECONDS


def test_quick_steps_do_not_add_up_to_silence() -> None:
    (first, _), _ = heard(0.65, "Fine.", quiet=1.7)
    assert first <= 0.3 + 2 * TICK_SECONDS


def test_nothing_is_said_into_the_callers_words() -> None:
    (first, _), _ = heard(3.0, "Fine.", caller_until=1.8)
    assert 1.8 <= first < 2.2


def test_an_answer_that_stops_in_the_middle_is_bridged_too() -> None:
    said = [text for _, text in heard("Let me tell you.", 5.0, "Fine.")]
    assert said == ["Let me tell you.", "One moment.", "Fine."]
    assert [text for _, text in heard("Let me tell you.", 2.0, "Fine.")] == said[::2]


def test_what_the_model_raises_is_raised() -> None:
    with pytest.raises(ValueError, match="no"):
        heard(1.0, ValueError("no"))
