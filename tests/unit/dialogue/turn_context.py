"""What single turns are heard against: a practice, a Monday, what is offered and what is booked."""

import datetime as dt
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from ringbook.domain.model import Appointment, Faq, OpenRange, Practice, Provider, Service, Slot

ZONE = ZoneInfo("America/New_York")
MONDAY = dt.datetime(2026, 1, 26, 10, tzinfo=ZONE)
SPACE = UUID("8a3c1f5e-0000-4000-8000-000000000001")
DAY = (OpenRange(dt.time(9), dt.time(12, 30)), OpenRange(dt.time(13, 30), dt.time(18)))


def service(name: str, *aliases: str) -> Service:
    return Service(uuid5(SPACE, name), name, 30, aliases)


LENA = Provider(uuid5(SPACE, "lena"), "Dr. Lena Ortiz", ("Lena",))
RAO = Provider(uuid5(SPACE, "rao"), "Dr. Anil Rao")
PRACTICE = Practice(
    uuid5(SPACE, "tenant"),
    "maple",
    "Maple Street Dental",
    "America/New_York",
    ((DAY,) * 5 + ((), ())),
    (
        service("Check-up", "checkup", "exam"),
        service("Cleaning", "teeth cleaning"),
        service("Root canal treatment"),
        service("Whitening"),
    ),
    (LENA, RAO),
    faq=(
        Faq("Is there parking?", "Behind the house."),
        Faq("Do you take insurance?", "Most of them."),
        Faq("Do you treat children?", "From three on."),
    ),
)


def slot(day: int, hour: int, minute: int = 0, provider: Provider = LENA) -> Slot:
    starts = dt.datetime(2026, 1, day, hour, minute, tzinfo=ZONE)
    where = uuid5(SPACE, starts.isoformat())
    return Slot(where, starts, 30, "Cleaning", provider.id, provider.name)


OFFERED = (slot(27, 9), slot(27, 14, 30, RAO), slot(27, 16))
BOOKED = Appointment(
    uuid5(SPACE, "a"),
    uuid5(SPACE, "s"),
    dt.datetime(2026, 1, 27, 14, 30, tzinfo=ZONE),
    30,
    "Cleaning",
    LENA.id,
    LENA.name,
)
