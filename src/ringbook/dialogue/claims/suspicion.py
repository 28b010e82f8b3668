"""Is a sentence in another language a claim, though no word for a deed was known in it? Pure.

A gloss cannot know every way to say "booked". So a statement that speaks of appointments or of a
time counts as one unless each of its clauses is excused: it asks, offers, tells of opening hours,
of what can, will or must be done, denies, or only names what is to be read back.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from ringbook.dialogue.claims.denials import denied
from ringbook.dialogue.claims.words import claimed
from ringbook.dialogue.languages.gloss import gloss
from ringbook.dialogue.languages.gloss_harmless import HARMLESS
from ringbook.dialogue.languages.gloss_hi import plainly
from ringbook.dialogue.languages.gloss_known import KNOWN, OFFERS
from ringbook.dialogue.languages.gloss_moods import (
    ADVERB,
    CHOICE,
    CONDITION,
    DEED,
    HABIT,
    SOONEST,
    SUMMONS,
    UNDONE,
    WISH,
)
from ringbook.dialogue.languages.gloss_naming import NAMED, NAMING
from ringbook.dialogue.languages.gloss_statements import (
    ASKS_TOO,
    BRIEF,
    JOINED,
    NO_LONGER,
    SLOT,
    SOUGHT,
    YOURS,
)
from ringbook.dialogue.understand.mentions import moments

__all__ = ["claims_something"]

_OF_BOOKINGS = re.compile(
    r"\b(?:appointments?|booking|reservation|visit|diary|change|cancellation|done|all set"
    r"|confirmed|booked|moved|cancelled|completed|no longer exists)\b"
)
_CONDITION = re.compile(
    r"\b(?:want|would|if|as soon as|once|before|every|any ones|which|what|how|who|to [a-z]+"
    r"|phone number)\b"
)
_EXCUSED = re.compile(
    r"\b(?:need|can|going to|let me|must|sorry|one moment|somebody|thanks|goodbye|or)\b"
)
_YOURS_TOO = re.compile(r"\b(?:need|can|going to|let me|must|sorry|or)\b|^to ")
_DENIED = re.compile(r"\b(?:not|no|nothing|never|neither|nor)\b(?! longer)")
_NOT_YET_SO = re.compile(
    r"\b(?:if|as soon as|once|before|every|any ones|somebody|not|no|nothing|never)\b"
)
_DONE = re.compile(r"\b(?:i have )?(?:booked|confirmed|moved|cancelled|completed|all set|done)\b")
"""What is done only then, or by somebody else."""
_WORD = re.compile(r"[^\W\d_](?:[\w\u0900-\u0963'-]*[\w\u0900-\u0963])?")
_WHOLE = {
    language: re.compile(rf"\S*(?:{harmless.pattern})\S*", re.I)
    for language, harmless in HARMLESS.items()
}
"""With all of the word that is harmless in part."""
_TAG = 3
"""The words of a question that only asks for a yes to what was said before it."""
_BRIEF = 5
"""The words in which something may be told by an idiom that nobody has listed."""
_ANY_DAY = date(2026, 1, 26)


def claims_something(sentence: str, language: str, own: Set[str] = frozenset()) -> bool:
    """True when the sentence says, or may say, that something was booked, moved or cancelled.

    `own` are the names, in lower case, of this practice's services and people and of the caller.
    """
    said = plainly(unicodedata.normalize("NFC", sentence).replace("\u2019", "'"))
    english = gloss(said, language)
    if claimed(english) is not None:
        return True
    gone = NO_LONGER[language].search(said) is not None
    if denied(english) and not gone:
        return False
    words = _Words(
        language,
        own,
        conditional=bool(_CONDITION.search(english.lower())),
        open=bool(CONDITION[language].search(said) or SOONEST[language].search(said)),
        choice=bool(CHOICE[language].search(said)),
    )
    if not (gone or _concerns(english) or SLOT[language].search(said)):
        return any(words.tells_briefly(part) for part in _stated(said, language))
    stated = all(words.excuse(part) for part in _stated(said, language))
    return not stated or any(words.tell(part) for part in _before_a_question(said, language))


def _concerns(english: str) -> bool:
    """Whether an appointment or a time is spoken of."""
    return bool(moments(english, _ANY_DAY) or _OF_BOOKINGS.search(english.lower()))


def _stated(said: str, language: str) -> Sequence[str]:
    """The clauses, without those that ask. What comes before "is that right?" is stated."""
    parts = _clauses(said, language)
    if not _asks(said):
        return parts
    all_ask = ASKS_TOO[language].fullmatch(parts[-1].strip(" ?"))
    return () if all_ask or len(parts[-1].split()) > _TAG else parts[:-1]


def _before_a_question(said: str, language: str) -> Sequence[str]:
    """The clauses before a longer question: it may be they that ask, unless they tell of a deed."""
    return _clauses(said, language)[:-1] if _asks(said) else ()


def _clauses(said: str, language: str) -> Sequence[str]:
    return [part for part in JOINED[language].split(said) if part.strip(" .!\u0964")] or [said]


def _asks(said: str) -> bool:
    return said.rstrip(" \"')").endswith("?")


@dataclass(frozen=True, slots=True)
class _Words:
    """What a clause may consist of; `conditional` when it is under a condition or a wish, `open`
    when another clause of its sentence may be a condition, or names the soonest time.
    `choice` when it is left to the caller."""

    language: str
    own: Set[str]
    conditional: bool
    open: bool
    choice: bool

    def excuse(self, clause: str) -> bool:
        """Whether the clause only names, offers, or says in known words what claims nothing."""
        bare = NAMED[self.language].sub(" ", clause)
        if self._summon(clause):
            return False
        if YOURS[self.language].search(clause):
            return self._excuse_yours(clause, bare)
        if OFFERS[self.language].search(clause) or self._tells_none(bare, WISH):
            return True
        return self._tells_none(bare, HABIT) or self._excuse_by_words(bare)

    def _excuse_yours(self, clause: str, bare: str) -> bool:
        if self._tells_none(bare, WISH) or SOUGHT[self.language].search(clause):
            return True
        return _YOURS_TOO.search(gloss(bare, self.language).lower()) is not None

    def _excuse_by_words(self, bare: str) -> bool:
        english = gloss(bare, self.language).lower()
        if self._name(english):
            return True
        excused = self.conditional or self._harmless(bare, english)
        aside = not (_concerns(english) or self._deed(bare))
        chats = aside and (self._chats(bare) or ADVERB[self.language].fullmatch(bare.strip(" .!")))
        return bool((excused or aside) and (chats or self._know(bare, english)))

    def _tells_none(self, clause: str, moods: Mapping[str, re.Pattern[str]]) -> bool:
        """A verb is in a form that tells of nothing done, and none in one that does."""
        if NO_LONGER[self.language].search(clause):
            return False
        if CONDITION[self.language].match(clause.lstrip()):
            return True
        return bool(self.open or moods[self.language].search(clause)) and not self._deed(clause)

    def _chats(self, clause: str) -> bool:
        """A longer clause that speaks of no time, place or appointment and tells of no deed."""
        names = SLOT[self.language].search(clause) or NO_LONGER[self.language].search(clause)
        return len(clause.split()) > _BRIEF and not names

    def _summon(self, clause: str) -> bool:
        summons = SUMMONS[self.language].search(clause)
        return bool(summons and not self.choice and _concerns(gloss(clause, self.language)))

    def _deed(self, clause: str) -> bool:
        return DEED[self.language].search(UNDONE[self.language].sub(" ", clause)) is not None

    def tell(self, clause: str) -> bool:
        """Whether the clause, whatever it is part of, tells of something done."""
        return not CONDITION[self.language].match(clause.lstrip()) and self._deed(clause)

    def tells_briefly(self, clause: str) -> bool:
        """Whether a clause that names no time and no appointment tells of something done."""
        bare = clause.strip(" .!\u0964")
        return BRIEF[self.language].fullmatch(bare) is not None and not self._excuse_brief(bare)

    def _excuse_brief(self, clause: str) -> bool:
        return self._harmless(clause, gloss(clause, self.language).lower()) or self.excuse(clause)

    def _name(self, english: str) -> bool:
        return all(w in NAMING[self.language] or w in self.own for w in _WORD.findall(english))

    def _harmless(self, bare: str, english: str) -> bool:
        denies = _DENIED.search(english) and not NO_LONGER[self.language].search(bare)
        return bool(denies or _EXCUSED.search(english) or HARMLESS[self.language].search(bare))

    def _know(self, bare: str, english: str) -> bool:
        """No word is left that may tell of a deed."""
        rest = gloss(_WHOLE[self.language].sub(" ", bare), self.language).lower()
        known = NAMING[self.language] | self.own
        if _NOT_YET_SO.search(english):
            rest = _DONE.sub(" ", rest)
        return all(w in known or KNOWN[self.language].fullmatch(w) for w in _WORD.findall(rest))
