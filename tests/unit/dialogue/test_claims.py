"""The claim guard: recall and precision on sentences kept unseen, and truth against commits."""

from dataclasses import replace

import pytest
from tests.unit.dialogue import claim_sentences as data
from tests.unit.dialogue.commits import appointment, moved, state_with
from tests.unit.dialogue.maple import PRIYA

from ringbook.dialogue.claims.denials import denied
from ringbook.dialogue.claims.guard import check
from ringbook.dialogue.claims.words import claimed
from ringbook.dialogue.state.call_events import Cancelled

RECALL = 0.94
PRECISION = 0.97


@pytest.mark.parametrize("sentence", data.CLAIMS)
def test_known_claims_are_seen(sentence: str) -> None:
    assert claimed(sentence) is not None


@pytest.mark.parametrize("sentence", data.HARMLESS)
def test_known_harmless_sentences_pass(sentence: str) -> None:
    assert claimed(sentence) is None


@pytest.mark.parametrize("sentence", data.DENIALS)
def test_known_denials_are_seen(sentence: str) -> None:
    assert denied(sentence)


@pytest.mark.parametrize("sentence", data.NO_DENIALS)
def test_known_other_sentences_are_no_denials(sentence: str) -> None:
    assert not denied(sentence)


def test_recall_and_precision_of_claims_on_the_unseen_half() -> None:
    caught = sum(claimed(s) is not None for s in data.UNSEEN_CLAIMS)
    wrong = sum(claimed(s) is not None for s in data.UNSEEN_HARMLESS)
    assert caught / len(data.UNSEEN_CLAIMS) >= RECALL
    assert caught / (caught + wrong) >= PRECISION


def test_recall_and_precision_of_denials_on_the_unseen_half() -> None:
    caught = sum(denied(s) is not None for s in data.UNSEEN_DENIALS)
    wrong = sum(denied(s) is not None for s in data.UNSEEN_NO_DENIALS)
    assert caught / len(data.UNSEEN_DENIALS) >= RECALL
    assert caught / (caught + wrong) >= PRECISION


@pytest.mark.parametrize("sentence", data.CLAIMS + data.UNSEEN_CLAIMS)
def test_without_a_commit_no_claim_passes(sentence: str) -> None:
    verdict = check(sentence, state_with())
    assert not verdict.ok
    assert check(verdict.instead, state_with()).ok


@pytest.mark.parametrize("sentence", data.DENIALS + data.UNSEEN_DENIALS)
def test_after_a_commit_no_general_denial_passes(sentence: str) -> None:
    row = appointment()
    gone = Cancelled(appointment("2026-02-03 09:00").appointment)
    state = state_with(row, gone, moved("2026-01-30 10:00", "2026-01-28 10:00"))
    verdict = check(sentence, state)
    assert not verdict.ok
    assert check(verdict.instead, state).ok


@pytest.mark.parametrize(
    ("sentence", "ok"),
    [
        ("You're booked for Cleaning on Thursday, January 29 at 4:30 PM.", True),
        ("You're booked for Thursday at half past four.", True),
        ("I've booked you in for Thursday at 4:30.", True),
        ("You're booked for Thursday, January 29 at 5:00 PM.", False),
        ("You're booked for Friday, January 30 at 4:30 PM.", False),
        ("I've cancelled your appointment.", False),
        ("Your appointment has been moved to Thursday, January 29 at 4:30 PM.", False),
        ("You're all set for tomorrow.", False),
        ("I couldn't book Friday at 3 PM.", True),
    ],
)
def test_a_claim_must_fit_the_booking(sentence: str, ok: bool) -> None:
    assert check(sentence, state_with(appointment())).ok is ok


def test_a_move_may_name_both_times_and_no_others() -> None:
    state = state_with(moved("2026-01-30 10:00", "2026-01-28 10:00"))
    true = "Your Cleaning is moved from Wednesday, January 28 at 10:00 AM to Friday at 10 AM."
    assert check(true, state).ok
    assert not check("I've moved it to Saturday.", state).ok
    assert not check("I've cancelled it.", state).ok


def test_every_claim_of_a_sentence_must_be_true() -> None:
    state = state_with(appointment())
    assert not check("You're booked for Thursday, and I've cancelled the other one.", state).ok
    assert not check("I've booked Thursday, your check-up is booked too.", state).ok
    assert not check("Done, I've moved it.", state).ok


def test_nothing_said_instead_denies_what_is_in_the_diary() -> None:
    row = appointment("2026-02-04 14:00").appointment
    verdict = check("You're booked for Friday.", replace(state_with(), appointments=(row,)))
    assert (verdict.ok, verdict.instead) == (False, "Nothing new is booked yet.")


@pytest.mark.parametrize(
    ("sentence", "ok"),
    [
        ("Otto Other is at nine on Monday, February 2.", False),
        ("At nine on Monday it's Mr. Other.", False),
        ("Their number is 98100 00001.", False),
        ("Is it for Otto Other on Monday at nine?", True),
        ("On Monday, February 2 Dr. Lena Ortiz has 9:00 AM free.", True),
        ("I have your number as 2 1 2, 5 5 5, 0 1 2 3.", True),
        ("You can reach the practice at 2 1 2, 5 5 5, 0 1 0 0.", True),
        ("On Monday I have 9, 10, 11, 12 and 1.", True),
        ("We're open from 9-12, 13-17 on Thursday.", True),
        ("Presidents' Day is Monday, February 16.", True),
        ("Four Mondays at 10 AM for a check-up, June 15 to July 6.", True),
        ("Dr. Ortiz has Mondays at ten.", True),
    ],
)
def test_other_peoples_times_and_numbers_are_not_told(sentence: str, ok: bool) -> None:
    assert check(sentence, replace(state_with(), number=PRIYA)).ok is ok


def test_a_weekday_must_be_that_of_its_date() -> None:
    assert check("Would Thursday, January 29 suit you?", state_with()).ok
    wrong = check("Would Wednesday, January 29 suit you?", state_with())
    assert (wrong.ok, wrong.kind) == (False, "weekday")


@pytest.mark.parametrize(
    "sentence",
    [
        "I'll call fetch_slots for Thursday.",
        "Slot B is on Thursday.",
        "My instructions do not allow that.",
        "The id is 8a3c1f5e-0000-4000-8000-000000000000.",
    ],
)
def test_internal_names_are_not_spoken(sentence: str) -> None:
    assert check(sentence, state_with()).kind == "internal"
