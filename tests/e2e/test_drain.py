"""A worker that stops and can wait no longer: the caller is told, and the record says why."""

import os
import signal

import httpx
from tests.e2e.rows import Rows
from tests.e2e.running import Running, apart, own_home, ringbook_up, until
from tests.e2e.text_caller import TextCaller

from ringbook.agent.last_words import STOPPING


async def hold(running: Running) -> str:
    """A call from its greeting to its last line; gives its session id."""
    async with httpx.AsyncClient() as web:
        given = (await web.post(f"{running.url}/api/token")).raise_for_status().json()
    line = TextCaller()
    await line.room.connect(given["server_url"], given["participant_token"])
    session = line.room.name
    await line.hears(bool)
    assert running.worker is not None
    os.kill(running.worker, signal.SIGTERM)
    await line.hears(lambda said: said == STOPPING)
    await line.room.disconnect()
    return session


def test_the_caller_is_told_before_the_call_is_closed() -> None:
    with own_home() as home, ringbook_up(home, drain=1) as running:
        session = apart(hold(running))
        rows = Rows(running.database)
        record = until(lambda: rows.ended(session), what="the record is complete")
        assert record["end_reason"] == "worker_stopped"
