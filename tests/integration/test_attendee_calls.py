"""Whole calls by text in which a booking is for somebody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.integration.conftest import NOW, Diary
from tests.integration.family_diary import at_once, book, family
from tests.integration.text_calls import Held, hold

from ringbook.domain.model import Practice

__all__ = ["family"]

IDENTIFY = ["98100 00001", "yes", "my name is Priya Shah"]


@dataclass(frozen=True, slots=True)
class Caller:
    diary: Diary
    unsaved: Path

    async def says(self, inputs: Sequence[str], timezone: str | None = None) -> Held:
        return await hold(
            self.diary.db, self.diary.practice, inputs, now=NOW, unsaved=self.unsaved,
            timezone=timezone,
        )  # fmt: skip


@pytest.fixture
def caller(family: Diary, tmp_path: Path) -> Caller:
    return Caller(family, tmp_path)


async def test_a_call_books_for_a_son_and_tells_so_everywhere(caller: Caller) -> None:
    call = await caller.says(
        ["a check-up for my son Tom on Monday at 10 am", *IDENTIFY, "yes", "what do I have?"]
    )
    read = next(line for line in call.said() if "Shall I book it?" in line)
    assert "for Tom on Monday, June 15 at 10:00 AM" in read
    assert call.data("book_appointment")["appointment"]["attendee"] == "Tom"
    assert call.data("retrieve_appointments")["appointments"][0]["attendee"] == "Tom"
    args = [n["args"] for n in call.lines if n.get("tool") == "book_appointment"]
    assert args[0]["attendee"] == "Tom"
    summary = next(line["summary"] for line in call.lines if "summary" in line)
    assert summary["appointments"][0]["attendee"] == "Tom"


async def test_a_call_is_told_that_somebody_is_busy_then(caller: Caller) -> None:
    book_it = "a check-up for Tom with Dr {} on Monday at 10 am"
    call = await caller.says(
        [book_it.format("Rao"), *IDENTIFY, "yes", book_it.format("Lena Ortiz"), "yes"]
    )
    assert call.tools("error") == ["book_appointment"]
    refused = next(n["data"] for n in call.lines if n.get("status") == "error")
    assert refused["error"] == "person_busy"
    told = "I'm sorry, Tom already has another appointment at that time."
    assert refused["message"] == told
    assert any(told in line for line in call.said())


async def test_a_stranger_does_not_learn_what_the_number_has(caller: Caller) -> None:
    here, _ = await at_once(caller.diary)
    await book(caller.diary, here, None)
    stranger = ["98100 00001", "yes", "my name is Otto Other"]
    call = await caller.says(["a check-up with Dr Lena Ortiz on Monday at 9 am", *stranger, "yes"])
    assert any("I'm sorry, I can't book that time." in line for line in call.said())
    assert not any("already" in line for line in call.said())


async def test_without_attendee_or_zone_events_have_their_old_fields(caller: Caller) -> None:
    call = await caller.says(["a check-up on Monday at 10 am", *IDENTIFY, "yes"])
    fields = {"id", "date", "time", "status", "starts_at", "duration_minutes", "service"}
    assert call.data("book_appointment")["appointment"].keys() == fields | {"provider"}
    assert "there" not in call.data("fetch_slots")["slots"][0]
    assert not any("our time" in line for line in call.said())


@pytest.mark.parametrize(("timezone", "before"), [("Europe/London", []), (None, ["I'm in London"])])
async def test_a_caller_elsewhere_hears_and_sees_both_times(
    caller: Caller, timezone: str | None, before: list[str]
) -> None:
    """London is four and a half hours behind the clinic in summer."""
    call = await caller.says(
        [*before, "a check-up on Monday at 10 am", *IDENTIFY, "yes"], timezone=timezone
    )
    both = "Monday, June 15 at 10:00 AM our time, that's 5:30 AM in London"
    assert any(f"{both}. Shall I book it?" in line for line in call.said())
    assert any("You're booked" in line and both in line for line in call.said())
    shown = call.data("book_appointment")["appointment"]
    assert (shown["date"], shown["time"]) == ("2026-06-15", "10:00")
    assert shown["there"] == {"date": "2026-06-15", "time": "05:30", "place": "in London"}


def test_the_clinic_is_where_the_calls_above_say(practice: Practice) -> None:
    assert practice.timezone == "Asia/Kolkata"
