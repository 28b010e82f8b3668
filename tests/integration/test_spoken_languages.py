"""Calls held in other languages by a scripted model, against a real database."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.integration.conftest import NOW
from tests.integration.text_calls import Held, hold
from tests.unit.scripted import Piece, ScriptedLLM

from ringbook.agent.text_lines import Input, Keypad, Quiet
from ringbook.dialogue.replay import replay
from ringbook.domain.model import Practice
from ringbook.store.calls import events_of
from ringbook.store.pool import Database

MONDAY_10 = datetime(2026, 6, 15, 4, 30, tzinfo=UTC)  # in Kolkata
FIND = ("fetch_slots", json.dumps({"appointment_date": "2026-06-15", "earliest": "10:00"}))
LANGUAGES = ("en", "es", "fr", "hi")


@dataclass(frozen=True, slots=True)
class Talk:
    """What the caller says and what the model says; `lie` must not be heard, `truth` must."""

    caller: tuple[str, ...]
    lie: str
    truth: str
    ask_number: str
    read_number: str
    read_back: str
    told: str
    goodbye: str


TALKS = {
    "es": Talk(
        ("Hola, quiero pedir una cita para el lunes a las diez", "nueve ocho ocho seis cero, "
         "uno cuatro uno ocho dos", "sí, me llamo Priya Shah", "sí, por favor",
         "no, gracias, eso es todo, adiós"),
        "Su cita queda reservada para el lunes 15 de junio a las diez.",
        "Todavía no hay nada reservado.",
        "¿Me dice su número de teléfono?",
        "9 8 8 6 0, 1 4 1 8 2. ¿Es correcto?",
        "Sería {service} con {provider} el lunes 15 de junio a las 10 de la mañana. ¿Lo reservo?",
        "Perfecto, su cita queda reservada para el lunes 15 de junio a las 10 de la mañana.",
        "Gracias por llamar a Test Dental. Adiós.",
    ),
    "fr": Talk(
        ("Bonjour, je voudrais prendre rendez-vous lundi à dix heures", "98860 14182",
         "oui, je m'appelle Priya Shah", "oui, s'il vous plaît",
         "non merci, c'est tout, au revoir"),
        "Votre rendez-vous est réservé pour le lundi 15 juin à dix heures.",
        "Rien n'est réservé pour l'instant.",
        "Puis-je avoir votre numéro de téléphone ?",
        "9 8 8 6 0, 1 4 1 8 2. Est-ce exact ?",
        "Ce serait {service} avec {provider} le lundi 15 juin à 10 h. Je le réserve ?",
        "Votre rendez-vous est réservé pour le lundi 15 juin à 10 h.",
        "Merci d'avoir appelé Test Dental. Au revoir.",
    ),
    "hi": Talk(
        ("नमस्ते, मुझे सोमवार सुबह दस बजे अपॉइंटमेंट चाहिए", "नौ आठ आठ छह शून्य एक चार एक आठ दो",
         "हाँ, मेरा नाम Priya Shah है", "हाँ जी", "नहीं, बस इतना ही, धन्यवाद"),
        "आपका अपॉइंटमेंट सोमवार, 15 जून को सुबह 10 बजे बुक हो गया है।",
        "अभी तक कुछ भी बुक नहीं हुआ है।",
        "आपका फ़ोन नंबर क्या है?",
        "9 8 8 6 0, 1 4 1 8 2. क्या यह सही है?",
        "क्या मैं {provider} के साथ {service} सोमवार, 15 जून, सुबह 10 बजे बुक कर दूँ?",
        "आपका अपॉइंटमेंट सोमवार, 15 जून, सुबह 10 बजे बुक हो गया है।",
        "Test Dental में फ़ोन करने के लिए धन्यवाद। नमस्ते।",
    ),
}  # fmt: skip


def steps(talk: Talk, practice: Practice) -> list[list[Piece]]:
    names = {"service": "Check-up", "provider": practice.providers[0].name}
    return [
        [f"{talk.lie} {talk.ask_number}"],
        [talk.read_number],
        [("identify_user", "{}")],
        [FIND],
        [talk.read_back.format(**names)],
        [("book_appointment", '{"slot": "A"}')],
        [talk.told],
        [("end_conversation", "{}")],
    ]


async def held(
    db: Database,
    practice: Practice,
    unsaved: Path,
    inputs: list[str | Input],
    model: ScriptedLLM | None,
    languages: tuple[str, ...] = LANGUAGES,
) -> Held:
    model_of = (lambda _: model) if model else None
    return await hold(
        db, practice, inputs, now=NOW, unsaved=unsaved, model_of=model_of, languages=languages
    )


@dataclass(frozen=True, slots=True)
class Row:
    starts_at: datetime
    contact_number: str


@pytest.mark.parametrize("language", TALKS)
async def test_a_booking_in_another_language_with_a_false_promise_on_the_way(
    db: Database, practice: Practice, tmp_path: Path, language: str
) -> None:
    talk = TALKS[language]
    model = ScriptedLLM(steps(talk, practice))
    call = await held(db, practice, tmp_path, [*talk.caller], model)
    said = call.said()
    assert said[1] == f"{talk.truth} {talk.ask_number}"
    assert talk.lie not in " ".join(said)
    assert call.tools() == ["identify_user", "fetch_slots", "book_appointment", "end_conversation"]
    assert said[-2:] == [talk.told, talk.goodbye]
    rows = await db.rows(Row, "SELECT starts_at, contact_number FROM appointments")
    assert rows == [Row(MONDAY_10, "+919886014182")]
    assert "Speak " in model.seen[0][1]
    assert call.ended() == "goodbye"
    events = await events_of(db, practice.tenant_id, call.session_id)
    assert replay(events, "model").difference is None


async def test_without_the_yes_nothing_is_written(
    db: Database, practice: Practice, tmp_path: Path
) -> None:
    talk = TALKS["es"]
    model = ScriptedLLM(steps(talk, practice)[:6])
    words: list[str | Input] = [*talk.caller[:3], "no, mejor otro día"]
    call = await held(db, practice, tmp_path, words, model)
    assert "book_appointment" not in call.tools()
    assert await db.rows(Row, "SELECT starts_at, contact_number FROM appointments") == []


async def test_in_an_english_call_a_lie_in_another_language_is_stopped_too(
    db: Database, practice: Practice, tmp_path: Path
) -> None:
    model = ScriptedLLM([[TALKS["fr"].lie]])
    call = await held(db, practice, tmp_path, ["I'd like an appointment"], model, ("en",))
    assert call.said()[1] == "Nothing is booked yet."


async def test_where_the_language_is_not_spoken_the_model_is_not_asked(
    db: Database, practice: Practice, tmp_path: Path
) -> None:
    model = ScriptedLLM([])
    call = await held(db, practice, tmp_path, [TALKS["es"].caller[0]], model, ("en",))
    assert call.said()[1].startswith("Lo siento, aquí solo puedo atender en inglés.")
    assert model.seen == []


async def test_keys_and_silence_are_answered_in_the_callers_language(
    db: Database, practice: Practice, tmp_path: Path
) -> None:
    model = ScriptedLLM([["¿Me dice su número de teléfono?"]])
    words: list[str | Input] = [TALKS["es"].caller[0], Quiet(8.0), Keypad("9886014182#")]
    said = (await held(db, practice, tmp_path, words, model)).said()
    assert said[2:] == ["¿Sigue ahí?", "9 8 8, 6 0 1, 4 1 8 2. ¿Es correcto?"]


async def test_the_local_engine_says_that_it_goes_on_in_english(
    db: Database, practice: Practice, tmp_path: Path
) -> None:
    words: list[str | Input] = [TALKS["es"].caller[0], "98860 14182", "sí"]
    said = (await held(db, practice, tmp_path, words, None)).said()
    takes_over = "Lo siento, a partir de ahora solo puedo seguir en inglés."
    assert said[1].startswith(f"{takes_over} ")
    assert [takes_over in text for text in said] == [False, True, False, False]
    assert said[2] == "9 8 8, 6 0 1, 4 1 8 2. ¿Es correcto?"
