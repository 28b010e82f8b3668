"""Whole calls about several services in one visit, over a diary in memory."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.unit.dialogue.maple import at
from tests.unit.dialogue.salon import salon
from tests.unit.dialogue.talk import fold
from tests.unit.dialogue.visit_diary import VisitDiary
from tests.unit.dialogue.visit_talk import (
    BOOKED,
    FAMILY,
    PRIYA_SAYS,
    READ_BACK,
    booked,
    call_to,
    stands,
)

from ringbook.dialogue.record import fold as record
from ringbook.domain.model import Service

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


def test_a_yes_after_a_question_about_it_books_it_too() -> None:
    salon_with_prices = replace(salon(), services=tuple(map(priced, salon().services)))
    call = call_to(VisitDiary(salon_with_prices))
    call.says(FAMILY, *PRIYA_SAYS)
    assert "Cut takes 30 minutes, Colour takes 60 minutes and Trim" in call.says("how long is that")
    assert "Trim costs 40, 120 altogether. That would be" in call.says("and how much is all that")
    call.says("yes")
    assert stands(call) == BOOKED, call.script()


def priced(service: Service) -> Service:
    return replace(service, price=Decimal(40))


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
    "words",
    [
        *("yes, but only the cut", "yes for the highlights", "yes, the cut with Jon"),
        *("no", "hmm, not sure", "wait"),
    ],
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
