"""How text is made ready to be read out."""

import numpy as np
import pytest

from ringbook.agent.providers.voice import LEAD, SAMPLE_RATE, TAIL, speakable, trimmed


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Call +91 98860 14182.", "Call plus 9 1, 9 8 8 6 0, 1 4 1 8 2."),
        ("It's 312-555-0142.", "It's 3 1 2, 5 5 5, 0 1 4 2."),
        ("It's 9 8 8, 6 0 1, 4 1 8 2.", "It's 9 8 8, 6 0 1, 4 1 8 2."),
        ("At 2:30 PM on January 27.", "At 2:30 PM on January 27."),
        ("12 Main Street, 94103.", "12 Main Street, 94103."),
        ("From 09:00 to 12:30, $80.", "From 09:00 to 12:30, $80."),
        ("On 2026-01-27.", "On 2026-01-27."),
    ],
)
def test_phone_digits_are_read_one_by_one(text: str, read: str) -> None:
    assert speakable(text) == read


def test_quiet_around_a_phrase_is_cut_to_a_breath() -> None:
    quiet, loud = np.zeros(SAMPLE_RATE, np.float32), np.full(SAMPLE_RATE, 0.5, np.float32)
    kept = trimmed(np.concatenate([quiet, loud, quiet]))
    assert len(kept) == SAMPLE_RATE + round((LEAD + TAIL) * SAMPLE_RATE)
    assert np.flatnonzero(kept)[0] == round(LEAD * SAMPLE_RATE)


def test_what_is_quiet_altogether_is_kept() -> None:
    assert len(trimmed(np.zeros(100, np.float32))) == 100


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("माफ़ कीजिए, यहाँ मैं सिर्फ़ अंग्रेज़ी में बात कर सकती हूँ।",
         "maaf keejie, yahaan main sirf angrezee men baat kar sakatee hoon."),
        ("नमस्ते Priya, २७ जनवरी", "namaste Priya, 27 janavaree"),
        ("Nothing is changed here.", "Nothing is changed here."),
    ],
)  # fmt: skip
def test_hindi_is_read_out_in_letters_that_the_voice_knows(text: str, said: str) -> None:
    assert speakable(text) == said
