"""The form of `practice.yaml`: every key, its limits and its default."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from io import StringIO
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr, model_validator
from ruamel.yaml import YAML

from ringbook.domain.model import LateChange, OpenRange
from ringbook.practice.logo import Logo
from ringbook.practice.values import (
    WEEKDAYS,
    Color,
    Day,
    DayText,
    FileName,
    Hours,
    Language,
    Money,
    Name,
    Phone,
    Region,
    Slug,
    Timezone,
    read_day,
)

__all__ = ["ClosureForm", "Form", "Misfits", "PracticeFile", "ProviderForm", "ServiceForm"]

type AskedTier = Literal["claimed", "matched", "verified"]
type Minutes = Annotated[int, Field(ge=0, le=60 * 24 * 60)]
type Buffer = Annotated[int, Field(ge=0, le=480)]
type Days = Annotated[int, Field(ge=0, le=730)]


type Fault = tuple[tuple[int | str, ...], str]
"""Where in the file, and what is wrong there."""


class Misfits(ValueError):
    """Values that are right alone and do not fit each other."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{place[0]}: {reason}" for place, reason in faults))
        self.faults = tuple(faults)


class Form(BaseModel):
    """Base of the forms: an unknown key is an error, a value is not changed once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def as_yaml(self) -> str:
        """The file again, without what is at its default."""
        text = StringIO()
        YAML().dump(self.model_dump(mode="json", exclude_defaults=True), text)
        return text.getvalue()


class BrandingForm(Form):
    color: Color = "#0b7285"
    logo: FileName | None = None
    agent_name: Name = "Ava"
    voice: str = "default"
    greeting: str = ""


class HandOverForm(Form):
    phone: Phone
    hours: Literal["opening_hours", "always"] = "opening_hours"


class WeekForm(Form):
    """Hours by weekday; a day that is not named is closed (for a provider: as the practice)."""

    monday: Hours | None = None
    tuesday: Hours | None = None
    wednesday: Hours | None = None
    thursday: Hours | None = None
    friday: Hours | None = None
    saturday: Hours | None = None
    sunday: Hours | None = None

    def on(self, weekday: int) -> tuple[OpenRange, ...] | None:
        """The hours of a weekday, Monday is 0; None when it is not named."""
        hours: tuple[OpenRange, ...] | None = getattr(self, WEEKDAYS[weekday])
        return hours


class ClosureForm(Form):
    first: Day = Field(alias="from")
    last: Day = Field(alias="to")
    reason: str = ""

    model_config = ConfigDict(extra="forbid", frozen=True, serialize_by_alias=True)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise ValueError("`to` must not be before `from`")
        return self

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


def _closure(value: object) -> object:
    """A single date stands for a closure of that day."""
    if not isinstance(value, str | date):
        return value
    day = read_day(value)
    return {"from": day, "to": day}


type DayOrClosure = Annotated[
    ClosureForm, BeforeValidator(_closure, json_schema_input_type=ClosureForm | DayText)
]
type Closures = tuple[DayOrClosure, ...]


class ExtraHoursForm(Form):
    date: Day
    hours: Hours


class ServiceForm(Form):
    """Durations, buffers and notice in minutes; None is the practice's own policy.

    No providers: all of them. No rooms: it needs none; else one of these, for all of its time with
    buffers. `daily_cap` is how many may be booked on one local day; None is as many as fit.
    """

    name: Name
    aliases: tuple[Name, ...] = ()
    duration_minutes: int = Field(30, ge=5, le=1440)
    price: Money | None = None
    buffer_before_minutes: Buffer = 0
    buffer_after_minutes: Buffer = 0
    providers: tuple[Name, ...] = ()
    rooms: tuple[Name, ...] = ()
    daily_cap: int | None = Field(None, ge=1)
    min_notice_minutes: Minutes | None = None
    max_days_ahead: Days | None = None


class ProviderForm(Form):
    name: Name
    aliases: tuple[Name, ...] = ()
    hours: WeekForm = WeekForm()
    time_off: Closures = ()


class IdentityForm(Form):
    book: AskedTier = "claimed"
    hear: AskedTier = "matched"
    move: AskedTier = "matched"
    cancel: AskedTier = "matched"


class PoliciesForm(Form):
    min_notice_minutes: Minutes = 0
    max_days_ahead: Days = 90
    cancel_notice_minutes: Minutes = 0
    late_change: LateChange = "allow"
    late_change_fee: Money | None = None
    open_bookings_per_caller: int = Field(5, ge=1, le=1000)
    waitlist_hold_minutes: int = Field(30, ge=1, le=10080)
    identity: IdentityForm = IdentityForm()


class FaqForm(Form):
    question: Name
    answer: Name


class EmergencyForm(Form):
    line: Name
    words: tuple[Name, ...] = ()


class PracticeFile(Form):
    """A practice. Only `name`, `timezone`, `opening_hours` and one service are required."""

    name: Name
    slug: Slug = ""
    timezone: Timezone
    phone_region: Region = "US"
    phone_numbers: tuple[Phone, ...] = ()
    languages: tuple[Language, ...] = Field(("en",), min_length=1)
    branding: BrandingForm = BrandingForm()
    address: str = ""
    hand_over: HandOverForm | None = None
    slot_minutes: int = Field(30, ge=5, le=480)
    opening_hours: WeekForm
    closures: Closures = ()
    extra_hours: tuple[ExtraHoursForm, ...] = ()
    services: tuple[ServiceForm, ...] = Field(min_length=1)
    providers: tuple[ProviderForm, ...] = ()
    rooms: tuple[Name, ...] = ()
    policies: PoliciesForm = PoliciesForm()
    faq: tuple[FaqForm, ...] = ()
    emergency: EmergencyForm | None = None

    _logo: Logo | None = PrivateAttr(None)

    @property
    def logo(self) -> Logo | None:
        """The image that `branding.logo` names, where it was found beside the file."""
        return self._logo

    def with_logo(self, logo: Logo) -> None:
        self._logo = logo

    @model_validator(mode="after")
    def _complete(self) -> Self:
        """Fills what follows from other fields, then checks names against each other."""
        if not self.slug:
            object.__setattr__(self, "slug", slug_of(self.name))
        if not self.providers:
            object.__setattr__(self, "providers", (ProviderForm(name=self.name),))
        if faults := [*self._twice(), *self._unknown()]:
            raise Misfits(faults)
        return self

    def _twice(self) -> Iterator[Fault]:
        lists: dict[str, tuple[list[str], tuple[str, ...]]] = {
            "services": ([service.name for service in self.services], ("name",)),
            "providers": ([provider.name for provider in self.providers], ("name",)),
            "rooms": ([*self.rooms], ()),
            "phone_numbers": ([*self.phone_numbers], ()),
        }
        for field, (called, key) in lists.items():
            folded = [name.casefold() for name in called]
            for number, name in enumerate(called):
                if name.casefold() in folded[:number]:
                    yield (field, number, *key), f"must be unique; two are {name!r}"

    def _unknown(self) -> Iterator[Fault]:
        people = [provider.name for provider in self.providers]
        for number, service in enumerate(self.services):
            there = {"providers": (service.providers, people), "rooms": (service.rooms, self.rooms)}
            for field, (names, known) in there.items():
                allowed = ", ".join(known) or "none are defined"
                for at, name in enumerate(names):
                    if name not in known:
                        place = ("services", number, field, at)
                        yield place, f"{name!r} is not one of: {allowed}"


def slug_of(name: str) -> str:
    """`Zahnärzte am Ring` → `zahnarzte-am-ring`; a name without Latin letters → `practice`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", ""))) or "practice"
