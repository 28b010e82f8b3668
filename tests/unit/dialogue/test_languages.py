"""Callers who speak another language where only English is spoken."""

from dataclasses import replace

import pytest
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import practice
from tests.unit.dialogue.talk import Talk, fold

from ringbook.dialogue import record
from ringbook.dialogue.languages.language_lines import LINES, NO, YES
from ringbook.dialogue.replay import replay
from ringbook.domain.language_words import NAMES

HELLO = {
    "es": "hola, buenas tardes, quiero pedir una cita",
    "fr": "bonjour, je voudrais prendre rendez-vous",
    "hi": "namaste, mujhe appointment chahiye, kya aap hindi bolte hain",
    "de": "guten Tag, ich hätte gerne einen Termin",
    "it": "buongiorno, vorrei prendere un appuntamento",
    "pt": "bom dia, eu queria marcar uma consulta",
}
AGAIN = {
    "es": "no entiendo, ¿alguien habla español?",
    "fr": "je ne comprends pas, vous parlez français ?",
    "hi": "mujhe english nahi aati hai",
    "de": "ich verstehe nicht, spricht jemand Deutsch?",
    "it": "non capisco, qualcuno parla italiano?",
    "pt": "não entendo, alguém fala português?",
}
OFFER = "Shall I note that you'd like a call back?"
PHONE = "2 1 2, 5 5 5, 0 1 0 0"


def call() -> Talk:
    return Talk(Diary(replace(practice(), hand_over_phone="+12125550100")))


def lines(language: str) -> str:
    return "hi-Latn" if language == "hi" else language


@pytest.mark.parametrize("language", HELLO)
def test_once_and_politely_in_the_callers_language(language: str) -> None:
    talk = call()
    said = talk.says(HELLO[language])
    known = LINES[lines(language)]
    assert said.startswith(f"{known.english_only} {known.reach.format(number=PHONE)} I can book")
    assert talk.state.frame.intent is None
    english = talk.says("okay, I would like to book a check-up")
    assert known.english_only not in english
    assert talk.state.frame.intent == "book"


@pytest.mark.parametrize("language", HELLO)
def test_asked_again_a_call_back_is_offered_and_noted(language: str) -> None:
    talk = call()
    known = LINES[lines(language)]
    said = talk.says(HELLO[language], AGAIN[language])
    assert said == f"{known.call_back} {OFFER}"
    said = talk.says(YES[language].split("|")[0])
    assert said.startswith(known.noted)
    assert said.endswith(f"{known.number} What is your phone number?")
    talk.says("212 555 0123", YES[language].split("|")[0], "Ana Lopez")
    assert talk.state.caller is not None
    summary = record.fold(talk.events).summary
    assert f"Wants a Call Back:\n• Speaks {NAMES[language]}" in summary
    assert fold(talk.events) == talk.state
    assert replay(talk.events).difference is None


@pytest.mark.parametrize("language", HELLO)
def test_a_no_to_the_call_back_notes_nothing(language: str) -> None:
    talk = call()
    talk.says(HELLO[language], AGAIN[language], NO[language].split("|")[0])
    assert not talk.state.tongue.call_back
    assert "Call Back" not in record.fold(talk.events).summary
    assert LINES[lines(language)].english_only in talk.says(HELLO[language])


def test_what_was_said_in_another_language_is_not_guessed_at() -> None:
    talk = call()
    talk.says("I'd like to book a check-up on Tuesday at 10 am", "212 555 0123", "yes")
    before = talk.state
    said = talk.says("no entiendo nada, ¿quién habla español? el martes a las 3 no puedo")
    assert "what's your name?" in said
    assert talk.state.frame == before.frame
    assert talk.state.names == ()
    assert "Ana" in talk.says("Ana Lopez")


def test_a_number_in_figures_is_taken() -> None:
    talk = call()
    talk.says("I'd like to book a check-up on Tuesday at 10 am")
    said = talk.says("mi número de teléfono es el 212 555 0123")
    assert said.startswith(LINES["es"].english_only)
    assert "2 1 2, 5 5 5, 0 1 2 3" in said


def test_without_a_number_of_the_practice_none_is_said() -> None:
    said = Talk(Diary(replace(practice(), hand_over_phone=None))).says(HELLO["es"])
    assert said.startswith(f"{LINES['es'].english_only} I can book")


def test_hindi_in_its_own_script_is_answered_in_it_where_it_is_read() -> None:
    assert call().says("मुझे अपॉइंटमेंट चाहिए").startswith(LINES["hi"].english_only)


def test_two_turns_that_lean_to_a_language_are_enough() -> None:
    talk = call()
    assert "inglés" not in talk.says("hola, cita")
    assert LINES["es"].english_only in talk.says("una cita")


def test_asked_for_by_its_english_name() -> None:
    assert call().says("do you speak Spanish?").startswith(LINES["es"].english_only)


def test_the_practices_own_names_are_no_foreign_words() -> None:
    talk = call()
    said = talk.says("Dr. Lena Ortiz")
    assert talk.state.tongue.foreign is None
    assert "inglés" not in said


def test_keys_and_silence_do_not_repeat_it() -> None:
    talk = call()
    talk.says(HELLO["es"])
    assert "inglés" not in talk.quiet()
    assert "inglés" not in talk.keys("2125550123")
