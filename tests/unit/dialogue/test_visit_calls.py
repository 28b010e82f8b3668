"""Whole calls about several services in one visit, over a diary in memory."""

import pytest
from tests.unit.dialogue.maple import PRIYA, ZONE, at
from tests.unit.dialogue.salon import salon
from tests.unit.dialogue.talk import Talk, fold
from tests.unit.dialogue.visit_diary import VisitDiary

from ringbook.dialogue.claims.guard import check
from ringbook.dialogue.legal.actions import illegal, legal
from ringbook.dialogue.note import note
from ringbook.dialogue.plan.next_step import asked
from ringbook.dialogue.record import fold as record
from ringbook.dialogue.state.call_events import AgentSaid
from ringbook.dialogue.state.question import Question

PRIYA_SAYS = ("212 555 0123", "yes", "Priya Shah")
FAMILY = "a cut and colour for me and a trim for my son Tom tomorrow at 10 am"
READ_BACK = (
    "That would be on Tuesday, January 27: Cut with Maria at 10:00 AM, "
    "Trim with Jon for Tom at 10:00 AM and Colour with Maria at 10:30 AM. Shall I book all three?"
)
BOOKED = [
    "2026-01-27 10:00 Cut",
    "2026-01-27 10:00 Trim for Tom",
    "2026-01-27 10:30 Colour",
]


def call_to(diary: VisitDiary | None = None) -> Talk:
    return Talk(diary or VisitDiary(salon()))


def stands(call: Talk) -> list[str]:
    return sorted(
        f"{r.starts_at.astimezone(ZONE):%Y-%m-%d %H:%M} {r.service}"
        + (f" for {r.attendee}" if r.attendee else "")
        for r in call.diary.of(PRIYA)
    )


def booked() -> Talk:
    call = call_to()
    call.says(FAMILY, *PRIYA_SAYS, "yes")
    assert stands(call) == BOOKED, call.script()
    return call


# ---- booking ------------------------------------------------------------------------------------


def test_all_parts_are_read_back_and_one_yes_books_them() -> None:
    call = call_to()
    assert READ_BACK in call.says(FAMILY, *PRIYA_SAYS), call.script()
    assert stands(call) == []
    told = call.says("yes please")
    assert "You're booked on Tuesday, January 27: Cut with Maria at 10:00 AM" in told, call.script()
    assert stands(call) == BOOKED
    assert fold(call.events) == call.state
    assert [a.service for a in record(call.events).appointments] == ["Cut", "Trim", "Colour"]


def test_without_a_day_it_is_asked_and_at_most_three_are_offered() -> None:
    call = call_to()
    said = call.says("I'd like a cut and a colour", *PRIYA_SAYS)
    assert said.endswith("What day and time would you like?"), call.script()
    said = call.says("tomorrow afternoon")
    assert said.count("PM") == 3, call.script()
    assert said.count("?") == 1
    said = call.says("the first one")
    assert "Cut with Maria at 1:00 PM and Colour with Maria at 1:30 PM. Shall I book both?" in said
    call.says("yes")
    assert stands(call) == ["2026-01-27 13:00 Cut", "2026-01-27 13:30 Colour"], call.script()


def test_a_name_is_asked_once_for_each_relation() -> None:
    call = call_to()
    said = call.says("a cut for my son and a trim for my wife tomorrow at 10", *PRIYA_SAYS)
    assert said.endswith("What is your son's name?"), call.script()
    said = call.says("Tom")
    assert said.endswith("What is your wife's name?"), call.script()
    said = call.says("I'd rather not say")
    assert "Cut with Maria for Tom at 10:00 AM" in said, call.script()
    assert "Trim with Jon for your wife at 10:00 AM" in said


def test_one_more_service_is_added_and_taken_away_again() -> None:
    call = call_to()
    call.says("a cut tomorrow at 10 am", *PRIYA_SAYS)
    said = call.says("and a colour as well please")
    assert "Cut with Maria at 10:00 AM and Colour with Maria at 10:30 AM" in said, call.script()
    said = call.says("no, just the cut")
    assert "That would be Cut with Maria on Tuesday, January 27 at 10:00 AM" in said, call.script()
    call.says("yes")
    assert stands(call) == ["2026-01-27 10:00 Cut"], call.script()


@pytest.mark.parametrize(
    "words", ["yes, but only the cut", "yes for the highlights", "no", "hmm, not sure", "wait"]
)
def test_anything_but_a_clear_yes_books_nothing(words: str) -> None:
    call = call_to()
    call.says(FAMILY, *PRIYA_SAYS, words)
    assert stands(call) == [], call.script()


