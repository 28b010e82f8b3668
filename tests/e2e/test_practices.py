"""One system, two practices: each page shows its own, and a booking lands with its own."""

from datetime import UTC, date, datetime, timedelta

import psycopg
from playwright.sync_api import Page, expect
from tests.e2e.caller import Caller
from tests.e2e.running import Running, apart

from ringbook.demo import demo_practices
from ringbook.practice import load_practice
from ringbook.store.pool import open_database
from ringbook.store.practices import apply_practice

NUMBER = "+12125550104"
FRIDAY = 4
BOOKED = """
SELECT t.slug, v.name, a.status FROM appointments a JOIN tenants t ON t.id = a.tenant_id
  JOIN services v ON v.tenant_id = a.tenant_id AND v.id = a.service_id
 WHERE a.contact_number = %s
"""
CALLS = """
SELECT t.slug FROM conversation_logs l JOIN tenants t ON t.id = l.tenant_id WHERE l.session_id = %s
"""


async def opens_a_salon(url: str) -> None:
    """The second practice; a running system serves it from then on."""
    async with open_database(url, max_size=1) as db:
        await apply_practice(db, load_practice(demo_practices()[1]), datetime.now(UTC))


def a_friday(today: date) -> str:
    """One that is not today or tomorrow, and not of the salon's holidays, as a caller would name
    it."""
    closed, day = load_practice(demo_practices()[1]).closures, today + timedelta(days=2)
    while day.weekday() != FRIDAY or any(closure.covers(day) for closure in closed):
        day += timedelta(days=1)
    return f"{day:%A, %B} {day.day}"


def test_each_page_is_its_practice_s_and_a_booking_at_one_is_not_the_other_s(
    page: Page, running: Running
) -> None:
    apart(opens_a_salon(running.database))
    Caller(page, running.url).opens()
    expect(page).to_have_title("Maple Street Dental")
    page.get_by_test_id("neighbour").click()
    expect(page).to_have_url(f"{running.url}/maple-hair")
    expect(page).to_have_title("Maple Street Hair")
    expect(page.get_by_text("Highlights")).to_be_visible()
    expect(page.get_by_test_id("neighbour")).to_have_count(0)

    caller = Caller(page, f"{running.url}/maple-hair").opens()
    caller.types_instead()
    caller.hears("Thanks for calling Maple Street Hair")
    caller.types("I'd like to book a haircut")
    caller.hears("phone number")
    caller.types(NUMBER)
    caller.hears("right")
    caller.types("yes")
    caller.hears("name")
    caller.types("Noor Haddad")
    caller.hears("day")
    today = date.today()  # noqa: DTZ011 - any zone's Friday will do
    caller.types(f"{a_friday(today)} in the afternoon")
    page.get_by_test_id("offer-time").first.click()
    caller.taps("confirm-yes")
    caller.see("booked-card").wait_for()
    with psycopg.connect(running.database) as rows:
        assert rows.execute(BOOKED, (NUMBER,)).fetchall() == [
            ("maple-hair", "Haircut", "scheduled")
        ]
        assert rows.execute(CALLS, (caller.session_id,)).fetchall() == [("maple-hair",)]


def test_an_address_of_nobody_says_so_and_leads_on(page: Page, running: Running) -> None:
    answer = page.goto(f"{running.url}/nobody-here")
    assert answer
    assert answer.status == 404
    expect(page.get_by_text("There is no such practice here.")).to_be_visible()
    expect(page.get_by_role("link", name="Maple Street Dental")).to_have_attribute(
        "href", "/maple-street"
    )
