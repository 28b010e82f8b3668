"""The waiting list in a real browser: asked for in a call, taken up on its own page."""

from tests.e2e.caller import Caller
from tests.e2e.looks import look
from tests.e2e.rows import Person, Rows
from tests.e2e.running import Running

MIA = Person(102, hour=18)
NORA = Person(103, hour=18)


def test_a_time_that_comes_free_is_taken_up_on_the_page(
    strict_caller: Caller, rows: Rows, running: Running
) -> None:
    rows.has_booked(MIA)
    caller = strict_caller
    caller.opens().types_instead()
    when = f"{NORA.weekday} at {NORA.hour - 12} pm"
    caller.types(f"Put me on the waiting list for {when}. My number is {NORA.number}")
    caller.hears("right")
    caller.types("yes")
    caller.hears("name")
    caller.types("Nora Vance")
    caller.hears(r"waiting list for .* at 6:00 PM\?")  # a yes to half of it would be none
    caller.types("yes")
    caller.see("waiting-card").wait_for()
    caller.hears("look at its private page")
    with caller.page.expect_popup() as opened:
        caller.taps("waiting-link")
    page = opened.value
    page.locator("[data-testid=waiting][data-state=waiting]").wait_for()
    look(page, "waiting")
    caller.hangs_up()

    rows.has_cancelled(MIA)
    page.locator("[data-testid=waiting][data-state=offered]").wait_for()  # it looks by itself
    look(page, "waiting-offered")
    page.get_by_test_id("take").click()
    page.locator("[data-testid=waiting][data-state=booked]").wait_for()
    look(page, "waiting-booked")
    [row] = rows.appointments(NORA.number)
    assert (row["starts_at"], row["status"]) == (NORA.starts_at, "scheduled")
    page.get_by_test_id("booking-link").click()
    page.locator("[data-testid=booking-card][data-status=scheduled]").wait_for()

    token = caller.see("waiting-link").get_attribute("href")
    assert token is not None
    logs = "".join(log.read_text() for log in (running.home / "logs").glob("*"))
    assert "/api/waiting/" in logs
    assert token.rpartition("/")[2] not in logs


def test_a_link_to_no_place_says_so(strict_caller: Caller) -> None:
    page = strict_caller.page
    page.goto(f"{strict_caller.url}/w/{'A' * 43}")
    page.locator("[data-testid=failure][data-kind=link_gone]").wait_for()
