"""Limits of tests: a pause of the machine is not counted, waiting is."""

import asyncio
import threading
import time

import pytest
from tests.patient_time import SLICE, PatientLoop

LIMIT = 3 * SLICE


async def test_a_pause_of_the_machine_breaks_no_limit() -> None:
    assert isinstance(asyncio.get_running_loop(), PatientLoop)
    async with asyncio.timeout(LIMIT):
        time.sleep(10 * LIMIT)  # noqa: ASYNC251 - nobody runs meanwhile, as in a pause
        await asyncio.sleep(0)


async def test_a_limit_of_something_that_does_not_happen_is_reached() -> None:
    begun = time.monotonic()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(LIMIT):
            await asyncio.Event().wait()
    assert time.monotonic() - begun >= LIMIT


async def test_one_that_never_rests_reaches_it_too() -> None:
    async def never_rests() -> None:
        while True:  # noqa: ASYNC110 - it waits for nothing
            await asyncio.sleep(0)

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(never_rests(), LIMIT)


async def test_what_comes_from_a_thread_is_taken_at_once() -> None:
    loop = asyncio.get_running_loop()
    came = asyncio.Event()
    await asyncio.to_thread(loop.call_soon_threadsafe, came.set)
    async with asyncio.timeout(60):
        await came.wait()


async def test_what_a_thread_computes_is_not_counted_in_full() -> None:
    async with asyncio.timeout(LIMIT):
        await asyncio.to_thread(time.sleep, 4 * LIMIT)


async def test_a_thread_that_waits_for_a_limit_of_the_loop_is_not_waited_for_in_vain() -> None:
    over = threading.Event()
    asyncio.get_running_loop().call_later(LIMIT, over.set)
    assert await asyncio.to_thread(over.wait, 60)


@pytest.mark.virtual_time
async def test_in_virtual_time_an_hour_is_over_at_once() -> None:
    loop = asyncio.get_running_loop()
    await asyncio.sleep(3600)
    assert loop.time() == pytest.approx(3600)
