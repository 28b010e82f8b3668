""" "Any", "the second one", "what else": answers to what was offered or asked. Pure."""

import re

from ringbook.dialogue.state.question import Question
from ringbook.dialogue.understand.yes_no import CHOOSING

__all__ = [
    "any_will_do",
    "lists_times",
    "more_wanted",
    "ordinal",
    "unsure",
    "without_ordinal",
]

ANY = re.compile(
    r"\bany (?:of (?:them|those|these|the)|one|day|time|slot|works|is fine|will do|would do"
    r"|dentist|doctor|provider)\b"
    r"(?! (?:but|except|after|before|other|else))|\banytime\b|\banything (?:works|is fine|will"
    r" do|goes|you have|thats free)"
    r"|\banyone\b(?! (?:there|else))|\bwhichever\b|\bwhatevers?\b|\bwhoever\b|\bi (?:dont|do not"
    r"|really dont) (?:mind|care)\b"
    r"|\b(?:doesnt|does not) (?:really )?matter\b|\bno (?:real |particular )?preference\b|\byou"
    r" (?:choose|pick|decide)\b"
    r"|\beither (?:one|of|is|works|will|would)\b|^either\b|\bboth (?:work|are|fine|ok)\b"
    r"|\bflexible\b|\bup to you\b"
    r"|\bdont have a preference\b|\ball (?:of them |the same|work|are fine)\b|\bi can do any"
)
MORE = re.compile(
    r"\bis (?:that|this|it) (?:all|everything|it)\b|\bthe only (?:times?|ones?|slots?|days?)\b"
    r"|\bnone of (?:those|these|them|that)\b|\bneither(?: of (?:those|these|them))?(?:"
    r" one)?\b(?! nor)|\bwhat else\b"
    r"|\b(?:any|some|anything|something|what|other|another|different|more)(?: \w+)? (?:other"
    r"|else|different)\b"
    r"(?! (?:i can|you need|today|question))|\b(?:other|more|different|another) (?:times?"
    r"|slots?|options?|openings?|days?"
    r"|dates?|ones?|availability|appointments? (?:times?|slots?))\b|\b(?:those|they|these)"
    r" (?:dont|do not|wont) (?:work|suit)\b"
    r"|\bnot (?:any|one) of (?:those|these|them)\b|\bnone work\b"
)
OFFERING = (*CHOOSING, "confirm_book", "confirm_move", "when")

_PLACES = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4,
    "fifth": 5, "5th": 5, "sixth": 6, "6th": 6, "middle": 2, "former": 1, "earliest": 1,
    "earlier": 1, "soonest": 1, "sooner": 1, "last": -1, "latest": -1, "latter": -1, "later": -1,
    "final": -1,
}  # fmt: skip
_FIGURES = {
    "one": 1, "two": 2, "to": 2, "too": 2, "three": 3, "four": 4, "for": 4, "five": 5, "six": 6,
    "a": 1, "b": 2, "c": 3, "d": 4, "e": 5,
}  # fmt: skip
_NTH = _PLACES | _FIGURES
_ORDINALS = "|".join(_PLACES)
_THING = (
    r"(?:ones?|slots?|options?|times?|choice|appointments?|bookings?|openings?"
    r"|of (?:those|them|these|the(?! (?:week|month|day|morning|afternoon|evening)\b)))"
)
NTH_THING = re.compile(
    rf"\b(?<!as )(?<!like )(?<!than )(?P<nth>{_ORDINALS}) (?:available )?{_THING}\b(?! (?:of"
    rf"|on) (?:the )?(?:month|day|week))"
)
NTH_BARE = re.compile(
    rf"(?:^|\bthe |\b(?:take|prefer|want|like|pick|choose) (?:the )?)(?P<nth>{_ORDINALS})"
    r"(?=$|,| (?:please|works|sounds|is|would|will|then|thanks|if|for me|thing please))"
)
NUMBERED = re.compile(
    r"\b(?:option|number|choice|slot|letter) (?P<nth>one|two|to|too|three|four|for|five|six"
    r"|[a-e]|\d{1,2})\b"
)
NTH_LEFT = re.compile(
    r"\b(?P<nth>earliest|latest|first|last)(?: (?:appointment|slot|time|one|opening))?"
    r" (?:(?:that )?you(?:ve| have| can do| got)(?: got)?|(?:of|on|in) (?:the|that) day|that day"
    r"|available|there is|thats free)\b"
)
LABEL = re.compile(r"^(?:the )?(?P<nth>[a-e])(?:,? (?:please|thanks|then))?$")
FIGURE = re.compile(r"^(?:the )?(?P<nth>[1-6])(?:,? (?:please|thanks|then))?$")


UNSURE = re.compile(
    r"\b(?:dont|do not|cant|cannot) (?:actually |really |even )?(?:know|remember|recall|have)\b"
    r"|\bnot sure\b|\bno idea\b|\bforgot\b"
)
LISTS = re.compile(
    r"\bwhat(?:s| is| are| do| have| would| other)?(?: times?| slots?| else)?(?: do| have| are"
    r"| is)? ?(?:you|there)"
    r"(?: still| guys)? ?(?:have|got|is|are)?(?: available| free| left| open)?(?: for me| then"
    r"| please)?\??$"
    r"|\bwhat ?(?:s| is|ve you got|s there)? (?:available|free|open|left)\b|\b(?:list|read"
    r"|tell) me (?:the|your|what)"
    r"|\bwhat (?:do|would|can) you (?:suggest|recommend|advise)\b"
    r"|\bwhat (?:are|is) (?:my|the) (?:options?|choices?)\b|\b(?:just )?give me (?:some|the"
    r"|your) (?:options?|times?)"
)


def unsure(said: str) -> bool:
    """True when the caller cannot say what was asked for."""
    return bool(UNSURE.search(said))


def lists_times(said: str) -> bool:
    """True when the caller would rather hear what is free than name a time."""
    return bool(LISTS.search(said))


def any_will_do(said: str) -> bool:
    """True when every choice suits: "whichever", "I don't mind"."""
    return bool(ANY.search(said))


def more_wanted(said: str, asks: Question | None) -> bool:
    """True when other openings than those offered are asked for."""
    return asks is not None and asks.about in OFFERING and bool(MORE.search(said))


def ordinal(said: str, asks: Question | None) -> int | None:
    """Which of those offered or listed is meant: 1-based, -1 the last one."""
    choosing = asks is not None and asks.about in CHOOSING
    patterns = (
        (NTH_LEFT, NTH_THING, NUMBERED, NTH_BARE, LABEL) if choosing else (NTH_THING, NUMBERED)
    )
    for pattern in patterns:
        if match := pattern.search(said):
            nth = match["nth"]
            return int(nth) if nth.isdigit() else _NTH[nth]
    return None


def figure(said: str) -> int | None:
    """A bare figure, which may be an hour or a choice."""
    match = FIGURE.match(said)
    return int(match["nth"]) if match else None


def without_ordinal(said: str) -> str:
    """The plain text without "the second one", which is neither a date nor a wish for later."""
    for pattern in (NTH_THING, NUMBERED):
        said = pattern.sub("it", said)
    return said
