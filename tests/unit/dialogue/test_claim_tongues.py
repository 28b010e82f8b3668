"""The claim guard's figures on what receptionists say in Spanish, French and Hindi."""

from dataclasses import dataclass

import pytest
from tests.eval.tongues import LANGUAGES, Half, half_of, judge, load

DEV = 0.98


@dataclass(frozen=True, slots=True)
class Floor:
    """A little under what was measured on the half that is only counted."""

    recall: float
    precision: float


HELD = {"es": Floor(0.96, 0.95), "fr": Floor(0.96, 0.93), "hi": Floor(0.94, 0.94)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_claims_that_nobody_looked_at_are_stopped_and_other_sentences_are_not(
    language: str,
) -> None:
    judged, floor = judge(language, "held"), HELD[language]
    assert judged.recall >= floor.recall
    assert judged.precision >= floor.precision


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_half_that_mended_the_words_is_read_right(language: str) -> None:
    judged = judge(language, "dev")
    assert judged.recall >= DEV, judged.missed
    assert judged.precision >= DEV, judged.wronged


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("half", ["dev", "held"])
def test_a_hash_decides_which_sentences_are_looked_at(language: str, half: Half) -> None:
    said = load(language, half)
    assert {half_of(sentence.say) for sentence in said} == {half}
    assert len({sentence.say for sentence in said}) == len(said) > 100


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_eighty_of_each_kind_in_a_language(language: str) -> None:
    both = [judge(language, half) for half in ("dev", "held")]
    assert sum(judged.claims for judged in both) >= 80
    assert sum(judged.harmless for judged in both) >= 80
