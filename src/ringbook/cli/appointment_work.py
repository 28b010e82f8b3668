"""What the commands about appointments do."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

import typer

from ringbook.cli.running import day_of, e164, instant, one_practice, run
from ringbook.dialogue.state.attendee import spoken_attendee
from ringbook.domain.late_change import late_fee
from ringbook.domain.model import Practice, Provider, Slot, SlotQuery
from ringbook.domain.owners_rules import OwnersRule
from ringbook.domain.phone import masked
from ringbook.domain.spoken import spoken_when
from ringbook.errors import (
    ConfigurationError,
    DayFull,
    LateChange,
    NoRoom,
    OutsideOpeningHours,
    PersonBusy,
    RingbookError,
    SlotHeld,
    SlotInPast,
    SlotNotFound,
    SlotTaken,
    TooFarAhead,
    TooShortNotice,
)
from ringbook.practice.away import called, day_span
from ringbook.practice.away import instant as instant_of
from ringbook.store import owners_changes
from ringbook.store.booking_links import Booking, openings
from ringbook.store.bookings import find_slots
from ringbook.store.owners_bookings import listed, named
from ringbook.store.pool import Database

__all__ = ["Chosen", "cancel", "move", "show"]

SHORT = 8
"""Letters of an id that are shown, and are enough to name it: the last ones, for ids begin with
the time at which they were made."""
_NOT_FREE = (NoRoom, PersonBusy, SlotHeld, SlotInPast, SlotNotFound, SlotTaken)
"""What no rule is: something else is there then."""
_WHY: Final[dict[type[RingbookError], tuple[OwnersRule, str]]] = {
    LateChange: (OwnersRule.late_change, "this is closer to the appointment than your rules allow"),
    TooShortNotice: (OwnersRule.notice, "that is sooner than your rules allow"),
    TooFarAhead: (OwnersRule.horizon, "that is further ahead than your rules allow"),
    DayFull: (OwnersRule.daily_cap, "that day has as many of these as your rules allow"),
    OutsideOpeningHours: (
        OwnersRule.hours,
        "none of your hours begins then, or whoever it is with is away",
    ),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which appointment is meant, and under which rules it is changed."""

    which: str
    at: str | None
    practice: str | None
    now: str | None
    override: tuple[OwnersRule, ...]
    sure: bool


def show(
    slug: str | None, number: str | None, day: str | None, days: int, over: bool, now: str | None
) -> None:
    async def work(db: Database) -> None:
        at, one = instant(now), await one_practice(db, slug)
        first = day_of(day, "--day") if day else at.astimezone(one.zone).date()
        span = day_span(one.zone, first)[0], day_span(one.zone, first + timedelta(days=days - 1))[1]
        whose = e164(number, one) if number else None
        for booking in await listed(db, one, span, number=whose, over=over):
            typer.echo(_line(booking))

    run(work)


def cancel(chosen: Chosen) -> None:
    async def work(db: Database) -> None:
        at, booking = await _meant(db, chosen)
        _ask(f"Cancel {_described(booking)}?", booking, chosen, at)
        with _rule_said():
            await owners_changes.cancel(db, booking, at, aside=chosen.override)
        typer.echo(f"{_short(booking)}: cancelled")

    run(work)


def move(chosen: Chosen, to: str, provider: str | None) -> None:
    async def work(db: Database) -> None:
        at, booking = await _meant(db, chosen)
        starts = _local(booking.practice, to, "--to")
        who = await _possible(db, booking, starts, provider, chosen, at)
        then = f"{spoken_when(starts.astimezone(booking.practice.zone))}"
        _ask(f"Move {_described(booking)} to {then} with {who.name}?", booking, chosen, at)
        with _rule_said():
            await owners_changes.move(db, booking, (who, starts), at, aside=chosen.override)
        typer.echo(f"{_short(booking)}: moved to {then}")

    run(work)


# ---- which one --------------------------------------------------------------------------------


async def _meant(db: Database, chosen: Chosen) -> tuple[datetime, Booking]:
    """The present instant, and the one appointment that is named.

    Raises:
        ConfigurationError: none is, or several are; these are listed.
    """
    now, practice = instant(chosen.now), await one_practice(db, chosen.practice)
    starts = _local(practice, chosen.at, "--at") if chosen.at else None
    found = await _named(db, practice, chosen.which, starts, now)
    if len(found) == 1:
        return now, found[0]
    if not found:
        raise ConfigurationError(f"no open appointment is called {_safe(chosen.which)}")
    several = "\n".join(_line(booking) for booking in found)
    raise ConfigurationError(f"which of these? give the id, or --at as well\n{several}")


