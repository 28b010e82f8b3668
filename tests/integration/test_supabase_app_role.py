"""What the app's own role does on Supabase, through a pooler in transaction mode."""

import asyncio
import os
from datetime import date, datetime, time, timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
from tests.integration.conftest import CLINIC, NOW, Diary
from tests.integration.supabase_clinic import SIZE, app_pool, diary, migrated, pooler, supabase
from tests.integration.text_calls import hold

from ringbook.domain.model import Practice, Slot, SlotQuery
from ringbook.domain.visit import VisitPart
from ringbook.domain.visit import Wish as Part
from ringbook.domain.waitlist import Wish
from ringbook.errors import OutsideOpeningHours, SlotTaken
from ringbook.practice import PracticeFile, PreloadFile
from ringbook.store import one_time_codes, owners_changes, waitlist
from ringbook.store.booking_links import find_booking, move_booking
from ringbook.store.callers import erase_caller, identify_user
from ringbook.store.calls import read_record
from ringbook.store.costs import costs
from ringbook.store.practices import apply_practice, apply_preload
from ringbook.store.waitlist_channels import announce

__all__ = ["diary", "migrated", "pooler", "supabase"]

BOOK = [
    "I'd like to book a check-up on Monday at 10 am",
    "98860 14182",
    "yes",
    "my name is Priya Shah",
    "yes please",
    "no, that's all, thank you, goodbye",
]


async def test_a_whole_call_through_the_pooler_books_and_is_recorded(
    diary: Diary, tmp_path: Path
) -> None:
    call = await hold(diary.db, diary.practice, BOOK, now=NOW, unsaved=tmp_path)
    assert call.ended() == "goodbye"
    assert call.data("book_appointment")["appointment"]["status"] == "scheduled"
    record = await read_record(diary.db, call.session_id)
    assert record is not None
    assert len(record["appointments"]) == 1
    assert os.listdir(tmp_path) == []  # no record that the database could not take
    assert await costs(diary.db, "day")
    proof = await erase_caller(diary.db, diary.practice.tenant_id, "+919886014182", "owner", NOW)
    assert proof is not None
    assert proof.appointments_cancelled == 1


async def test_a_series_through_the_pooler_is_booked_and_cancelled_whole(
    diary: Diary, tmp_path: Path
) -> None:
    book = ["I'd like a check-up every Monday at 10 am for three weeks", *BOOK[1:]]
    call = await hold(diary.db, diary.practice, book, now=NOW, unsaved=tmp_path)
    assert len(call.data("book_appointment")["series"]) == 3
    cancel = ["please cancel all my appointments", *BOOK[1:]]
    call = await hold(diary.db, diary.practice, cancel, now=NOW, unsaved=tmp_path)
    assert len(call.data("cancel_appointment")["series"]) == 3


async def test_a_visit_through_the_pooler_is_booked_and_cancelled_whole(
    diary: Diary, tmp_path: Path
) -> None:
    book = ["I'd like a check-up and a cleaning on Monday at 10 am", *BOOK[1:]]
    call = await hold(diary.db, diary.practice, book, now=NOW, unsaved=tmp_path)
    assert len(call.data("book_appointment")["visit"]) == 2
    cancel = ["please cancel all my appointments", *BOOK[1:]]
    call = await hold(diary.db, diary.practice, cancel, now=NOW, unsaved=tmp_path)
    assert len(call.data("cancel_appointment")["visit"]) == 2


async def test_the_apps_role_gives_rooms_finds_a_moves_openings_and_moves(diary: Diary) -> None:
    """What is run as its caller needs a right of its own for each table and function it reads."""
    rooms = {"name": "Roomed", "slug": "roomed", "rooms": ["Chair"]}
    services = [{"name": "Check-up", "rooms": ["Chair"], "daily_cap": 1}]
    file = PracticeFile.model_validate(CLINIC | rooms | {"services": services})
    roomed = Diary(diary.db, await apply_practice(diary.db, file, NOW))
    booked = await roomed.book((await roomed.free())[0])
    moving = await roomed.free(SlotQuery(moving=booked.id))
    moved = await roomed.move(booked, moving[0])
    row = {"contact_number": "+919810000002", "start": "2026-06-15T10:00"}
    form = PreloadFile.model_validate({"appointments": [row]})
    await apply_preload(diary.db, roomed.practice, form, NOW)
    monday = date(2026, 6, 15)
    assert await roomed.free(SlotQuery(first=monday, last=monday)) == ()
    assert (await roomed.cancel(moved)).status == "cancelled"


async def test_the_apps_role_waits_is_offered_and_takes_up(diary: Diary) -> None:
    """The list is served by a trigger in the role's own transaction, and by its job."""
    now, monday = diary.now, date(2026, 6, 15)
    (slot, *_) = await diary.free(SlotQuery(first=monday, last=monday))
    booked = await diary.book(slot)
    at_nine = slot.starts_at.astimezone(diary.practice.zone).time()
    wish = Wish("Check-up", monday, monday, at_nine, at_nine)
    waits = "+919810000002"
    await identify_user(diary.db, diary.practice.tenant_id, waits, None, now)
    db, practice = diary.db, diary.practice
    request = uuid4()
    await waitlist.join(db, practice, contact_number=waits, wish=wish, request_id=request, now=now)
    await diary.cancel(booked)
    (entry,) = await waitlist.waiting_of(db, practice, waits, now)
    assert entry.held is not None
    taken = await waitlist.accept(
        db,
        practice,
        contact_number=waits,
        offer_id=entry.held.id,
        request_id=request,
        session_id="waits",
        now=now,
    )
    assert taken.starts_at == booked.starts_at
    assert await waitlist.tend(db, practice, now) == 0
    assert await announce(db, [], now) == 0


