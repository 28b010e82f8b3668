"""Completes the calls whose process died, from the events that it left; forgets old codes."""

from dataclasses import replace
from datetime import datetime, timedelta

from ringbook.dialogue.record import fold
from ringbook.store.calls import Orphan, events_of, finish_call, orphans
from ringbook.store.one_time_codes import forget
from ringbook.store.pool import Database

__all__ = ["sweep"]

_SILENT_FOR = timedelta(minutes=5)
"""Longer than any pause of a living call, whose silences are events as well."""


async def sweep(db: Database, now: datetime) -> int:
    """Completes calls not heard of for five minutes before `now`; returns how many there were.

    Deletes the one-time codes that count no more, too. `now` is the real time, also where calls
    run on a frozen clock. Several sweeps at once agree.
    """
    await forget(db, now)
    found = await orphans(db, now - _SILENT_FOR)
    for orphan in found:
        await _complete(db, orphan)
    return len(found)


async def _complete(db: Database, orphan: Orphan) -> None:
    """A call that had said its end only lost its record; any other was interrupted."""
    record = fold(await events_of(db, orphan.tenant_id, orphan.session_id))
    cut = record.end_reason is None
    whole = replace(record, end_reason="interrupted") if cut else record
    await finish_call(db, orphan.tenant_id, orphan.session_id, whole, interrupted=cut)
