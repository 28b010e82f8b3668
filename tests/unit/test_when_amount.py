"""By how much a time is to move, as people say it; and what is no amount."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringbook.domain.when import When, read_when
from ringbook.domain.when_amount import Amount, amount_said, next_said
from ringbook.domain.when_words import canonical

NEW_YORK = ZoneInfo("America/New_York")
MONDAY = dt.datetime(2026, 1, 26, 10, tzinfo=NEW_YORK)


def read(text: str) -> When:
    return read_when(text, MONDAY, NEW_YORK, "MDY")


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("can you push it back half an hour", Amount(minutes=30)),
        ("move my check-up a week later, same time", Amount(7)),
        ("make it two hours later", Amount(minutes=120)),
        ("an hour earlier", Amount(minutes=-60)),
        ("bring it forward by an hour", Amount(minutes=-60)),
        ("bring forward my check-up by an hour and a half", Amount(minutes=-90)),
        ("bring my appointment an hour forward", Amount(minutes=-60)),
        ("pull it forward twenty minutes", Amount(minutes=-20)),
        ("move it up 45 minutes", Amount(minutes=-45)),
        ("move it up two hours and fifteen minutes", Amount(minutes=-135)),
        ("push it by a day", Amount(1)),
        ("push my check-up by a day", Amount(1)),
        ("two days later, same time", Amount(2)),
        ("push it back by a couple of days", Amount(2)),
        ("push it two hours", Amount(minutes=120)),
        ("put it back a fortnight", Amount(14)),
        ("I'd like to put off my cleaning for a week", Amount(7)),
        ("move it an hour back", Amount(minutes=60)),
        ("move it later by an hour", Amount(minutes=60)),
        ("delay it 15 minutes", Amount(minutes=15)),
        ("postpone by a month", Amount(months=1)),
        ("a year later", Amount(months=12)),
        ("prepone it by three quarters of an hour", Amount(minutes=-45)),
        ("can you make it a quarter of an hour later", Amount(minutes=15)),
        ("could my cleaning be moved back by 30 minutes", Amount(minutes=30)),
        ("I need it brought forward an hour", Amount(minutes=-60)),
        ("can it be postponed by a week", Amount(7)),
        ("can my cleaning be an hour later", Amount(minutes=60)),
        ("half an hour earlier than that", Amount(minutes=-30)),
        ("half an hour before that", Amount(minutes=-30)),
        ("could we do a half hour after?", Amount(minutes=30)),
        ("an hour later than my current appointment", Amount(minutes=60)),
        ("an hour later, no, two hours later", Amount(minutes=120)),
        ("one and a half hours later", Amount(minutes=90)),
        ("half an hour either way", Amount(minutes=30, either=True)),
        ("twenty minutes earlier or later", Amount(minutes=20, either=True)),
        ("a day either side", Amount(1, either=True)),
    ],
)
def test_an_amount(text: str, amount: Amount) -> None:
    found = amount_said(canonical(text))
    assert found is not None
    assert found.amount == amount


@pytest.mark.parametrize(
    "text",
    [
        "move it to half past",
        "can you push it back to half past three",
        "book me in for half an hour",
        "change my half hour appointment to an hour",
        "it takes two hours",
        "in two hours",
        "two hours from now",
        "a week from monday",
        "push it back a week on tuesday",
        "bring it forward to a week on tuesday",
        "in a week's time",
        "an hour later than three",
        "no later than three",
        "two hours later than my check-up",
        "push it forward an hour",
        "move it by an hour",
        "a day or two later",
        "one or two hours later",
        "a few days later",
        "a bit later",
        "later this week",
        "the 90 minute one later",
        "call me back an hour later",
        "I'm running 15 minutes late",
        "I got here half an hour earlier",
        "I'll be half an hour later",
        "should I come ten minutes before",
        "can I cancel up to 24 hours before",
        "not an hour later",
        "every two weeks",
        "the day after tomorrow",
    ],
)
def test_no_amount(text: str) -> None:
    assert amount_said(canonical(text)) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("the following week", 7),
        ("no, make it the week after", 7),
        ("the week before", -7),
        ("the day after that", 1),
        ("the next day at ten", 1),
        ("and the day before that", -1),
        ("the day after tomorrow", None),
        ("the day after my check-up", None),
        ("what's the next day you have", None),
        ("the following Tuesday", None),
    ],
)
def test_the_next_day_or_week(text: str, days: int | None) -> None:
    found = next_said(canonical(text))
    assert (found and found.days) == days
    assert found is None or found.open_time


def test_what_is_said_beside_an_amount_is_read_too() -> None:
    when = read("push thursday back an hour and a half")
    assert (when.date, when.time, when.shift) == (dt.date(2026, 1, 29), None, "later")
    assert when.by == Amount(minutes=90)
    assert read("a week later at three").time == dt.time(15)
    assert read("can you make it 2 hours earlier").shift == "earlier"


def test_a_day_after_one_that_was_named_is_no_amount() -> None:
    when = read("tuesday or the day after")
    assert (when.date, when.alt_dates, when.by) == (
        dt.date(2026, 1, 27),
        (dt.date(2026, 1, 28),),
        None,
    )


def test_the_clock_on_the_wall_counts_when_the_clocks_change() -> None:
    spring = dt.datetime(2026, 3, 7, 10, 0, tzinfo=NEW_YORK)
    assert Amount(1).after(spring).isoformat(" ", "minutes") == "2026-03-08 10:00"
    assert Amount(minutes=24 * 60).after(spring).isoformat(" ", "minutes") == "2026-03-08 10:00"
    autumn = dt.datetime(2026, 11, 1, 0, 30, tzinfo=NEW_YORK)
    assert Amount(minutes=120).after(autumn).isoformat(" ", "minutes") == "2026-11-01 02:30"


def test_a_month_later_is_that_months_last_day_at_most() -> None:
    last = Amount(months=1).after(MONDAY.replace(day=31))
    assert last.isoformat(" ", "minutes") == "2026-02-28 10:00"


@given(st.integers(-40, 40), st.integers(-600, 600))
def test_before_undoes_after(days: int, minutes: int) -> None:
    amount = Amount(days, minutes=minutes)
    assert amount.before(amount.after(MONDAY)) == MONDAY.replace(tzinfo=None)
    assert amount.turned().turned() == amount
