"""When somebody can be booked: opening hours less breaks, closures and time off. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, partial
from zoneinfo import ZoneInfo

from ringbook.domain.model import OpenRange
from ringbook.practice.form import PracticeFile, ProviderForm

__all__ = ["OpenTime", "horizon_days", "open_times", "provider_hours"]


@dataclass(frozen=True, slots=True)
class OpenTime:
    """A stretch of a provider's open time, as instants."""

    provider: str
    opens_at: datetime
    closes_at: datetime


def open_times(practice: PracticeFile, first: date, last: date) -> Iterator[OpenTime]:
    """Every provider's open time on the local days from `first` to `last`, both included."""
    # Many keep the same hours, and the clocks of a year are slow to read
    instants = cache(partial(_instants, ZoneInfo(practice.timezone)))
    for provider in practice.providers:
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            for hours in provider_hours(practice, provider, day):
                opens, closes = instants(day, hours.opens, hours.closes)
                if opens < closes:  # a range may lie wholly within the hour that the clocks skip
                    yield OpenTime(provider.name, opens, closes)


def provider_hours(
    practice: PracticeFile, provider: ProviderForm, day: date
) -> tuple[OpenRange, ...]:
    """A provider's local ranges on a day: time off and closures win, then extra hours, then theirs.

    Extra hours add to the ordinary ones and open a day that is otherwise closed; only an announced
    closure or time off is stronger.
    """
    away = (*practice.closures, *provider.time_off)
    if any(closure.covers(day) for closure in away):
        return ()
    own = provider.hours.on(day.weekday())
    ordinary = practice.opening_hours.on(day.weekday()) or () if own is None else own
    extra = [r for extra in practice.extra_hours if extra.date == day for r in extra.hours]
    return _merged((*ordinary, *extra))


def horizon_days(practice: PracticeFile) -> int:
    """How many days ahead any service can be booked."""
    own = [s.max_days_ahead for s in practice.services if s.max_days_ahead is not None]
    return max([practice.policies.max_days_ahead, *own])


def _merged(ranges: tuple[OpenRange, ...]) -> tuple[OpenRange, ...]:
    """The same time without overlaps, in order."""
    merged: list[OpenRange] = []
    for r in sorted(ranges, key=lambda r: r.opens):
        if merged and r.opens <= merged[-1].closes:
            merged[-1] = OpenRange(merged[-1].opens, max(merged[-1].closes, r.closes))
        else:
            merged.append(r)
    return tuple(merged)


def _instants(zone: ZoneInfo, day: date, opens: time, closes: time) -> tuple[datetime, datetime]:
    return _opening(day, opens, zone), _closing(day, closes, zone)


def _opening(day: date, at: time, zone: ZoneInfo) -> datetime:
    """A doubled time is the first; a skipped one is as long after the change as it would be."""
    return datetime.combine(day, at, zone).astimezone(UTC)


def _closing(day: date, at: time, zone: ZoneInfo) -> datetime:
    """As for opening, but a skipped time is before the change: never open longer than written."""
    if at == time.max:  # written as 24:00
        return datetime.combine(day + timedelta(days=1), time.min, zone).astimezone(UTC)
    early, late = (datetime.combine(day, at, zone).replace(fold=fold) for fold in (0, 1))
    return min(early.astimezone(UTC), late.astimezone(UTC))
