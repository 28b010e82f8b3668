"""Names as a recogniser wrote them, against the one name on record and against everybody else's."""

from random import Random

import pytest
from tests.eval.names import common_names, proven, stored, strictly

from ringbook.domain.name_as_heard import heard_as
from ringbook.domain.name_spelled import parted

NAMES = common_names()
FIRST = [name.split()[0] for name in NAMES]
LAST = sorted({name.split()[1] for name in NAMES})


def spelled(name: str) -> str:
    return " ".join(c.upper() for c in name if c.isalpha())


@pytest.mark.parametrize(
    ("answers", "known"),
    [
        (["Robbie Cuma", "R-V-I-K-U-M-R"], "Ravi Kumar"),
        (["It's Robbie Kumer."], "Ravi Kumar"),
        (["R-V-I-K-U-M-R."], "Ravi Kumar"),
        (["Oh sure, this is Robbie Kumer speaking."], "Ravi Kumar"),
        (["Locks me air."], "Lakshmi Iyer"),
        (["It locks me air."], "Lakshmi Iyer"),
        (["It's a needed design."], "Anita Desai"),
        (["Our NIT AD ESI."], "Anita Desai"),
        (["Slow Bennett."], "Chloe Bennett"),
        (["Will you ease Romero?"], "Luis Romero"),
        (["d i e g o f u e n t e s"], "Diego Fuentes"),
        (["Seen O'Brien"], "Séan O'Brien"),
        (["Grace Moore"], "Grace Kelly Moore"),
    ],
)
def test_a_misheard_name_is_the_one_on_record(answers: list[str], known: str) -> None:
    assert heard_as(tuple(answers), known)


@pytest.mark.parametrize(
    ("answers", "known"),
    [
        (["Rita Kumar"], "Ravi Kumar"),
        (["Robbie"], "Ravi Kumar"),
        (["Kumar"], "Ravi Kumar"),
        (["R V K"], "Ravi Kumar"),
        (["R A V I"], "Ravi Kumar"),
        (["Tom Baker or Ravi Kumar or Anita Desai"], "Ravi Kumar"),
        (["Tom Baker", "S U N I L M E H T A"], "Ravi Kumar"),
        (["yes please"], "Ravi Kumar"),
        (["", "9"], "Ravi Kumar"),
        (["Priya"], "Priya"),
        (["Ravi Kumar"], "रवि कुमार"),
    ],
)
def test_another_name_or_half_of_one_is_not(answers: list[str], known: str) -> None:
    assert not heard_as(tuple(answers), known)


def test_said_and_spelled_badly_count_together_and_neither_alone() -> None:
    said, spelling = "So VM aroused", "S F I M O R L S"
    assert not heard_as((said,), "Sofia Morales")
    assert not heard_as((spelling,), "Sofia Morales")
    assert heard_as((said, spelling), "Sofia Morales")
    assert not heard_as((said, said), "Sofia Morales")


@pytest.mark.parametrize(
    ("text", "letters", "words"),
    [
        ("Robic Humor, R-V-I-K-U-M-R.", "rvikumr", "Robic Humor"),
        ("T 0 M B K E R", "t0mbker", ""),
        ("I am a B", "", "I am a B"),
        ("RAVI", "ravi", ""),
        ("It's for the USA team", "", "It's for the USA team"),
    ],
)
def test_letters_are_told_from_words(text: str, letters: str, words: str) -> None:
    assert parted(text) == (letters, words)


def test_every_common_name_is_heard_as_itself() -> None:
    assert [name for name in NAMES if not proven([name], name)] == []
    assert [name for name in NAMES if not proven([spelled(name)], name)] == []


def test_names_of_others_are_kept_out() -> None:
    """Of pairs of different names, and of three wrong guesses, next to none are taken."""
    chance = Random(1)
    pairs = [chance.sample(NAMES, 2) for _ in range(8000)]
    said = sum(heard_as((a,), b) for a, b in pairs)
    both = sum(heard_as((a, spelled(a)), b) for a, b in pairs[:2000])
    assert said / 8000 < 0.001
    assert both / 2000 < 0.002
    guesses = [chance.sample(NAMES, 4) for _ in range(2000)]
    assert sum(heard_as(tuple(wrong), known) for *wrong, known in guesses) / 2000 < 0.003


def test_relatives_are_mostly_kept_apart() -> None:
    """The same surname and another first name: the number is often shared as well."""
    chance = Random(2)
    some = [(chance.sample(FIRST, 2), chance.choice(LAST)) for _ in range(3000)]
    taken = sum(heard_as((f"{one} {last}",), f"{other} {last}") for (one, other), last in some)
    assert taken / 3000 < 0.03


@pytest.mark.parametrize("split", ["seen", "unseen"])
def test_what_local_ears_made_of_names_proves_them(split: str) -> None:
    """Introduced, then spelled: nearly all; by what is read letter for letter far fewer."""
    some = [one for one in stored() if one.split == split]
    names = sorted({one.name for one in some})
    answers = {
        name: [o.heard for o in some if o.name == name and o.way != "alone"] for name in names
    }
    assert len(names) > 20
    assert sum(proven(answers[name], name) for name in names) / len(names) >= 0.9
    introduced = [one for one in some if one.way == "introduced"]
    heard = sum(proven([one.heard], one.name) for one in introduced)
    assert heard > sum(strictly([one.heard], one.name) for one in introduced)