def test_a_no_with_one_service_is_for_that_alone() -> None:
    call = call_to()
    said = call.says("a cut and a colour tomorrow at 10 am", *PRIYA_SAYS)
    assert "Shall I book both?" in said, call.script()
    said = call.says("No, I need a trim")
    assert "Trim" in said, call.script()
    assert "Colour" not in said
    call.says("yes")
    assert [row.rpartition(" ")[2] for row in stands(call)] == ["Trim"], call.script()


def test_another_time_is_for_the_whole_visit() -> None:
    call = call_to()
    call.says(FAMILY, *PRIYA_SAYS)
    said = call.says("no, at 2 pm please")
    assert "Trim with Jon for Tom at 2:00 PM and Colour with Maria at 2:30 PM" in said, (
        call.script()
    )


def test_a_part_taken_meanwhile_is_told_and_other_times_follow() -> None:
    diary = VisitDiary(salon(), stolen={at("2026-01-27 10:30")})
    call = call_to(diary)
    said = call.says(FAMILY, *PRIYA_SAYS, "yes")
    assert "Colour: " in said, call.script()
    assert "So nothing was changed." in said
    assert said.endswith("?")
    assert stands(call) == []


def test_five_services_are_more_than_one_visit() -> None:
    call = call_to()
    said = call.says(
        "a cut, a colour, a trim, a blow-dry and highlights tomorrow at 10", *PRIYA_SAYS
    )
    assert "up to four services" in said, call.script()
    assert said.count("?") == 1


def test_a_service_called_cut_and_colour_is_one_booking() -> None:
    from tests.unit.dialogue.salon import PRACTICES

    call = call_to(VisitDiary(PRACTICES["combo"]))
    said = call.says("a cut and colour tomorrow at 10 am", *PRIYA_SAYS)
    assert "That would be Cut and colour with Maria on Tuesday" in said, call.script()


# ---- changing -----------------------------------------------------------------------------------


def test_a_part_or_all_of_it_is_one_question() -> None:
    call = booked()
    said = call.says("I need to cancel Tom's trim")
    assert said.endswith(
        "Your visit on Tuesday, January 27 has Cut, Trim for Tom and Colour. "
        "Shall I cancel just Trim for Tom, or the whole visit?"
    ), call.script()
    said = call.says("just that")
    assert "Trim with Jon for Tom on Tuesday, January 27" in said, call.script()
    call.says("yes")
    assert stands(call) == [BOOKED[0], BOOKED[2]], call.script()


def test_the_whole_visit_is_cancelled_by_one_yes() -> None:
    call = booked()
    said = call.says("please cancel my appointment")
    assert "just one of them, or the whole visit?" in said, call.script()
    said = call.says("the whole visit")
    assert "That's your visit on Tuesday, January 27: " in said, call.script()
    assert said.endswith("Shall I cancel all three?")
    told = call.says("yes")
    assert "Your visit is cancelled" in told, call.script()
    assert stands(call) == []
    assert fold(call.events) == call.state


def test_one_of_them_is_named() -> None:
    call = booked()
    call.says("please cancel my appointment")
    said = call.says("only the colour")
    assert "Colour with Maria on Tuesday, January 27 at 10:30 AM. Shall I cancel it?" in said
    call.says("yes")
    assert stands(call) == BOOKED[:2], call.script()


def test_a_no_that_names_one_of_them_is_about_that() -> None:
    call = booked()
    said = call.says("cancel the whole visit", "no, just the colour")
    assert "Colour with Maria on Tuesday, January 27 at 10:30 AM. Shall I cancel it?" in said
    call.says("yes")
    assert stands(call) == BOOKED[:2], call.script()


def test_everything_at_once_needs_no_question_but_the_yes() -> None:
    call = booked()
    said = call.says("cancel everything please")
    assert said.endswith("Shall I cancel all three?"), call.script()


def test_the_whole_visit_moves() -> None:
    call = booked()
    said = call.says("move the whole visit to Wednesday at 2 pm")
    assert (
        "Your visit on Tuesday, January 27 at 10:00 AM would be on Wednesday, January 28: "
        "Cut with Maria at 2:00 PM" in said
    ), call.script()
    told = call.says("yes")
    assert "Your visit is moved." in told, call.script()
    assert stands(call) == [
        "2026-01-28 14:00 Cut",
        "2026-01-28 14:00 Trim for Tom",
        "2026-01-28 14:30 Colour",
    ]
    assert fold(call.events) == call.state


def test_one_part_moves_alone() -> None:
    call = booked()
    said = call.says("move Tom's trim to Wednesday at 2 pm", "just that one")
    assert "from Tuesday, January 27 at 10:00 AM to Wednesday, January 28 at 2:00 PM" in said
    call.says("yes")
    assert "2026-01-28 14:00 Trim for Tom" in stands(call), call.script()


# ---- the gate -----------------------------------------------------------------------------------


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
