"""What an owner reads before and after a change: no number in full, nothing that is not so."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from ringbook.cli.practice_text import appointment, changed
from ringbook.domain.model import Practice
from ringbook.practice.diff import Difference
from ringbook.practice.strays import Booked, Stray
from ringbook.store.practice_change import Change

PRACTICE = Practice(
    tenant_id=UUID(int=1),
    slug="elm",
    name="Elm",
    timezone="Asia/Kolkata",
    opening_hours=((),) * 7,
    services=(),
    providers=(),
)
AT = datetime(2026, 6, 15, 4, 30, tzinfo=UTC)
BOOKED = Booked(UUID(int=2), AT, AT, "Check-up", "Dr. Rao", "+919810000001")
NOTHING = Change(
    practice=PRACTICE,
    is_new=False,
    fields=(),
    opened=0,
    closed=0,
    callers=0,
    appointments=0,
    logo=False,
    strays=(),
)


def test_nothing_to_change_still_names_who_is_outside() -> None:
    assert changed(NOTHING) == "elm: nothing to change"
    stray = replace(NOTHING, strays=(Stray(BOOKED, "outside the hours"),))
    assert changed(stray).splitlines() == [
        "elm: nothing to change",
        "1 booked appointment outside of this; kept as booked:",
        "  Mon 2026-06-15 10:00  Check-up  Dr. Rao  ••••0001  (outside the hours)",
    ]


def test_a_change_is_told_in_full() -> None:
    fields = (Difference("~", "name", "Elm → Oak"), Difference("-", "services: Trim", ""))
    change = replace(NOTHING, fields=fields, opened=1, closed=12, callers=2, appointments=1)
    assert changed(change).splitlines() == [
        "elm: changes",
        "  ~ name: Elm → Oak",
        "  - services: Trim",
        "  diary: 1 free cell opened, 12 free cells closed",
        "  preload: 2 callers, 1 appointment new",
    ]


def test_a_new_practice_is_counted_not_listed() -> None:
    new = replace(NOTHING, is_new=True, opened=40)
    assert changed(new).splitlines() == [
        "elm: a new practice",
        "  + 0 services, 0 providers",
        "  diary: 40 free cells opened, 0 free cells closed",
    ]


def test_a_whole_number_only_when_asked_for() -> None:
    assert "+919810000001" not in appointment(BOOKED, PRACTICE.zone)
    assert appointment(BOOKED, PRACTICE.zone, whole_number=True).endswith("+919810000001")
