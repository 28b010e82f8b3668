"""A series for somebody else in the database: the name on each date, one person in one place."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from tests.integration.conftest import CLINIC, NOW, Diary
from tests.integration.diary_facts import scalar
from tests.integration.family_diary import book as book_one
from tests.integration.series_diary import (
    MONDAY,
    PRIYA,
    book,
    cancel,
    count,
    found,
    move,
    wanted,
)
from tests.integration.text_calls import hold

from ringbook.domain.model import Slot, SlotQuery
from ringbook.errors import PersonBusy
from ringbook.practice import PracticeFile
from ringbook.store.callers import identify_user
from ringbook.store.practices import apply_practice

TWO = CLINIC | {"providers": [{"name": "Dr Rao"}, {"name": "Dr Nair"}]}
IDENTIFY = ["98860 14182", "yes", "my name is Priya Shah"]
FOR_LEO = ["a check-up with Dr Rao for my son Leo every Monday at 10 am for four weeks", *IDENTIFY]
DATES = "four Mondays at 10:00 AM, from June 15 to July 6"


@pytest.fixture
async def family(diary: Diary) -> Diary:
    """Two providers, so that a time can be had twice; the caller is Priya Shah."""
    practice = await apply_practice(diary.db, PracticeFile.model_validate(TWO), NOW)
    await identify_user(diary.db, practice.tenant_id, PRIYA, "Priya Shah", NOW)
    return Diary(diary.db, practice, known={PRIYA})


async def with_whom(family: Diary, provider: str) -> list[Slot]:
    dates = await found(family, wanted(family, provider=provider))
    return [d.slot for d in dates if d.slot is not None]


async def test_every_date_keeps_the_name_through_a_move_and_a_cancellation(family: Diary) -> None:
    request, mondays = uuid4(), await with_whom(family, "Dr Rao")
    booked = await book(family, mondays, request=request, attendee="Leo")
    assert [a.attendee for a in booked] == ["Leo"] * 4
    assert await book(family, mondays, request=request, attendee="Leo") == booked
    day = MONDAY + timedelta(days=22)
    tuesday = SlotQuery("Check-up", day, day, provider="Dr Rao")
    (moved,) = await move(family, [(booked[3], (await family.free(tuesday))[0])])
    assert (moved.attendee, moved.version) == ("Leo", booked[3].version + 1)
    gone = await cancel(family, booked[0], whole=True)
    assert {(a.attendee, a.status) for a in gone} == {("Leo", "cancelled")}


async def test_on_each_date_one_person_is_in_one_place_and_two_may_come_at_once(
    family: Diary,
) -> None:
    await book(family, await with_whom(family, "Dr Rao"), attendee="Leo")
    others = await with_whom(family, "Dr Nair")
    with pytest.raises(PersonBusy) as refused:
        await book(family, others, attendee="leo shah")
    assert "Monday, June 15 at 10:00 AM" in refused.value.spoken
    assert await scalar(family.db, "SELECT count(*) FROM series") == 1
    assert {a.attendee for a in await book(family, others)} == {None}
    assert await count(family) == 8


async def test_the_third_date_refuses_all_of_them(family: Diary) -> None:
    others, mondays = await with_whom(family, "Dr Nair"), await with_whom(family, "Dr Rao")
    await book_one(family, others[2], "Leo", number=PRIYA)
    with pytest.raises(PersonBusy) as refused:
        await book(family, mondays, attendee="Leo")
    assert "Monday, June 29 at 10:00 AM" in refused.value.spoken
    assert await count(family) == 1


async def test_one_function_books_a_series(family: Diary) -> None:
    """An overload left behind would make calls by name ambiguous."""
    named = "SELECT count(*) FROM pg_proc WHERE proname = 'book_series'"
    assert await scalar(family.db, named) == 1


# ---- in a call ------------------------------------------------------------------------------


async def test_a_call_books_it_and_tells_it_in_data_and_summary(
    family: Diary, tmp_path: Path
) -> None:
    call = await hold(
        family.db, family.practice, [*FOR_LEO, "yes", "no, goodbye"], now=NOW, unsaved=tmp_path
    )
    told = next(text for text in call.said() if "You're booked" in text)
    assert f"You're booked for Check-up with Dr Rao for Leo on {DATES}." in told
    data = call.data("book_appointment")
    assert [a["attendee"] for a in data["series"]] == ["Leo"] * 4
    summary = next(line["summary"] for line in call.lines if "summary" in line)
    assert "• Monday, July 6, 2026 at 10:00 AM, for Leo" in summary["summary"]


async def test_whose_other_appointment_is_in_the_way_is_told_to_who_is_proven(
    family: Diary, tmp_path: Path
) -> None:
    number = "+919886014182"
    await identify_user(family.db, family.practice.tenant_id, number, "Priya Shah", NOW)
    taken = (await with_whom(family, "Dr Nair"))[1]
    await book_one(family, taken, "Leo", number=number)
    call = await hold(
        family.db, family.practice, [*FOR_LEO, "yes", "at eleven", "yes"], now=NOW, unsaved=tmp_path
    )
    said = " ".join(call.said())
    assert (
        "Monday, June 22 at 10:00 AM: I'm sorry, Leo already has another appointment at that "
        "time. So nothing was changed. Which day or time would suit you better?" in said
    )
    assert "You're booked for Check-up with Dr Rao for Leo on four Mondays at 11:00 AM" in said
    assert await count(family) == 5
