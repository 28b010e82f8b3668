"""One booking by its private link: the store's promises, and the whole way over HTTP."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest
from icalendar import Calendar
from tests.integration.conftest import CLINIC, NOW, Diary
from tests.integration.text_calls import hold

from ringbook.api.app import create_app
from ringbook.api.stored_diary import StoredDesk, StoredDiary
from ringbook.config import Settings
from ringbook.domain.booking_link import BookingLinks
from ringbook.domain.model import SlotQuery
from ringbook.errors import (
    AppointmentChanged,
    AppointmentNotFound,
    PolicyRefused,
    SlotInPast,
    SlotTaken,
)
from ringbook.practice import PracticeFile
from ringbook.store.booking_links import (
    KEPT,
    Booking,
    booked_in,
    cancel_booking,
    find_booking,
    move_booking,
    next_opening,
    openings,
)
from ringbook.store.callers import erase_caller, identify_user
from ringbook.store.practices import apply_practice

MONDAY = SlotQuery(first=date(2026, 6, 15), last=date(2026, 6, 15))
NUMBER = "+919810000001"
SECRET = "a secret that is long enough to sign"
LINKS = BookingLinks.of(SECRET)


async def booked(diary: Diary, query: SlotQuery = MONDAY) -> Booking:
    appointment = await diary.book((await diary.free(query))[0], NUMBER)
    found = await find_booking(diary.db, appointment.id, diary.now)
    assert found is not None
    assert found.appointment == appointment
    return found


async def starts(diary: Diary, booking: Booking, day: date) -> list[str]:
    zone = diary.practice.zone
    found = await openings(diary.db, booking, day, diary.now)
    return [f"{slot.starts_at.astimezone(zone):%d %H:%M}" for slot in found]


async def under(diary: Diary, **changes: Any) -> None:
    await apply_practice(diary.db, PracticeFile.model_validate(CLINIC | changes), NOW)


async def test_a_booking_comes_with_its_practice(diary: Diary) -> None:
    found = await booked(diary)
    assert found.practice == diary.practice
    assert found.contact_number == NUMBER
    assert await find_booking(diary.db, uuid4(), NOW) is None


async def test_a_link_ends_some_days_after_the_appointment(diary: Diary) -> None:
    one = (await booked(diary)).appointment
    ends = one.starts_at + timedelta(minutes=one.duration_minutes)
    assert await find_booking(diary.db, one.id, ends + KEPT - timedelta(seconds=1)) is not None
    assert await find_booking(diary.db, one.id, ends + KEPT) is None


async def test_a_cancelled_booking_is_still_shown(diary: Diary) -> None:
    found = await booked(diary)
    await cancel_booking(diary.db, found, NOW)
    again = await find_booking(diary.db, found.appointment.id, NOW)
    assert again is not None
    assert (again.appointment.status, again.appointment.version) == ("cancelled", 2)


async def test_an_erased_callers_link_is_gone_and_so_are_its_writes(diary: Diary) -> None:
    found = await booked(diary)
    await erase_caller(diary.db, diary.practice.tenant_id, NUMBER, "owner", NOW)
    assert await find_booking(diary.db, found.appointment.id, NOW) is None
    with pytest.raises(AppointmentNotFound):
        await cancel_booking(diary.db, found, NOW)


async def test_a_booking_can_move_onto_its_own_time_but_not_to_where_it_is(diary: Diary) -> None:
    found = await booked(diary, replace(MONDAY, service="Filling"))
    offered = await starts(diary, found, date(2026, 6, 15))
    assert offered[0] == "15 09:30"
    assert offered[-1] == "15 17:00"
    later = await next_opening(diary.db, found, date(2026, 6, 19), NOW)
    assert later is not None
    assert later.starts_at.astimezone(diary.practice.zone).date() == date(2026, 6, 22)


async def test_a_move_keeps_the_appointment_and_its_history_says_by_what(
    diary: Diary, database_url: str
) -> None:
    found = await booked(diary)
    to = (await openings(diary.db, found, date(2026, 6, 16), NOW))[3]
    moved = await move_booking(diary.db, found, to.id, NOW)
    assert (moved.id, moved.starts_at, moved.version) == (
        found.appointment.id,
        to.starts_at,
        2,
    )
    assert await move_booking(diary.db, found, to.id, NOW) == moved
    with psycopg.connect(database_url) as connection:
        rows = connection.execute("SELECT event, session_id FROM appointment_events ORDER BY id")
        assert rows.fetchall() == [("booked", "test-session"), ("modified", "private-link")]


async def test_the_same_person_comes_first_and_another_where_they_are_not_free(
    diary: Diary,
) -> None:
    """In the practice's own order the other one would be named first, everywhere."""
    people = [{"name": "Dr Rao"}, {"name": "Dr Sen", "hours": {"tuesday": ["09:00-10:00"]}}]
    await under(diary, providers=people)
    both = replace(diary, practice=await _practice(diary))
    query = SlotQuery(first=date(2026, 6, 16), last=date(2026, 6, 16), provider="Dr Sen")
    found = await booked(both, query)
    named = {
        f"{slot.starts_at.astimezone(both.practice.zone):%H:%M}": slot.provider
        for slot in await openings(both.db, found, date(2026, 6, 16), NOW)
    }
    assert named["09:30"] == "Dr Sen"
    assert (named["09:00"], named["10:00"]) == ("Dr Rao", "Dr Rao")


async def _practice(diary: Diary) -> Any:
    from ringbook.store.practices import default_practice

    return await default_practice(diary.db)


