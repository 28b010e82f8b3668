"""Calls over a diary in memory: the same reducer, gate, plan and words, with no database.

The diary answers as the tests' own does, with the practice's zone and the services' durations.
"""

import functools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from tests.eval.agenda import Caller
from tests.eval.entries import Row
from tests.eval.held import FILLER, Held, filler_starts
from tests.eval.scenario import Scenario
from tests.unit.dialogue.maple import uid
from tests.unit.dialogue.talk import Talk
from tests.unit.dialogue.visit_diary import VisitDiary

from ringbook.dialogue.reduce.reducer import CallState
from ringbook.dialogue.state.call_events import CallEvent, Ended, Identified, Outcome
from ringbook.dialogue.unfinished import left_open
from ringbook.domain.model import (
    Appointment,
    Closure,
    Faq,
    Identity,
    Policies,
    Practice,
    Preferences,
    Provider,
    Service,
    Slot,
    SlotQuery,
    Unfinished,
    Usual,
)
from ringbook.domain.model import Caller as Record
from ringbook.domain.preferences import learn
from ringbook.practice import PracticeFile

__all__ = ["TURNS", "diary_of", "hold", "practice_of", "rows_of"]

TURNS = 40
"""A call that takes longer than this is stuck."""


def hold(scenario: Scenario, caller: Caller, first: Caller | None = None) -> Held:
    """The whole call; `first` is the caller of the one that was cut off before it."""
    diary = diary_of(scenario)
    before = rows_of(diary)
    if first is not None and (broken := _cut_off(diary, first)):
        return Held(scenario, (), before, before, None, broken)
    caller_id = scenario.caller.number if scenario.form.caller_id else None
    broken = ""
    talk: Talk | None = None
    try:
        talk = Talk(diary, scenario.now, caller_id)
        broken = _converse(talk, caller)
    except (AssertionError, ValueError, KeyError, IndexError) as error:
        broken = f"{type(error).__name__}: {error}"
    events = tuple(talk.events) if talk else ()
    ended = talk.state.ended if talk else None
    return Held(scenario, events, before, rows_of(diary), ended, broken)


def _cut_off(diary: "ZonedDiary", caller: Caller) -> str:
    """The earlier call, up to where its line was lost; gives what went wrong, if anything."""
    scenario = caller.scenario
    talk = Talk(diary, scenario.now)
    said = talk.lines[-1][1]
    for _ in range(TURNS):
        reply = caller.reply(said)
        if reply is None:
            talk.apply(Ended(scenario.now, "caller_hung_up"))
            diary.cut_off = scenario.caller.number, scenario.now, tuple(talk.events)
            return ""
        said = talk.says(reply)
        if talk.state.ended is not None:
            break
    return "the earlier call was not cut off"


def _converse(talk: Talk, caller: Caller) -> str:
    """Until one of the two ends the call; gives what went wrong, if anything."""
    said = talk.lines[-1][1]
    for _ in range(TURNS):
        reply = caller.reply(said)
        if reply is None:
            return "the caller lost patience"
        said = talk.says(reply)
        if talk.state.ended is not None:
            return ""
    return "no end"


def practice_of(file: PracticeFile) -> Practice:
    """A practice as a call sees it, with ids made from the names."""
    policies = file.policies.model_dump(exclude={"identity"})
    identity = Identity(**file.policies.identity.model_dump())
    return Practice(
        tenant_id=uid(file.slug),
        slug=file.slug,
        name=file.name,
        timezone=file.timezone,
        opening_hours=tuple(file.opening_hours.on(day) or () for day in range(7)),
        services=tuple(
            Service(uid(s.name), s.name, s.duration_minutes, s.aliases, s.price)
            for s in file.services
        ),
        providers=tuple(Provider(uid(p.name), p.name, p.aliases) for p in file.providers),
        phone_region=file.phone_region,
        address=file.address,
        hand_over_phone=file.hand_over.phone if file.hand_over else None,
        slot_minutes=file.slot_minutes,
        closures=tuple(Closure(c.first, c.last, c.reason) for c in file.closures),
        policies=Policies(**policies, identity=identity),
        faq=tuple(Faq(f.question, f.answer) for f in file.faq),
    )


