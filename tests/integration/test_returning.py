"""What earlier calls tell of a caller, read with the look-up itself."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from tests.integration.conftest import CLINIC, NOW, Diary
from tests.integration.text_calls import Held, hold

from ringbook.dialogue.record import fold
from ringbook.dialogue.state.call_events import Started
from ringbook.domain.model import Preferences, SlotQuery, Usual
from ringbook.practice import PracticeFile
from ringbook.store import bookings
from ringbook.store.callers import identify_user
from ringbook.store.calls import open_call, save_call
from ringbook.store.practices import apply_practice

NUMBER, OTHER = "+919886014182", "+919810000001"
IDENTIFY = ("98860 14182", "yes", "my name is Priya Shah")
TWO = CLINIC | {"providers": [{"name": "Dr Rao"}, {"name": "Dr Lena Ortiz"}]}
CUT_OFF = "We were cut off: you wanted a Cleaning"


@pytest.fixture
async def clinic(diary: Diary) -> Diary:
    """With two people to choose from; Priya Shah is known."""
    practice = await apply_practice(diary.db, PracticeFile.model_validate(TWO), NOW)
    for number, name in ((NUMBER, "Priya Shah"), (OTHER, "Ravi")):
        await identify_user(diary.db, practice.tenant_id, number, name, NOW)
    return Diary(diary.db, practice)


async def visit(
    clinic: Diary, day: int, service: str, provider: str, attendee: str | None = None
) -> None:
    free = await clinic.free(slot_query(day, service, provider))
    await bookings.book(
        clinic.db, clinic.practice, contact_number=NUMBER, slot=free[0], attendee=attendee,
        request_id=uuid4(), session_id="s", now=NOW,
    )  # fmt: skip


def slot_query(day: int, service: str, provider: str) -> SlotQuery:
    on = date(2026, 6, day)
    return SlotQuery(service, on, on, provider=provider)


async def usual(clinic: Diary, now: datetime, number: str = NUMBER) -> Usual | None:
    return (await identify_user(clinic.db, clinic.practice.tenant_id, number, None, now)).usual


async def seen_last(clinic: Diary, now: datetime, number: str = NUMBER) -> str | None:
    return (await identify_user(clinic.db, clinic.practice.tenant_id, number, None, now)).seen_last


async def test_the_usual_is_what_was_had_more_than_once(clinic: Diary) -> None:
    await visit(clinic, 15, "Cleaning", "Dr Rao")
    assert await usual(clinic, NOW + timedelta(days=30)) is None
    await visit(clinic, 16, "Cleaning", "Dr Rao")
    await visit(clinic, 17, "Check-up", "Dr Lena Ortiz")
    assert await usual(clinic, NOW) is None  # all of it is still to come
    assert await usual(clinic, NOW + timedelta(days=30)) == Usual(
        "Cleaning", "Dr Rao", "Tuesday", "morning"
    )
    assert await usual(clinic, NOW + timedelta(days=30), OTHER) is None


async def test_whom_they_were_with_last_is_read_from_what_is_over(clinic: Diary) -> None:
    await visit(clinic, 15, "Cleaning", "Dr Rao")
    await visit(clinic, 16, "Check-up", "Dr Lena Ortiz", attendee="Tom")
    await visit(clinic, 17, "Check-up", "Dr Lena Ortiz")
    assert await seen_last(clinic, NOW) is None  # all of it is still to come
    on_the_16th = NOW + timedelta(days=4, hours=15)
    assert await seen_last(clinic, on_the_16th) == "Dr Rao"  # the one in between was Tom's
    assert await seen_last(clinic, on_the_16th, OTHER) is None
    assert await seen_last(clinic, NOW + timedelta(days=30)) == "Dr Lena Ortiz"


async def test_what_was_learned_in_calls_says_when(clinic: Diary) -> None:
    for day in (15, 16):
        await visit(clinic, day, "Cleaning", "Dr Rao")
    tenant = clinic.practice.tenant_id
    await open_call(clinic.db, tenant, "room-1", NOW, "web")
    learned = Preferences("afternoon", ("Monday", "Friday"))
    record = replace(fold([Started(NOW, clinic.practice)]), preferences=learned)
    await save_call(clinic.db, tenant, "room-1", replace(record, contact_number=NUMBER))
    assert await usual(clinic, NOW + timedelta(days=30)) == Usual(
        "Cleaning", "Dr Rao", "Monday", "afternoon"
    )


async def test_nobody_is_usual_who_was_had_half_of_the_time(clinic: Diary) -> None:
    await visit(clinic, 15, "Cleaning", "Dr Rao")
    await visit(clinic, 16, "Cleaning", "Dr Lena Ortiz")
    assert await usual(clinic, NOW + timedelta(days=30)) == Usual(
        "Cleaning", None, "Tuesday", "morning"
    )


async def test_what_was_for_others_or_cancelled_does_not_count(clinic: Diary) -> None:
    await visit(clinic, 15, "Cleaning", "Dr Rao", "Tom")
    await visit(clinic, 16, "Cleaning", "Dr Rao", "Tom")
    await visit(clinic, 17, "Check-up", "Dr Rao")
    assert await usual(clinic, NOW + timedelta(days=30)) is None


async def call(clinic: Diary, unsaved: Path, after: timedelta, *turns: str) -> Held:
    return await hold(
        clinic.db, clinic.practice, turns, now=NOW + after, unsaved=unsaved, caller_id=None
    )


async def dropped(clinic: Diary, unsaved: Path) -> Held:
    """Hung up at the read-back."""
    return await call(clinic, unsaved, timedelta(0), "a cleaning on Monday at 10 am", *IDENTIFY)


async def test_a_call_that_was_cut_off_is_taken_up_and_booked(
    clinic: Diary, tmp_path: Path
) -> None:
    first = await dropped(clinic, tmp_path)
    assert first.said()[-1].endswith("Shall I book it?")
    assert first.ended() == "caller_hung_up"
    again = await call(
        clinic, tmp_path, timedelta(minutes=5), "hi, we got cut off", *IDENTIFY, "yes", "yes", "bye"
    )
    assert any(f"{CUT_OFF} on Monday, June 15 at 10:00 AM; shall we go on?" in said
               for said in again.said())  # fmt: skip
    assert again.data("book_appointment")["appointment"]["time"] == "10:00"
    assert again.ended() == "goodbye"


@pytest.mark.parametrize("after", [timedelta(minutes=11), timedelta(days=1)])
async def test_later_than_ten_minutes_it_is_over(
    clinic: Diary, tmp_path: Path, after: timedelta
) -> None:
    await dropped(clinic, tmp_path)
    again = await call(clinic, tmp_path, after, "I'd like to book an appointment", *IDENTIFY)
    assert not any("cut off" in said for said in again.said())


async def test_a_call_in_between_that_ended_well_is_the_last_one(
    clinic: Diary, tmp_path: Path
) -> None:
    await dropped(clinic, tmp_path)
    minute = timedelta(minutes=1)
    await call(clinic, tmp_path, minute, "what do I have booked?", *IDENTIFY, "bye")
    again = await call(clinic, tmp_path, 2 * minute, "I'd like to book an appointment", *IDENTIFY)
    assert not any("cut off" in said for said in again.said())


async def test_nobody_else_hears_of_it(clinic: Diary, tmp_path: Path) -> None:
    await dropped(clinic, tmp_path)
    wrong = await call(clinic, tmp_path, timedelta(minutes=1), "I'd like to book an appointment",
                       "98860 14182", "yes", "my name is Tom Baker")  # fmt: skip
    assert not any("cut off" in said or "Cleaning on" in said for said in wrong.said())
    caller = await identify_user(
        clinic.db, clinic.practice.tenant_id, OTHER, None, NOW + timedelta(minutes=1)
    )
    assert caller.unfinished is None


async def test_events_that_cannot_be_read_any_more_are_passed_over(
    clinic: Diary, tmp_path: Path
) -> None:
    first = await dropped(clinic, tmp_path)
    tenant, soon = clinic.practice.tenant_id, NOW + timedelta(minutes=9)
    assert (await identify_user(clinic.db, tenant, NUMBER, None, soon)).unfinished is not None
    await clinic.db.execute(
        """UPDATE call_events SET event = '{"e": "of another version"}'
            WHERE session_id = %s AND seq = 2""",
        (first.session_id,),
    )
    assert (await identify_user(clinic.db, tenant, NUMBER, None, soon)).unfinished is None


async def test_a_name_given_twice_makes_nobody_known(clinic: Diary, tmp_path: Path) -> None:
    """Only who was booked once is met as one who comes back."""
    unknown = ("I'd like to book", "98860 14199", "yes", "my name is Ann Cole")
    said = []
    for day in range(2):
        at = NOW + timedelta(days=day)
        call = await hold(
            clinic.db, clinic.practice, [*unknown, "no thanks, goodbye"], now=at, unsaved=tmp_path
        )
        said.append(next(line for line in call.said() if "Ann" in line))
    assert said[0].startswith("Thank you, Ann.")
    assert said[1] == said[0]
    booked = [*unknown, "a cleaning tomorrow at ten, with anybody", "yes", "no, goodbye"]
    at = NOW + timedelta(days=2)
    await hold(clinic.db, clinic.practice, booked, now=at, unsaved=tmp_path)
    again = await hold(
        clinic.db, clinic.practice, [*unknown, "goodbye"], now=at + timedelta(hours=1),
        unsaved=tmp_path,
    )  # fmt: skip
    assert any("Welcome back, Ann." in line for line in again.said())
