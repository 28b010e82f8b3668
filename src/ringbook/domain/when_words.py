"""Text as people say, type or as recognisers write it, brought to one form for the grammar. Pure.

The canonical form is lower case, has digits for number words ("2 30", "27th"), "am" / "pm" in one
spelling, full weekday names, no apostrophes, and commas for all pauses.
"""

import re
from functools import lru_cache

from ringbook.domain.phone_words import without_phone_numbers
from ringbook.domain.vocabulary import TEENS, TENS, UNITS, near

__all__ = ["COUNT", "MONTH", "MONTHS", "ORDINAL", "WEEKDAY", "WEEKDAYS", "canonical", "count"]

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAYS)})s?"
MONTH = rf"(?P<month>{'|'.join(MONTHS)})s?"
ORDINAL = r"(?P<day>\d{1,2})(?:st|nd|rd|th)"
COUNT = r"(?P<count>\d{1,2}|an?|a couple(?: of)?|a few|couple(?: of)?)"
COUNTS = {"a": 1, "an": 1, "a couple": 2, "a couple of": 2, "couple": 2, "couple of": 2, "a few": 3}

SHORT_DAYS = {
    **dict.fromkeys(("mon",), "monday"),
    **dict.fromkeys(("tue", "tues"), "tuesday"),
    **dict.fromkeys(("wed", "weds"), "wednesday"),
    **dict.fromkeys(("thu", "thur", "thurs"), "thursday"),
    **dict.fromkeys(("fri",), "friday"),
    **dict.fromkeys(("sat",), "saturday"),
    **dict.fromkeys(("sun",), "sunday"),
    **{name[:3]: name for name in MONTHS if name not in ("march", "may")},
    **dict.fromkeys(("sept",), "september"),
    **dict.fromkeys(("tmrw", "tmr", "tomo", "2moro"), "tomorrow"),
    **dict.fromkeys(("wensday", "wendsday"), "wednesday"),
}
LONG_NAMES = (*WEEKDAYS, *(name for name in MONTHS if len(name) > 5), "tomorrow", "afternoon")

ORDINALS = {
    **dict(
        zip(
            ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"],
            range(1, 10),
            strict=True,
        )
    ),
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
    "twelveth": 12,
    **{f"{word}th": int(n) for word, n in TEENS.items() if int(n) > 12},
    "twentieth": 20,
    "thirtieth": 30,
}
CARDINALS = {word: int(n) for word, n in (UNITS | TEENS).items() if word != "zero"}
_TENS, _UNIT = "|".join(TENS), "|".join(word for word in UNITS if word != "zero")
_ORDINAL = "|".join(ORDINALS)

_CLOCK = rf"(?:{_UNIT}|{'|'.join(TEENS)}|\d+) (?:thirty|fifteen|forty[ -]five|\d\d)"
THING_ONE = re.compile(
    r"\b((?:the|that|this|next|last|earlier|later|other|another|which|any|morning|afternoon|evening"
    r"|following|previous|same|best|sooner|older|new|old|[ap]m|oclock"
    rf"|{'|'.join(WEEKDAYS)}|{_ORDINAL}|\d\w\w|\d:\d\d|the {_CLOCK})) one\b"
    r"|\b(?P<of>)one(?= of (?:the|those|these|my|them)\b)"
)
"""Where "one" is a thing and not a number: "the ten thirty one" is the one at 10:30."""

PASSED = re.compile(r"\b(?:half|have|haf|halve)[ -]*(?:passed|past|pass)\b")
HEARD_HOURS = {"to": "2", "too": "2", "two": "2", "for": "4", "fore": "4", "four": "4"}
HEARD_HOURS |= {"ate": "8", "won": "1"}
_HEARD = "|".join(HEARD_HOURS)
CUE = r"past|at|by|around|about|after|before|until|between|quarter to|(?:minutes|5|10|20|25) to"


def count(said: str) -> int:
    """The number that COUNT matched."""
    return COUNTS[said] if said in COUNTS else int(said)


