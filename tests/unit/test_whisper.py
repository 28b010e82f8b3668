"""The pure rules around the recogniser; hearing itself is tested with the real model."""

import pytest

from ringbook.agent.providers.whisper import repeats, short_context


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
