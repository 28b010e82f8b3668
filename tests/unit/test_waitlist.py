"""What a wish on the waiting list is, and which times suit it."""

from datetime import UTC, date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from ringbook.dialogue.speak.waitlist_words import asks_about, asks_off, asks_on, says_wish, wished
from ringbook.domain.model import Slot
from ringbook.domain.waitlist import Held, Waiting, Wish, fits

ZONE = ZoneInfo("America/New_York")
TUESDAY, FRIDAY = date(2026, 12, 1), date(2026, 12, 4)
WEEK = Wish("Cut", TUESDAY, FRIDAY, time(9), time(11, 59), "Lee")


def slot(local: str, service: str = "Cut", provider: str = "Lee") -> Slot:
    at = datetime.fromisoformat(local).replace(tzinfo=ZONE)
    return Slot(UUID(int=1), at.astimezone(UTC), 30, service, UUID(int=2), provider)


@pytest.mark.parametrize(
    ("local", "suits"),
    [
        ("2026-12-01T09:00", True),
        ("2026-12-04T11:30", True),
        ("2026-12-01T08:30", False),
        ("2026-12-01T12:00", False),
        ("2026-11-30T09:00", False),
        ("2026-12-05T09:00", False),
    ],
)
def test_days_and_times_are_those_of_the_practice(local: str, suits: bool) -> None:
    assert fits(WEEK, slot(local), ZONE) is suits


def test_an_evening_here_is_the_next_day_in_utc() -> None:
    assert fits(Wish("Cut", TUESDAY, TUESDAY), slot("2026-12-01T20:00"), ZONE)
    assert not fits(Wish("Cut", TUESDAY, TUESDAY), slot("2026-12-01T20:00"), ZoneInfo("UTC"))


def test_service_and_provider_count_and_anyone_is_anyone() -> None:
    assert not fits(WEEK, slot("2026-12-01T09:00", service="Colour"), ZONE)
    assert not fits(WEEK, slot("2026-12-01T09:00", provider="Kim"), ZONE)
    assert fits(Wish("Cut", TUESDAY, FRIDAY), slot("2026-12-01T09:00", provider="Kim"), ZONE)


def test_a_hold_ends_at_its_instant() -> None:
    end = datetime(2026, 12, 1, 10, tzinfo=UTC)
    held = Held(UUID(int=3), slot("2026-12-02T09:00"), end)
    entry = Waiting(UUID(int=4), WEEK, held)
    assert entry.offer_at(end.replace(hour=9)) == held
    assert entry.offer_at(end) is None


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (Wish("Cut", TUESDAY, TUESDAY), "Cut on Tuesday, December 1"),
        (Wish("Cut", TUESDAY, TUESDAY, None, time(11, 59)), "Tuesday, December 1 in the morning"),
        (Wish("Cut", TUESDAY, TUESDAY, time(12), time(16, 59)), "December 1 in the afternoon"),
        (Wish("Cut", TUESDAY, TUESDAY, time(17)), "December 1 in the evening"),
        (Wish("Cut", TUESDAY, TUESDAY, time(16), time(16)), "December 1 at 4:00 PM"),
        (Wish("Cut", TUESDAY, TUESDAY, time(13), time(15)), "between 1:00 PM and 3:00 PM"),
        (Wish("Cut", TUESDAY, TUESDAY, time(15)), "from 3:00 PM"),
        (Wish("Cut", TUESDAY, TUESDAY, None, time(15)), "until 3:00 PM"),
        (WEEK, "Cut with Lee from Tuesday, December 1 to Friday, December 4 between"),
    ],
)
def test_a_wish_in_words_says_all_of_it(wish: Wish, words: str) -> None:
    assert words in wished(wish)
    whole = f"Shall I put you on the waiting list for {wished(wish)}?"
    assert says_wish(whole, wish)
    assert not says_wish(whole.replace("Tuesday, December 1", "Tuesday"), wish)
    assert not says_wish(whole.replace("waiting list", "books"), wish)


@pytest.mark.parametrize(
    ("words", "reader"),
    [
        ("can you put me on the waiting list", asks_on),
        ("put me on your waitlist please", asks_on),
        ("is there a cancellation list", asks_on),
        ("let me know if anything opens up on Tuesday", asks_on),
        ("call me if a slot comes free", asks_on),
        ("I'll wait for a cancellation", asks_on),
        ("take me off the waiting list", asks_off),
        ("please remove me from the wait list", asks_off),
        ("am I still on the waiting list?", asks_about),
        ("any news on the waiting list", asks_about),
    ],
)
def test_how_callers_ask(words: str, reader: object) -> None:
    assert [r for r in (asks_on, asks_off, asks_about) if r(words)] == [reader]


@pytest.mark.parametrize(
    "words",
    ["wait a moment", "I've been waiting for ages", "cancel my appointment", "what's free?"],
)
def test_what_is_no_wish_to_wait(words: str) -> None:
    assert [r for r in (asks_on, asks_off, asks_about) if r(words)] == []