async def _named(
    db: Database, practice: Practice, which: str, starts: datetime | None, now: datetime
) -> Sequence[Booking]:
    """An id is hexadecimal; what no id has is a number."""
    letters = which.lower()
    if (set(letters) <= set("0123456789abcdef-") and len(letters) < 10) or letters.count("-") == 4:
        found = await named(db, practice, letters=letters, at=starts, now=now)
        if found:
            return found
    return await named(db, practice, number=e164(which, practice), at=starts, now=now)


async def _possible(
    db: Database,
    booking: Booking,
    starts: datetime,
    provider: str | None,
    chosen: Chosen,
    now: datetime,
) -> Provider:
    """With whom it can be then: who is named, or whom it is with, else who is free.

    Raises:
        RingbookError: a rule refuses, which is named.
        ConfigurationError: the time is not free; names those of that day.
    """
    practice = booking.practice
    local = starts.astimezone(practice.zone)
    known = called(provider, practice.providers).name if provider else None
    free = await _free(db, booking, local.date(), known, now)
    found = next((slot for slot in free if slot.starts_at == starts), None)
    name = found.provider if found else known or booking.appointment.provider
    who = next(p for p in practice.providers if p.name == name)
    to, aside = (who, starts), chosen.override
    refused = await owners_changes.refusal(db, booking, to, now, aside)
    if refused is not None:
        raise _cannot(refused, [slot.starts_at.astimezone(practice.zone) for slot in free], local)
    return who


def _cannot(refused: RingbookError, free: Sequence[datetime], to: datetime) -> RingbookError:
    """Why not: the rule that refuses, or that the time is not free, with what else there is."""
    times = ", ".join(f"{at:%H:%M}" for at in free)
    there = f"free that day: {times}" if times else "nothing is free that day"
    if type(refused) in _WHY:
        return type(refused)(f"{_why(refused)}; {there}")
    if isinstance(refused, _NOT_FREE):
        return ConfigurationError(f"--to {to:%Y-%m-%d %H:%M}: {there}")
    return refused


async def _free(
    db: Database, booking: Booking, day: date, provider: str | None, now: datetime
) -> Sequence[Slot]:
    if provider is None:
        return await openings(db, booking, day, now)
    moving = booking.appointment.id
    query = SlotQuery(None, day, day, provider=provider, moving=moving, limit=300)
    return await find_slots(db, booking.practice, query, now)


def _local(practice: Practice, text: str, option: str) -> datetime:
    """The instant of a local time, of a doubled one the first."""
    try:
        wall = datetime.fromisoformat(text)
    except ValueError:
        wall = None
    at = instant_of(practice.zone, wall) if wall is not None and wall.tzinfo is None else None
    if at is None:
        raise ConfigurationError(f"{option} {text}: must be a local time like 2026-06-15T10:00")
    return at


# ---- in words ---------------------------------------------------------------------------------


def _ask(question: str, booking: Booking, chosen: Chosen, now: datetime) -> None:
    """Says what the rules make of it, then asks, unless that was answered beforehand."""
    practice, starts = booking.practice, booking.appointment.starts_at
    if (fee := late_fee(practice.policies, starts, now)) is not None:
        typer.echo(f"late_change: by your rules a fee of {fee:.2f} is due", err=True)
    for rule in chosen.override:
        typer.echo(f"{rule.value}: left aside this once", err=True)
    if not chosen.sure:
        typer.confirm(question, abort=True)


@contextmanager
def _rule_said() -> Iterator[None]:
    """Names the rule that refuses, and what leaves it aside."""
    try:
        yield
    except tuple(_WHY) as error:
        raise type(error)(_why(error)) from None


def _why(error: RingbookError) -> str:
    rule, why = _WHY[type(error)]
    head = f"{rule.value}: {why}"
    return f"{head}; --override {rule.value} does it all the same"


def _safe(which: str) -> str:
    """An id as it was given; of a number its end."""
    return masked(which) if which.startswith("+") or len(which) > SHORT else which


def _short(booking: Booking) -> str:
    return str(booking.appointment.id)[-SHORT:]


def _described(booking: Booking) -> str:
    one, zone = booking.appointment, booking.practice.zone
    whom = f" for {spoken_attendee(one.attendee)}" if one.attendee else ""
    when = spoken_when(one.starts_at.astimezone(zone))
    return f"{one.service} with {one.provider}{whom} on {when} ({masked(booking.contact_number)})"


def _line(booking: Booking) -> str:
    one = booking.appointment
    local = one.starts_at.astimezone(booking.practice.zone)
    parts = [_short(booking), f"{local:%a %Y-%m-%d %H:%M}", one.service, one.provider]
    parts += [masked(booking.contact_number), f"for {one.attendee}" if one.attendee else ""]
    parts += [one.status if one.status != "scheduled" else ""]
    return "  ".join(part for part in parts if part)
