"""The gate, the guard and the other brain about a visit."""

import pytest
from tests.unit.dialogue.talk import Talk, fold
from tests.unit.dialogue.visit_talk import FAMILY, PRIYA_SAYS, READ_BACK, booked, call_to

from ringbook.dialogue.claims.guard import check
from ringbook.dialogue.legal.actions import illegal, legal
from ringbook.dialogue.note import note
from ringbook.dialogue.plan.next_step import asked
from ringbook.dialogue.state.call_events import AgentSaid
from ringbook.dialogue.state.question import Question


def read_back() -> Talk:
    call = call_to()
    call.says(FAMILY, *PRIYA_SAYS)
    return call


def test_only_what_was_agreed_to_is_legal() -> None:
    call = read_back()
    assert "book_appointment" not in legal(call.state)
    services = "Cut; Trim for Tom; Colour"
    refused = illegal(call.state, "book_appointment", {"slot": "A", "services": services})
    assert refused is not None
    assert "Shall I book all three?" in refused.spoken
    call.events.pop()
    state = fold(call.events)
    call.state = state
    call.apply(AgentSaid(call.now, READ_BACK, asked(state, READ_BACK)))
    assert call.state.asks is not None
    assert len(call.state.asks.visit) == 3


def test_a_look_up_names_services_that_there_are_for_people_who_were_named() -> None:
    state = read_back().state
    ok = {"services": "Cut; Trim for Tom", "appointment_date": "2026-01-27"}
    assert illegal(state, "fetch_slots", ok) is None
    for wrong in ("Cut", "Cut; Perm", "Cut; Trim for Zelda", "Cut; Cut; Cut; Cut; Cut"):
        assert illegal(state, "fetch_slots", ok | {"services": wrong}) is not None, wrong


@pytest.mark.parametrize(
    ("told", "right"),
    [
        (READ_BACK, True),
        (f"Cut takes 30 minutes and Colour takes 60 minutes. {READ_BACK}", True),
        (f"Cut costs 40.50 and Colour costs 80, 120.50 altogether. {READ_BACK}", True),
        (f"Highlights too. {READ_BACK}", False),
        (READ_BACK.replace("Shall", "Highlights takes 30 minutes at 11:00 AM. Shall"), False),
        (READ_BACK.replace("10:30", "11:00"), False),
        (READ_BACK.replace("Tuesday, January 27", "Wednesday, January 28"), False),
        (READ_BACK.replace(" for Tom", ""), False),
        (READ_BACK.replace("Jon", "Maria"), False),
        (READ_BACK.replace("Cut with Maria at 10:00 AM, ", ""), False),
        (READ_BACK.replace("Cut with Maria at 10:00 AM", "Cut with Maria at 10:30 AM"), False),
        (READ_BACK.replace("Shall", "Highlights with Jon at 11:00 AM too. Shall"), False),
        ("Cut, colour and trim for Tom tomorrow at ten. Shall I book all three?", False),
    ],
)
def test_a_models_read_back_counts_only_when_it_says_all(told: str, right: bool) -> None:
    call = read_back()
    question = asked(call.state, told)
    whole = isinstance(question, Question) and len(question.visit) == 3
    state = call.state
    from ringbook.dialogue.legal.readback import reads_back

    visit = state.asks
    assert visit is not None
    assert reads_back(told, visit, state) == right
    assert whole == right


@pytest.mark.parametrize(
    "lie",
    [
        "You're booked for a cut and highlights on Tuesday, January 27.",
        "Your cut, your colour and a blow-dry are booked.",
        "I've booked a cut for you and a trim for Ben on Tuesday, January 27.",
    ],
)
def test_a_claim_of_a_service_or_a_person_too_many_is_not_said(lie: str) -> None:
    assert not check(lie, booked().state).ok


def test_before_the_yes_nothing_of_it_is_booked() -> None:
    state = read_back().state
    for lie in ("All three are booked.", "You're booked for a cut and a colour.", "Both are set."):
        if "set" not in lie:
            assert not check(lie, state).ok, lie


def test_a_model_sees_each_visit_whole() -> None:
    told = note(read_back().state)
    assert "Offered visits: A=Tuesday, January 27: Cut with Maria at 10:00 AM" in told
    assert "services Cut; Colour; Trim for Tom" in told
