"""A fake diary in memory, with the seven tools."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from tests.unit.dialogue.maple import ZONE, at, uid

from ringbook.dialogue.legal.actions import query
from ringbook.dialogue.legal.series import looks_for_series, window
from ringbook.dialogue.plan.next_step import Do
from ringbook.dialogue.reduce.reducer import LABELS, CallState
from ringbook.dialogue.state.call_events import (
    Booked,
    BookedSeries,
    Cancelled,
    CancelledSeries,
    Ending,
    Identified,
    Listed,
    Moved,
    MovedSeries,
    Offered,
    OfferedSeries,
    Outcome,
    Refused,
)
from ringbook.dialogue.understand.series_dates import query as series_query
from ringbook.domain.model import (
    Appointment,
    Caller,
    Practice,
    Preferences,
    Provider,
    Slot,
    SlotQuery,
)
from ringbook.domain.series import SeriesDate, SeriesQuery
from ringbook.errors import SlotTaken, TooManyBookings


@dataclass
class Diary:
    """Openings and appointments of one practice. `stolen` are taken just before the next write."""

    practice: Practice
    busy: set[datetime] = field(default_factory=set)
    callers: dict[str, Caller] = field(default_factory=dict)
    rows: dict[UUID, tuple[str, Appointment]] = field(default_factory=dict)
    stolen: set[datetime] = field(default_factory=set)
    only: set[datetime] | None = None
    broken: set[str] = field(default_factory=set)
    made: int = 0

    def knows(self, number: str, name: str | None, *slots: tuple[str, str]) -> "Diary":
        """Adds a caller with appointments, each ("2026-01-27 14:30", "Cleaning")."""
        self.callers[number] = Caller(number, name)
        for start, service in slots:
            self.add(number, at(start), service, self.practice.providers[0])
        return self

    def add(
        self,
        number: str,
        start: datetime,
        service: str,
        who: Provider,
        attendee: str | None = None,
    ) -> Appointment:
        self.made += 1
        row = Appointment(
            uid("row", self.made),
            uid(start, who.name),
            start.astimezone(UTC),
            30,
            service,
            who.id,
            who.name,
            attendee=attendee,
        )
        self.rows[row.id] = (number, row)
        return row

    def of(self, number: str) -> tuple[Appointment, ...]:
        mine = [r for n, r in self.rows.values() if n == number and r.status == "scheduled"]
        return tuple(sorted(mine, key=lambda r: r.starts_at))

    def taken(self, start: datetime, who: UUID, but: UUID | None = None) -> bool:
        rows = [r for _, r in self.rows.values() if r.status == "scheduled" and r.id != but]
        return start in self.busy or any(
            r.starts_at == start and r.provider_id == who for r in rows
        )

    def starts(self, day: date) -> list[datetime]:
        if self.only is not None:
            return sorted(s for s in self.only if s.date() == day)
        if any(c.first <= day <= c.last for c in self.practice.closures):
            return []
        found = []
        for opened in self.practice.opening_hours[day.weekday()]:
            start = datetime.combine(day, opened.opens, ZONE)
            while start.time() < opened.closes:
                found.append(start)
                start += timedelta(minutes=30)
        return found

    def find(self, wanted: SlotQuery, now: datetime) -> tuple[Slot, ...]:
        policies = self.practice.policies
        first = wanted.first or now.astimezone(ZONE).date()
        end = now.astimezone(ZONE).date() + timedelta(days=policies.max_days_ahead)
        last = min(wanted.last or end, end)
        out: list[Slot] = []
        while first <= last and len(out) < wanted.limit:
            out += self._on(first, wanted, now)
            first += timedelta(days=1)
        return tuple(out[: wanted.limit])

    def _on(self, day: date, wanted: SlotQuery, now: datetime) -> list[Slot]:
        if day.weekday() in wanted.excluded_weekdays:
            return []
        soonest = now + timedelta(minutes=self.practice.policies.min_notice_minutes)
        out = []
        for start in self.starts(day):
            if start <= now or start < soonest:
                continue
            if wanted.earliest and start.time() < wanted.earliest:
                continue
            if wanted.latest and start.time() > wanted.latest:
                continue
            for who in self.practice.providers:
                if wanted.provider not in (None, who.name):
                    continue
                if not self.taken(start, who.id, wanted.moving):
                    service = wanted.service or self.practice.services[0].name
                    out.append(
                        Slot(
                            uid(start, who.name),
                            start.astimezone(UTC),
                            30,
                            service,
                            who.id,
                            who.name,
                        )
                    )
                    break
        return out

    # ---- a series ---------------------------------------------------------------------------

    def find_series(self, state: CallState, args: dict[str, str]) -> Outcome:
        wanted = series_query(state, args, window(args))
        at = wanted.earliest or time(9)
        dates = [self._series_date(day, at, wanted, state) for day in wanted.dates]
        moving = [state.appointment(key) for key in wanted.moving] or [None] * len(dates)
        found = tuple(replace(d, moving=m) for d, m in zip(dates, moving, strict=True))
        return OfferedSeries(wanted, found)

    def _series_date(
        self, day: date, at: time, wanted: SeriesQuery, state: CallState
    ) -> SeriesDate:
        asked = SlotQuery(wanted.service, day, day, provider=wanted.provider, limit=99)
        free = self.find(asked, state.now)
        local = [s.starts_at.astimezone(ZONE) for s in free]
        exact = next((s for s, on in zip(free, local, strict=True) if on.time() == at), None)
        if exact is not None:
            return SeriesDate(day, at, exact)
        wall = datetime.combine(day, at, ZONE)
        near = min(free, key=lambda s: abs(s.starts_at - wall), default=None)
        taken = wall in self.starts(day)
        refusal = "slot_taken" if taken else "outside_opening_hours"
        return SeriesDate(day, at, None, refusal, near)

    def book_series(self, state: CallState, number: str) -> Outcome:
        assert state.frame.agreed is not None
        slots = [s for s in state.offered if s.id in state.frame.agreed.slot_ids]
        if any(self._lost(slot, None) for slot in slots):
            return Refused(SlotTaken.code, SlotTaken.line)
        series = uid("series", self.made)
        rows = []
        for slot in slots:
            who = next(p for p in self.practice.providers if p.id == slot.provider_id)
            whom = state.frame.agreed.attendee
            row = self.add(number, slot.starts_at, slot.service, who, whom)
            row = replace(row, series_id=series)
            self.rows[row.id] = (number, row)
            rows.append(row)
        return BookedSeries(tuple(rows), Preferences())

    def change_series(self, state: CallState, moving: bool) -> Outcome:
        asks = state.frame.agreed
        assert asks is not None
        slots = [s for s in state.offered if s.id in asks.slot_ids]
        rows = [self.rows[key][1] for key in asks.appointment_ids]
        done = []
        for n, row in enumerate(rows):
            new = replace(row, status="cancelled", version=row.version + 1)
            if moving:
                new = replace(new, status="scheduled", starts_at=slots[n].starts_at)
            self.rows[row.id] = (self.rows[row.id][0], new)
            done.append(new)
        if not moving:
            return CancelledSeries(tuple(done))
        return MovedSeries(tuple(done), tuple(row.starts_at for row in rows), Preferences())

    # ---- the seven tools --------------------------------------------------------------------

    def run(self, state: CallState, do: Do) -> Outcome:
        if do.tool in self.broken:
            return Refused("database_unavailable", "I'm sorry, I can't reach the diary now.")
        tool = getattr(self, do.tool)
        outcome: Outcome = tool(state, **do.args)
        return outcome

    def identify_user(self, state: CallState, name: str | None = None) -> Outcome:
        assert state.number is not None
        known = self.callers.get(state.number)
        if known is None:
            known = Caller(state.number, name)
            self.callers[state.number] = known
            return Identified(replace(known, is_new=True))
        if known.name is None and name:
            known = self.callers[state.number] = replace(known, name=name)
            return Identified(replace(known, named_now=True))
        return Identified(known)

    def fetch_slots(self, state: CallState, **args: str) -> Outcome:
        if looks_for_series(args):
            return self.find_series(state, args)
        wanted = query(state, args)
        return Offered(wanted, self.find(wanted, state.now))

    def retrieve_appointments(self, state: CallState) -> Outcome:
        assert state.caller is not None
        return Listed(self.of(state.caller.contact_number))

    def book_appointment(
        self, state: CallState, slot: str, attendee: str | None = None, **series: str
    ) -> Outcome:
        assert state.caller is not None
        wanted = state.offered[LABELS.index(slot)]
        number = state.caller.contact_number
        if series:
            return self.book_series(state, number)
        if len(self.of(number)) >= self.practice.policies.open_bookings_per_caller:
            return Refused(TooManyBookings.code, TooManyBookings.line)
        if self._lost(wanted, None):
            return Refused(SlotTaken.code, SlotTaken.line)
        who = next(p for p in self.practice.providers if p.id == wanted.provider_id)
        row = self.add(number, wanted.starts_at, wanted.service, who, attendee)
        return Booked(row, Preferences())

    def _lost(self, slot: Slot, moving: UUID | None) -> bool:
        self.busy |= {s for s in self.stolen if s == slot.starts_at}
        return self.taken(slot.starts_at, slot.provider_id, moving)

    def cancel_appointment(
        self, state: CallState, appointment: str, scope: str | None = None
    ) -> Outcome:
        if scope:
            return self.change_series(state, moving=False)
        row = self._mine(state, appointment)
        gone = replace(row, status="cancelled", version=row.version + 1)
        self.rows[row.id] = (self.rows[row.id][0], gone)
        return Cancelled(gone)

    def _mine(self, state: CallState, named: str) -> Appointment:
        assert state.caller is not None
        row = state.appointments[LABELS.index(named)]
        assert self.rows[row.id][0] == state.caller.contact_number
        return row

    def modify_appointment(
        self, state: CallState, appointment: str, slot: str, scope: str | None = None
    ) -> Outcome:
        if scope:
            return self.change_series(state, moving=True)
        row, wanted = self._mine(state, appointment), state.offered[LABELS.index(slot)]
        if self._lost(wanted, row.id):
            return Refused(SlotTaken.code, SlotTaken.line)
        moved = replace(
            row,
            starts_at=wanted.starts_at,
            slot_id=wanted.id,
            service=wanted.service,
            provider_id=wanted.provider_id,
            provider=wanted.provider,
            version=row.version + 1,
        )
        self.rows[row.id] = (self.rows[row.id][0], moved)
        return Moved(moved, row.starts_at, Preferences())

    def end_conversation(self, state: CallState) -> Outcome:
        return Ending()
