"""Cutting the agent's text without look-ahead."""

import pytest

from ringbook.agent.providers.sentences import GuardedSentences, split


@pytest.mark.parametrize(
    ("text", "whole", "rest"),
    [
        ("One moment.", ["One moment."], ""),
        ("Is that right? I can", ["Is that right?"], " I can"),
        ("Dr. Rao is free. Yes!", ["Dr. Rao is free.", " Yes!"], ""),
        ("A cleaning costs $80.50 here", [], "A cleaning costs $80.50 here"),
        ('He said "yes." Then', ['He said "yes."'], " Then"),
        ("", [], ""),
    ],
)
def test_a_sentence_ends_at_its_punctuation(text: str, whole: list[str], rest: str) -> None:
    assert split(text) == (whole, rest)


async def test_a_sentence_is_out_before_the_next_one_comes() -> None:
    stream = GuardedSentences().stream()
    stream.push_text("You are ")
    stream.push_text("booked.")
    assert (await anext(stream)).token == "You are booked."
    stream.push_text(" Anything else")
    stream.end_input()
    assert [token.token async for token in stream] == [" Anything else"]


async def test_flush_ends_what_has_no_punctuation() -> None:
    stream = GuardedSentences().stream()
    stream.push_text("Goodbye")
    stream.flush()
    stream.end_input()
    assert [token.token async for token in stream] == ["Goodbye"]


def test_tokenize_gives_all_of_the_text() -> None:
    text = "First. Second! And the rest"
    assert "".join(GuardedSentences().tokenize(text)) == text
