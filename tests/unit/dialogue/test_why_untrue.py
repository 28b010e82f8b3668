"""What the claim guard says of why a sentence is not true: a kind, and never words of the call."""

from typing import get_args

import pytest
from tests.eval.claim_states import STATES
from tests.eval.claims import load

from ringbook.dialogue.claims.guard import Untrue, check

LIES = [
    ("You're booked for Tuesday, January 27 at 10 AM.", "nothing", "book", "not_written"),
    ("Your appointment is cancelled.", "nothing", "cancel", "not_written"),
    ("You're booked for Friday, January 30 at 4 PM.", "booked", "book", "other_time"),
    ("That didn't go through, nothing is booked.", "booked", "denial", "was_written"),
    ("All four of your appointments are booked.", "booked", "book", "not_all_written"),
    ("You're on the waiting list now.", "nothing", "waitlist", "not_written"),
    ("Unfortunately the booking failed.", "unsure", "denial", "not_known_yet"),
    ("Shall I take Tuesday, January 30?", "nothing", "weekday", "wrong_weekday"),
    ("I'll call book_appointment now.", "nothing", "internal", "not_for_callers"),
    ("Anna Miller comes at 3 PM on Friday.", "nothing", "others", "not_the_callers"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "state", "kind", "why"), LIES)
def test_a_lie_is_told_by_what_it_claims_and_why_it_is_one(
    sentence: str, state: str, kind: str, why: Untrue
) -> None:
    verdict = check(sentence, STATES[state]())
    assert (verdict.ok, verdict.kind, verdict.why) == (False, kind, why)


def test_every_sentence_that_is_stopped_has_a_why_and_no_other_has() -> None:
    known = get_args(Untrue.__value__)
    for said in (*load("seen"), *load("unseen")):
        verdict = check(said.say, STATES[said.state]())
        assert (verdict.why in known) is not verdict.ok
        assert (verdict.why is None) is verdict.ok
