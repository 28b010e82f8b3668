"""Every fault of every vendor in a real room: an answer within four seconds, and why in the log.

A call asks something simple again and again. Each time another vendor fails, in turn, so that the
one which failed before has come back meanwhile.
"""

import re
import sys
from collections.abc import Iterator
from itertools import chain, zip_longest
from typing import Final, NamedTuple

import pytest
from playwright.sync_api import Page
from tests.e2e.caller import Caller
from tests.e2e.pauses import Pauses, watched_for_pauses
from tests.e2e.rows import Rows
from tests.e2e.running import Running, until
from tests.e2e.speech import likeness
from tests.e2e.vendors import Vendors, ringbook_with, vendors
from tests.standins.faults import Fault

pytestmark = pytest.mark.voice

WITHIN = 4.0
"""Seconds from the end of the caller's words to the first of the answer."""
ALIKE = 0.6
QUESTION = "Is there parking?"
CALLS = 3
ONSET = "from => ringbookTest.ear.onset(from)"
NAMES = "Azure OpenAI gpt-4o|Cartesia|Deepgram"
MINE = "[data-testid=utterance][data-who=caller]"

IN_TIME, LOST = "no answer in time", "status 1006, connection lost"
MODEL: Final = {
    Fault.REFUSED: "connection lost",
    Fault.UNAUTHORIZED: "status 401, key refused",
    Fault.RATE_LIMITED: "status 429, too many requests",
    Fault.SERVER_ERROR: "status 500, server error",
    Fault.HANG_FIRST: IN_TIME,
    Fault.HANG_MID: IN_TIME,
    Fault.CUT_MID: "connection lost",
    Fault.CUT_AFTER_TOOL: "connection lost",
    Fault.MALFORMED: "malformed answer",
    Fault.EMPTY: "empty answer",
    Fault.FILTERED: "content filter",
    Fault.PROMPT_FILTERED: "status 400, content filter",
    Fault.ERROR_MID: "server error",
    Fault.BAD_ARGUMENTS: "",
    Fault.INVENTED_ARGUMENTS: "",
}
"""Why the vendor is left; "" where it is not, because the gate refuses what the model does."""
VOICE: Final = {
    Fault.REFUSED: LOST,
    Fault.UNAUTHORIZED: "status 401, key refused",
    Fault.RATE_LIMITED: "status 429, too many requests",
    Fault.SERVER_ERROR: "status 500, server error",
    Fault.HANG_FIRST: IN_TIME,
    Fault.HANG_MID: IN_TIME,
    Fault.CUT_MID: LOST,
    Fault.MALFORMED: "malformed answer",
    Fault.EMPTY: "no audio",
}
EARS: Final = {
    Fault.REFUSED: LOST,
    Fault.UNAUTHORIZED: "status 1011, server error",
    Fault.RATE_LIMITED: "status 1011, server error",
    Fault.SERVER_ERROR: "status 1011, server error",
    Fault.HANG_FIRST: IN_TIME,
    Fault.HANG_MID: IN_TIME,
    Fault.CUT_MID: LOST,
    Fault.MALFORMED: IN_TIME,
    Fault.EMPTY: IN_TIME,
}


class Round(NamedTuple):
    """One question, and what goes wrong with it."""

    vendor: str
    name: str
    fault: Fault
    why: str


def rounds() -> list[Round]:
    """All faults, the vendors in turn."""
    models = [Round("azure", "Azure OpenAI gpt-4o", *fault) for fault in MODEL.items()]
    voices = [Round("cartesia", "Cartesia", *fault) for fault in VOICE.items()]
    ears = [Round("deepgram", "Deepgram", *fault) for fault in EARS.items()]
    mixed = chain.from_iterable(zip_longest(models[:9], voices, ears))
    return [*(one for one in mixed if one), *models[9:]]


@pytest.fixture(scope="module")
def cloud(in_real_time: None) -> Iterator[Vendors]:
    with vendors() as there:
        yield there


@pytest.fixture(scope="module")
def by_cloud(cloud: Vendors) -> Iterator[Running]:
    with ringbook_with(cloud) as running:
        yield running


class Tried:
    """A call in which one round follows the other."""

    def __init__(self, caller: Caller, cloud: Vendors, running: Running, pauses: Pauses) -> None:
        self.caller, self.cloud, self.running, self.pauses = caller, cloud, running, pauses
        self._leavings_before, self._returns_before = self._leavings(), self._returns()

    def tries(self, one: Round) -> float:
        """Seconds until the answer is heard, without those in which the machine ran nobody."""
        until(self._all_are_back, what="the one that failed is back")
        left, spoken = len(self._leavings()), self.caller.page.locator(MINE).count()
        self.cloud.tell(f"fault {one.vendor} {one.fault.name.lower()} 1")
        ended, paused = self.caller.says(QUESTION)["end"], self.pauses.seconds
        self.caller.hears(r"\w")
        begun = self.caller.page.wait_for_function(ONSET, arg=ended).json_value()
        paused = self.pauses.seconds - paused
        aloud = self.caller.heard_aloud()
        assert likeness(aloud, self.caller.last_words()) > ALIKE, (one, aloud)
        mine = self.caller.page.locator(MINE).all_text_contents()[spoken:]
        assert "parking" in " ".join(mine).lower(), (one, mine)
        assert self._leavings()[left:] == ([f"{one.name}: {one.why}"] if one.why else []), one
        self.cloud.tell(f"clear {one.vendor}")
        self.cloud.tell(f"start {one.vendor}")
        return float(begun) - ended - paused

    def _all_are_back(self) -> bool:
        gone = len(self._leavings()) - len(self._leavings_before)
        return len(self._returns()) - len(self._returns_before) == gone

    def _leavings(self) -> list[str]:
        return re.findall(rf"((?:{NAMES}): [^\n]*?); going on without it", self._log())

    def _returns(self) -> list[str]:
        return re.findall(rf"(?:{NAMES}) answers again", self._log())

    def _log(self) -> str:
        return (self.running.home / "logs" / "worker.log").read_text()


@pytest.mark.parametrize("part", range(CALLS))
def test_the_answer_comes_in_time_and_the_log_says_why(
    part: int, page: Page, by_cloud: Running, cloud: Vendors, capsys: pytest.CaptureFixture[str]
) -> None:
    caller, rows = Caller(page, by_cloud.url).opens().calls(), Rows(by_cloud.database)
    mine = rounds()
    share = -(-len(mine) // CALLS)
    with watched_for_pauses() as pauses:
        tried = Tried(caller, cloud, by_cloud, pauses)
        waits = {one: tried.tries(one) for one in mine[part * share : (part + 1) * share]}
    with capsys.disabled():
        for one, seconds in waits.items():
            sys.stdout.write(f"\n  {seconds:.2f} s  {one.name}: {one.fault}")
    caller.hangs_up()
    until(lambda: rows.ended(caller.session_id), what="the record is complete")
    assert max(waits.values()) < WITHIN
