"""A series in the test clinic's diary: Mondays at ten, for four weeks."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from uuid import UUID, uuid4

from tests.integration.conftest import Diary
from tests.integration.diary_facts import scalar

from ringbook.domain.model import Appointment, Slot, SlotQuery
from ringbook.domain.series import Rule, SeriesDate, SeriesQuery, expand, rrule
from ringbook.store.series import book_series, cancel_series, find_series, modify_series

MONDAY = date(2026, 6, 15)
FOUR = Rule("weekly", MONDAY, 4)
PRIYA = "+919810000000"
ANIL = "+919810000001"


def wanted(diary: Diary, rule: Rule = FOUR, at: time = time(10), **more: object) -> SeriesQuery:
    text = rrule(rule, diary.practice.zone)
    query = SeriesQuery(expand(rule), rule.every, text, at, at, "Check-up")
    return replace_query(query, more)


def replace_query(query: SeriesQuery, more: dict[str, object]) -> SeriesQuery:
    return replace(query, **more)  # type: ignore[arg-type]  # test data, checked by use


async def found(
    diary: Diary, query: SeriesQuery | None = None, moving: Sequence[Appointment] = ()
) -> tuple[SeriesDate, ...]:
    return await find_series(diary.db, diary.practice, query or wanted(diary), moving, diary.now)


async def slots(diary: Diary, rule: Rule = FOUR, at: time = time(10)) -> list[Slot]:
    dates = await found(diary, wanted(diary, rule, at))
    return [d.slot for d in dates if d.slot is not None]


async def book(
    diary: Diary,
    chosen: Sequence[Slot],
    number: str = PRIYA,
    request: UUID | None = None,
    attendee: str | None = None,
) -> tuple[Appointment, ...]:
    return await book_series(
        diary.db, diary.practice, contact_number=number, slots=chosen,
        rule=rrule(FOUR, diary.practice.zone), request_id=request or uuid4(),
        session_id="test-session", now=diary.now, attendee=attendee,
    )  # fmt: skip


async def cancel(
    diary: Diary, one: Appointment, *, whole: bool = False, number: str = PRIYA
) -> tuple[Appointment, ...]:
    return await cancel_series(
        diary.db, diary.practice, contact_number=number, appointment_id=one.id, whole=whole,
        session_id="test-session", now=diary.now,
    )  # fmt: skip


async def move(
    diary: Diary, moves: Sequence[tuple[Appointment, Slot]], request: UUID | None = None
) -> tuple[Appointment, ...]:
    return await modify_series(
        diary.db, diary.practice, contact_number=PRIYA, moves=moves,
        request_id=request or uuid4(), session_id="test-session", now=diary.now,
    )  # fmt: skip


async def one_slot(diary: Diary, day: date, at: time) -> Slot:
    (slot,) = await diary.free(SlotQuery("Check-up", day, day, at, at))
    return slot


async def count(diary: Diary, status: str = "scheduled") -> object:
    return await scalar(diary.db, f"SELECT count(*) FROM appointments WHERE status = '{status}'")


def local(diary: Diary, appointments: Sequence[Appointment]) -> list[str]:
    return [f"{a.starts_at.astimezone(diary.practice.zone):%m-%d %H:%M}" for a in appointments]
