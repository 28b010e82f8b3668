"""`ringbook up` writes the calls that a lost database could not take; its other parts are empty."""

import asyncio
import os
import signal
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from tests.integration.conftest import NOW

from ringbook.config import Settings
from ringbook.dialogue.state.call_events import AgentSaid, CallEvent, Ended, Started
from ringbook.domain.model import Practice
from ringbook.local import machine
from ringbook.local.component import Component
from ringbook.local.up import up
from ringbook.store.calls import read_record
from ringbook.store.last_known import known_practice
from ringbook.store.pool import Database, open_database
from ringbook.store.unsaved import UnsavedCall, keep, unsaved_calls


def idle(name: str) -> Component:
    """A part that only waits to be stopped."""

    async def healthy() -> bool:
        return True

    command = (sys.executable, "-c", "import signal; signal.pause()")
    return Component(name=name, command=command, healthy=healthy, env=dict(os.environ))


async def test_up_brings_back_what_waits_in_files_and_remembers_the_practice(
    db: Database,
    practice: Practice,
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)  # no .env
    monkeypatch.setattr(machine, "worker", lambda *_: idle("worker"))
    monkeypatch.setattr(machine, "web", lambda *_: (idle("web"), "http://page"))
    settings = Settings.model_validate(
        {"ringbook_home": tmp_path, "database_url": database_url, "livekit_url": "ws://127.0.0.1:1"}
        | {"livekit_api_key": "k", "livekit_api_secret": "s"}
    )
    ended = Ended(NOW + timedelta(seconds=60), "goodbye")
    events: list[CallEvent] = [Started(NOW, practice), AgentSaid(NOW, "Hello."), ended]
    keep(UnsavedCall(practice.tenant_id, "lost", events), unsaved_calls(tmp_path))
    said: list[str] = []
    await up(settings, said.append, lambda _: os.kill(os.getpid(), signal.SIGTERM))
    assert "database: brought back 1 call record(s) that it had not taken" in said
    assert (await read_record(db, "lost") or {})["duration_seconds"] == 60
    assert await asyncio.to_thread(os.listdir, unsaved_calls(tmp_path)) == []
    nobody = "postgresql://postgres@127.0.0.1:1/none"
    async with open_database(nobody, budget=0.2, wait=False) as lost:
        assert (await known_practice(lost, None, tmp_path)).practice == practice
