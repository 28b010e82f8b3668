"""Holding the turn on half-said numbers and unfinished sentences."""

import pytest
from livekit.agents import llm

from ringbook.agent.providers.turn_end import NumberAwareTurnDetector, half_said

ASKED = ("assistant", "What is the best phone number for you?")


def hold(text: str, *before: tuple[str, str], region: str = "US") -> bool:
    return half_said([*before, ("user", text)], region)


@pytest.mark.parametrize(
    "text",
    [
        "It's 415",
        "4 1 5 5 5 5",
        "nine eight eight, six zero one",
        "My number is",
        "My number is 4 1 5.",
        "double",
        "Can I book a haircut on",
        "I'd like to come on Tuesday and",
        "I was wondering...",
        "Tuesday, or",
    ],
)
def test_half_said_words_hold_the_turn(text: str) -> None:
    assert hold(text, ASKED)


@pytest.mark.parametrize(
    "text",
    [
        "4 1 5 5 5 5 0 1 3 2",
        "Yes, that's right.",
        "Tuesday at 2:30 PM.",
        "The 27th of January.",
        "I'd like to book a haircut.",
        "What time do you close on?",
        "Goodbye.",
        "",
    ],
)
def test_finished_words_do_not(text: str) -> None:
    assert not hold(text, ASKED)


def test_a_number_said_in_two_turns_is_whole_after_the_second() -> None:
    first = ("user", "4 1 5 5 5 5")
    assert hold("0 1", ASKED, first, ("assistant", "Go on."))
    assert not hold("0 1 3 2", ASKED, first, ("assistant", "Go on."))


def test_groups_of_one_turn_are_read_together() -> None:
    groups = [("user", "9 8 8"), ("user", "6 0 1"), ("user", "4 1 8 2")]
    assert half_said([ASKED, *groups[:1]], "IN")
    assert half_said([ASKED, *groups[:2]], "IN")
    assert not half_said([ASKED, *groups], "IN")


def test_a_choice_is_no_half_said_number() -> None:
    offered = ("assistant", "I have 10 AM, 11 AM or 2 PM. Which suits you?")
    assert not hold("Two.", offered)


def test_a_correction_of_a_whole_number_is_whole() -> None:
    before = [ASKED, ("user", "4 1 5 5 5 5 0 1 3 2")]
    read_back = ("assistant", "Your number is 4 1 5, 5 5 5, 0 1 3 2. Is that right?")
    assert not hold("No, the last four digits are 0 1 4 2", *before, read_back)


def test_a_spelled_name_may_go_on() -> None:
    assert hold("G, O, K", ("assistant", "Could you spell that for me?"))
    assert not hold("G, O, K", ("assistant", "Anything else?"))


async def test_the_detector_speaks_the_protocol_of_the_sdk() -> None:
    detector = NumberAwareTurnDetector("US")
    threshold = await detector.unlikely_threshold(None)
    context = llm.ChatContext()
    context.add_message(role="assistant", content=ASKED[1])
    context.add_message(role="user", content="4 1 5 5 5 5")
    assert threshold is not None
    assert await detector.predict_end_of_turn(context) < threshold
    context.add_message(role="user", content="0 1 3 2")
    assert await detector.predict_end_of_turn(context) >= threshold


async def test_a_turn_waits_for_the_words_that_are_being_recognised() -> None:
    waits = [True, False]

    async def settled() -> bool:
        return waits.pop(0)

    detector = NumberAwareTurnDetector("US", settled)
    context = llm.ChatContext()
    context.add_message(role="user", content="Yes.")
    assert await detector.predict_end_of_turn(context) == 1.0
    assert await detector.predict_end_of_turn(context) == 1.0
    assert waits == []
