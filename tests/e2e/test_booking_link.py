"""The private link of a booking in a real browser: from the call's card to moved and cancelled."""

from datetime import timedelta
from pathlib import Path

from icalendar import Calendar, Event
from playwright.sync_api import Page, expect
from tests.e2e.caller import Caller
from tests.e2e.looks import look
from tests.e2e.rows import Person, Rows
from tests.e2e.running import Running

from ringbook.events import rfc3339

JUNE = Person(101, hour=17)


def books(caller: Caller, person: Person) -> None:
    caller.opens().types_instead()
    when = f"{person.weekday} at {person.hour - 12} pm"
    caller.types(f"Can I book {when}? My number is {person.number}")
    caller.hears("right")
    caller.types("yes")
    caller.hears("name")
    caller.types("June Park")
    caller.taps("confirm-yes")
    caller.see("booked-card").wait_for()


def calendar(page: Page, at: Path) -> tuple[Calendar, Event]:
    """The file that the button gives."""
    with page.expect_download() as started:
        page.get_by_test_id("add-calendar").click()
    started.value.save_as(at)
    read = Calendar.from_ical(at.read_bytes())
    assert isinstance(read, Calendar)
    [event] = read.walk("VEVENT")
    assert isinstance(event, Event)
    return read, event


def shows(page: Page, step: str) -> None:
    page.locator(f"[data-testid=booking][data-step={step}]").wait_for()


def says(page: Page, title: str) -> None:
    """Waits until a change is told, where the focus is."""
    page.locator("[data-testid=booking-title]", has_text=title).wait_for()
    expect(page.get_by_test_id("booking-title")).to_be_focused()


def test_a_booking_is_moved_and_cancelled_by_its_link(
    strict_caller: Caller, rows: Rows, running: Running, tmp_path: Path
) -> None:
    books(strict_caller, JUNE)
    _, booked = calendar(strict_caller.page, tmp_path / "booked.ics")
    assert booked.start == JUNE.starts_at
    with strict_caller.page.expect_popup() as opened:
        strict_caller.taps("booking-link")
    page = opened.value
    strict_caller.hangs_up()
    strict_caller.see("summary-card").wait_for()
    expect(strict_caller.see("booking-link")).to_have_attribute("href", page.url[-46:])
    assert str(booked["url"]) == page.url

    shows(page, "see")
    look(page, "booking")
    page.get_by_test_id("move").click()
    to = JUNE.starts_at + timedelta(hours=2)
    opening = page.locator(f"[data-testid=opening][data-starts-at^='{rfc3339(to)[:19]}']")
    opening.wait_for()
    look(page, "booking-times")
    opening.click()
    shows(page, "move")
    look(page, "booking-move")
    page.get_by_test_id("confirm-yes").click()
    says(page, "Moved.")
    [row] = rows.appointments(JUNE.number)
    assert (row["starts_at"], row["status"], row["version"]) == (to, "scheduled", 2)
    _, moved = calendar(page, tmp_path / "moved.ics")
    assert (moved.start, str(moved["uid"]), str(moved["sequence"])) == (to, str(booked["uid"]), "2")

    page.get_by_test_id("cancel").focus()
    page.keyboard.press("Enter")
    shows(page, "cancel")
    look(page, "booking-cancel")
    page.get_by_test_id("confirm-yes").click()
    says(page, "Cancelled.")
    look(page, "booking-cancelled")
    [row] = rows.appointments(JUNE.number)
    assert (row["status"], row["version"]) == ("cancelled", 3)
    file, gone = calendar(page, tmp_path / "gone.ics")
    assert (str(file["method"]), str(gone["status"])) == ("CANCEL", "CANCELLED")

    token = page.url.rpartition("/")[2]
    logs = "".join(log.read_text() for log in (running.home / "logs").glob("*"))
    assert "/api/bookings/" in logs
    assert token not in logs


def test_a_link_that_leads_nowhere_says_so(strict_caller: Caller) -> None:
    page = strict_caller.page
    page.goto(f"{strict_caller.url}/b/{'A' * 43}")
    page.locator("[data-testid=failure][data-kind=link_gone]").wait_for()
    look(page, "booking-gone")
