"""Hindi script in Latin letters, for a voice that reads no other. It is understood, not pretty."""

import re
import unicodedata
from typing import Final

__all__ = ["in_latin"]


def _table(signs: str, letters: str) -> dict[str, str]:
    return dict(zip(signs, letters.split(), strict=True))


_CONSONANTS: Final = _table(
    "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसहळ",
    "k kh g gh n ch chh j jh n t th d dh n t th d dh n p ph b bh m y r l v sh sh s h l",
)
_DOTTED: Final = _table("कखगजडढफ", "k kh g z r rh f")
_SIGNS: Final = _table("ािीुूृेैोौॅॉ", "aa i ee u oo ri e ai o au e o")
_VOWELS: Final = _table("अआइईउऊऋएऐओऔऍऑ", "a aa i ee u oo ri e ai o au e o")
_DOT, _NO_VOWEL = "\u093c", "\u094d"
_OTHERS: Final = {"\u0901": "n", "\u0902": "n", "\u0903": "h", "\u0964": "."}
_WORD = re.compile("[\u0900-\u0963]+")
_FIGURES: Final = str.maketrans("०१२३४५६७८९", "0123456789")


def in_latin(text: str) -> str:
    """The text with Hindi words in Latin letters; any other text is left as it is."""
    plain = unicodedata.normalize("NFC", text).translate(_FIGURES)
    return _WORD.sub(lambda found: _word(found[0]), plain).replace("\u0964", ".")


def _word(word: str) -> str:
    letters = _syllables(word)
    return letters[:-1] if letters.endswith("a") and _drops_last(word) else letters


def _drops_last(word: str) -> bool:
    """A vowel that is not written is not spoken at the end: "kaam", not "kaama"."""
    return word[-1] in (*_CONSONANTS, _DOT) and sum(c in _CONSONANTS for c in word) > 1


def _syllables(word: str) -> str:
    out = ""
    for place, letter in enumerate(word):
        after = word[place + 1 : place + 3]
        if letter in _CONSONANTS:
            dotted = after.startswith(_DOT)
            out += _DOTTED.get(letter, _CONSONANTS[letter]) if dotted else _CONSONANTS[letter]
            follows = after[dotted : dotted + 1]
            out += "" if follows and follows in (*_SIGNS, _NO_VOWEL) else "a"
        else:
            out += _SIGNS.get(letter) or _VOWELS.get(letter) or _OTHERS.get(letter, "")
    return out
