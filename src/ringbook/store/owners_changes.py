"""An owner's change of one booking: under the practice's own rules, but for those left aside.

A rule is left aside only where it refuses, for this one write; the record of it is what the diary
takes for the permission, so there is none without a record.
"""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString
from uuid import UUID, uuid4

from ringbook.domain.model import Appointment, Practice, Provider
from ringbook.domain.owners_rules import OwnersRule
from ringbook.errors import OutsideOpeningHours, RingbookError, TooFarAhead
from ringbook.store.booking_links import Booking, as_seen, write_params
from ringbook.store.bookings import CANCEL, MODIFY
from ringbook.store.diary import days_to_roll, roll_days
from ringbook.store.outcomes import Answer
from ringbook.store.pool import Connection, Database, select
from ringbook.store.practice_read import Tenant

__all__ = ["OWNER", "RULE_OF", "cancel", "move", "refusal"]

OWNER = "owner"
"""Who changed it, in the appointment's history."""

RULE_OF = {
    "late_change_refused": OwnersRule.late_change,
    "late_change_ask_practice": OwnersRule.late_change,
    "too_short_notice": OwnersRule.notice,
    "too_far_ahead": OwnersRule.horizon,
    "day_full": OwnersRule.daily_cap,
    "outside_opening_hours": OwnersRule.hours,
}
"""What the diary refuses with, by the owner's rule that it comes from."""

LATE_CHANGE = "SELECT late_change AS rule FROM tenants WHERE id = %(tenant)s FOR NO KEY UPDATE"
SET_LATE_CHANGE = "UPDATE tenants SET late_change = %(rule)s WHERE id = %(tenant)s"
RECORD = """
INSERT INTO rule_overrides (tenant_id, appointment_id, rule, session_id, at)
VALUES (%(tenant)s, %(appointment)s, %(rule)s, %(session)s, %(now)s)
"""
CELL = """
SELECT id FROM slots
 WHERE tenant_id = %(tenant)s AND provider_id = %(provider)s AND starts_at = %(starts)s
"""
MAKE_CELL = "SELECT owners_cell(%(tenant)s, %(provider)s, %(starts)s, %(minutes)s) AS id"
PROFILE = "SELECT profile FROM tenants WHERE id = %(tenant)s"


@dataclass(frozen=True, slots=True)
class _Rule:
    rule: str


@dataclass(frozen=True, slots=True)
class _Cell:
    id: UUID


@dataclass(frozen=True, slots=True)
class _Profile:
    profile: dict[str, Any]


class _Rehearsed(Exception):
    """Undoes a write that was only to be tried."""


async def cancel(
    db: Database, booking: Booking, now: datetime, *, aside: Collection[str] = ()
) -> Appointment:
    """Cancels it; `aside` are the rules that may be left aside.

    Raises:
        AppointmentChanged: it is not what was seen any more; nothing is written.
        RingbookError: as `bookings.cancel`.
    """

    async def work(connection: Connection) -> Appointment:
        params = write_params(booking, now, OWNER)
        return await _write(connection, booking, CANCEL, params, aside)

    return await db.in_transaction(work)


async def move(
    db: Database,
    booking: Booking,
    to: tuple[Provider, datetime],
    now: datetime,
    *,
    aside: Collection[str] = (),
    rehearse: bool = False,
) -> Appointment:
    """Moves it to a person and an instant; with `rehearse` nothing stays written.

    Raises:
        AppointmentChanged: it is not what was seen any more; nothing is written.
        RingbookError: as `bookings.modify`.
    """
    moved: list[Appointment] = []

    async def work(connection: Connection) -> None:
        cell = await _cell(connection, booking, to, now, aside)
        params = write_params(booking, now, OWNER) | {"slot": cell, "request": uuid4()}
        moved.append(await _write(connection, booking, MODIFY, params, aside))
        if rehearse:
            raise _Rehearsed

    with suppress(_Rehearsed):
        await db.in_transaction(work)
    return moved[-1]


async def refusal(
    db: Database,
    booking: Booking,
    to: tuple[Provider, datetime],
    now: datetime,
    aside: Collection[str],
) -> RingbookError | None:
    """Why a move would be refused, None when it would not; nothing is written."""
    try:
        await move(db, booking, to, now, aside=aside, rehearse=True)
    except RingbookError as error:
        return error
    return None


async def _write(
    connection: Connection,
    booking: Booking,
    sql: LiteralString,
    params: dict[str, object],
    aside: Collection[str],
) -> Appointment:
    """One write, tried again for each rule that refused and may be left aside."""
    lifted: list[OwnersRule] = []
    late = OwnersRule.late_change in aside
    was = (await select(connection, _Rule, LATE_CHANGE, params))[0] if late else None
    answer = (await select(connection, Answer, sql, params))[0]
    while (rule := RULE_OF.get(answer.outcome)) in aside and rule is not None:
        if rule in lifted:
            break
        lifted.append(rule)
        await connection.execute(RECORD, params | {"rule": rule.value})
        if rule is OwnersRule.late_change:
            await connection.execute(SET_LATE_CHANGE, params | {"rule": "allow"})
        answer = (await select(connection, Answer, sql, params))[0]
    if was is not None and OwnersRule.late_change in lifted:
        await connection.execute(SET_LATE_CHANGE, params | {"rule": was.rule})
    return as_seen(booking, answer)


async def _cell(
    connection: Connection,
    booking: Booking,
    to: tuple[Provider, datetime],
    now: datetime,
    aside: Collection[str],
) -> UUID:
    """The cell to move to: there, made as the hours make it, or a closed one.

    Raises:
        TooFarAhead, OutsideOpeningHours: there is none, and the rule is not left aside.
    """
    provider, starts = to
    practice = booking.practice
    key = {"tenant": practice.tenant_id, "provider": provider.id, "starts": starts}
    there = await select(connection, _Cell, CELL, key)
    if not there and await _rolled(connection, practice, to, now, aside):
        there = await select(connection, _Cell, CELL, key)
    if there:
        return there[0].id
    if OwnersRule.hours not in aside:
        raise OutsideOpeningHours("outside_opening_hours")
    minutes = booking.appointment.duration_minutes
    return (await select(connection, _Cell, MAKE_CELL, key | {"minutes": minutes}))[0].id


async def _rolled(
    connection: Connection,
    practice: Practice,
    to: tuple[Provider, datetime],
    now: datetime,
    aside: Collection[str],
) -> bool:
    """Makes the provider's cells of that day, where it is further ahead than the diary reaches.

    Raises:
        TooFarAhead: it is, and that rule is not left aside.
    """
    provider, starts = to
    key = {"tenant": practice.tenant_id}
    (profile,) = await select(connection, _Profile, PROFILE, key)
    tenant = Tenant(practice.tenant_id, profile.profile)
    day = starts.astimezone(practice.zone).date()
    if day <= days_to_roll(tenant.file, now)[1]:
        return False
    if OwnersRule.horizon not in aside:
        raise TooFarAhead("too_far_ahead")
    await roll_days(connection, tenant, day, day, provider)
    return True
