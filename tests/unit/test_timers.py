"""Keys pressed one after the other become one entry; a timer fires once unless stopped."""

import asyncio
from datetime import UTC, datetime

from ringbook.agent.clock import CallClock
from ringbook.agent.timers import KeyCollector, Timer


async def test_the_hash_key_ends_an_entry() -> None:
    entries: list[str] = []
    keys = KeyCollector(entries.append)
    for key in "9886014182#":
        keys.press(key)
    assert entries == ["9886014182#"]


async def test_a_pause_ends_an_entry() -> None:
    entered: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    keys = KeyCollector(entered.set_result, seconds=0)
    keys.press("1")
    assert await entered == "1"


async def test_what_no_telephone_has_is_ignored() -> None:
    entries: list[str] = []
    KeyCollector(entries.append).press("drop table\x00")
    keys = KeyCollector(entries.append)
    keys.press("x1y#")
    assert entries == ["1#"]


async def test_a_stopped_timer_does_not_fire() -> None:
    fired: list[int] = []
    timer = Timer(0, lambda: fired.append(1))
    timer.start()
    timer.stop()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert fired == []


def test_a_frozen_clock_runs_on_with_elapsed_and_skipped_seconds() -> None:
    ticks = iter([100.0, 101.5, 102.0])
    start = datetime(2026, 6, 12, 9, 0, tzinfo=UTC)
    clock = CallClock(start, lambda: next(ticks))
    assert (clock() - start).total_seconds() == 1.5
    clock.skip(8.0)
    assert (clock() - start).total_seconds() == 10.0
