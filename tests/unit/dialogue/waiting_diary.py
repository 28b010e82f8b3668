"""The diary of the tests with a waiting list: one that is served when a time comes free."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import ZONE, uid

from ringbook.dialogue.legal.waitlist_state import held_slot
from ringbook.dialogue.reduce.reducer import LABELS, CallState
from ringbook.dialogue.state.call_events import Booked, Identified, Outcome, Refused, WaitlistDone
from ringbook.domain.model import Preferences, Slot
from ringbook.domain.waitlist import Held, Waiting, Wish, fits
from ringbook.errors import OfferExpired, TooManyWishes


@dataclass
class WaitingDiary(Diary):
    """`wishes` are entries in order with their number; `lost` offers end before they are taken."""

    wishes: list[tuple[str, Waiting]] = field(default_factory=list)
    lost: bool = False
    most: int = 5

    def waits(self, number: str, wish: Wish) -> "WaitingDiary":
        self.wishes.append((number, Waiting(uid("wish", len(self.wishes)), wish)))
        return self

    def opens(self, start: datetime, until: datetime) -> "WaitingDiary":
        """A time comes free and is held for the first whom it suits."""
        who = self.practice.providers[0]
        for n, (number, entry) in enumerate(self.wishes):
            service = entry.wish.service
            slot = Slot(uid(start, who.name), start.astimezone(UTC), 30, service, who.id, who.name)
            if fits(entry.wish, slot, ZONE):
                held = Held(uid("offer", start, n), slot, until)
                self.wishes[n] = (number, replace(entry, held=held))
                return self
        raise AssertionError("it suits nobody")

    def of_caller(self, number: str) -> tuple[Waiting, ...]:
        return tuple(entry for who, entry in self.wishes if who == number)

    def identify_user(self, state: CallState, name: str | None = None) -> Outcome:
        found = super().identify_user(state, name)
        assert isinstance(found, Identified)
        return replace(found, waiting=self.of_caller(found.caller.contact_number))

    def book_appointment(
        self, state: CallState, slot: str, attendee: str | None = None, **series: str
    ) -> Outcome:
        wanted = state.offered[LABELS.index(slot)]
        held = held_slot(state, wanted)
        if held is None:
            return super().book_appointment(state, slot, attendee, **series)
        if self.lost or held.until <= state.now:
            return Refused(OfferExpired.code, OfferExpired.line)
        assert state.caller is not None
        number = state.caller.contact_number
        self.wishes = [w for w in self.wishes if w[1].held != held]
        row = self.add(number, wanted.starts_at, wanted.service, self.practice.providers[0])
        return Booked(replace(row, slot_id=wanted.id), Preferences())

    def update_waitlist(self, state: CallState, action: str) -> Outcome:
        assert state.caller is not None
        number, agreed = state.caller.contact_number, state.frame.agreed
        assert agreed is not None
        if action == "join":
            if len(self.of_caller(number)) >= self.most:
                return Refused(TooManyWishes.code, TooManyWishes.line)
            assert agreed.wish is not None
            self.waits(number, agreed.wish)
            return WaitlistDone("join", self.of_caller(number)[-1:])
        if action == "leave":
            gone = tuple(e for e in self.of_caller(number) if e.id in agreed.entry_ids)
            self.wishes = [w for w in self.wishes if w[1] not in gone]
            return WaitlistDone("leave", gone)
        self.wishes = [(n, replace(e, held=None) if n == number else e) for n, e in self.wishes]
        return WaitlistDone("decline", self.of_caller(number))


HALF_AN_HOUR = timedelta(minutes=30)
