"""The judge of the simulated calls finds what is wrong, and the callers notice it."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from random import Random

import pytest
from tests.eval.channel import Channel
from tests.eval.entries import Row, entry, matches
from tests.eval.grade import grade
from tests.eval.held import Held
from tests.eval.in_memory import hold
from tests.eval.listening import waits_for
from tests.eval.run import Plan, attempt, plans
from tests.eval.scenario import load

from ringbook.dialogue.state.call_events import AgentSaid, Booked, BookedSeries, CallEvent, Did

NOW = datetime.fromisoformat("2026-01-26T10:00:00-05:00")
BOOKING = "maple-checkup-tomorrow-ten"
OTHERS = "name-right-other-people-there"


def plan(name: str) -> Plan:
    return plans([s for s in load() if s.name == name], (), (0.0,), 1)[0]


def held(name: str) -> Held:
    """A call that is as it should be."""
    call = attempt(plan(name))
    assert call.grade.passed, call.held.script()
    return call.held


def reworded(call: Held, change: Callable[[str], str]) -> Held:
    """The same call with other words of the agent's."""
    events = [
        replace(e, text=change(e.text)) if isinstance(e, AgentSaid) else e for e in call.events
    ]
    return replace(call, events=tuple(events))


@pytest.mark.parametrize(
    "claim",
    [
        "You're booked for Check-up on Wednesday, January 28 at 10:00 AM.",
        "Your Check-up is cancelled.",
        "Your Check-up is moved to Friday, January 30 at 9:00 AM.",
        "You have one appointment: Check-up on Thursday, January 29 at 9:00 AM.",
        "That is on Friday, January 27.",
    ],
)
def test_a_claim_without_a_row_is_a_false_promise(claim: str) -> None:
    call = held(BOOKING)
    lied = replace(call, events=(*call.events, AgentSaid(NOW, claim)))
    assert grade(lied).false_promises == (claim,)


def test_a_claim_before_its_write_is_a_false_promise() -> None:
    call = held(BOOKING)
    told = AgentSaid(NOW, "You're booked for Check-up on Tuesday, January 27 at 10:00 AM.")
    early = replace(call, events=(told, *call.events))
    assert grade(early).false_promises == (told.text,)


@pytest.mark.parametrize(
    "words",
    [
        "Is that Priya Shah?",
        "I also see 2 1 2, 5 5 5, 0 1 2 3.",
        "Is your appointment on Wednesday, January 28 at 10:00 AM?",
    ],
)
def test_what_belongs_to_another_is_a_leak(words: str) -> None:
    call = held(OTHERS)
    assert grade(replace(call, events=(*call.events, AgentSaid(NOW, words)))).leaks == (words,)


def test_a_write_without_its_date_read_back_is_found() -> None:
    vague = reworded(held(BOOKING), lambda text: text.replace("Tuesday, January 27", "tomorrow"))
    assert len(grade(vague).no_readback) == 1


def test_a_write_that_nobody_wanted_is_found() -> None:
    call = held(BOOKING)
    row = Row("+12125550123", datetime(2026, 1, 28, 9), "Cleaning", "Dr. Lena Ortiz")  # noqa: DTZ001 - wall clock
    assert grade(replace(call, after=call.after | {row})).wrong_writes != ()
    other = next(s for s in load() if s.name == "maple-cleaning-thursday-three")
    assert grade(replace(call, scenario=other)).wrong_writes != ()


def test_of_a_visit_each_appointment_counts() -> None:
    call = held(BOOKING)

    def twice(event: CallEvent, more: tuple[str, ...]) -> CallEvent:
        if not isinstance(event, Did) or not isinstance(event.outcome, Booked):
            return event
        row = event.outcome.appointment
        rows = (row, *(replace(row, service=service) for service in more))
        return replace(event, outcome=BookedSeries(rows, event.outcome.preferences))

    alone = replace(call, events=tuple(twice(e, ()) for e in call.events))
    assert grade(alone).passed
    more = replace(call, events=tuple(twice(e, ("Cleaning",)) for e in call.events))
    assert grade(more).wrong_writes == ("booked 2026-01-27 10:00 Cleaning",)


def test_a_call_that_does_not_end_is_stuck() -> None:
    call = held(BOOKING)
    assert grade(replace(call, ended=None)).stuck
    assert grade(replace(call, ended="silence")).stuck


