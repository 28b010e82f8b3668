"""What is free, worked out the slow way from the practice's file alone: plain Python, no SQL.

Written from the rules as an owner would tell them, and without the code that it checks.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

__all__ = ["Held", "Oracle", "minutes"]

_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

type Form = Mapping[str, Any]


def minutes(amount: int) -> timedelta:
    return timedelta(minutes=amount)


@dataclass(frozen=True)
class Held:
    """A scheduled appointment; `starts_at` in UTC."""

    id: UUID
    service: str
    provider: str
    starts_at: datetime
    room: str | None


@dataclass(frozen=True)
class _Cell:
    """A start on the grid of somebody's open time."""

    starts_at: datetime
    lasts: timedelta
    closes_at: datetime


class Oracle:
    """A practice as its file says, at one instant."""

    def __init__(self, file: Form, now: datetime) -> None:
        self.file, self.now = file, now
        self.zone = ZoneInfo(file["timezone"])
        self.held: dict[UUID, Held] = {}
        self._cells = {p["name"]: list(self._grid(p)) for p in file["providers"]}

    # ---- questions --------------------------------------------------------------------------

    def free(self, service: str, provider: str | None, moving: Held | None) -> dict[datetime, str]:
        """Every start that fits, with whom: of several, who has fewest minutes that day."""
        found: dict[datetime, list[str]] = {}
        for who, cells in self._cells.items():
            for cell in cells if provider in (None, who) else ():
                present = moving and (moving.provider, moving.starts_at) == (who, cell.starts_at)
                if not present and self.fits(service, who, cell.starts_at, moving):
                    found.setdefault(cell.starts_at, []).append(who)
        return {at: self._least_busy(people, at, moving) for at, people in found.items()}

    def fits(self, service: str, provider: str, at: datetime, moving: Held | None) -> bool:
        form = self.service(service)
        cell = next((c for c in self._cells[provider] if c.starts_at == at), None)
        if cell is None or provider not in self.performers(service):
            return False
        inside = at + minutes(form["duration_minutes"]) <= cell.closes_at
        return (
            inside
            and self._in_time(form, at)
            and self._nobody_there(form, provider, cell, moving)
            and self._room_left(form, at, moving)
            and self._under_cap(form, at, moving)
        )

    def service(self, name: str) -> Form:
        found: Form = next(s for s in self.file["services"] if s["name"] == name)
        return found

    def performers(self, service: str) -> list[str]:
        everyone = [p["name"] for p in self.file["providers"]]
        return self.service(service).get("providers") or everyone

    def busy(self, held: Held) -> tuple[datetime, datetime]:
        form = self.service(held.service)
        first = held.starts_at - minutes(form["buffer_before_minutes"])
        last = minutes(form["duration_minutes"] + form["buffer_after_minutes"])
        return first, held.starts_at + last

    def day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    # ---- rules ------------------------------------------------------------------------------

    def _in_time(self, form: Form, at: datetime) -> bool:
        policies = self.file["policies"]
        notice = form.get("min_notice_minutes")
        notice = policies["min_notice_minutes"] if notice is None else notice
        ahead = form.get("max_days_ahead")
        ahead = policies["max_days_ahead"] if ahead is None else ahead
        last = self.day(self.now) + timedelta(days=ahead)
        return at > self.now and at - self.now >= minutes(notice) and self.day(at) <= last

    def _others(self, moving: Held | None) -> Iterator[Held]:
        return (h for h in self.held.values() if moving is None or h.id != moving.id)

    def _nobody_there(self, form: Form, provider: str, cell: _Cell, moving: Held | None) -> bool:
        """The whole cell counts, even where the service is shorter."""
        first = cell.starts_at - minutes(form["buffer_before_minutes"])
        last = cell.starts_at + max(
            cell.lasts, minutes(form["duration_minutes"] + form["buffer_after_minutes"])
        )
        theirs = [self.busy(h) for h in self._others(moving) if h.provider == provider]
        return not any(a < last and first < b for a, b in theirs)

    def _room_left(self, form: Form, at: datetime, moving: Held | None) -> bool:
        if not form["rooms"]:
            return True
        first = at - minutes(form["buffer_before_minutes"])
        last = at + minutes(form["duration_minutes"] + form["buffer_after_minutes"])
        spans = [(h.room, *self.busy(h)) for h in self._others(moving)]
        taken = {room for room, a, b in spans if a < last and first < b}
        return bool(set(form["rooms"]) - taken)

    def _under_cap(self, form: Form, at: datetime, moving: Held | None) -> bool:
        if form["daily_cap"] is None:
            return True
        that_day = [
            h
            for h in self._others(moving)
            if h.service == form["name"] and self.day(h.starts_at) == self.day(at)
        ]
        return len(that_day) < int(form["daily_cap"])

    def _least_busy(self, people: list[str], at: datetime, moving: Held | None) -> str:
        def booked(who: str) -> int:
            return sum(
                int(self.service(h.service)["duration_minutes"])
                for h in self._others(moving)
                if h.provider == who and self.day(h.starts_at) == self.day(at)
            )

        return min(people, key=booked)  # the first of those that are equal

    # ---- hours ------------------------------------------------------------------------------

    def _grid(self, provider: Form) -> Iterator[_Cell]:
        step = minutes(self.file["slot_minutes"])
        today = self.day(self.now)
        for day in (today + timedelta(days=n) for n in range(self._days_ahead() + 1)):
            for opens, closes in self._open(provider, day):
                start = opens
                while start + minutes(5) <= closes:
                    yield _Cell(start, min(step, closes - start), closes)
                    start += step

    def _days_ahead(self) -> int:
        own = [s["max_days_ahead"] for s in self.file["services"] if s.get("max_days_ahead")]
        return int(max([self.file["policies"]["max_days_ahead"], *own]))

    def _open(self, provider: Form, day: date) -> Iterator[tuple[datetime, datetime]]:
        away = [*self.file["closures"], *provider["time_off"]]
        if day.isoformat() in away:
            return
        name = _WEEK[day.weekday()]
        hours = provider["hours"].get(name, self.file["opening_hours"].get(name, []))
        for written in hours:
            opens, closes = (
                self._instant(day, part, n) for n, part in enumerate(written.split("-"))
            )
            if opens < closes:
                yield opens, closes

    def _instant(self, day: date, clock: str, end: int) -> datetime:
        """When the wall clock first shows this.

        A time that it skips: measured from before the change for an opening, and from after it for
        a closing, so that nobody is open longer than written.
        """
        midnight = datetime.combine(day, time())
        wall = midnight + timedelta(hours=int(clock[:2]), minutes=int(clock[3:]))
        noon = time(12, tzinfo=self.zone)
        offsets = {
            datetime.combine(day + timedelta(days=n), noon).utcoffset() or timedelta()
            for n in (-1, 0, 1)
        }
        instants = sorted((wall - offset).replace(tzinfo=UTC) for offset in offsets)
        shown = [i for i in instants if i.astimezone(self.zone).replace(tzinfo=None) == wall]
        return shown[0] if shown else instants[0 if end else -1]
