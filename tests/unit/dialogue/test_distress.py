"""Danger and anger are heard, and what only sounds like them is not."""

from dataclasses import replace

import pytest
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import practice
from tests.unit.dialogue.talk import Talk

from ringbook.dialogue.claims.guard import check
from ringbook.dialogue.understand.distress import distress_acts
from ringbook.dialogue.understand.text import plain
from ringbook.domain.model import Emergency

DANGER = (
    "Help, I can't breathe",
    "my husband has chest pain",
    "this is an emergency",
    "it's an emergency, he passed out",
    "my gum won't stop bleeding",
    "she took an overdose",
    "I'm having trouble breathing since the injection",
)
ANGER = (
    "this is ridiculous",
    "you're useless",
    "I already told you my number",
    "I've said that three times",
    "you're wasting my time",
    "you're not listening",
    "I'm fed up with this",
)
NEITHER = (
    "do you handle emergencies",
    "what counts as an emergency",
    "can I have an emergency appointment",
    "it's not an emergency but my tooth hurts",
    "I have a terrible toothache",
    "Monday is the worst time for me",
    "my emergency contact is my wife",
    "I said Tuesday, not Thursday",
    "that's an awful lot of money",
    "no rush, I can breathe easy until Friday",
)


@pytest.mark.parametrize("said", DANGER)
def test_danger_is_heard(said: str) -> None:
    assert distress_acts(plain(said)) == ("emergency",)


@pytest.mark.parametrize("said", ANGER)
def test_anger_is_heard(said: str) -> None:
    assert distress_acts(plain(said)) == ("upset",)


@pytest.mark.parametrize("said", NEITHER)
def test_what_only_sounds_like_it_is_not(said: str) -> None:
    assert distress_acts(plain(said)) == ()


def test_danger_is_answered_before_anything_else() -> None:
    said = Talk(Diary(practice())).says("this is an emergency, my tooth broke")
    assert said.startswith("If this is an emergency, please call your local emergency number now.")
    assert "You can reach the practice at 2 1 2" in said
    assert said.endswith("May I have your phone number, please?")


def test_who_has_had_enough_hears_where_people_are() -> None:
    call = Talk(Diary(practice()))
    call.says("book an appointment")
    said = call.says("I already told you, this is stupid")
    assert said.startswith("I'm sorry about the trouble. You can reach the practice at 2 1 2")
    assert said.endswith("May I have your phone number, please?")


OWN = Emergency(("knocked out", "Swollen face"), "Please call 212 555 0199 at once.")


@pytest.mark.parametrize("said", ["My son's tooth is knocked out!", "I've got a swollen face"])
def test_a_practice_has_words_and_a_line_of_its_own(said: str) -> None:
    talk = Talk(Diary(replace(practice(), emergency=OWN)))
    assert talk.says(said).startswith("Please call 212 555 0199 at once.")
    assert Talk(Diary(practice())).says(said).startswith("If this is") is False


def test_its_line_is_for_every_emergency_and_passes_the_guard() -> None:
    talk = Talk(Diary(replace(practice(), emergency=OWN)))
    assert talk.says("I can't breathe").startswith(OWN.line)
    assert check(OWN.line, talk.state).ok


def test_a_part_of_another_word_is_none() -> None:
    own = Emergency(("bleed",), "Call now.")
    assert (
        distress_acts(plain("my nosebleeds are better"), replace(practice(), emergency=own)) == ()
    )
