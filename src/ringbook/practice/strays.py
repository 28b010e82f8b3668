"""Booked appointments that a practice's hours, services or people no longer cover. Pure."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from ringbook.practice.calendar import open_times
from ringbook.practice.form import PracticeFile

__all__ = ["Booked", "Stray", "strays"]

type _Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Booked:
    """A scheduled appointment as an owner's list shows it; instants."""

    id: UUID
    starts_at: datetime
    ends_at: datetime
    service: str
    provider: str
    contact_number: str


@dataclass(frozen=True, slots=True)
class Stray:
    """An appointment that stays booked although the practice file would not allow it now."""

    booked: Booked
    why: str


def strays(
    file: PracticeFile, booked: Sequence[Booked], *, by_hours: bool = True
) -> tuple[Stray, ...]:
    """Those outside the hours, or of a service or provider that is no longer there, by time.

    `by_hours`: whether the hours say when there are appointments; a preload may have said it.
    """
    spans = _spans(file, booked) if by_hours else None
    found = [(one, _why(file, one, spans)) for one in booked]
    told = [Stray(one, why) for one, why in found if why]
    return tuple(sorted(told, key=lambda stray: stray.booked.starts_at))


def _why(file: PracticeFile, one: Booked, spans: dict[str, list[_Span]] | None) -> str:
    if one.provider not in {provider.name for provider in file.providers}:
        return "this provider is no longer there"
    if one.service not in {service.name for service in file.services}:
        return "this service is no longer offered"
    if spans is not None and not _within(one, spans.get(one.provider, [])):
        return "outside the hours"
    return ""


def _within(one: Booked, spans: list[_Span]) -> bool:
    at = bisect_right(spans, one.starts_at, key=lambda span: span[0]) - 1
    return at >= 0 and one.ends_at <= spans[at][1]


def _spans(file: PracticeFile, booked: Iterable[Booked]) -> dict[str, list[_Span]]:
    """Every provider's open time, over the days that have appointments."""
    zone = ZoneInfo(file.timezone)
    days = sorted({one.starts_at.astimezone(zone).date() for one in booked})
    spans: dict[str, list[_Span]] = {provider.name: [] for provider in file.providers}
    if days:
        for time in open_times(file, days[0], days[-1]):
            spans[time.provider].append((time.opens_at, time.closes_at))
    return spans
