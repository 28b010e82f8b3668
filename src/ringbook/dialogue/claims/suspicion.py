"""Is a sentence in another language a claim, though no word for a deed was known in it? Pure.

A gloss cannot know every way to say "booked". So a statement that speaks of appointments or of a
time counts as one, unless something in it says otherwise: it asks, offers, tells of opening hours,
of what can, will or must be done, or denies.
"""

import re
from datetime import date

from ringbook.dialogue.claims.denials import denied
from ringbook.dialogue.claims.words import claimed
from ringbook.dialogue.languages.gloss import gloss
from ringbook.dialogue.languages.gloss_harmless import HARMLESS
from ringbook.dialogue.understand.mentions import moments

__all__ = ["claims_something"]

_OF_BOOKINGS = re.compile(
    r"\b(?:appointments?|booking|reservation|visit|diary|change|cancellation|done|all set"
    r"|confirmed|booked|moved|cancelled|completed|résolue?|réglée?|resuelt[oa]|solucionad[oa]|ferme)\b"
    r"|(?:अपॉइंटमेंट|कन्फर्म|रद्द|बुक|तैयार|पक्का)"
    r"|(?:गया|गई|गए|दिया|दी|दिए|लिया|ली|चुका|चुकी|हुई|हुआ)(?=[ .,!]|$)"
    r"|\b(?:gaya|gayi|diya|liya|chuka|chuki|hui)\b",
    re.I,
)
_EXCUSED = re.compile(
    r"\b(?:want|need|can|going to|let me|must|would|if|as soon as|once|before|every"
    r"|any ones|which|what|how|who|sorry|one moment|somebody|thanks|goodbye|to [a-z]+"
    r"|or|phone number)\b"
)
_DENIED = re.compile(r"\b(?:not|no|nothing|never|neither|nor)\b(?! longer)")
_CLAUSE = re.compile(r"[,;\u2014]|:(?!\d)|\b(?:and|but)\b")
_SAID_OF_IT = re.compile(
    r"\b(?:is|i have|you|your|appointment|tiene|figura|viene|avez|figurez|venez"
    r"|hain?|hua|milte)\b|है|हैं|हुआ|पक्का",
    re.I,
)
_ANY_DAY = date(2026, 1, 26)


def claims_something(sentence: str, language: str) -> bool:
    """True when the sentence says, or may say, that something was booked, moved or cancelled."""
    english = gloss(sentence, language)
    if claimed(english) is not None:
        return True
    if english.rstrip(" \"')").endswith("?") or denied(english):
        return False
    if _EXCUSED.search(english.lower()) or HARMLESS[language].search(
        sentence.replace("\u2019", "'")
    ):
        return False
    said_of_it = _SAID_OF_IT.search(f"{english} {sentence}") is not None
    told = [part for part in _CLAUSE.split(english) if not _DENIED.search(part.lower())]
    return any(_tells(part, said_of_it) for part in told)


def _tells(clause: str, said_of_it: bool) -> bool:
    """A time that is only named, and not said anything of, may be the first half of a read-back."""
    timed = said_of_it and bool(moments(clause, _ANY_DAY))
    return timed or bool(_OF_BOOKINGS.search(clause))