async def test_the_apps_role_waits_for_a_visit_and_leaves_a_rule_aside(diary: Diary) -> None:
    db, practice, now, monday = diary.db, diary.practice, diary.now, date(2026, 6, 15)
    (slot, *_) = await diary.free(SlotQuery(first=monday, last=monday))
    at_nine = slot.starts_at.astimezone(practice.zone).time()
    name = practice.services[0].name
    parts = (Part(name), Part(name, "Tom"))
    wish = Wish(name, monday, monday, at_nine, at_nine, parts=parts)
    waits, request = "+919810000002", uuid4()
    await identify_user(db, practice.tenant_id, waits, None, now)
    await waitlist.join(db, practice, contact_number=waits, wish=wish, request_id=request, now=now)
    assert await waitlist.tend(db, practice, now) == 1
    (entry,) = await waitlist.waiting_of(db, practice, waits, now)
    assert entry.held is not None
    made = await waitlist.accept_visit(
        db, practice, contact_number=waits, offer_id=entry.held.id,
        parts=[VisitPart(part.service, part.attendee) for part in parts],
        request_id=request, session_id="waits", now=now,
    )  # fmt: skip
    assert [a.attendee for a in made].count("Tom") == 1
    booking = await find_booking(db, made[0].id, now)
    assert booking is not None
    evening = datetime.combine(monday, time(20), practice.zone)
    to = (practice.providers[0], evening)
    assert isinstance(await owners_changes.refusal(db, booking, to, now, ()), OutsideOpeningHours)
    moved = await owners_changes.move(db, booking, to, now, aside=["hours"])
    assert moved.starts_at == evening


async def test_the_apps_role_issues_checks_and_forgets_codes(diary: Diary) -> None:
    tenant, number = diary.practice.tenant_id, "+919810000002"
    await identify_user(diary.db, tenant, number, None, NOW)
    args = (diary.db, tenant, number, "a call")
    lost = await one_time_codes.issue(*args, NOW)
    await one_time_codes.withdraw(diary.db, lost.id)
    issued = await one_time_codes.issue(*args, NOW)
    assert (await one_time_codes.check(*args, issued.code, NOW)).result == "right"
    assert await one_time_codes.forget(diary.db, NOW + timedelta(hours=1)) == 1


async def test_the_apps_role_changes_a_booking_by_its_private_link(diary: Diary) -> None:
    first, later, *_ = await diary.free()
    booking = await find_booking(diary.db, (await diary.book(first)).id, NOW)
    assert booking is not None
    assert (await move_booking(diary.db, booking, later.id, NOW)).slot_id == later.id


async def test_of_many_callers_through_few_connections_one_gets_the_slot(
    diary: Diary, pooler: str
) -> None:
    monday = SlotQuery(first=date(2026, 6, 15), last=date(2026, 6, 15))
    slot = (await diary.free(monday))[0]
    async with app_pool(pooler, size=20) as crowd:
        told = await asyncio.gather(
            *(_books(Diary(crowd, diary.practice), slot, n) for n in range(40))
        )
    assert sorted(told) == [False] * 39 + [True]


async def _books(diary: Diary, slot: Slot, n: int) -> bool:
    try:
        await diary.book(slot, f"+9198100001{n:02}")
    except SlotTaken:
        return False
    return True


async def test_nothing_of_one_call_stays_on_the_connection_for_the_next(
    diary: Diary, pooler: str
) -> None:
    slots = await diary.free(SlotQuery(first=date(2026, 6, 15), last=date(2026, 6, 16)))
    await diary.book(slots[0])
    left = """SELECT concat(current_setting('app.tenant_id', true),
      current_setting('app.session_id', true), current_setting('app.request_id', true))"""
    url = f"postgresql://ringbook:secret@{pooler}/migrated"
    clients = [psycopg.connect(url, autocommit=False) for _ in range(SIZE)]
    try:  # each holds a transaction open, so that together they see every server connection
        assert [c.execute(left).fetchone() for c in clients] == [("",)] * SIZE
        prepared = "SELECT count(*) FROM pg_prepared_statements"
        assert [c.execute(prepared).fetchone() for c in clients] == [(0,)] * SIZE
    finally:
        for client in clients:
            client.close()


async def test_two_practices_through_one_pooler_do_not_mix(diary: Diary, pooler: str) -> None:
    practices: list[Practice] = []
    for n in range(2):
        file = PracticeFile.model_validate(CLINIC | {"name": f"Other {n}", "slug": f"other-{n}"})
        practices.append(await apply_practice(diary.db, file, NOW))
    async with app_pool(pooler, size=10) as crowd:
        await asyncio.gather(
            *(
                identify_user(crowd, practices[n % 2].tenant_id, f"+9198200001{n:02}", None, NOW)
                for n in range(40)
            )
        )
    counted = await diary.db.rows(
        _Count, "SELECT tenant_id::text AS tenant, count(*) AS n FROM users GROUP BY 1"
    )
    assert {c.tenant: c.n for c in counted} == {str(p.tenant_id): 20 for p in practices}


class _Count:
    def __init__(self, tenant: str, n: int) -> None:
        self.tenant, self.n = tenant, n
