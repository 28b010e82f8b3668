"""The pure rules around the recogniser; hearing itself is tested with the real model."""

import pytest

from ringbook.agent.providers.whisper import is_speech, repeats, short_context


@pytest.mark.parametrize(
    ("seconds", "context"), [(0.5, 15), (11.9, 15), (14.0, 17.0), (27.5, 30), (30.0, 30)]
)
def test_the_encoder_sees_no_more_than_it_needs(seconds: float, context: float) -> None:
    assert short_context(seconds) == context


@pytest.mark.parametrize(
    ("text", "loop"),
    [
        ("I'd like to book, I'd like to book, I'd like to book", True),
        ("no no no no no no no", True),
        ("Nine eight eight, six zero one, four one eight two.", False),
        ("9 8 8 8 8 8 1 4 1 8 2", False),
        ("Yes. Yes please.", False),
    ],
)
def test_loops_are_recognised(text: str, loop: bool) -> None:
    assert repeats(text) is loop


@pytest.mark.parametrize(
    ("what", "score", "no_speech", "seconds", "kept"),
    [
        ("yes", -0.80, 0.07, 0.9, True),
        ("sure", -1.22, 0.03, 0.9, True),
        ("okay", -1.61, 0.03, 1.0, True),
        ("Maria", -1.11, 0.12, 0.9, True),
        ("a long sentence that was guessed", -1.2, 0.03, 4.0, False),
        ("a cough", -1.86, 0.47, 0.8, False),
        ("a bark", -1.25, 0.40, 0.8, False),
        ("hum", -2.88, 0.84, 0.8, False),
        ("mumbling", -2.16, 0.04, 0.9, False),
        ("quiet", -0.8, 0.9, 3.0, False),
    ],
)
def test_short_words_are_believed_where_there_was_speech(
    what: str, score: float, no_speech: float, seconds: float, kept: bool
) -> None:
    assert is_speech(score, no_speech, seconds) is kept, what
