"""The public form of `practice.yaml`: what it accepts, and how it says what is wrong."""

import logging
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest

from ringbook.demo import demo_practice, demo_practices
from ringbook.domain.model import OpenRange
from ringbook.errors import PracticeInvalid
from ringbook.practice import PracticeFile, load_practice, load_preload
from ringbook.practice.logo import Logo

SMALL = """\
name: Maple Street Dental
timezone: America/New_York
opening_hours:
  monday: ["09:00-12:30", "13:30-17:00"]
services:
  - {name: Check-up, duration_minutes: 30}
"""

WHOLE = """\
name: Maple Street Dental
slug: maple-street
timezone: America/New_York
phone_region: US
languages: [en]
branding: {color: "#0b7285", logo: maple.svg, agent_name: Ava, voice: default, greeting: "Hello."}
address: 42 Maple Street, corner of Third Avenue
phone_numbers: ["+12125550100"]
hand_over: {phone: "+12125550100", hours: opening_hours}
slot_minutes: 30
opening_hours:
  monday: ["09:00-12:30", "13:30-17:00"]
  saturday: []
closures: ["2026-07-03", {from: "2026-12-24", to: 2026-12-26, reason: Christmas}]
extra_hours: [{date: "2026-06-20", hours: ["10:00-13:00"]}]
services:
  - {name: Check-up, aliases: [checkup, exam], duration_minutes: 30, price: "85.00",
     buffer_before_minutes: 0, buffer_after_minutes: 10, providers: [Dr. Lena Ortiz],
     rooms: [Chair 1, Chair 2], daily_cap: 12, min_notice_minutes: 60, max_days_ahead: 90}
providers:
  - {name: Dr. Lena Ortiz, aliases: [Lena], hours: {friday: ["09:00-12:00"]},
     time_off: ["2026-08-03"]}
rooms: [Chair 1, Chair 2]
policies:
  min_notice_minutes: 0
  max_days_ahead: 90
  cancel_notice_minutes: 0
  late_change: allow
  late_change_fee: "25.00"
  open_bookings_per_caller: 5
  identity: {book: claimed, hear: matched, move: matched, cancel: matched}
faq:
  - {question: Is there parking?, answer: There is free parking behind the building.}
"""


def written(tmp_path: Path, text: str, name: str = "practice.yaml") -> Path:
    file = tmp_path / name
    file.write_text(text)
    return file


def error(tmp_path: Path, text: str) -> str:
    with pytest.raises(PracticeInvalid) as caught:
        load_practice(written(tmp_path, text))
    return str(caught.value)


def test_only_four_fields_are_needed(tmp_path: Path) -> None:
    practice = load_practice(written(tmp_path, SMALL))
    assert practice.slug == "maple-street-dental"
    assert [p.name for p in practice.providers] == ["Maple Street Dental"]
    assert practice.opening_hours.on(0) == (
        OpenRange(time(9), time(12, 30)),
        OpenRange(time(13, 30), time(17)),
    )
    assert practice.opening_hours.on(1) is None


def test_the_whole_form_is_read(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        practice = load_practice(written(tmp_path, WHOLE))
    assert practice.services[0].price == Decimal("85.00")
    assert practice.closures[1].covers(date(2026, 12, 25))
    assert practice.providers[0].hours.on(4) == (OpenRange(time(9), time(12)),)
    assert [message.partition(": ")[2] for message in caplog.messages] == [
        "maple.svg cannot be read (No such file or directory)",
    ]


SVG = b"<svg xmlns='http://www.w3.org/2000/svg'/>"


@pytest.mark.parametrize(
    ("image", "kind"),
    [
        (SVG, "image/svg+xml"),
        (b"<?xml version='1.0'?>\n" + SVG, "image/svg+xml"),
        (b"\x89PNG\r\n\x1a\n...", "image/png"),
    ],
)
def test_a_logo_beside_the_file_is_taken_along(tmp_path: Path, image: bytes, kind: str) -> None:
    (tmp_path / "maple.svg").write_bytes(image)
    assert load_practice(written(tmp_path, WHOLE)).logo == Logo(kind, image)


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        (SVG + b" " * 65536, "maple.svg must be at most 64 kB"),
        (b"<html><svg></html>", "maple.svg must be an SVG or a PNG image"),
        (b"GIF89a", "maple.svg must be an SVG or a PNG image"),
    ],
)
def test_another_file_is_no_logo(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, image: bytes, expected: str
) -> None:
    (tmp_path / "maple.svg").write_bytes(image)
    assert load_practice(written(tmp_path, WHOLE)).logo is None
    assert caplog.messages[0] == f"practice.yaml, line 6, branding.logo: {expected}"


def test_a_practice_survives_the_database_and_its_own_yaml(tmp_path: Path) -> None:
    practice = load_practice(written(tmp_path, WHOLE))
    assert PracticeFile.model_validate(practice.model_dump(mode="json")) == practice
    assert load_practice(written(tmp_path, practice.as_yaml())) == practice


