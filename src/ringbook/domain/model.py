"""What Ringbook talks about: practices, services, slots, appointments, callers.

Immutable values, standard library only. Instants are aware datetimes; spoken times are those
instants in the practice's time zone.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

type Clock = Callable[[], datetime]
"""Gives the call's present instant (aware). Nothing below the edges reads the system clock."""

type Tier = Literal["none", "claimed", "matched", "verified"]
type LateChange = Literal["allow", "refuse", "allow_with_fee", "ask_practice"]
type PartOfDay = Literal["morning", "afternoon", "evening"]


@dataclass(frozen=True, slots=True)
class Service:
    """Something that can be booked. Durations, buffers and notice in minutes.

    `daily_cap` is how many a local day may hold, `rooms` are the names of those it can be done in.
    """

    id: UUID
    name: str
    duration_minutes: int
    aliases: tuple[str, ...] = ()
    price: Decimal | None = None
    buffer_before_minutes: int = 0
    buffer_after_minutes: int = 0
    min_notice_minutes: int | None = None
    max_days_ahead: int | None = None
    daily_cap: int | None = None
    rooms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Provider:
    """A person (or the practice itself) whose time can be booked; `time_off` is as planned."""

    id: UUID
    name: str
    aliases: tuple[str, ...] = ()
    time_off: tuple["Closure", ...] = ()


@dataclass(frozen=True, slots=True)
class OpenRange:
    """One local opening range of a day, `opens` inclusive, `closes` exclusive."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Closure:
    """Days on which the practice is closed, both ends included."""

    first: date
    last: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ExtraHours:
    """Local ranges in which a day is open beyond its weekday's."""

    day: date
    hours: tuple[OpenRange, ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """The tier that each action needs."""

    book: Tier = "claimed"
    hear: Tier = "matched"
    move: Tier = "matched"
    cancel: Tier = "matched"


@dataclass(frozen=True, slots=True)
class Policies:
    """The owner's rules. Notice in minutes, horizon in days."""

    min_notice_minutes: int = 0
    max_days_ahead: int = 90
    cancel_notice_minutes: int = 0
    late_change: LateChange = "allow"
    late_change_fee: Decimal | None = None
    open_bookings_per_caller: int = 5
    waitlist_hold_minutes: int = 30
    identity: Identity = field(default_factory=Identity)


@dataclass(frozen=True, slots=True)
class Faq:
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Emergency:
    """What is one here beside what always is, and what is said then."""

    words: tuple[str, ...]
    line: str


@dataclass(frozen=True, slots=True)
class Practice:
    """One practice as a call sees it. `opening_hours` has seven entries, Monday first.

    `phone_numbers` are those at which it is called, in E.164; `hand_over_hours` when
    `hand_over_phone` is answered.
    """

    tenant_id: UUID
    slug: str
    name: str
    timezone: str
    opening_hours: tuple[tuple[OpenRange, ...], ...]
    services: tuple[Service, ...]
    providers: tuple[Provider, ...]
    phone_region: str = "US"
    languages: tuple[str, ...] = ("en",)
    greeting: str = ""
    agent_name: str = "Ava"
    color: str = "#0b7285"
    voice: str = "default"
    logo: str | None = None
    address: str = ""
    hand_over_phone: str | None = None
    slot_minutes: int = 30
    closures: tuple[Closure, ...] = ()
    policies: Policies = field(default_factory=Policies)
    faq: tuple[Faq, ...] = ()
    phone_numbers: tuple[str, ...] = ()
    hand_over_hours: Literal["opening_hours", "always"] = "opening_hours"
    extra_hours: tuple[ExtraHours, ...] = ()
    emergency: Emergency | None = None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def people(self) -> tuple[Provider, ...]:
        """Those whom a caller can ask for; nobody where the practice itself stands for all."""
        return tuple(p for p in self.providers if p.name != self.name)


@dataclass(frozen=True, slots=True)
class Slot:
    """A time on offer for one service with one provider; `id` is the first cell of the grid."""

    id: UUID
    starts_at: datetime
    duration_minutes: int
    service: str
    provider_id: UUID
    provider: str


@dataclass(frozen=True, slots=True)
class Appointment:
    """A stored appointment, as read from its committed row.

    `attendee` None: for the caller. `series_id` when it is one of a series,
    `visit_id` when it is part of a visit.
    """

    id: UUID
    slot_id: UUID
    starts_at: datetime
    duration_minutes: int
    service: str
    provider_id: UUID
    provider: str
    status: Literal["scheduled", "cancelled", "completed", "no_show"] = "scheduled"
    version: int = 1
    attendee: str | None = None
    series_id: UUID | None = None
    visit_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Preferences:
    """What earlier bookings showed: `preferred_time` is a part of day, days are English names."""

    preferred_time: PartOfDay | None = None
    preferred_days: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Usual:
    """What a caller came for again and again; `provider` when it was mostly with one.

    `weekday` (English) and `part` are when they came last, as far as that is known.
    """

    service: str
    provider: str | None = None
    weekday: str | None = None
    part: PartOfDay | None = None


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A task in which a call of the same number was cut off a moment ago, never an agreed write.

    `service`, `provider` and `attendee` (or `relation`, "mother") are those wanted, of a move or a
    cancellation those of the `appointment` meant. The rest is the time wanted, as in `When`: local
    days, both ends included, and `clock` is its `time`.
    """

    intent: Literal["book", "move", "cancel"]
    service: str | None = None
    provider: str | None = None
    attendee: str | None = None
    relation: str | None = None
    appointment: UUID | None = None
    first: date | None = None
    last: date | None = None
    part: PartOfDay | None = None
    clock: time | None = None
    bound: Literal["at", "around", "after", "before"] = "at"
    until: time | None = None
    earliest_wanted: bool = False


@dataclass(frozen=True, slots=True)
class Caller:
    """A person known by an E.164 number.

    `is_new` means that this look-up created the record, `named_now` that it gave a name to a
    record that had none. `usual`, `unfinished` and `seen_last`,
    whom they were with last, are of earlier calls: told to who is proven only. `never_booked`:
    earlier calls left a name and nothing else, which need not be anybody's.
    """

    contact_number: str
    name: str | None = None
    is_new: bool = False
    preferences: Preferences = field(default_factory=Preferences)
    named_now: bool = False
    usual: Usual | None = None
    unfinished: Unfinished | None = None
    seen_last: str | None = None
    never_booked: bool = False


@dataclass(frozen=True, slots=True)
class SlotQuery:
    """Which openings are wanted: dates inclusive, local times, `latest` is the last start.

    `service` and `provider` are names; None means the first service and anyone. `moving` is an
    appointment whose own time counts as free, because it is the one being moved.
    Weekdays: Monday is 0.
    """

    service: str | None = None
    first: date | None = None
    last: date | None = None
    earliest: time | None = None
    latest: time | None = None
    provider: str | None = None
    excluded_weekdays: frozenset[int] = frozenset()
    moving: UUID | None = None
    limit: int = 24
