"""One caller in a real browser, in real time: what they wait for, measured where they hear it."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, sync_playwright
from tests.e2e.caller import Caller
from tests.e2e.conftest import FLAGS, equipped, own_chromium
from tests.e2e.running import Running

__all__ = ["QUESTIONS", "waits"]

QUESTIONS = (
    "Is there parking?",
    "What are your opening hours?",
    "Which services do you offer?",
    "Where are you?",
    "How much is a check-up?",
    "Are you open on Sunday?",
)
"""Turns that change nothing, so that a call can have any number of them."""

ONSET = "from => ringbookTest.ear.onset(from)"


@contextmanager
def browser_page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=own_chromium(), args=list(FLAGS))
        yield equipped(browser.new_context(bypass_csp=True)).new_page()
        browser.close()


def waits(running: Running, turns: int) -> list[float]:
    """Milliseconds from the end of each utterance to the first of the agent's voice in the page.

    Both instants are read off the page's one audio clock.
    """
    with browser_page() as page:
        caller = Caller(page, running.url).opens().calls()
        measured = [_turn(caller, QUESTIONS[n % len(QUESTIONS)]) for n in range(turns)]
        caller.hangs_up()
    return measured


def _turn(caller: Caller, question: str) -> float:
    ended = caller.says(question)["end"]
    begun = caller.page.wait_for_function(ONSET, arg=ended).json_value()
    return 1000 * (float(begun) - ended)
