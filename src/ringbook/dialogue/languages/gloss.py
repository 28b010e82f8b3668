"""Another language word for word in plain English: one reader and one guard serve all. Pure.

A gloss is no translation: it keeps what decides (what was done or is wanted, yes and no, days and
times, digits) in the English words that the readers know, and leaves the rest as it is.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from ringbook.dialogue.languages.gloss_es import SPANISH
from ringbook.dialogue.languages.gloss_fr import FRENCH
from ringbook.dialogue.languages.gloss_hi import HINDI
from ringbook.dialogue.languages.gloss_words import Rule

__all__ = ["GLOSSES", "gloss"]

GLOSSES: Mapping[str, Sequence[Rule]] = {"es": SPANISH, "fr": FRENCH, "hi": HINDI}
"""By language, what is put in place of what, in this order."""

_BARE = re.compile(r"((?:^|[.!?,;:])\s*)is (confirmed|booked|moved|cancelled)\b", re.I)
_BARE_IS = re.compile(r"((?:^|[.!?,;:])\s*)is\b", re.I)
""" "It" is left out in these languages; in English "is …" would ask."""
_START = re.compile(r"(?:^|(?<=[.!?])\s+)[a-z]")


def gloss(text: str, language: str) -> str:
    """`text`, which is in `language`, with what decides in English; English stays as it is."""
    if language not in GLOSSES:
        return text
    text = unicodedata.normalize("NFC", text)
    for pattern, english in GLOSSES[language]:
        text = pattern.sub(english, text)
    text = _BARE.sub(r"\1i have \2", re.sub(r"\s+", " ", text).strip())
    text = _BARE_IS.sub(r"\1it is", text)
    return _START.sub(lambda found: found[0].upper(), text)
