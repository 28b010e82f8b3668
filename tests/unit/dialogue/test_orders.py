"""Twenty thousand random orders of events: none makes a write legal that was not agreed to."""

from dataclasses import replace

import pytest
from tests.eval.order import openings
from tests.eval.order_judge import fault
from tests.eval.orders import grown, wrote
from tests.unit.dialogue.maple import NOW

from ringbook.dialogue.plan.next_step import asked
from ringbook.dialogue.state.call_events import AgentSaid, UserSaid


def test_no_order_of_events_makes_a_write_legal_that_was_not_agreed_to() -> None:
    written = [wrote(order) for order in grown()]
    assert len(written) >= 20_000
    assert sum(written) >= 1_000


@pytest.mark.parametrize("words", ["yes and no", "maybe yes", "yes, but at four"])
def test_half_a_yes_agrees_to_nothing(words: str) -> None:
    order = openings()[4]  # read back, and not answered yet
    order.apply(UserSaid(NOW, words))
    assert order.state.frame.agreed is None


@pytest.mark.parametrize(
    ("words", "open_still"),
    [
        ("Shall I?", True),
        ("Is that right?", True),
        ("Shall I book it?", True),
        ("One moment.", True),
        ("Shall I cancel it?", False),
        ("Would you like a reminder?", False),
        ("Friday, January 30 at 10:00 AM is free too.", False),
    ],
)
def test_a_yes_after_other_words_agrees_only_to_what_was_asked_last(
    words: str, open_still: bool
) -> None:
    order = openings()[4]
    order.apply(AgentSaid(NOW, words, asked(order.state, words)))
    order.apply(UserSaid(NOW, "yes"))
    assert (order.state.frame.agreed is not None) is open_still


def test_the_judge_sees_a_write_without_its_yes() -> None:
    order = openings()[4]
    asks = order.state.asks
    order.apply(UserSaid(NOW, "hm"))
    order.state = replace(order.state, frame=replace(order.state.frame, agreed=asks))
    assert fault(order) == "book_appointment after 'hm'"
