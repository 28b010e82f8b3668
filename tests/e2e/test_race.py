"""Two callers, one time: one has it, the other is told so and offered another."""

from playwright.sync_api import BrowserContext
from tests.e2e.caller import Caller
from tests.e2e.rows import Person, Rows
from tests.e2e.running import Running, until

EMMA = Person(177, hour=9)
FINN = Person(188, hour=9)


def asks_for_the_time(caller: Caller, person: Person) -> None:
    caller.opens().types_instead()
    caller.types(f"Can I book {person.weekday} at 9 am? My number is {person.number}")
    caller.hears("right")
    caller.types("yes")
    caller.hears("name")
    caller.types("skip")
    caller.see("confirm-card").wait_for()


def test_one_of_two_callers_gets_the_time(
    context: BrowserContext, running: Running, rows: Rows
) -> None:
    callers = [Caller(context.new_page(), running.url) for _ in range(2)]
    for caller, person in zip(callers, (EMMA, FINN), strict=True):
        asks_for_the_time(caller, person)
    for caller in callers:
        caller.taps("confirm-yes")
    winner = until(lambda: booked(callers), what="one of them is booked")
    [loser] = [caller for caller in callers if caller is not winner]
    loser.hears("taken")
    loser.see("offer-time").first.wait_for()
    assert loser.see("booked-card").count() == 0
    stored = rows.appointments(EMMA.number) + rows.appointments(FINN.number)
    assert [(a["status"], a["starts_at"]) for a in stored] == [("scheduled", EMMA.starts_at)]


def booked(callers: list[Caller]) -> Caller | None:
    return next((caller for caller in callers if caller.see("booked-card").count()), None)
