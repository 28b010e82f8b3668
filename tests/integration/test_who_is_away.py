"""A time that an absence closed is refused by saying who is out, and until when; never why."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from tests.integration.conftest import CLINIC, NOW, Diary
from tests.integration.text_calls import Held, hold
from tests.integration.waiting import join

from ringbook.agent.text_lines import Input, User
from ringbook.domain.model import SlotQuery
from ringbook.domain.visit import Wish as Part
from ringbook.domain.waitlist import Wish
from ringbook.errors import ProviderAway
from ringbook.practice import PracticeFile
from ringbook.store.absences import Absence, go_out
from ringbook.store.away import nobody_there
from ringbook.store.booking_links import away, find_booking, move_booking
from ringbook.store.callers import identify_user
from ringbook.store.practices import apply_practice
from ringbook.store.visits import book_visit, find_visits
from ringbook.store.waitlist_links import find_place

IDENTIFY = ["98860 14182", "yes", "my name is Priya Shah"]
TWO = CLINIC | {"providers": [{"name": "Dr Rao"}, {"name": "Dr Nair"}]}
MONDAY = date(2026, 6, 15)


@pytest.fixture
async def clinic(diary: Diary) -> Diary:
    practice = await apply_practice(diary.db, PracticeFile.model_validate(TWO), NOW)
    return Diary(diary.db, practice)


async def out(clinic: Diary, first: str, until: str, *who: int) -> None:
    """Those of the providers are out on these local times of the Monday, or other days."""
    zone = clinic.practice.zone
    begins, ends = (
        datetime.fromisoformat(f"2026-06-{at}").replace(tzinfo=zone) for at in (first, until)
    )
    for n in who:
        absence = Absence(clinic.practice.providers[n].id, begins, ends, "a funeral")
        await go_out(clinic.db, clinic.practice, absence, NOW)


async def call(clinic: Diary, tmp_path: Path, *turns: str) -> Held:
    return await hold(clinic.db, clinic.practice, [*turns], now=NOW, unsaved=tmp_path)


async def test_it_is_told_when_all_are_out_who_could_do_it(clinic: Diary) -> None:
    await out(clinic, "15T13:00", "15T18:00", 0)
    query = SlotQuery("Check-up", MONDAY, MONDAY)
    assert await nobody_there(clinic.db, clinic.practice, query) == ()
    (rao,) = await nobody_there(clinic.db, clinic.practice, replace(query, provider="Dr Rao"))
    assert rao.people == ("Dr Rao",)
    await out(clinic, "15T09:00", "15T15:00", 1)
    (both,) = await nobody_there(clinic.db, clinic.practice, query)
    local = [at.astimezone(clinic.practice.zone) for at in (both.starts_at, both.ends_at)]
    assert both.people == ("Dr Rao", "Dr Nair")
    assert [f"{at:%H:%M}" for at in local] == ["13:00", "15:00"]
    assert await nobody_there(clinic.db, clinic.practice, replace(query, service="Nothing")) == ()


async def test_planned_time_off_counts_as_well(diary: Diary) -> None:
    off = {"from": "2026-06-15", "to": "2026-06-16", "reason": "surgery"}
    form = CLINIC | {"providers": [{"name": "Dr Rao", "time_off": [off]}]}
    practice = await apply_practice(diary.db, PracticeFile.model_validate(form), NOW)
    query = SlotQuery("Check-up", MONDAY, MONDAY + timedelta(days=3))
    (away,) = await nobody_there(diary.db, practice, query)
    assert away.ends_at - away.starts_at == timedelta(days=2)


async def test_a_caller_hears_who_is_away_and_what_there_is(clinic: Diary, tmp_path: Path) -> None:
    await out(clinic, "15T14:00", "15T18:00", 0)
    held = await call(
        clinic, tmp_path, "a check-up with Dr Rao on Monday, June 15 at 3 pm", *IDENTIFY
    )
    said = held.said()[-1]
    assert "I'm sorry, Dr Rao is away on Monday, June 15 from 2:00 PM on." in said
    assert "On Monday, June 15" in said or "I have" in said
    assert "funeral" not in " ".join(held.said())


async def test_a_whole_day_and_a_part_of_one(clinic: Diary, tmp_path: Path) -> None:
    await out(clinic, "15T00:00", "16T00:00", 0, 1)
    await out(clinic, "16T00:00", "16T14:00", 0)
    held = await call(clinic, tmp_path, "a check-up on Monday, June 15", *IDENTIFY)
    assert "I'm sorry, Dr Rao and Dr Nair are away on Monday, June 15." in held.said()[-1]
    held = await call(
        clinic, tmp_path, "a check-up with Dr Rao on Tuesday, June 16 in the morning", *IDENTIFY
    )
    assert "I'm sorry, Dr Rao is away on Tuesday, June 16 until 2:00 PM." in held.said()[-1]


async def test_who_is_out_for_another_part_of_the_day_is_not_why(
    clinic: Diary, tmp_path: Path
) -> None:
    await out(clinic, "15T14:00", "15T18:00", 0)
    query = SlotQuery("Check-up", MONDAY, MONDAY, provider="Dr Rao")
    ten = next(s for s in await clinic.free(query) if s.starts_at.minute == 30)
    await clinic.book(ten)  # 9:00 or 10:00 on the wall clock of a zone of half an hour
    at = ten.starts_at.astimezone(clinic.practice.zone)
    held = await call(
        clinic, tmp_path, f"a check-up with Dr Rao on Monday, June 15 at {at:%H:%M}", *IDENTIFY
    )
    assert "away" not in held.said()[-1]


async def test_a_time_that_closes_after_it_was_offered(clinic: Diary, tmp_path: Path) -> None:
    query = SlotQuery("Check-up", MONDAY, MONDAY, provider="Dr Rao")
    slot = (await clinic.free(query))[0]
    await out(clinic, "15T00:00", "15T13:00", 0)
    with pytest.raises(ProviderAway) as refused:
        await clinic.book(slot)
    assert refused.value.code == "provider_away"
    assert refused.value.spoken == "I'm sorry, Dr Rao is away on Monday, June 15 until 1:00 PM."


async def test_a_call_goes_on_after_such_a_refusal(clinic: Diary, tmp_path: Path) -> None:
    turns = ["a check-up with Dr Rao on Monday, June 15 at 10 am", *IDENTIFY, "yes"]

    async def caller() -> AsyncIterator[Input]:
        for text in turns[:-1]:
            yield User(text)
        await out(clinic, "15T00:00", "15T13:00", 0)  # after the read-back, before the yes
        yield User(turns[-1])

    held = await hold(clinic.db, clinic.practice, caller(), now=NOW, unsaved=tmp_path)
    said = held.said()[-1]
    assert "Dr Rao is away on Monday, June 15 until 1:00 PM." in said
    assert said.count("away") == 1
    assert "June 15" in said.partition("1:00 PM.")[2]


async def test_a_series_names_the_date_on_which_nobody_is_there(
    clinic: Diary, tmp_path: Path
) -> None:
    await out(clinic, "22T00:00", "23T00:00", 0)
    held = await call(
        clinic, tmp_path, "a check-up with Dr Rao every Monday at 10 am for four weeks", *IDENTIFY
    )
    said = held.said()[-1]
    assert "Three of the four are free at 10:00 AM." in said
    assert "Dr Rao is away on Monday, June 22." in said


async def test_the_practice_itself_is_closed_rather_than_away(diary: Diary, tmp_path: Path) -> None:
    await out(diary, "15T14:00", "15T18:00", 0)
    held = await call(diary, tmp_path, "a check-up on Monday, June 15 at 3 pm", *IDENTIFY)
    assert "I'm sorry, we're closed on Monday, June 15 from 2:00 PM on." in held.said()[-1]


# ---- visits, private pages, the waiting list -----------------------------------------------------

BOTH = TWO | {
    "services": [
        {"name": "Check-up", "duration_minutes": 30, "providers": ["Dr Rao"]},
        {"name": "Cleaning", "duration_minutes": 30, "providers": ["Dr Nair"]},
    ]
}
PARTS = (Part("Check-up"), Part("Cleaning"))


@pytest.fixture
async def pair(diary: Diary) -> Diary:
    """Dr Rao checks up and Dr Nair cleans."""
    practice = await apply_practice(diary.db, PracticeFile.model_validate(BOTH), NOW)
    return Diary(diary.db, practice)


async def test_a_visit_says_whose_absence_stands_in_its_way(pair: Diary, tmp_path: Path) -> None:
    await out(pair, "15T00:00", "16T00:00", 1)
    asks = "I'd like a check-up and a cleaning on Monday, June 15"
    held = await call(pair, tmp_path, asks, *IDENTIFY)
    assert "I'm sorry, Dr Nair is away on Monday, June 15." in held.said()[-1], held.said()
    assert "funeral" not in " ".join(held.said())


async def test_a_visit_whose_time_closes_after_it_was_offered_says_who_is_out(pair: Diary) -> None:
    monday = SlotQuery(first=MONDAY, last=MONDAY)
    visit = (await find_visits(pair.db, pair.practice, monday, PARTS, NOW))[0]
    await identify_user(pair.db, pair.practice.tenant_id, "+919810000001", None, NOW)
    await out(pair, "15T00:00", "16T00:00", 1)
    with pytest.raises(ProviderAway) as refused:
        await book_visit(
            pair.db, pair.practice, contact_number="+919810000001", parts=visit.parts,
            request_id=uuid4(), session_id="s", now=NOW,
        )  # fmt: skip
    assert refused.value.spoken == (
        "I'm sorry, Dr Nair is away on Monday, June 15. So nothing was changed."
    )


async def test_the_private_link_says_who_is_away(clinic: Diary) -> None:
    slots = await clinic.free(SlotQuery("Check-up", MONDAY, MONDAY, provider="Dr Rao"))
    booked = await clinic.book(slots[0])
    found = await find_booking(clinic.db, booked.id, NOW)
    assert found is not None
    await out(clinic, "15T00:00", "15T18:00", 0)
    assert await away(clinic.db, found, MONDAY) == ""
    with pytest.raises(ProviderAway) as refused:
        await move_booking(clinic.db, found, slots[3].id, NOW)
    assert refused.value.spoken == "I'm sorry, Dr Rao is away on Monday, June 15."
    await out(clinic, "15T00:00", "16T00:00", 1)
    assert await away(clinic.db, found, MONDAY) == "Dr Rao and Dr Nair are away on Monday, June 15"
    assert await away(clinic.db, found, MONDAY + timedelta(days=1)) == ""


async def test_nobody_is_put_on_the_list_for_a_day_on_which_nobody_is_there(
    clinic: Diary, tmp_path: Path
) -> None:
    await out(clinic, "15T00:00", "16T00:00", 0, 1)
    asks = "put me on the waiting list for a check-up on Monday, June 15"
    held = await call(clinic, tmp_path, asks, *IDENTIFY)
    assert "I'm sorry, Dr Rao and Dr Nair are away on Monday, June 15." in held.said()[-1]
    assert "Shall I put you" not in " ".join(held.said())


async def test_who_waits_sees_on_the_page_who_is_away(clinic: Diary) -> None:
    waits = Wish("Check-up", MONDAY, MONDAY, None, time(11, 59), "Dr Rao")
    entry = await join(clinic, "+919810000001", waits)
    place = await find_place(clinic.db, entry.id, NOW)
    assert place is not None
    assert place.away == ""
    await out(clinic, "15T00:00", "15T13:00", 0)
    place = await find_place(clinic.db, entry.id, NOW)
    assert place is not None
    assert place.away == "Dr Rao is away on Monday, June 15 until 1:00 PM"
