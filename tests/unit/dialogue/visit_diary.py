"""The diary in memory, with visits: a provider for each person, half an hour for each service."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import uid

from ringbook.dialogue.legal.actions import query
from ringbook.dialogue.legal.visit import looks_for_visit
from ringbook.dialogue.reduce.reducer import CallState
from ringbook.dialogue.state import visit as visit_state
from ringbook.dialogue.state.call_events import (
    BookedSeries,
    CancelledSeries,
    MovedSeries,
    Offered,
    Outcome,
    Refused,
)
from ringbook.domain.model import Appointment, Preferences, Slot, SlotQuery
from ringbook.domain.visit import Visit, VisitPart, Wish, read_wishes
from ringbook.errors import SlotTaken


class VisitDiary(Diary):
    def fetch_slots(self, state: CallState, **args: str) -> Outcome:
        if not looks_for_visit(state, args):
            return super().fetch_slots(state, **args)
        rows = () if args.get("services") else visit_state.whole(state)
        wishes = (
            read_wishes(args["services"], self.practice)
            if args.get("services")
            else visit_state.wishes_to_move(state)
        )
        wanted = query(state, args)
        found = self.visits(wanted, wishes, rows, state)
        return Offered(wanted, tuple(v.slots[0] for v in found), visits=found)

    def visits(
        self,
        wanted: SlotQuery,
        wishes: Sequence[Wish],
        rows: Sequence[Appointment],
        state: CallState,
    ) -> tuple[Visit, ...]:
        moving = {row.id for row in rows}
        kept, self.rows = self.rows, {k: v for k, v in self.rows.items() if k not in moving}
        starts = dict.fromkeys(s.starts_at for s in self.find(wanted, state.now))
        found = [self._visit(start, wishes, [row.id for row in rows]) for start in starts]
        self.rows = kept
        return tuple(v for v in found if v is not None)[:6]

    def _visit(self, start: datetime, wishes: Sequence[Wish], moving: list[UUID]) -> Visit | None:
        people = [*dict.fromkeys(w.attendee for w in wishes)]
        had = dict.fromkeys(people, 0)
        parts: list[VisitPart] = []
        for n, wish in enumerate(wishes):
            who = self.practice.providers[people.index(wish.attendee)]
            at = start + timedelta(minutes=30 * had[wish.attendee])
            had[wish.attendee] += 1
            if self.taken(at, who.id):
                return None
            slot = Slot(uid(at, who.name), at, 30, wish.service, who.id, who.name)
            row = moving[n] if moving else None
            parts.append(VisitPart(wish.service, wish.attendee, slot, row))
        return Visit(tuple(sorted(parts, key=lambda p: p.slot.starts_at if p.slot else at)))

    def book_appointment(
        self, state: CallState, slot: str, attendee: str | None = None, **more: str
    ) -> Outcome:
        if "services" not in more:
            return super().book_appointment(state, slot, attendee, **more)
        assert state.caller is not None
        assert state.frame.agreed is not None
        parts = state.frame.agreed.visit
        if any(part.slot and self._lost(part.slot, None) for part in parts):
            return Refused(SlotTaken.code, f"Colour: {SlotTaken.line} So nothing was changed.")
        made = [self._add(state.caller.contact_number, part) for part in parts]
        return BookedSeries(tuple(made), Preferences())

    def _add(self, number: str, part: VisitPart) -> Appointment:
        assert part.slot is not None
        who = next(p for p in self.practice.providers if p.id == part.slot.provider_id)
        row = self.add(number, part.slot.starts_at, part.service, who, part.attendee)
        row = replace(row, visit_id=uid("visit", part.slot.starts_at.date()))
        self.rows[row.id] = (number, row)
        return row

    def change_series(self, state: CallState, moving: bool) -> Outcome:
        asks = state.frame.agreed
        if asks is None or not asks.visit:
            return super().change_series(state, moving)
        done, was = [], []
        for part in asks.visit:
            assert part.appointment_id is not None
            number, row = self.rows[part.appointment_id]
            new = replace(row, version=row.version + 1)
            if part.slot is not None:
                new = replace(new, starts_at=part.slot.starts_at, provider=part.slot.provider)
            else:
                new = replace(new, status="cancelled")
            self.rows[row.id] = (number, new)
            was.append(row.starts_at)
            done.append(new)
        if not moving:
            return CancelledSeries(tuple(done))
        return MovedSeries(tuple(done), tuple(was), Preferences())
