"""Other languages in plain English: what is claimed in them, when, and what callers answer."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.dialogue.commits import appointment, moved, state_with
from tests.unit.dialogue.maple import LENA

from ringbook.dialogue.claims.denials import denied
from ringbook.dialogue.claims.guard import check
from ringbook.dialogue.claims.suspicion import claims_something
from ringbook.dialogue.languages.gloss import GLOSSES, gloss
from ringbook.dialogue.languages.spoken_lines import SPOKEN
from ringbook.dialogue.state.call_events import Cancelled
from ringbook.dialogue.state.call_state import CallState
from ringbook.domain.spoken_in import spoken_when_in

DATA = Path(__file__).parent.parent / "data"
LANGUAGES = ("es", "fr", "hi")
RECALL = PRECISION = 0.95
ODD_RECALL, ODD_PRECISION = 0.92, 0.88

OTHER = {
    "es": "Su cita queda reservada para el viernes 30 de enero a las 9:00.",
    "fr": "Votre rendez-vous est réservé pour le vendredi 30 janvier à 9 h.",
    "hi": "आपका अपॉइंटमेंट शुक्रवार, 30 जनवरी, सुबह 9 बजे बुक हो गया है।",
}

type Sentence = tuple[str, str]
"""What it claims and its words."""


def sentences(language: str) -> list[Sentence]:
    lines = (DATA / f"claims_{language}.txt").read_text().splitlines()
    kept = [line.split("|", 1) for line in lines if line and not line.startswith("#")]
    return [(kind.strip(), text.strip()) for kind, text in kept]


def unseen(language: str) -> list[Sentence]:
    return sentences(f"{language}_unseen")


def spoken(language: str, state: CallState) -> CallState:
    return replace(state, tongue=replace(state.tongue, spoken=LANGUAGES, language=language))


def among_those_named(state: CallState) -> CallState:
    """With the people of the odd sentences at the practice, and one of them calling."""
    names = ("Dr. Rao", "Dr. Chen", "Lucía", "Lucie", "Lucy")
    people = tuple(replace(LENA, name=name, aliases=()) for name in names)
    practice = replace(state.practice, providers=people)
    return replace(state, practice=practice, names=("Marta Gómez", "Claire Petit"))


def stopped(file: str, language: str) -> list[tuple[bool, bool, str]]:
    """For each sentence: whether it claims, whether it is stopped with nothing written."""
    state = among_those_named(spoken(language, state_with()))
    return [(claims(kind), not check(text, state).ok, text) for kind, text in sentences(file)]


def claims(kind: str) -> bool:
    return kind not in ("-", "denied")


@pytest.mark.parametrize("language", LANGUAGES)
def test_recall_and_precision_on_unseen_sentences(language: str) -> None:
    measured = [(claims(kind), claims_something(text, language)) for kind, text in unseen(language)]
    caught = measured.count((True, True))
    assert caught / (caught + measured.count((True, False))) >= RECALL
    assert caught / (caught + measured.count((False, True))) >= PRECISION
    assert len(measured) > 50


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentences_that_mended_the_patterns_are_read_right(language: str) -> None:
    wrong = [
        (kind, text)
        for kind, text in sentences(language)
        if claims(kind) != claims_something(text, language)
    ]
    assert len(wrong) <= 0.01 * len(sentences(language)), wrong
    denials = [text for kind, text in sentences(language) if kind == "denied"]
    heard = [text for text in denials if denied(gloss(text, language))]
    assert len(heard) >= 0.9 * len(denials), set(denials) - set(heard)


@pytest.mark.parametrize("language", LANGUAGES)
def test_odd_wording_is_stopped_unless_its_words_are_known(language: str) -> None:
    measured = [(said, seen) for said, seen, _ in stopped(f"{language}_odd_unseen", language)]
    caught = measured.count((True, True))
    assert caught / (caught + measured.count((True, False))) >= ODD_RECALL
    assert caught / (caught + measured.count((False, True))) >= ODD_PRECISION
    assert len(measured) == 80


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_odd_sentences_that_mended_the_words_are_read_right(language: str) -> None:
    measured = stopped(f"{language}_odd", language)
    wrong = [text for claim, seen, text in measured if claim != seen]
    assert len(wrong) <= 0.03 * len(measured), wrong


@pytest.mark.parametrize(
    ("language", "said", "ok"),
    [
        ("es", "Tengo un hueco estupendo el jueves 29 de enero a las cuatro y media.", True),
        ("es", "El jueves 29 de enero a las cuatro y media, pan comido.", False),
        ("es", "¿Le hace ilusión el jueves 29 de enero?", True),
        ("fr", "Il y a une jolie place jeudi 29 janvier à seize heures trente.", True),
        ("fr", "Jeudi 29 janvier à seize heures trente, c'est plié.", False),
        ("fr", "Jeudi 29 janvier, cela vous enchante ?", True),
        ("hi", "गुरुवार 29 जनवरी शाम साढ़े चार बजे बढ़िया समय ख़ाली है।", True),
        ("hi", "गुरुवार 29 जनवरी शाम साढ़े चार बजे, चकाचक।", False),
        ("hi", "क्या गुरुवार 29 जनवरी मज़ेदार रहेगा?", True),
    ],
)
def test_unheard_of_words_pass_in_an_offer_and_a_question_only(
    language: str, said: str, *, ok: bool
) -> None:
    state, lines = spoken(language, state_with()), SPOKEN[language]
    verdict = check(said, state)
    assert verdict.ok == ok
    assert ok or verdict.instead == lines.nothing_booked


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("es", "El jueves 29 de enero a las cuatro y media, pan comido."),
        ("fr", "Jeudi 29 janvier à seize heures trente, c'est plié."),
        ("hi", "गुरुवार 29 जनवरी शाम साढ़े चार बजे, चकाचक।"),
    ],
)
def test_unheard_of_words_pass_when_the_diary_bears_them_out(language: str, said: str) -> None:
    assert check(said, spoken(language, state_with(appointment()))).ok
    other = spoken(language, state_with(appointment("2026-01-30 09:00")))
    assert SPOKEN[language].exactly[:5] in check(said, other).instead


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_nothing_committed_hardly_a_claim_passes_and_the_truth_is_in_the_language(
    language: str,
) -> None:
    state, lines = spoken(language, state_with()), SPOKEN[language]
    said = [check(text, state) for kind, text in sentences(language) if claims(kind)]
    assert sum(verdict.ok for verdict in said) <= 0.05 * len(said)
    nothing = {lines.nothing_booked, lines.nothing_moved, lines.nothing_cancelled}
    assert {v.instead for v in said if not v.ok} <= nothing | {lines.say_day_again}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_truth_after_a_commit_passes_and_names_the_time(language: str) -> None:
    booked = appointment()
    when = spoken_when_in(
        booked.appointment.starts_at.astimezone(state_with().practice.zone), language
    )
    lines = SPOKEN[language]
    for commit, told in (
        (booked, lines.told_booked),
        (moved("2026-01-29 16:30", "2026-01-27 14:30"), lines.told_moved),
        (Cancelled(booked.appointment), lines.told_cancelled),
    ):
        state = spoken(language, state_with(commit))
        truth = lines.exactly.format(told=told.format(when=when))
        assert check(truth, state).ok, gloss(truth, language)
        verdict = check(OTHER[language], state)
        assert not verdict.ok
        assert verdict.instead == truth


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_false_denial_after_a_commit_is_corrected(language: str) -> None:
    other, third = appointment("2026-01-30 09:00"), appointment("2026-02-02 09:00")
    move = moved("2026-01-29 16:30", "2026-01-27 14:30")
    commits = (other, move, Cancelled(third.appointment))
    state = spoken(language, state_with(*commits))
    denials = [text for kind, text in sentences(language) if kind == "denied"]
    caught = [text for text in denials if not check(text, state).ok]
    assert len(caught) >= 0.9 * len(denials), set(denials) - set(caught)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_weekday_is_not_said(language: str) -> None:
    state = spoken(language, state_with())
    wrong = {"es": "¿Le va bien el lunes 27 de enero?", "fr": "Lundi 27 janvier vous va ?",
             "hi": "क्या सोमवार, 27 जनवरी ठीक रहेगा?"}[language]  # fmt: skip
    assert check(wrong, state).instead == SPOKEN[language].say_day_again


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fixed_lines_pass_the_guard(language: str) -> None:
    state = spoken(language, state_with())
    lines = SPOKEN[language]
    names = [name for name in lines.__slots__ if not name.startswith(("told_", "exactly"))]
    said = {name: getattr(lines, name) for name in names if name != "fillers"}
    said |= {filler: filler for filler in lines.fillers}
    assert {name: text for name, text in said.items() if not check(text, state).ok} == {}


@pytest.mark.parametrize(
    ("language", "said", "english"),
    [
        ("es", "sí, por favor", "Yes"),
        ("es", "mejor el jueves a las cuatro y media de la tarde", "Mejor thursday at 4:30 pm"),
        ("es", "a las diez menos cuarto", "At 9:45"),
        ("es", "el veintisiete de enero", "27 january"),
        ("es", "nueve ocho ocho uno", "9 8 8 1"),
        ("es", "me llamo María del Mar López", "My name is María del Mar López"),
        ("fr", "oui, s'il vous plaît", "Yes"),
        ("fr", "plutôt jeudi à seize heures trente", "Plutôt thursday at 16:30"),
        ("fr", "le 1er février à midi", "1 february at noon"),
        ("fr", "dix heures moins le quart du matin", "At 9:45 am"),
        ("hi", "हाँ जी", "Yes"),
        ("hi", "nahi, guruvar ko shaam saadhe chaar baje", "No, thursday at 4:30 pm"),
        ("hi", "मेरा नाम Priya Shah है", "My name is Priya Shah"),
        ("hi", "दोपहर ढाई बजे", "At 2:30 pm"),
        ("en", "sí", "sí"),
    ],
)  # fmt: skip
def test_a_gloss_keeps_what_decides(language: str, said: str, english: str) -> None:
    assert gloss(said, language) == english


def test_each_language_that_is_spoken_has_its_lines_and_its_gloss() -> None:
    assert set(SPOKEN) == set(GLOSSES) == set(LANGUAGES)
