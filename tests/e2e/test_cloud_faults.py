"""Vendors that break in the middle of a booking by voice: the caller hears every next sentence."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.e2e.caller import Caller
from tests.e2e.rows import Person, Rows
from tests.e2e.running import Running, until
from tests.e2e.speech import likeness
from tests.e2e.vendors import Vendors, ringbook_with, vendors

pytestmark = pytest.mark.voice

KIM = Person(123, hour=9)
LEE = Person(144, hour=11)
MAX = Person(155, hour=14)

ONSET = "from => ringbookTest.ear.onset(from)"
ALIKE = 0.7
CUT_ALIKE = 0.8
LATER = "instant => ringbookTest.ear.now() > instant"
AGAIN = r"didn't|sorry|again|which day|what day"
"""How the agent asks when it has not understood."""


@dataclass
class Talk:
    """A caller who listens, and notes how long each answer took: end of speech to first sound."""

    caller: Caller
    rows: Rows
    waits: dict[str, float] = field(default_factory=dict)

    def says(self, text: str, expected: str) -> None:
        self.hears(self.caller.says(text)["end"], expected)

    def hears(self, ended: float, expected: str) -> None:
        self.caller.hears(expected)
        begun = self.caller.page.wait_for_function(ONSET, arg=ended).json_value()
        self.waits[expected] = float(begun) - ended

    def has_heard_all(self) -> None:
        """What the page shows of the answer was also spoken, and not twice."""
        aloud = self.caller.heard_aloud()
        assert likeness(aloud, self.caller.last_words()) > ALIKE, aloud

    def says_all_until_the_name(self, person: Person) -> None:
        """A number that was misheard is said once more."""
        self.caller.opens().calls()
        self.says("I would like to book an appointment.", "phone number")
        self.says(person.spoken_number, "is that right|what is your phone number")
        if "is that right" not in self.caller.last_words().lower():
            self.says(person.spoken_number, "is that right")

    def agrees_and_leaves(self) -> dict[str, Any]:
        """The record of the call."""
        self.says("Yes, please.", "anything else")
        self.caller.see("booked-card").wait_for()
        self.caller.says("No, thank you. Goodbye.")
        session_id = self.caller.session_id
        return until(lambda: self.rows.ended(session_id), what="the record is complete")

    def has_booked(self, person: Person) -> None:
        [appointment] = self.rows.appointments(person.number)
        assert appointment["status"] == "scheduled"
        assert appointment["starts_at"] == person.starts_at


@pytest.fixture(scope="module")
def cloud(in_real_time: None) -> Iterator[Vendors]:
    with vendors() as there:
        yield there


@pytest.fixture(scope="module")
def by_cloud(cloud: Vendors) -> Iterator[Running]:
    with ringbook_with(cloud) as running:
        yield running


@pytest.fixture
def talk(
    page: Page, by_cloud: Running, cloud: Vendors, capsys: pytest.CaptureFixture[str]
) -> Iterator[Talk]:
    """A call of its own; afterwards the vendors are whole again."""
    talk = Talk(Caller(page, by_cloud.url), Rows(by_cloud.database))
    yield talk
    for vendor in ("azure", "cartesia", "deepgram"):
        cloud.tell(f"clear {vendor}")
        cloud.tell(f"start {vendor}")
    with capsys.disabled():
        for expected, seconds in talk.waits.items():
            sys.stdout.write(f"\n  {seconds:.2f} s to {expected!r}")


def has_logged(running: Running, line: str) -> bool:
    return line in (running.home / "logs" / "worker.log").read_text()


def test_a_line_that_was_cut_is_kept_as_far_as_it_was_heard(talk: Talk) -> None:
    caller = talk.caller.opens().calls()
    caller.hears("welcome|I'm|help")  # it is still greeting, and no longer deaf for its own echo
    ended = caller.says_at_once("Excuse me, I want to book an appointment, please.")["end"]
    talk.hears(ended, "phone number")
    aloud = caller.heard_between(0, ended)
    caller.waits_for_silence()  # or hanging up would cut this answer too
    caller.hangs_up()
    record = until(lambda: talk.rows.ended(caller.session_id), what="the record is complete")
    cut = [said for said in record["transcript"]["messages"] if said.get("interrupted")]
    assert [said["role"] for said in cut] == ["assistant"]
    assert likeness(aloud, cut[0]["content"]) > CUT_ALIKE, (aloud, cut[0]["content"])


def test_the_dialogue_engine_books_when_azure_dies(
    talk: Talk, cloud: Vendors, by_cloud: Running
) -> None:
    talk.says_all_until_the_name(KIM)
    talk.says("Yes, that is right.", "name")
    cloud.tell("stop azure")
    for said, expected in (
        ("My name is Peter Brown.", "day"),
        (f"On {KIM.spoken_when}.", rf"{KIM.weekday}.*shall i book"),
    ):
        talk.says(said, expected)
        talk.has_heard_all()
    record = talk.agrees_and_leaves()
    assert (record["end_reason"], record["contact_number"]) == ("goodbye", KIM.number)
    talk.has_booked(KIM)
    assert has_logged(by_cloud, "Azure OpenAI gpt-4o: connection refused; going on without it")


def test_the_local_voice_goes_on_when_cartesia_hangs(
    talk: Talk, cloud: Vendors, by_cloud: Running
) -> None:
    talk.says_all_until_the_name(LEE)
    cloud.tell("fault cartesia hang_first 1")
    talk.says("Yes, that is right.", "name")
    talk.has_heard_all()
    until(lambda: has_logged(by_cloud, "Cartesia answers again"), what="Cartesia is back")
    talk.says("My name is Peter Brown.", "day")
    cloud.tell("fault cartesia hang_mid 1")
    talk.says(f"On {LEE.spoken_when}.", rf"{LEE.weekday}.*shall i book")
    aloud = talk.caller.heard_aloud()
    # The sentence that broke off is begun again; what follows it is heard once
    assert LEE.weekday in aloud, aloud
    assert aloud.lower().count("shall i book") == 1, aloud
    assert talk.agrees_and_leaves()["end_reason"] == "goodbye"
    talk.has_booked(LEE)
    log = (by_cloud.home / "logs" / "worker.log").read_text()
    assert log.count("Cartesia: no answer in time; going on without it") == 2


def test_the_local_ears_go_on_when_deepgram_is_cut_off(
    talk: Talk, cloud: Vendors, by_cloud: Running
) -> None:
    talk.says_all_until_the_name(MAX)
    talk.says("Yes, that is right.", "name")
    talk.says("My name is Peter Brown.", "day")
    when, read_back = f"On {MAX.spoken_when}.", rf"{MAX.weekday}.*shall i book"
    ended = cut_off_while_saying(talk.caller, when, cloud)
    talk.hears(ended, f"{read_back}|{AGAIN}")
    if "book" not in talk.caller.last_words().lower():
        talk.says(when, read_back)
    assert talk.agrees_and_leaves()["end_reason"] == "goodbye"
    talk.has_booked(MAX)
    assert has_logged(by_cloud, "Deepgram: status 1006, connection lost; going on without it")


def cut_off_while_saying(caller: Caller, text: str, cloud: Vendors) -> float:
    """Deepgram goes in the middle of the caller's words; when they ended."""
    caller.waits_for_silence()
    begun = caller.begins_to_say(text)
    caller.page.wait_for_function(LATER, arg=begun + 1.0)
    cloud.tell("stop deepgram")
    return caller.has_said()["end"]
