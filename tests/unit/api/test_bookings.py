"""A booking by its private link, over ASGI, with a desk in memory."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from icalendar import Calendar
from tests.unit.api.desk import BOOKED, HERE, NEXT, TOKEN, BookingWeb

from ringbook.domain.booking_link import BookingLinks
from ringbook.errors import DatabaseUnavailable, PolicyRefused, UnexpectedFailure


async def test_the_holder_of_the_link_sees_the_booking(web: BookingWeb) -> None:
    assert (await web.get()).json() == {
        "practice": {
            "slug": "lotus",
            "name": "Lotus Dental",
            "color": "#0b7285",
            "timezone": "Asia/Kolkata",
            "address": "12 Park Street; New Delhi",
            "phone": "+911140001000",
        },
        "appointment": {
            "id": str(BOOKED.id),
            "date": "2026-01-27",
            "time": "14:00",
            "status": "scheduled",
            "starts_at": "2026-01-27T08:30:00.000Z",
            "duration_minutes": 30,
            "service": "Cleaning",
            "provider": "Dr Rao",
        },
        "version": 1,
        "change": "open",
        "fee_notice": None,
    }


async def test_the_calendar_file_names_the_page_that_was_asked(web: BookingWeb) -> None:
    answer = await web.get(".ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="appointment-2026-01-27.ics"'
    )
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(event["url"]) == f"http://localhost:8080/b/{TOKEN}"
    assert str(event["location"]) == "12 Park Street; New Delhi"


async def test_the_calendar_file_names_the_public_address_when_there_is_one(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("page")
    web = BookingWeb(tmp_path, ringbook_public_url="https://book.example/")
    [event] = Calendar.from_ical((await web.get(".ics")).content).walk("VEVENT")
    assert str(event["url"]) == f"https://book.example/b/{TOKEN}"


async def test_a_proxy_may_ask_under_the_public_name_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("page")
    web = BookingWeb(tmp_path, ringbook_public_url="https://book.example")
    asked = [
        (await web.client.get(HERE, headers={"Host": host})).status_code
        for host in ("book.example", "localhost:8080", "evil.example")
    ]
    assert asked == [200, 200, 400]


async def test_a_link_secret_of_its_own_replaces_the_servers(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("page")
    web = BookingWeb(tmp_path, ringbook_link_secret="a secret for links alone")
    own = BookingLinks.of("a secret for links alone").token(BOOKED.id)
    assert (await web.client.get(f"/api/bookings/{own}")).status_code == 200
    assert (await web.get()).status_code == 404


async def test_the_openings_of_a_day_and_the_next_day_that_has_some(
    web: BookingWeb,
) -> None:
    opening = {
        "slot": str(NEXT.id),
        "date": "2026-01-27",
        "time": "15:00",
        "starts_at": "2026-01-27T09:30:00Z",
        "provider": "Dr Rao",
    }
    own_day = {"day": "2026-01-27", "openings": [opening], "next_day": None, "away": None}
    assert (await web.get("/openings")).json() == own_day
    assert (await web.get("/openings?day=2026-01-27")).json() == own_day
    empty: dict[str, object] = {
        "day": "2026-01-26",
        "openings": [],
        "next_day": "2026-01-27",
        "away": None,
    }
    assert (await web.get("/openings?day=2026-01-26")).json() == empty
    gone = (await web.get("/openings?day=2026-01-29")).json()
    assert gone["away"] == "Dr Rao is away on Thursday, January 29."


@pytest.mark.parametrize("day", ["2026-01-25", "0001-01-01", "9999-12-31"])
async def test_days_that_cannot_have_openings_have_none(web: BookingWeb, day: str) -> None:
    assert (await web.get(f"/openings?day={day}")).json()["openings"] == []


@pytest.mark.parametrize("day", ["tomorrow", "2026-02-30", "<script>"])
async def test_what_is_no_day_is_refused_without_repeating_it(web: BookingWeb, day: str) -> None:
    answer = await web.get(f"/openings?day={day}")
    assert answer.status_code == 422
    assert day not in answer.text


async def test_a_booking_is_moved_and_the_same_request_again_changes_nothing(
    web: BookingWeb,
) -> None:
    moved = await web.post("/move", slot=str(NEXT.id))
    assert moved.json()["appointment"]["time"] == "15:00"
    assert moved.json()["version"] == 2
    again = await web.post("/move", slot=str(NEXT.id))  # with version 1: the answer was lost
    assert again.json() == moved.json()
    assert web.desk.writes == ["move"]


async def test_a_booking_is_cancelled_once(web: BookingWeb) -> None:
    cancelled = await web.post("/cancel")
    assert (cancelled.json()["appointment"]["status"], cancelled.json()["change"]) == (
        "cancelled",
        "over",
    )
    assert (await web.post("/cancel")).json() == cancelled.json()
    assert web.desk.writes == ["cancel"]


async def test_who_agreed_to_something_else_is_asked_to_look_again(web: BookingWeb) -> None:
    await web.post("/move", slot=str(NEXT.id))
    stale = await web.post("/cancel")
    assert (stale.status_code, stale.json()["code"]) == (409, "appointment_changed")
    assert web.desk.writes == ["move"]


@pytest.mark.parametrize(
    ("path", "body"),
    [("/cancel", {}), ("/move", {"slot": str(NEXT.id)})],
)
async def test_a_late_change_is_made_only_by_who_agreed_to_its_fee(
    web: BookingWeb, path: str, body: dict[str, object]
) -> None:
    web.desk.has_rule("allow_with_fee")
    notice = "As it's less than 1 day away, there is a fee of 25."
    assert (await web.get()).json()["fee_notice"] == notice
    unasked = await web.post(path, **body)
    assert (unasked.status_code, unasked.json()) == (
        409,
        {"code": "fee_not_agreed", "message": notice},
    )
    assert web.desk.writes == []
    assert (await web.post(path, **body, agrees_to_fee=True)).status_code == 200


async def test_a_change_that_is_too_late_is_not_offered(web: BookingWeb) -> None:
    web.desk.has_rule("refuse")
    assert (await web.get()).json()["change"] == "late"


async def test_a_refusal_is_the_callers_line_with_its_code(web: BookingWeb) -> None:
    web.desk.refuses = PolicyRefused(spoken="That is too close to the appointment.")
    refused = await web.post("/cancel")
    assert (refused.status_code, refused.json()) == (
        409,
        {"code": "policy_refused", "message": "That is too close to the appointment."},
    )
    taken = await web.post("/move", slot=str(uuid4()))
    assert (taken.status_code, taken.json()["code"]) == (409, "slot_taken")


@pytest.mark.parametrize(
    ("error", "status"), [(DatabaseUnavailable("10.0.0.7"), 503), (UnexpectedFailure("23505"), 500)]
)
async def test_a_failure_says_nothing_of_its_cause(
    web: BookingWeb, error: Any, status: int
) -> None:
    web.desk.refuses = error
    answer = await web.post("/cancel")
    assert answer.status_code == status
    assert str(error) not in answer.text


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/cancel", b"[]"),
        ("/cancel", b"{}"),
        ("/cancel", b'{"version": 1, "contact_number": "+1"}'),
        ("/move", b'{"version": 1}'),
        ("/move", b'{"version": 1, "slot": "A"}'),
    ],
)
async def test_a_misshapen_body_changes_nothing(web: BookingWeb, path: str, body: bytes) -> None:
    answer = await web.client.post(HERE + path, content=body)
    assert answer.status_code == 422
    assert web.desk.writes == []
