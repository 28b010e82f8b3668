"""The gate, the guard and the other brain about the waiting list."""

import pytest
from tests.unit.dialogue.maple import NOW
from tests.unit.dialogue.talk import Talk
from tests.unit.dialogue.waiting_talk import BOOK, MORNING, full_morning

from ringbook.dialogue.claims.guard import check
from ringbook.dialogue.legal.actions import illegal, legal
from ringbook.dialogue.note import note
from ringbook.dialogue.plan.next_step import asked
from ringbook.dialogue.reduce.reducer import reduce
from ringbook.dialogue.state.call_events import AgentSaid
from ringbook.dialogue.state.question import Question


def test_no_change_without_its_yes() -> None:
    call = Talk(full_morning())
    call.says(*BOOK, "Tuesday morning", "no")
    assert "update_waitlist" not in legal(call.state)
    refused = illegal(call.state, "update_waitlist", {"action": "join"})
    assert refused is not None
    assert refused.code == "not_confirmed"
    call.says("hmm what")
    assert "update_waitlist" not in legal(call.state)


def test_a_model_may_offer_it_in_its_own_words_if_they_say_all() -> None:
    call = Talk(full_morning())
    call.says(*BOOK, "Tuesday morning")
    whole = (
        "I could add you to our waiting list for a Cleaning on Tuesday, January 27, in the "
        "morning. Would you like to be on the waiting list for Cleaning on Tuesday, January 27 "
        "in the morning?"
    )
    assert asked(call.state, whole) == Question("confirm_wait", wish=MORNING)
    vague = "Shall I put you on the waiting list?"
    assert asked(call.state, vague) != Question("confirm_wait", wish=MORNING)
    forged = AgentSaid(NOW, vague, Question("confirm_wait", wish=MORNING))
    after = reduce(call.state, forged)
    assert after.asks != forged.asks
    assert "Nothing is free for: Cleaning on Tuesday, January 27 in the morning" in note(call.state)


@pytest.mark.parametrize(
    ("sentence", "true_before", "true_after"),
    [
        ("You're on the waiting list for Tuesday, January 27.", False, True),
        ("I've put you on the waiting list.", False, True),
        ("I've added you to our waiting list for Tuesday morning.", False, True),
        ("Shall I put you on the waiting list?", True, True),
        ("I can put you on the waiting list.", True, True),
        ("You're not on the waiting list yet.", True, False),
    ],
)
def test_nobody_is_told_that_they_wait_when_they_do_not(
    sentence: str, true_before: bool, true_after: bool
) -> None:
    call = Talk(full_morning())
    call.says(*BOOK, "Tuesday morning", "no")
    assert check(sentence, call.state).ok is true_before
    call.says("yes")
    assert check(sentence, call.state).ok is true_after
    assert not check("I've taken you off the waiting list.", call.state).ok
