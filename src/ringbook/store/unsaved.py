"""Records of calls that the database could not take: files of their own until it can."""

import asyncio
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

from ringbook.dialogue.record import fold
from ringbook.dialogue.state.call_events import CallEvent, Started
from ringbook.errors import UnexpectedFailure
from ringbook.files import PRIVATE, write_whole
from ringbook.store.calls import append_events, finish_call, open_call
from ringbook.store.pool import Database

__all__ = ["UnsavedCall", "bring_back", "forget_unsaved", "keep", "unsaved_calls"]

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


async def forget_unsaved(directory: Path, tenant_id: UUID, contact_number: str) -> int:
    """Deletes the kept calls of a practice that mention the number; returns how many.

    For what `bring_back` had to leave. One that cannot be read is of no use to anybody, and is
    deleted whoever's it is when it mentions the number.
    """
    return await asyncio.to_thread(_forget, directory, tenant_id, contact_number)


def _forget(directory: Path, tenant_id: UUID, contact_number: str) -> int:
    spelled = re.compile(re.escape(contact_number) + r"(?!\d)")  # not the start of a longer one
    found = [
        path
        for path in sorted(directory.glob("*.json"))
        if spelled.search(path.read_text(encoding="utf-8", errors="replace"))
        and _belongs(path, tenant_id)
    ]
    for path in found:
        path.unlink()
    return len(found)


def _belongs(path: Path, tenant_id: UUID) -> bool:
    try:
        return _FILE.validate_json(path.read_bytes()).tenant_id == tenant_id
    except ValidationError:
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
