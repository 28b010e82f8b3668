"""A caller whose browser stands on another clock hears and sees both."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from tests.e2e.caller import Caller
from tests.e2e.conftest import equipped
from tests.e2e.rows import Person, Rows
from tests.e2e.running import Running

LONDON = Person(105, hour=12)


@pytest.fixture
def caller_in_london(browser: Browser, running: Running) -> Iterator[Caller]:
    abroad = browser.new_context(timezone_id="Europe/London", reduced_motion="reduce")
    context = equipped(abroad, ears=False)
    yield Caller(context.new_page(), running.url)
    context.close()


def test_both_clocks_are_told(caller_in_london: Caller, rows: Rows) -> None:
    caller = caller_in_london.opens()
    caller.types_instead()
    caller.types(f"Can I book {LONDON.weekday} at 12 pm? My number is {LONDON.number}")
    caller.hears("right")
    caller.types("yes")
    caller.hears("name")
    caller.types("Rose Hill")
    caller.hears("12:00 PM.* that's .* in London")
    expect(caller.page.get_by_test_id("time-there").last).to_contain_text("London")
    caller.taps("confirm-yes")
    caller.see("booked-card").wait_for()
    assert [a["starts_at"] for a in rows.appointments(LONDON.number)] == [LONDON.starts_at]
