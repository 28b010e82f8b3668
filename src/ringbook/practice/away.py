"""A provider who is out for a while: when that is, who is meant, what is left of the day. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ringbook.domain.model import Provider
from ringbook.errors import ConfigurationError
from ringbook.practice.calendar import OpenTime

__all__ = ["Away", "away_span", "called", "day_span", "instant", "without"]


@dataclass(frozen=True, slots=True)
class Away:
    """A stretch of time in which a provider is out, as instants."""

    provider: str
    starts_at: datetime
    ends_at: datetime
    reason: str = ""


def called(name: str, providers: Sequence[Provider]) -> Provider:
    """The provider of this name, alias, or part of a name that only one has.

    Raises:
        ConfigurationError: nobody or several; names who there is.
    """
    wanted = _words(name)
    exact = [p for p in providers if wanted in map(_words, (p.name, *p.aliases))]
    partly = [p for p in providers if wanted and set(wanted) <= set(_words(p.name))]
    found = exact or partly
    if len(found) == 1:
        return found[0]
    there = ", ".join(p.name for p in found or providers)
    whom = "several could be" if found else "nobody is"
    raise ConfigurationError(f"{whom} called {name!r}; there is: {there}")


def _words(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", name.casefold()))


def away_span(
    zone: ZoneInfo, now: datetime, day: date | None, start: str | None, end: str | None
) -> tuple[datetime, datetime]:
    """From when to when, as instants. Local times such as "14:00", or "2026-06-15T14:00".

    Without `start` it begins now, or with a `day` to come at its midnight; without `end` it lasts
    to the end of the day on which it begins.

    Raises:
        ConfigurationError: no such time, or the end is not after the start and the present.
    """
    today = now.astimezone(zone).date()
    first = day or today
    begins = _read(zone, first, start, "--from") if start else None
    if begins is None:
        begins = now if first == today else day_span(zone, first)[0]
    last = day or begins.astimezone(zone).date()
    ends = _read(zone, last, end, "--until") if end else day_span(zone, last)[1]
    if ends <= max(begins, now):
        raise ConfigurationError("--until must be later than --from, and not in the past")
    return begins, ends


def day_span(zone: ZoneInfo, day: date) -> tuple[datetime, datetime]:
    """A local day, from midnight to midnight, as instants."""
    first, last = (datetime.combine(day + timedelta(days=n), time.min, zone) for n in (0, 1))
    return first.astimezone(UTC), last.astimezone(UTC)


def instant(zone: ZoneInfo, wall: datetime) -> datetime | None:
    """The instant of a local time, of a doubled one the first; None: the clocks skip it."""
    at = wall.replace(tzinfo=zone).astimezone(UTC)
    return at if at.astimezone(zone).replace(tzinfo=None) == wall else None


def _read(zone: ZoneInfo, day: date, text: str, option: str) -> datetime:
    try:
        whole = text if "T" in text or " " in text else f"{day}T{text}"
        wall = datetime.fromisoformat(whole)
    except ValueError:
        wall = None
    if wall is None or wall.tzinfo is not None:
        raise ConfigurationError(f"{option} {text}: must be like 14:00 or 2026-06-15T14:00")
    at = instant(zone, wall)
    if at is None:
        raise ConfigurationError(f"{option} {text}: the clocks skip this time")
    return at


def without(times: Iterable[OpenTime], away: Sequence[Away], step: int) -> Iterator[OpenTime]:
    """Open time less absences. What is left begins on the grid of `step` minutes as before."""
    if not away:
        yield from times
        return
    for whole in times:
        pieces = [whole]
        for absence in (a for a in away if a.provider == whole.provider):
            pieces = [left for piece in pieces for left in _less(piece, absence)]
        yield from (_on_grid(piece, whole.opens_at, timedelta(minutes=step)) for piece in pieces)


def _less(piece: OpenTime, absence: Away) -> Iterator[OpenTime]:
    if absence.ends_at <= piece.opens_at or absence.starts_at >= piece.closes_at:
        yield piece
        return
    if piece.opens_at < absence.starts_at:
        yield OpenTime(piece.provider, piece.opens_at, absence.starts_at)
    if absence.ends_at < piece.closes_at:
        yield OpenTime(piece.provider, absence.ends_at, piece.closes_at)


def _on_grid(piece: OpenTime, from_: datetime, step: timedelta) -> OpenTime:
    steps = -((from_ - piece.opens_at) // step)
    return OpenTime(piece.provider, min(from_ + steps * step, piece.closes_at), piece.closes_at)
