"""What the REST endpoints take and give."""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, field_validator

from ringbook.domain.model import OpenRange, Practice
from ringbook.domain.zones import known_zone

__all__ = ["DayView", "OtherView", "PracticeView", "ServiceView", "TokenRequest", "TokenView"]

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class TokenRequest(BaseModel):
    """Nothing but the practice may be asked for: room, identity and metadata are the server's.

    `timezone` is the browser's; one that is no IANA zone is left out, for a call needs none.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    practice: str | None = Field(None, min_length=1, max_length=100)
    timezone: str | None = Field(None, max_length=100)

    @field_validator("timezone")
    @classmethod
    def _is_known(cls, name: str | None) -> str | None:
        return known_zone(name) if name else None


class TokenView(BaseModel):
    server_url: str
    participant_token: str


class DayView(BaseModel):
    """A day's opening ranges, local "HH:MM" pairs; none means closed."""

    day: str
    ranges: list[tuple[str, str]]


class ServiceView(BaseModel):
    name: str
    duration_minutes: int
    price: str | None


class OtherView(BaseModel):
    """The way to a practice: its page is at `/{slug}`."""

    slug: str
    name: str


class PracticeView(BaseModel):
    """What the caller page shows of a practice. `phone` is the number to ring instead;
    `shows_cost` whether callers are shown what their call cost."""

    slug: str
    name: str
    agent_name: str
    greeting: str
    color: str
    logo: str | None
    timezone: str
    address: str
    phone: str | None
    opening_hours: list[DayView]
    services: list[ServiceView]
    shows_cost: bool

    @classmethod
    def of(cls, practice: Practice, *, shows_cost: bool) -> Self:
        days = zip(_DAYS, practice.opening_hours, strict=True)
        return cls(
            slug=practice.slug,
            name=practice.name,
            agent_name=practice.agent_name,
            greeting=practice.greeting,
            color=practice.color,
            logo=_logo(practice),
            timezone=practice.timezone,
            address=practice.address,
            phone=practice.hand_over_phone,
            opening_hours=[DayView(day=day, ranges=_ranges(ranges)) for day, ranges in days],
            services=[
                ServiceView(
                    name=service.name,
                    duration_minutes=service.duration_minutes,
                    price=None if service.price is None else str(service.price),
                )
                for service in practice.services
            ],
            shows_cost=shows_cost,
        )


def _logo(practice: Practice) -> str | None:
    """Where the logo is; another image has another address."""
    return f"/api/logo/{practice.slug}?v={practice.logo[:12]}" if practice.logo else None


def _ranges(ranges: tuple[OpenRange, ...]) -> list[tuple[str, str]]:
    return [(f"{one.opens:%H:%M}", f"{one.closes:%H:%M}") for one in ranges]