@lru_cache(maxsize=256)
def canonical(text: str) -> str:
    """`text` in the canonical form, without the phone numbers in it."""
    said = without_phone_numbers(text.lower().replace("\u2019", "'"))
    said = re.sub(r"[\u2010-\u2015]", "-", said).replace("'", "")
    said = re.sub(r"\b([ap])\s?\.?\s?m\b\.?(?=\W|$)", r"\1m", said)
    said = re.sub(r"(\d)([ap]m)\b", r"\1 \2", said)
    said = re.sub(r"\bo\s?clock\b", "oclock", said)
    said = re.sub(r"\bon second thoughts?\b", "actually", said)
    said = re.sub(r"[;!?()\"\u2026]|\.(?!\d)|(?<!\d)\.", ",", said)
    said = re.sub(r"(?<=[a-z])-(?=[a-z])|(?<=[a-z])-(?=\d)|(?<=\d)-(?=[a-z])", " ", said)
    said = re.sub(r"[a-z]+", lambda m: _spelled(m[0]), said)
    said = _numbers(_homophones(said))
    return re.sub(r"\s+", " ", re.sub(r"\s*,[\s,]*", ", ", said)).strip(" ,")


def _spelled(word: str) -> str:
    """Abbreviations and slips of spelling of day and month names set right."""
    if word in SHORT_DAYS:
        return SHORT_DAYS[word]
    if len(word) < 6 or word in LONG_NAMES:
        return word
    single = _squeezed(word.removesuffix("s"))
    meant = [name for name in LONG_NAMES if near(single, _squeezed(name))]
    return meant[0] if len(meant) == 1 and word[0] == meant[0][0] else word


def _squeezed(word: str) -> str:
    """Without doubled letters, which are the commonest slip."""
    return re.sub(r"(.)\1+", r"\1", word)


def _homophones(said: str) -> str:
    """What speech recognisers write for times: "have passed 2", "for 15 pm", "at to thirty"."""
    said = PASSED.sub("half past", said)
    said = re.sub(r"\b(quarter|five|ten|twenty|\d+) passed\b", r"\1 past", said)
    said = re.sub(
        r"\b(the|i|we|i ?ve|ive) (saturday|sunday)\b(?= (?:down|is|was|in|on))", r"\1", said
    )
    hour = rf"\b({_HEARD})"
    said = re.sub(
        rf"(?<!\d ){hour} ?:?(1[3-9]|[2-5]\d|00)(?= ?[ap]m)",
        lambda m: f"{HEARD_HOURS[m[1]]}:{m[2]}",
        said,
    )
    said = re.sub(rf"{hour} (?=[ap]m\b)", lambda m: f"{HEARD_HOURS[m[1]]} ", said)
    return re.sub(
        rf"\b({CUE}) ({_HEARD})"
        r"(?=$|,| (?:thirty|fifteen|forty|30|15|45|oclock|and|or|on|in|please|would|works|suits"
        r"|sounds)\b)",
        lambda m: f"{m[1]} {HEARD_HOURS[m[2]]}",
        said,
    )


def _numbers(said: str) -> str:
    """Number words as digits: "forty five" → "45", "twenty seventh" → "27th"."""
    said = re.sub(
        rf"\b({_TENS})[\s-]+({_ORDINAL})\b",
        lambda m: _suffixed(int(TENS[m[1]]) * 10 + ORDINALS[m[2]]),
        said,
    )
    said = re.sub(rf"\b({_ORDINAL})\b", lambda m: _suffixed(ORDINALS[m[1]]), said)
    said = THING_ONE.sub(lambda m: f"{m[1] or ''} ones".strip(), said)
    said = re.sub(rf"\b({_TENS})[\s-]+({_UNIT})\b", lambda m: TENS[m[1]] + UNITS[m[2]], said)
    said = re.sub(rf"\b({_TENS})\b", lambda m: f"{TENS[m[1]]}0", said)
    said = re.sub(rf"\b({'|'.join(CARDINALS)})n?(?=\b|ish\b)", lambda m: str(CARDINALS[m[1]]), said)
    said = re.sub(r"\b(?:oh|o|zero) (?=\d\b)(?!\d (?:days|weeks))", "0", said)
    said = re.sub(r"\b(\d{1,2}) (0\d)\b", r"\1:\2", said)
    return re.sub(r"\b(\d{1,2}) hundred(?: hours)?\b", r"\1:00", said)


def _suffixed(day: int) -> str:
    """27 → "27th"; the ending is only for show, the grammar takes any."""
    return f"{day}th"
