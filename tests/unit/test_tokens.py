"""Requests that nobody counted are estimated like those of the call that somebody counted."""

import pytest

from ringbook.agent.tokens import Estimator, Tokens

PROMPT = "You are the receptionist. " * 100
"""500 pieces."""
ANSWER = "On Thursday, then?"
"""5 pieces."""


def test_before_anything_is_known_a_piece_is_about_a_token() -> None:
    estimator = Estimator()
    assert estimator.estimate(estimator.exchange(PROMPT, ANSWER)) == Tokens(510, 0, 5)


@pytest.mark.parametrize(
    ("said", "tokens"),
    [("9 8 8, 6 0 1", 12), ("June 15 at 10:00 AM", 9), ("2026", 2), ("", 0)],
)
def test_numbers_are_cut_into_three_digits_and_the_space_before_them(
    said: str, tokens: int
) -> None:
    estimator = Estimator()
    assert estimator.estimate(estimator.exchange("", said)).output == tokens


def test_the_provider_s_counts_are_learned_from() -> None:
    estimator = Estimator()
    for _ in range(20):
        estimator.learn(estimator.exchange(PROMPT, ANSWER), Tokens(1000, 0, 10))
    guess = estimator.estimate(estimator.exchange(PROMPT, ANSWER))
    assert guess.input == pytest.approx(1000, rel=0.01)
    assert guess.output == 8  # fifty pieces of before still count


def test_what_was_sent_before_is_cached_in_steps_as_often_as_it_was() -> None:
    estimator = Estimator()
    estimator.learn(estimator.exchange(PROMPT, ANSWER), Tokens(500, 0, 5))
    estimator.learn(estimator.exchange(PROMPT + "One.", ANSWER), Tokens(502, 384, 5))
    assert estimator.estimate(estimator.exchange(PROMPT + "Two.", ANSWER)).cached == 384
    assert estimator.estimate(estimator.exchange("Another prompt.", ANSWER)).cached == 0


def test_nothing_is_taken_for_cached_where_the_provider_caches_nothing() -> None:
    estimator = Estimator()
    for _ in range(3):
        estimator.learn(estimator.exchange(PROMPT, ANSWER), Tokens(500, 0, 5))
    assert estimator.estimate(estimator.exchange(PROMPT, ANSWER)).cached == 0