def test_the_demo_practice_is_valid(caplog: pytest.LogCaptureFixture) -> None:
    demo = load_practice(demo_practice())
    assert (demo.slug, demo.branding.agent_name) == ("lotus-dental", "Meera")
    assert demo.hand_over
    assert demo.hand_over.phone == "+911140000001"
    assert not caplog.records


def test_the_second_demo_practice_is_a_salon_with_a_logo() -> None:
    salon = load_practice(demo_practices()[1])
    assert (salon.slug, salon.timezone) == ("maple-hair", "America/New_York")
    assert len({service.duration_minutes for service in salon.services}) >= 4
    assert all(service.rooms for service in salon.services)
    assert salon.logo
    assert salon.logo.media_type == "image/svg+xml"


@pytest.mark.parametrize(
    ("was", "instead", "expected"),
    [
        ("timezone: America/New_York", "timezone: Mars/Base", "line 2, timezone: must be an IANA"),
        ('"09:00-12:30"', '"9-12"', 'line 4, opening_hours.monday: must be a range such as "09'),
        ('"09:00-12:30"', '"09:00-14:30"', "line 4, opening_hours.monday: ranges of one day must"),
        ("duration_minutes: 30", "duration_minutes: 3", "must be greater than or equal to 5"),
        ("duration_minutes: 30", "durations: 30", "unknown key (did you mean duration_minutes?)"),
        ("name: Maple Street Dental\n", "", "line 1, name: is required"),
        (
            "  monday:",
            "  mondy:",
            "line 4, opening_hours.mondy: unknown key (did you mean mon",
        ),
        ("services:", "policies: {late_change: maybe}\nservices:", "must be 'allow', 'refuse'"),
        ("services:", "services: [{name: A}]\nservices:", "not YAML"),
        ("30}", "half}", "line 6, services[0].duration_minutes: must be a whole number"),
        ("30}", "30, aliases: exam}", "line 6, services[0].aliases: must be a list, such as"),
        ("30}", "30, rooms: [X]}", "line 6, services[0].rooms[0]: 'X' is not one of: none are"),
        ("services:", "policies: none\nservices:", "line 5, policies: must be `key: value` lines"),
        ("services:", "address: [a]\nservices:", "line 5, address: must be text; put it in"),
        ("services:", "closures: [July]\nservices:", "line 5, closures[0]: must be a date such"),
        (
            "services:",
            "closures: [{from: 2026-07-03, to: 2026-07-01}]\nservices:",
            "line 5, closures[0]: `to` must not be before `from`",
        ),
        (
            "services:",
            "providers:\n  - {name: A}\n  - {name: a}\nservices:",
            "line 7, providers[1].name: must be unique; two are 'a'",
        ),
        ("services:", "faq: [{question: Hm}]\nservices:", "line 5, faq[0].answer: is required"),
        ("timezone:", "slug: api\ntimezone:", "line 2, slug: must not be api: the server has"),
        ("timezone:", "branding: {logo: ../x.svg}\ntimezone:", "branding.logo: must be the name"),
        (
            "  - {name: Check-up, duration_minutes: 30}",
            "  []",
            "services: must have at least 1 item",
        ),
        ("Check-up,", "Check-up, providers: [Dr. No],", "'Dr. No' is not one of: Maple Street"),
    ],
)
def test_an_error_names_line_field_and_what_is_allowed(
    tmp_path: Path, was: str, instead: str, expected: str
) -> None:
    assert was in SMALL
    assert expected in error(tmp_path, SMALL.replace(was, instead))


def test_all_errors_are_said_at_once(tmp_path: Path) -> None:
    text = SMALL.replace("Check-up", '""').replace("timezone: America/New_York", "timezone: x")
    lines = error(tmp_path, text).splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "practice.yaml, line 2, timezone",
        "practice.yaml, line 6, services[0].name",
    ]


def test_a_preload_row_knows_its_place(tmp_path: Path) -> None:
    text = 'slots: []\nusers:\n  - {contact_number: "+12125550123", name: Priya Shah}\n'
    preload = load_preload(written(tmp_path, text, "data.yaml"))
    assert preload.slots == ()
    assert preload.users[0].place == "data.yaml, line 3, users[0]"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ('{contact_number: "5551234", start: "2026-06-16T14:30"}', "must be a phone number"),
        ('{contact_number: "+12125550123", start: "tomorrow"}', "must be a local time such as"),
        ('{contact_number: "+12125550123", start: "2026-06-16T14:30Z"}', "without an offset"),
        (
            '{contact_number: "+12125550123", start: "2026-06-16T14:30", status: canceled}',
            "must be 'scheduled', 'cancelled', 'completed' or 'no_show'",
        ),
    ],
)
def test_a_wrong_preload_row_is_named(tmp_path: Path, row: str, expected: str) -> None:
    with pytest.raises(PracticeInvalid) as caught:
        load_preload(written(tmp_path, f"appointments:\n  - {row}\n", "data.yaml"))
    assert "data.yaml, line 2, appointments[0]" in str(caught.value)
    assert expected in str(caught.value)


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(PracticeInvalid, match="cannot be read"):
        load_practice(tmp_path / "none.yaml")
