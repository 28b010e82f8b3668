"""Yes, no, "any", "the second one": answers, read in the light of what was asked. Pure."""

import re
from typing import Literal

from ringbook.dialogue.state.question import Question

__all__ = [
    "answer",
    "any_will_do",
    "lists_times",
    "more_wanted",
    "ordinal",
    "unsure",
    "without_ordinal",
]

type Answer = Literal["yes", "no", "both"]

CONFIRMING = (
    "confirm_number",
    "confirm_book",
    "confirm_cancel",
    "confirm_move",
    "confirm_wait",
    "confirm_leave",
)
CHOOSING = ("which_slot", "which_appointment")
AGREEING = (*CONFIRMING, *CHOOSING, "usual", "resume")
"""Questions to which "okay" is a yes."""

_GOOD = (
    r"(?:right|correct|fine|good|great|perfect|ok|okay|lovely|ideal|wonderful|excellent"
    r"|brilliant|awesome|cool"
    r"|it|the one|me|mine|my number|what i want(?:ed)?|all right|alright|spot on|accurate|true"
    r"|sounds)"
)
_STRONG = (
    r"(?:yes|yeah|yea|yep|yup|yah|ya|yess+|aye|affirmative|absolutely|definitely|certainly|of"
    r" course|exactly"
    r"|please do|go ahead|go for it|do it|do that|lets do (?:it|that|this)|you got it|you bet"
    r"|uh huh|mm ?hmm|mhm|mm hm"
    r"|correct|confirm(?:ed)?|indeed|by all means|i do\b|i confirm|i agree|i am\b|yes please"
    r"|thats a yes|spot on"
    rf"|(?:that|this|it)(?:s| is| was|ll be| will be| would be| looks| seems) (?:all |exactly "
    rf"|just |absolutely |quite "
    rf"|totally |perfectly |really |also )?{_GOOD}\b|it (?:is|does)\b"
    r"|(?:that|this|it|tha)(?: one| time)? (?:works|sounds|suits|will do|does|fits|should)\b(?:"
    r" work)?"
    r"|(?:that|it)ll (?:work|do|be)\b|sounds (?:good|great|fine|perfect|lovely|right|ok|okay"
    r"|wonderful|excellent|like)"
    r"|works(?: for me| great| fine| well| perfectly)?\b|(?:ill|i will|lets) (?:take|go with"
    r"|have) (?:it|that)\b|id like that"
    r"|happy with that|i said yes|i (?:(?:think|guess|suppose|believe|hope) )?so\b|thats me"
    r"|why not)"
)
_WEAK = (
    r"(?:(?:please )?(?:confirm|book|cancel|move|reschedule|change) (?:it|that|this|me)\b(?! to)"
    r"|make the (?:change|booking)|ok|okay|okey|okay then|sure|sure"
    r" thing|right|great|good|fine|perfect|alright|all right"
    r"|lovely|wonderful"
    r"|excellent|brilliant|awesome|cool|super|fantastic|nice|amazing|please|deal|done|k|yes|fab"
    r"|beautiful)"
)
_NO = (
    r"(?:no|nope|nah|naw|no no|negative|wrong|incorrect|not (?:really|quite|exactly|yet|that"
    r"|this|correct|right|it"
    r"|at all|now|today|mine|my|for me|really|a chance|necessarily|the)|no way|never(?! ?mind)"
    r"|none(?:"
    r" of)?|neither"
    r"|(?:please )?(?:dont|do not)\b(?! mind| care| have a preference| you| worry| know)"
    r"|absolutely not|of course not"
    r"|definitely not|certainly not|id rather not|i would rather not|i dont (?:think|want|need"
    r"|like|believe)"
    r"|i do not|i didnt|thats a no"
    r"|(?:thats|that is|its|it is|this is|that was|youre) (?:not|wrong|incorrect|no good|too"
    r" (?:late|early|soon|far))"
    r"|(?:that|it|this) (?:isnt|is not|wasnt|doesnt|does not|wont|will not|didnt|cant)|(?:it"
    r"|that) (?:doesnt|wont)"
    r"|cant (?:do|make)|i cant|keep (?:it|the|my|that))"
)
_TAIL = r"(?=$|[,? ])"
_OPENING = (
    r"^(?:(?:oh|ah|um+|uh|er|well|so|hmm+|okay so|and|i guess|i think|actually|hi|hello),? )*"
)
STRONG_YES = re.compile(
    rf"{_OPENING}(?:(?:ok|okay|great|perfect|sure|right|alright|lovely|good),? )*{_STRONG}{_TAIL}"
)
WEAK_YES = re.compile(rf"{_OPENING}{_WEAK}{_TAIL}")
NO = re.compile(rf"{_OPENING}(?:(?:ok|okay|right|sorry|wait|hmm),? )*{_NO}{_TAIL}")
NOT_NO = re.compile(
    r"^(?:no (?:problem|worries|preference|matter|rush|doubt|sooner|later|earlier|particular"
    r"|idea|need to worry)"
    r"|i cant wait|not a problem|no that(?:s| is) (?:right|correct)|no,? (?:it is|youre right"
    r"|yes))\b"
)
YES_NO = re.compile(
    r"^(?:yes|yeah|yep),? no,? (?=(?:thats|that is|its|it is|sounds|perfect|great|fine) ?\w*)"
)
""" "Yeah no, that's great" is a yes."""

NO_THEN_YES = re.compile(
    r"^no,? (?:no,? )?(?:yes|yeah|that(?:s| is) (?:right|correct)|youre right)\b"
)
INSIDE_YES = re.compile(r"\b(?:yes|yeah|yep|yup|go ahead|book it|correct)\b")
INSIDE_NO = re.compile(
    r"\b(?:(?:missed|missing|forgot|skipped|left out) (?:a|one|the) (?:\w+ )?(?:digit|number)"
    r"|my (?:old|previous) (?:one|number)"
    r"|nope|not (?:right|correct|quite right|my number|what i)|isnt (?:right|correct|it|my)"
    r"|wrong|incorrect"
    r"|dont (?:cancel|book|move|change|do (?:it|that))|do not (?:cancel|book|move|change)|no"
    r" thanks|no thank you"
    r"|doesnt work|does not work|wont work|not (?:going to|gonna) work)\b"
)
CANCELS = re.compile(r"\bcancel (?:it|that|this|the)\b")
REVERSED = re.compile(r", (?:no|wait|actually|oh no|no wait|hold on)\b|\bon second thoughts?\b")


def answer(said: str, asks: Question | None) -> Answer | None:
    """Whether the plain text agrees or refuses; "both" when it does one and takes it back.

    Weak words ("okay", "great") agree only where a yes was asked for.
    """
    about = asks.about if asks else ""
    if NO_THEN_YES.match(said):
        return "yes" if about == "confirm_number" else "both"
    no = not NOT_NO.match(said) and bool(NO.match(said) or INSIDE_NO.search(said))
    yes = not no and bool(STRONG_YES.match(said))
    if not no and not yes and about in AGREEING:
        yes = bool(WEAK_YES.match(said) or (INSIDE_YES.search(said) and len(said.split()) <= 6))
    if yes and about != "confirm_cancel" and CANCELS.search(said):
        return "no"
    if yes and REVERSED.search(said):
        return "both"
    return "yes" if yes else "no" if no else None


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
    r"\bnone of (?:those|these|them|that)\b|\bneither(?: of (?:those|these|them))?(?:"
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
    r"|of (?:those|them|these|the))"
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
    patterns = (NTH_THING, NUMBERED, NTH_BARE, LABEL) if choosing else (NTH_THING, NUMBERED)
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
