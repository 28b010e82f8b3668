"""Records of calls that the database could not take: files of their own until it can."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

from ringbook.dialogue.call_events import CallEvent, Started
from ringbook.dialogue.record import fold
from ringbook.errors import UnexpectedFailure
from ringbook.files import PRIVATE, write_whole
from ringbook.store.calls import append_events, finish_call, open_call
from ringbook.store.pool import Database

__all__ = ["UnsavedCall", "bring_back", "keep", "unsaved_calls"]

log = logging.getLogger("ringbook.record")


@dataclass(frozen=True, slots=True)
class UnsavedCall:
    """All that the database would have got; `costs` is an `events.CostView`."""

    tenant_id: UUID
    session_id: str
    events: Sequence[CallEvent]
    costs: dict[str, Any] | None = None
    usage: dict[str, Any] | None = None


_FILE: TypeAdapter[UnsavedCall] = TypeAdapter(UnsavedCall)


def unsaved_calls(home: Path) -> Path:
    """Where they are kept, under Ringbook's data directory."""
    return home / "unsaved"


def keep(call: UnsavedCall, directory: Path) -> Path:
    """Writes a call to its own file, which only its owner may read; whole or not at all."""
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = directory / f"{call.session_id}.json"
    write_whole(path, _FILE.dump_json(call), PRIVATE)
    return path


async def bring_back(db: Database, directory: Path) -> int:
    """Writes the kept calls to the database and removes their files; returns how many.

    One that cannot be read, or whose practice is gone, stays and is logged. Writing one twice is
    the same as once.

    Raises:
        DatabaseUnavailable: the database has gone again; the rest is kept.
    """
    paths = await asyncio.to_thread(lambda: sorted(directory.glob("*.json")))
    return sum([await _bring_back(db, path) for path in paths])


async def _bring_back(db: Database, path: Path) -> bool:
    try:
        await _write(db, _FILE.validate_json(await asyncio.to_thread(path.read_bytes)))
    except (ValidationError, UnexpectedFailure) as error:
        log.warning("left where it is: %s (%s)", path, type(error).__name__)
        return False
    await asyncio.to_thread(path.unlink)
    return True


async def _write(db: Database, call: UnsavedCall) -> None:
    if not call.events:
        return
    first = call.events[0]
    channel = first.channel if isinstance(first, Started) else "web"
    await open_call(db, call.tenant_id, call.session_id, first.at, channel)
    await append_events(db, call.tenant_id, call.session_id, list(enumerate(call.events, 1)))
    record = replace(fold(call.events), cost_breakdown=call.costs)
    await finish_call(db, call.tenant_id, call.session_id, record, call.usage)
