"""Waiting for what happens in the background."""

import asyncio
from collections.abc import Callable

__all__ = ["until"]


async def until(happened: Callable[[], object]) -> None:
    """Let others run until it has happened."""
    async with asyncio.timeout(5):
        while not happened():  # noqa: ASYNC110 (a test has no event to wait for)
            await asyncio.sleep(0)
