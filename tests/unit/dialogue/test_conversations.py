"""Whole conversations end in the right diary, with nothing false, lost or asked in a circle."""

from collections import Counter

import pytest
from tests.unit.dialogue.conversations import SCRIPTS, SILENCE, Script
from tests.unit.dialogue.talk import Talk

REPEATS = 4
"""More often than the caller gave reason to, nothing is said."""


def hold(script: Script) -> Talk:
    call = Talk(script.diary())
    for turn in script.turns:
        assert call.state.ended is None, call.script()
        _ = call.quiet() if turn == SILENCE else call.says(turn)
    return call


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.about)
def test_a_conversation(script: Script) -> None:
    call = hold(script)
    said = [text for who, text in call.lines if who == "agent"]
    assert tuple(call.booked()) == script.booked, call.script()
    assert call.state.ended == "goodbye", call.script()
    assert _in_order(script.hears, " \n".join(said)) == "", call.script()
    assert [words for words in script.never if words in " ".join(said)] == [], call.script()
    assert max(Counter(said).values()) < REPEATS, call.script()


def _in_order(parts: tuple[str, ...], text: str) -> str:
    """The first of `parts` that does not follow the one before it, "" when all do."""
    place = 0
    for part in parts:
        found = text.find(part, place)
        if found < 0:
            return part
        place = found + len(part)
    return ""