@pytest.mark.parametrize("late_change", ["refuse", "ask_practice"])
async def test_the_owners_rules_hold_as_by_phone(diary: Diary, late_change: str) -> None:
    found = await booked(diary)
    to = (await openings(diary.db, found, date(2026, 6, 16), NOW))[0]
    rules = {"max_days_ahead": 30, "cancel_notice_minutes": 7200, "late_change": late_change}
    await under(diary, policies=rules)
    with pytest.raises(PolicyRefused):
        await cancel_booking(diary.db, found, NOW)
    with pytest.raises(PolicyRefused):
        await move_booking(diary.db, found, to.id, NOW)


async def test_what_has_begun_is_not_changed(diary: Diary) -> None:
    found = await booked(diary)
    to = (await openings(diary.db, found, date(2026, 6, 16), NOW))[0]
    with pytest.raises(SlotInPast):
        await cancel_booking(diary.db, found, found.appointment.starts_at)
    with pytest.raises(SlotInPast):
        await move_booking(diary.db, found, to.id, found.appointment.starts_at)


async def test_a_time_that_was_taken_meanwhile_is_refused(diary: Diary) -> None:
    found = await booked(diary)
    to = (await openings(diary.db, found, date(2026, 6, 15), NOW))[0]
    await diary.book(to, "+919810000002")
    with pytest.raises(SlotTaken):
        await move_booking(diary.db, found, to.id, NOW)


async def test_what_was_changed_by_phone_meanwhile_is_not_changed_unseen(diary: Diary) -> None:
    seen = await booked(diary)
    first, second, *_ = await openings(diary.db, seen, date(2026, 6, 16), NOW)
    by_phone = await diary.move(seen.appointment, first, NUMBER)
    with pytest.raises(AppointmentChanged):
        await cancel_booking(diary.db, seen, NOW)
    with pytest.raises(AppointmentChanged):
        await move_booking(diary.db, seen, second.id, NOW)
    found = await find_booking(diary.db, by_phone.id, NOW)
    assert found is not None
    assert found.appointment == by_phone


async def test_a_call_knows_what_it_booked(diary: Diary) -> None:
    found = await booked(diary)
    await cancel_booking(diary.db, found, NOW)
    assert await booked_in(diary.db, diary.session) == {found.appointment.id}
    assert await booked_in(diary.db, "another") == frozenset()


# ---- over HTTP ----------------------------------------------------------------------------------


@pytest.fixture
async def web(diary: Diary, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    settings = Settings(
        livekit_url="ws://127.0.0.1:7880", livekit_api_key="key", livekit_api_secret=SECRET
    )
    stored, desk = StoredDiary(diary.db, tmp_path), StoredDesk(diary.db)
    app = create_app(settings, stored, desk, page=tmp_path, clock=lambda: NOW)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        yield client


async def test_from_a_call_to_a_moved_and_cancelled_booking(
    diary: Diary, web: httpx.AsyncClient, tmp_path: Path, database_url: str
) -> None:
    said = ["I'd like to book a check-up on Monday at 10 am", "98860 14182", "yes"]
    said += ["my name is Priya Shah", "yes please", "no, that's all, thank you, goodbye"]
    call = await hold(diary.db, diary.practice, said, now=NOW, unsaved=tmp_path, links=LINKS)
    appointment = call.data("book_appointment")["appointment"]
    here = appointment["link"].replace("/b/", "/api/bookings/")
    summary = next(line["summary"] for line in call.lines if "summary" in line)
    assert summary["appointments"][0]["link"] == appointment["link"]

    shown = (await web.get(here)).json()
    assert shown["appointment"] == {k: v for k, v in appointment.items() if k != "link"}
    day = (await web.get(f"{here}/openings", params={"day": "2026-06-16"})).json()
    to = day["openings"][0]
    moved = await web.post(f"{here}/move", json={"version": 1, "slot": to["slot"]})
    assert moved.json()["appointment"]["starts_at"] == "2026-06-16T03:30:00.000Z"
    [event] = Calendar.from_ical((await web.get(f"{here}.ics")).content).walk("VEVENT")
    assert (str(event["uid"]), str(event["sequence"])) == (f"{appointment['id']}@ringbook", "2")
    cancelled = await web.post(f"{here}/cancel", json={"version": 2})
    assert cancelled.json()["appointment"]["status"] == "cancelled"
    calendar = Calendar.from_ical((await web.get(f"{here}.ics")).content)
    assert str(calendar["method"]) == "CANCEL"

    with psycopg.connect(database_url) as connection:
        rows = connection.execute("SELECT status, version FROM appointments").fetchall()
        assert rows == [("cancelled", 3)]
        token = appointment["link"].removeprefix("/b/")
        for table in ("call_events", "conversation_logs", "appointment_events"):
            kept = connection.execute(f"SELECT t::text FROM {table} t").fetchall()
            assert kept
            assert not [row for (row,) in kept if token in row], table


async def test_names_and_numbers_do_not_come_through_the_link(
    diary: Diary, web: httpx.AsyncClient
) -> None:
    await identify_user(diary.db, diary.practice.tenant_id, NUMBER, "Priya Shah", NOW)
    diary.known.add(NUMBER)
    found = await booked(diary)
    here = f"/api/bookings/{LINKS.token(found.appointment.id)}"
    for path in ("", ".ics", "/openings"):
        answer = await web.get(here + path)
        assert answer.status_code == 200
        assert NUMBER[-8:] not in answer.text
        assert "Priya" not in answer.text
