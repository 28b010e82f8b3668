"""Brings in the absences of a preload file."""

from collections.abc import Sequence
from datetime import datetime

from ringbook.domain.model import Practice
from ringbook.errors import ConfigurationError, PracticeInvalid
from ringbook.practice.away import called, instant
from ringbook.practice.preload import PreloadAbsence
from ringbook.store.absences import Absence, close_given, write_absences
from ringbook.store.pool import Connection

__all__ = ["bring_absences"]


async def bring_absences(
    connection: Connection, practice: Practice, rows: Sequence[PreloadAbsence], now: datetime
) -> None:
    """Writes the absences, those that are new, and keeps given times out of all there are.

    Needs a transaction.

    Raises:
        PracticeInvalid: a row breaks a rule; the message names it.
    """
    if rows:
        absences = [_absence(practice, row) for row in rows]
        await write_absences(connection, practice.tenant_id, absences, now)
    else:
        await close_given(connection, practice.tenant_id)


def _absence(practice: Practice, row: PreloadAbsence) -> Absence:
    try:
        provider = called(row.provider, practice.providers)
    except ConfigurationError as error:
        raise PracticeInvalid(f"{row.place}: provider: {error}") from None
    starts, ends = (instant(practice.zone, wall) for wall in (row.starts, row.ends))
    if starts is None or ends is None:
        raise PracticeInvalid(f"{row.place}: from, until: the clocks skip this time")
    if ends <= starts:
        raise PracticeInvalid(f"{row.place}: until: must be later than from")
    return Absence(provider.id, starts, ends, row.reason)
