"""What an existing practice brings with it: times on offer, callers, appointments."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.integration.conftest import CLINIC, NOW, Diary

from ringbook.domain.model import SlotQuery
from ringbook.errors import PracticeInvalid
from ringbook.practice import PracticeFile, PreloadFile
from ringbook.store import bookings
from ringbook.store.callers import identify_user
from ringbook.store.practices import apply_practice, apply_preload

PRIYA = "+919810000001"
TUESDAY = {"contact_number": PRIYA, "start": "2026-06-16T14:30"}


async def preload(diary: Diary, **rows: Any) -> None:
    """Applied twice, always: the second time must change nothing."""
    form = PreloadFile.model_validate(rows)
    await apply_preload(diary.db, diary.practice, form, NOW)
    before = await diary.starts(SlotQuery(limit=1000))
    await apply_preload(diary.db, diary.practice, form, NOW)
    assert await diary.starts(SlotQuery(limit=1000)) == before


async def test_no_slots_means_nothing_is_free(diary: Diary) -> None:
    await preload(diary, slots=[])
    assert await diary.starts() == []


async def test_given_slots_are_the_only_times_on_offer(diary: Diary) -> None:
    await preload(diary, slots=[{"start": "2026-06-15T10:00"}, {"start": "2026-06-21T11:15"}])
    assert await diary.starts() == ["15 10:00", "21 11:15"]
    await apply_practice(diary.db, PracticeFile.model_validate(CLINIC), NOW)
    assert await diary.starts() == ["15 10:00", "21 11:15"]


async def test_without_slots_they_are_made_from_the_hours(diary: Diary) -> None:
    before = await diary.starts(SlotQuery(limit=1000))
    await preload(diary, slots=[{"start": "2026-06-21T11:15"}])
    await preload(diary)
    assert await diary.starts(SlotQuery(limit=1000)) == before


async def test_a_given_slot_holds_a_longer_service(diary: Diary) -> None:
    await preload(diary, slots=[{"start": "2026-06-15T10:00"}, {"start": "2026-06-15T10:30"}])
    filling = await diary.free(SlotQuery("Filling"))
    assert len(filling) == 2
    booked = await diary.book(filling[0])
    assert booked.duration_minutes == 60
    assert await diary.starts() == []


async def test_a_preloaded_appointment_brings_its_own_slot(diary: Diary) -> None:
    rows: dict[str, Any] = {"slots": [], "appointments": [TUESDAY | {"service": "Filling"}]}
    await preload(diary, **rows)
    mine = await bookings.appointments_of(diary.db, diary.practice, PRIYA, NOW)
    assert [(a.service, a.duration_minutes) for a in mine] == [("Filling", 60)]
    await diary.cancel(mine[0])
    assert await diary.starts(SlotQuery("Filling")) == ["16 14:30"]
    await preload(diary, **rows)
    assert await bookings.appointments_of(diary.db, diary.practice, PRIYA, NOW) == ()
    assert await diary.starts(SlotQuery("Filling")) == ["16 14:30"]


async def test_a_cancelled_or_past_appointment_takes_no_time(diary: Diary) -> None:
    cancelled = TUESDAY | {"status": "cancelled"}
    past = TUESDAY | {"start": "2026-01-05T10:00", "status": "completed"}
    await preload(diary, appointments=[cancelled, past])
    assert "16 14:30" in await diary.starts(SlotQuery(limit=1000))
    assert await bookings.appointments_of(diary.db, diary.practice, PRIYA, NOW) == ()


async def test_an_appointment_off_the_grid_takes_the_cells_that_it_touches(diary: Diary) -> None:
    await preload(diary, appointments=[TUESDAY | {"start": "2026-06-16T09:15"}])
    tuesday = SlotQuery(first=date(2026, 6, 16), last=date(2026, 6, 16))
    assert (await diary.starts(tuesday))[0] == "16 10:00"


async def test_users_keep_a_name_learned_in_a_call(diary: Diary) -> None:
    tenant = diary.practice.tenant_id
    await identify_user(diary.db, tenant, PRIYA, "Priya S.", NOW)
    users = [
        {"contact_number": PRIYA, "name": "Priya Shah"},
        {"contact_number": "+919810000002", "name": "Ravi"},
    ]
    await preload(diary, users=users)
    assert (await identify_user(diary.db, tenant, PRIYA, None, NOW)).name == "Priya S."
    assert (await identify_user(diary.db, tenant, "+919810000002", None, NOW)).name == "Ravi"


async def test_any_provider_is_one_who_is_free(diary: Diary) -> None:
    people = [{"name": "Dr. A"}, {"name": "Dr. B"}]
    file = PracticeFile.model_validate(CLINIC | {"providers": people})
    two = replace(diary, practice=await apply_practice(diary.db, file, NOW))
    other = TUESDAY | {"contact_number": "+919810000002"}
    await preload(two, appointments=[TUESDAY, other])
    theirs = [
        await bookings.appointments_of(diary.db, two.practice, number, NOW)
        for number in (PRIYA, "+919810000002")
    ]
    assert [a.provider for (a,) in theirs] == ["Dr. A", "Dr. B"]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ({"appointments": [TUESDAY | {"service": "Surgery"}]}, "'Surgery' is not one of: Check-up"),
        ({"appointments": [TUESDAY | {"provider": "Dr. No"}]}, "'Dr. No' is not one of: Test"),
        (
            {"appointments": [TUESDAY, TUESDAY | {"contact_number": "+919810000002"}]},
            "Test Dental has another appointment then",
        ),
        ({"slots": [{"start": "2026-06-15T10:00"}] * 2}, "this time is there already"),
    ],
)
async def test_a_row_that_breaks_a_rule_is_named_and_nothing_is_kept(
    diary: Diary, rows: dict[str, Any], message: str
) -> None:
    before = await diary.starts(SlotQuery(limit=1000))
    form = PreloadFile.model_validate(rows | {"users": [{"contact_number": PRIYA}]})
    for section in (form.slots or (), form.appointments):
        for row in section:
            row.at("data.yaml, line 7")
    with pytest.raises(PracticeInvalid, match=r"data\.yaml, line 7") as caught:
        await apply_preload(diary.db, diary.practice, form, NOW)
    assert message in str(caught.value)
    assert await diary.starts(SlotQuery(limit=1000)) == before
    assert (await identify_user(diary.db, diary.practice.tenant_id, PRIYA, None, NOW)).is_new


async def test_a_preload_obeys_rooms_and_caps_or_names_the_rule(diary: Diary) -> None:
    one = {"name": "Check-up", "rooms": ["Chair 1"], "daily_cap": 2}
    people = [{"name": "Dr. A"}, {"name": "Dr. B"}]
    fields = {"rooms": ["Chair 1"], "services": [one], "providers": people}
    file = PracticeFile.model_validate(CLINIC | fields)
    roomed = replace(diary, practice=await apply_practice(diary.db, file, NOW))
    with pytest.raises(PracticeInvalid, match="needs a room, and none is free then: Chair 1"):
        await preload(roomed, appointments=[TUESDAY, TUESDAY])
    hours = [TUESDAY | {"start": f"2026-06-16T{hour}:00"} for hour in (10, 11, 12)]
    with pytest.raises(PracticeInvalid, match="has daily_cap 2, and 2026-06-16 is full"):
        await preload(roomed, appointments=hours)
    cancelled = hours[2] | {"status": "cancelled"}
    await preload(roomed, appointments=[*hours[:2], cancelled])
    assert await roomed.starts(SlotQuery(first=date(2026, 6, 16), last=date(2026, 6, 16))) == []
