"""The form of `practice.yaml`: every key, its limits and its default."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from io import StringIO
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from ruamel.yaml import YAML

from ringbook.domain.model import LateChange, OpenRange
from ringbook.practice.values import (
    WEEKDAYS,
    Color,
    Day,
    Hours,
    Money,
    Name,
    Phone,
    Region,
    Slug,
    Timezone,
)

__all__ = ["ClosureForm", "Form", "PracticeFile", "ProviderForm", "ServiceForm"]

type AskedTier = Literal["claimed", "matched", "verified"]
type Minutes = Annotated[int, Field(ge=0, le=60 * 24 * 60)]
type Buffer = Annotated[int, Field(ge=0, le=480)]
type Days = Annotated[int, Field(ge=0, le=730)]


class Form(BaseModel):
    """Base of the forms: an unknown key is an error, a value is not changed once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class BrandingForm(Form):
    color: Color = "#0b7285"
    logo: str | None = None
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
    return {"from": value, "to": value} if isinstance(value, str | date) else value


type Closures = tuple[Annotated[ClosureForm, BeforeValidator(_closure)], ...]


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


class PracticeFile(Form):
    """A practice. Only `name`, `timezone`, `opening_hours` and one service are required."""

    name: Name
    slug: Slug = ""
    timezone: Timezone
    phone_region: Region = "US"
    languages: tuple[Name, ...] = ("en",)
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

    @model_validator(mode="after")
    def _complete(self) -> Self:
        """Fills what follows from other fields, then checks names against each other."""
        if not self.slug:
            object.__setattr__(self, "slug", slug_of(self.name))
        if not self.providers:
            object.__setattr__(self, "providers", (ProviderForm(name=self.name),))
        _unique("services", [s.name for s in self.services])
        _unique("providers", [p.name for p in self.providers])
        _unique("rooms", self.rooms)
        for service in self.services:
            _known(service, "providers", service.providers, [p.name for p in self.providers])
            _known(service, "rooms", service.rooms, self.rooms)
        return self

    def as_yaml(self) -> str:
        """The file again, without what is at its default."""
        text = StringIO()
        YAML().dump(self.model_dump(mode="json", exclude_defaults=True), text)
        return text.getvalue()

    def not_obeyed(self) -> list[str]:
        """Fields that are set, are valid, and change nothing in this version."""
        said = {
            "languages": self.languages != ("en",),
            "branding.logo": self.branding.logo is not None,
            "branding.voice": self.branding.voice != "default",
            "hand_over.hours": "hours" in (self.hand_over or self).model_fields_set,
        }
        return [field for field, is_set in said.items() if is_set]


def slug_of(name: str) -> str:
    """`Zahnärzte am Ring` → `zahnarzte-am-ring`; a name without Latin letters → `practice`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", ""))) or "practice"


def _unique(field: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name.casefold() in seen:
            raise ValueError(f"{field}: two are called {name!r}")
        seen.add(name.casefold())


def _known(service: ServiceForm, field: str, names: Iterable[str], known: Sequence[str]) -> None:
    for name in names:
        if name not in known:
            allowed = ", ".join(known) or "none are defined"
            raise ValueError(f"{service.name}: {field}: {name!r} is not one of: {allowed}")
