"""The page without speech: typed, tapped, by keyboard only, with the microphone blocked."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.e2e.caller import Caller
from tests.e2e.conftest import equipped
from tests.e2e.console import Console
from tests.e2e.looks import look
from tests.e2e.rows import Person, Rows
from tests.e2e.running import Running, until

from ringbook.events import rfc3339

HERE_ONLY = re.compile(r"(https?|wss?)://(127\.0\.0\.1|localhost)[:/]|blob:|data:")

GRETA = Person(111, hour=8)
HUGO = Person(122, hour=13)
IDA = Person(199, hour=15)


@pytest.fixture
def strict_caller(browser: Browser, running: Running) -> Iterator[Caller]:
    """A caller at the page as it is delivered: its CSP holds, and nothing may go wrong quietly."""
    context = equipped(browser.new_context(reduced_motion="reduce"), ears=False)
    console, page = Console(context), context.new_page()
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url))
    yield Caller(page, running.url)
    context.close()
    assert console.complaints() == []
    assert [url for url in asked if not HERE_ONLY.match(url)] == []


def test_an_appointment_is_booked_by_typing_and_buttons(strict_caller: Caller, rows: Rows) -> None:
    caller = strict_caller.opens()
    look(caller.page, "idle")
    caller.types_instead()
    caller.types("I'd like to book an appointment")
    caller.hears("phone number")
    look(caller.page, "call")
    caller.types(GRETA.number)
    caller.hears("right")
    caller.types("yes")
    caller.hears("name")
    caller.types("Greta Holm")
    caller.hears("day")
    caller.types(f"{GRETA.weekday} morning")
    offer = f"[data-testid=offer-time][data-starts-at='{rfc3339(GRETA.starts_at)}']"
    caller.page.locator(offer).wait_for()
    look(caller.page, "offers")
    caller.page.locator(offer).click()
    caller.see("confirm-card").wait_for()
    look(caller.page, "confirm")
    caller.taps("confirm-yes")
    caller.see("booked-card").wait_for()
    look(caller.page, "booked")
    caller.hears("anything else")
    caller.types("no, goodbye")
    caller.page.locator("[data-testid=summary-card][data-complete=true]").wait_for()
    look(caller.page, "ended")
    [appointment] = rows.appointments(GRETA.number)
    assert appointment["starts_at"] == GRETA.starts_at
    record = until(lambda: rows.ended(caller.session_id), what="the record is complete")
    assert record["end_reason"] == "goodbye"


def test_the_summary_survives_a_reload(caller: Caller) -> None:
    caller.opens().types_instead()
    caller.hangs_up()
    caller.page.locator("[data-testid=summary-card][data-complete=true]").wait_for()
    caller.page.reload()
    caller.page.locator("[data-testid=summary-card][data-complete=true]").wait_for()


def presses(page: Page, text: str) -> None:
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def tabs_to(page: Page, testid: str) -> None:
    """Presses Tab until this has the focus, at most as often as the page has stops."""
    focused = "id => document.activeElement?.dataset.testid === id"
    for _ in range(40):
        if page.evaluate(focused, testid):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{testid} cannot be reached with Tab")


def test_the_keyboard_alone_books(caller: Caller, rows: Rows) -> None:
    page = caller.opens().page
    tabs_to(page, "type-instead")
    page.keyboard.press("Enter")
    caller.hears("help")
    expect(caller.see("text-input")).to_be_focused()
    presses(page, f"Can I book {HUGO.weekday} at 1 pm? My number is {HUGO.number}")
    caller.hears("is that right")
    presses(page, "yes")
    caller.hears("name")
    presses(page, "skip")
    caller.see("confirm-yes").wait_for()
    tabs_to(page, "confirm-yes")
    page.keyboard.press("Enter")
    caller.see("booked-card").wait_for()
    assert [a["starts_at"] for a in rows.appointments(HUGO.number)] == [HUGO.starts_at]


def test_a_blocked_microphone_is_explained_and_typing_goes_on(caller: Caller, rows: Rows) -> None:
    caller.opens()
    caller.page.evaluate("ringbookTest.mic.deny = 'NotAllowedError'")
    caller.calls()
    failure = caller.page.locator("[data-testid=failure][data-kind=mic_blocked]")
    expect(failure).to_contain_text("microphone")
    look(caller.page, "microphone-blocked")
    caller.types(f"Can I book {IDA.weekday} at 3 pm? My number is {IDA.number}")
    caller.hears("right")
    caller.types("yes")
    caller.hears("name")
    caller.types("skip")
    caller.taps("confirm-yes")
    caller.see("booked-card").wait_for()
    assert [a["starts_at"] for a in rows.appointments(IDA.number)] == [IDA.starts_at]
