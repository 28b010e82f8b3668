"""What a call inside one process needs: local speech, and Postgres with the demo practice."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from livekit.agents import utils

from bench.store import server
from ringbook.agent.providers.local_speech import LocalSpeech, prewarm
from ringbook.config import Settings
from ringbook.demo import demo_practice
from ringbook.domain.model import Practice
from ringbook.practice import load_practice
from ringbook.store.migrate import migrate
from ringbook.store.pool import Database, open_database
from ringbook.store.practices import apply_practice

__all__ = ["Rig", "rig"]


@dataclass(frozen=True, slots=True)
class Rig:
    db: Database
    practice: Practice
    local: LocalSpeech


@asynccontextmanager
async def rig() -> AsyncIterator[Rig]:
    """Everything started; stopped afterwards."""
    with server() as postgres:
        await asyncio.to_thread(migrate, postgres.url)
        async with open_database(postgres.url) as db, utils.http_context.open():
            practice = await apply_practice(db, load_practice(demo_practice()), datetime.now(UTC))
            local = await asyncio.to_thread(prewarm, Settings())
            try:
                yield Rig(db, practice, local)
            finally:
                local.close()