@dataclass
class ZonedDiary(VisitDiary):
    """The tests' diary in any zone, for services of any length.

    `cut_off` is the last call that was: whose, when, and its events.
    """

    cut_off: tuple[str, datetime, tuple[CallEvent, ...]] | None = None

    def identify_user(self, state: CallState, name: str | None = None) -> Outcome:
        found = super().identify_user(state, name)
        assert isinstance(found, Identified)
        caller = replace(
            found.caller,
            usual=self._usual(found.caller.contact_number, state.now),
            unfinished=self._unfinished(found.caller.contact_number, state.now),
        )
        return replace(found, caller=caller)

    def _usual(self, number: str, now: datetime) -> Usual | None:
        """As the store finds it: what was had most of all, more than once, and when."""
        own = [r for n, r in self.rows.values() if n == number and r.attendee is None]
        past = [r for r in own if r.status == "completed" and r.starts_at <= now]
        times = Counter(r.service for r in past)
        if not times or max(times.values()) < 2:
            return None
        service = times.most_common(1)[0][0]
        had = sorted((r for r in past if r.service == service), key=lambda r: r.starts_at)
        who, often = Counter(r.provider for r in had).most_common(1)[0]
        local = (r.starts_at.astimezone(self.practice.zone) for r in had)
        when = functools.reduce(learn, local, Preferences())
        mostly = who if 2 * often > len(had) else None
        return Usual(service, mostly, when.preferred_days[0], when.preferred_time)

    def _unfinished(self, number: str, now: datetime) -> Unfinished | None:
        if self.cut_off is None:
            return None
        whose, ended, events = self.cut_off
        recent = whose == number and now - ended < timedelta(minutes=10)
        return left_open(events) if recent else None

    def find(self, wanted: SlotQuery, now: datetime) -> tuple[Slot, ...]:
        today = now.astimezone(self.practice.zone).date()
        end = today + timedelta(days=self.practice.policies.max_days_ahead)
        day, last = wanted.first or today, min(wanted.last or end, end)
        found: list[Slot] = []
        while day <= last and len(found) < wanted.limit:
            if day.weekday() not in wanted.excluded_weekdays:
                found += self._free(day, wanted, now)
            day += timedelta(days=1)
        return tuple(found[: wanted.limit])

    def _free(self, day: date, wanted: SlotQuery, now: datetime) -> Iterator[Slot]:
        """One slot a start, with the first who is free then."""
        service = self._service(wanted.service)
        soonest = now + timedelta(minutes=self.practice.policies.min_notice_minutes)
        for start in self.openings(day, service.duration_minutes):
            local = start.time()
            early = wanted.earliest is not None and local < wanted.earliest
            late = wanted.latest is not None and local > wanted.latest
            if early or late or start <= now or start < soonest:
                continue
            who = self._who(start, service, wanted)
            if who is not None:
                yield self._slot(start, service, who)

    def _slot(self, start: datetime, service: Service, who: Provider) -> Slot:
        at = start.astimezone(UTC)
        return Slot(uid(at, who.name), at, service.duration_minutes, service.name, who.id, who.name)

    def _who(self, start: datetime, service: Service, wanted: SlotQuery) -> Provider | None:
        wished = [p for p in self.practice.providers if wanted.provider in (None, p.name)]
        lasts = timedelta(minutes=service.duration_minutes)
        free = (p for p in wished if not self.meets(start, lasts, p.id, wanted.moving))
        return next(free, None)

    def openings(self, day: date, minutes: int) -> Iterator[datetime]:
        """The starts at which a service of that length fits into the opening hours."""
        if any(c.first <= day <= c.last for c in self.practice.closures):
            return
        for opened in self.practice.opening_hours[day.weekday()]:
            start = datetime.combine(day, opened.opens, self.practice.zone)
            closes = datetime.combine(day, opened.closes, self.practice.zone)
            while start + timedelta(minutes=minutes) <= closes:
                yield start
                start += timedelta(minutes=self.practice.slot_minutes)

    def meets(self, start: datetime, lasts: timedelta, who: UUID, but: UUID | None) -> bool:
        """True when `who` has an appointment, other than `but`, in that time."""
        for _, row in self.rows.values():
            if row.status == "scheduled" and row.provider_id == who and row.id != but:
                until = row.starts_at + timedelta(
                    minutes=self._service(row.service).duration_minutes
                )
                if row.starts_at < start + lasts and start < until:
                    return True
        return False

    def taken(self, start: datetime, who: UUID, but: UUID | None = None) -> bool:
        return self.meets(start, timedelta(minutes=self.practice.slot_minutes), who, but)

    def _lost(self, slot: Slot, moving: UUID | None) -> bool:
        lasts = timedelta(minutes=slot.duration_minutes)
        return self.meets(slot.starts_at, lasts, slot.provider_id, moving)

    def _service(self, name: str | None) -> Service:
        services = self.practice.services
        return next((s for s in services if s.name == name), services[0])


def diary_of(scenario: Scenario) -> ZonedDiary:
    """The diary as it is when the call begins."""
    diary = ZonedDiary(practice_of(scenario.practice))
    people = diary.practice.providers
    for known in scenario.known:
        number = known.person.number
        diary.callers[number] = Record(number, known.person.name)
        for has in known.appointments:
            who = next((p for p in people if p.name == has.provider), people[0])
            _add(diary, number, has.spans[0].first, has.service, who, has.attendee)
        for had in known.past:
            who = next((p for p in people if p.name == had.provider), people[0])
            row = _add(diary, number, had.spans[0].first, had.service, who, had.attendee)
            diary.rows[row.id] = number, replace(row, status="completed")
    for start in filler_starts(scenario):
        for who in people:
            _fill(diary, start, who)
    return diary


def _add(
    diary: ZonedDiary,
    number: str,
    wall: datetime,
    service: str,
    who: Provider,
    attendee: str | None = None,
) -> Appointment:
    return diary.add(number, wall.replace(tzinfo=diary.practice.zone), service, who, attendee)


def _fill(diary: ZonedDiary, wall: datetime, who: Provider) -> None:
    lasts = timedelta(minutes=diary.practice.services[0].duration_minutes)
    if not diary.meets(wall.replace(tzinfo=diary.practice.zone), lasts, who.id, None):
        _add(diary, FILLER, wall, diary.practice.services[0].name, who)


def rows_of(diary: ZonedDiary) -> frozenset[Row]:
    """All scheduled appointments."""
    zone = diary.practice.zone
    return frozenset(
        Row(number, _wall(row, zone), row.service, row.provider, row.attendee)
        for number, row in diary.rows.values()
        if row.status == "scheduled"
    )


def _wall(row: Appointment, zone: ZoneInfo) -> datetime:
    return row.starts_at.astimezone(zone).replace(tzinfo=None)
