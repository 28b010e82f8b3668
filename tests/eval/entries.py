"""Appointments as the scenarios write them: "2026-01-29 15:00 Cleaning with Dr. Lena Ortiz".

One that is for somebody else than the caller ends with " for Ruth".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

__all__ = ["Entry", "Row", "Span", "entry", "matches", "span"]

_SPAN: Final = re.compile(
    r"(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d))?(?:\.\.(?:(\d{4}-\d\d-\d\d) )?(\d\d:\d\d))?"
)


@dataclass(frozen=True, slots=True)
class Row:
    """A scheduled appointment; `start` is on the practice's wall clock.

    `attendee` is whom it is for, None the caller.
    """

    number: str
    start: datetime
    service: str
    provider: str
    attendee: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Starts from `first` to `last`, both included."""

    first: datetime
    last: datetime

    def holds(self, start: datetime) -> bool:
        return self.first <= start <= self.last


@dataclass(frozen=True, slots=True)
class Entry:
    """What may stand in the diary: any start in `spans`; no provider: any."""

    spans: tuple[Span, ...]
    service: str
    provider: str | None = None
    attendee: str | None = None

    def fits(self, row: Row) -> bool:
        return (
            any(s.holds(row.start) for s in self.spans)
            and row.service == self.service
            and self.provider in (None, row.provider)
            and self.attendee == row.attendee
        )


def span(text: str) -> Span:
    """A day, a start, or a range: "2026-01-29", "2026-01-29 15:00", "2026-01-29 09:00..12:00".

    Raises:
        ValueError: it is none of these.
    """
    found = _SPAN.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"not a day, start or range: {text!r}")
    day, start, last_day, end = found.groups()
    first = datetime.fromisoformat(f"{day}T{start or '00:00'}")
    if end is not None:
        return Span(first, datetime.fromisoformat(f"{last_day or day}T{end}"))
    whole = datetime.combine(first.date(), time.min) + timedelta(hours=23, minutes=59)
    return Span(first, first if start else whole)


def entry(text: str) -> Entry:
    """Reads starts, parted by "or", then the service and perhaps "with" and "for" somebody.

    Raises:
        ValueError: it has no start or no service.
    """
    spans, rest = [], text.strip()
    while found := _SPAN.match(rest):
        spans.append(span(found.group()))
        rest = rest[found.end() :].strip().removeprefix("or ").strip()
    rest, _, attendee = rest.partition(" for ")
    service, _, provider = rest.partition(" with ")
    if not spans or not service:
        raise ValueError(f"not an appointment: {text!r}")
    return Entry(tuple(spans), service, provider or None, attendee or None)


def matches(rows: Sequence[Row], entries: Sequence[Entry]) -> bool:
    """True when each row fits an entry of its own and none is left over."""
    if len(rows) != len(entries):
        return False
    if not rows:
        return True
    rest = rows[1:]
    return any(
        e.fits(rows[0]) and matches(rest, [*entries[:n], *entries[n + 1 :]])
        for n, e in enumerate(entries)
    )
