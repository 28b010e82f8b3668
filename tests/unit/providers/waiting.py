"""Waiting for what happens in the background."""

import asyncio
from collections.abc import Callable

__all__ = ["until"]

LOOK_EVERY = 0.01
PATIENCE = 60.0
"""Seconds; only a broken program takes so long."""


async def until(happened: Callable[[], object]) -> None:
    """Let others run, and time pass, until it has happened."""
    async with asyncio.timeout(PATIENCE):
        while not happened():  # noqa: ASYNC110 (a test has no event to wait for)
            await asyncio.sleep(LOOK_EVERY)
