"""A practice for tests: Maple Street Dental, its people, services and hours."""

from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from ringbook.domain.model import Closure, Faq, OpenRange, Policies, Practice, Provider, Service

SPACE = UUID("8a3c1f5e-0000-4000-8000-000000000000")
ZONE = ZoneInfo("America/New_York")
NOW = datetime(2026, 1, 26, 10, 0, tzinfo=ZONE)
"""A Monday morning."""

PRIYA = "+12125550123"


def uid(*parts: object) -> UUID:
    return uuid5(SPACE, "/".join(str(p) for p in parts))


def hours(*ranges: tuple[int, int]) -> tuple[OpenRange, ...]:
    return tuple(OpenRange(time(a), time(b)) for a, b in ranges)


WORKDAY = hours((9, 12), (13, 17))
WEEK = (WORKDAY, WORKDAY, WORKDAY, WORKDAY, hours((9, 13)), (), ())
CLEANING = Service(uid("cleaning"), "Cleaning", 30, ("clean",), Decimal("120.00"))
CHECKUP = Service(uid("checkup"), "Check-up", 30, ("checkup", "exam"), Decimal("85.00"))
LENA = Provider(uid("lena"), "Dr. Lena Ortiz", ("Lena", "Ortiz"))
SAM = Provider(uid("sam"), "Dr. Sam Lee", ("Sam", "Lee"))


def practice(**changes: object) -> Practice:
    """Maple Street Dental, with what a test wants to be different."""
    base = Practice(
        uid("tenant"),
        "maple-street",
        "Maple Street Dental",
        "America/New_York",
        WEEK,
        (CLEANING, CHECKUP),
        (LENA,),
        address="42 Maple Street",
        hand_over_phone="+12125550100",
        closures=(Closure(date(2026, 2, 16), date(2026, 2, 16), "Presidents' Day"),),
        faq=(Faq("Is there parking?", "There is free parking behind the building."),),
    )
    return replace(base, **changes)  # type: ignore[arg-type]  # test data, checked by use


def at(text: str) -> datetime:
    """A local time at the practice: "2026-01-29 14:30"."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def policies(**changes: object) -> Policies:
    return replace(Policies(), **changes)  # type: ignore[arg-type]  # test data, checked by use