def test_rows_fit_only_entries_of_their_own() -> None:
    nine = Row("n", datetime(2026, 1, 28, 9), "Cleaning", "Dr. Lena Ortiz")  # noqa: DTZ001 - wall clock
    ten = replace(nine, start=nine.start.replace(hour=10))
    wide, exact = entry("2026-01-28 09:00..11:30 Cleaning"), entry("2026-01-28 09:00 Cleaning")
    assert matches([nine, ten], [exact, wide])
    assert matches([nine, ten], [wide, exact])
    assert not matches([ten, ten], [wide, exact])
    assert not matches([nine], [wide, exact])
    assert not matches([nine], [entry("2026-01-28 09:00 Cleaning with Dr. Sam Lee")])


# ---- the caller -------------------------------------------------------------------------------


def test_a_wrong_number_is_corrected() -> None:
    caller = plan(BOOKING).caller()
    said = caller.reply("I have 2 1 2, 5 5 5, 0 1 4 5. Is that right?")
    assert said is not None
    assert said.lower().startswith("no")


def test_a_wrong_time_is_corrected_and_the_right_one_agreed_to() -> None:
    caller = plan(BOOKING).caller()
    wrong = "That would be Check-up on Tuesday, January 27 at 11:00 AM. Shall I book it?"
    assert (caller.reply(wrong) or "").lower().startswith("no")
    other = "That would be Cleaning on Tuesday, January 27 at 10:00 AM. Shall I book it?"
    assert (caller.reply(other) or "").lower().startswith("no")
    right = "That would be Check-up on Tuesday, January 27 at 10:00 AM. Shall I book it?"
    assert "yes" in (caller.reply(right) or "").lower()


def test_a_caller_who_gets_nowhere_hangs_up() -> None:
    caller = plan(BOOKING).caller()
    replies = [caller.reply("And your name, please?") for _ in range(9)]
    assert None in replies


@pytest.mark.parametrize(
    ("words", "about"),
    [
        ("Thanks for calling. How can I help you?", "open"),
        ("May I have your phone number, please?", "number"),
        ("2 1 2, and then?", "go_on"),
        ("And your name, please?", "name"),
        ("What day and time would you like?", "when"),
        ("On Monday, June 15 I have 9:00 AM or 9:30 AM. Which suits you?", "offer"),
        ("You have A and B. Which one shall I move?", "which"),
        ("Your A is cancelled. Is there anything else I can help with?", "more"),
        ("Goodbye.", "nothing"),
    ],
)
def test_the_caller_knows_what_is_asked(words: str, about: str) -> None:
    assert waits_for(words) == about


# ---- the error channel ------------------------------------------------------------------------


def spoilt(rate: float = 1.0) -> Channel:
    return Channel(rate, Random(7))


def test_a_number_loses_one_digit_of_a_run() -> None:
    assert spoilt().number("98860 14122") in ("9860 14122", "98860 1412")
    assert spoilt().number("nine double eight six") == "nine eight six"
    assert len(re.sub(r"\D", "", spoilt().number("123 456 7890"))) == 9


def test_times_turn_into_what_they_sound_like() -> None:
    assert spoilt().time("half past two") == "have passed two"
    assert spoilt().time("4:15 pm") == "for 15 pm"


def test_names_and_starts_are_spoilt() -> None:
    assert spoilt().name("Priya Shah") not in ("Priya Shah", "")
    assert spoilt().start("Yes, please") == "please"
    assert spoilt().start("Yes") == "Yes"


def test_nothing_is_spoilt_at_rate_zero() -> None:
    clean = spoilt(0)
    for said in ("98860 14122", "half past two", "Priya Shah"):
        assert (clean.number(said), clean.time(said), clean.name(said)) == (said,) * 3
        assert clean.start(said) == said


def test_the_rate_spoils_about_that_share() -> None:
    channel = Channel(0.15, Random(1))
    lost = sum(channel.number("98860 14122") != "98860 14122" for _ in range(2000))
    assert 240 < lost < 360


def test_a_stranger_hears_the_same_whether_or_not_the_number_is_known() -> None:
    wrong = plan("name-wrong-list")
    nobody = replace(wrong, scenario=replace(wrong.scenario, known=(), ends=()))
    known, unknown = hold(wrong.scenario, wrong.caller()), hold(nobody.scenario, wrong.caller())
    said = [[e.text for e in call.events if isinstance(e, AgentSaid)] for call in (known, unknown)]
    assert said[0] == said[1]
    assert not any(isinstance(e, Did) and e.tool == "retrieve_appointments" for e in known.events)
