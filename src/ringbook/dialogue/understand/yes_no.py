"""Yes and no, in the light of what was asked. Pure."""

import re
from typing import Literal

from ringbook.dialogue.state.question import Question

__all__ = [
    "CHOOSING",
    "CONFIRMING",
    "agrees_in_parting",
    "answer",
    "begins_no",
    "only_agrees",
    "pleased",
    "waits",
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
_NO_REMARK = (
    r"(?! (?:question|point|idea|grief|god|lord|heavens|luck|job|to know|to hear|morning"
    r"|afternoon|evening|day|try|one)\b)"
)
""" "Good question" agrees to nothing."""

_STRONG = (
    r"(?:yes|yeah|yea|yep|yup|yah|ya|yess+|aye|affirmative|absolutely|definitely|certainly|of"
    r" course|exactly"
    r"|please do|go ahead|go for it|do it|do that|lets (?:do|go for|book) (?:it|that|this)"
    r"|you got it|you bet"
    r"|uh[ -]huh|mm+[ -]?hmm+|mhm|mm hm|for sure|roger(?: that)?"
    r"|you (?:may|can) (?:do|book|confirm|cancel|move|reserve) (?:it|that|this)|you may(?=$|,)"
    r"|go on(?: then)?|i can (?:do|make) (?:it|that)|id love (?:it|that)|make it (?:so|happen)"
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
    r"|(?:im |i am )?(?:very |quite |more than )?(?:happy|good|fine|okay|ok|cool) with (?:it|that)"
    r"|i said yes|i (?:(?:think|guess|suppose|believe|hope) )?so\b|thats me"
    r"|why not)"
)
_WEAK = (
    r"(?:(?:please )?(?:confirm|book|cancel|move|reschedule|change|reserve|schedule)"
    r" (?:it|that|this|me)\b(?! to)|lock it in|(?:put|count) me (?:in|down)|sign me up"
    r"|make the (?:change|booking)|ok|okay|okey|okay then|sure|sure thing|alright|all right"
    r"|ok[ie]+[ -]?do[kie]+|suits me|looks good|all good|very (?:good|well)|would be great"
    r"|ill be there|see you then|no (?:objections?|problem)|not a problem"
    rf"|(?:right|great|good|fine|perfect|nice|lovely){_NO_REMARK}"
    r"|wonderful|true|ideal|grand|sorted"
    r"|excellent|brilliant|awesome|cool|super|fantastic|amazing|please|deal|done|k|y|yes|fab"
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
    r"^(?:no (?:problem|worries|objections?|preference|matter|rush|doubt|sooner|later|earlier"
    r"|particular"
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
MOVES = re.compile(r"\b(?:move|reschedule|change|book) (?:it|that|this|me)\b")
REVERSED = re.compile(r", (?:no|actually|oh no)\b|\bon second thoughts?\b")


_POLITE = (
    r"(?:please|thanks?(?: you)?(?: so| very)?(?: much)?|then|so|too|really|just|now|and|that"
    r"|it|this|(?:for|with|by) me|fine|well)"
)
_ONLY_YES = re.compile(rf"{_OPENING}(?>(?:{_STRONG}|{_WEAK}|{_POLITE})(?:[, ]+|$))++")
_ASKED_TO = re.compile(
    r"^(?:(?:yes|yeah|yep|ok|okay|sure|please),? )*(?:(?:if|could|would|can|will) you"
    r"(?: (?:please|just))*"
    r"(?: (?:could|would|do|book|confirm|cancel|move|change|make|reserve|schedule))?"
    r"(?: (?:it|that|this|me in|the appointment|the change))?(?: for me)?"
    r"(?:,? (?:please|then))*)\??$"
)
""" "Could you do that, please?" to a read-back."""


def begins_no(said: str) -> bool:
    """ "No thanks", where "my appointment is at the wrong time" only has a no in it."""
    return NO.match(said) is not None


def only_agrees(said: str, asks: Question | None) -> bool:
    """True when the plain text is a yes to a read-back and nothing besides."""
    if asks is None or asks.about not in CONFIRMING:
        return False
    return bool(_ONLY_YES.fullmatch(said) or _ASKED_TO.match(said))


def pleased(said: str) -> bool:
    """ "Okay", "perfect": words of content, where nothing was asked that they answer."""
    return _ONLY_YES.fullmatch(said) is not None


_TAG = re.compile(
    r"[, ]+(?:isnt|arent|wasnt|doesnt|dont|cant|wont|hasnt|didnt|shouldnt) (?:it|they|that|we|you)"
    r"(?=[?,]|$)"
)
""" "Lovely day, isn't it?" denies nothing."""


def answer(said: str, asks: Question | None) -> Answer | None:
    """Whether the plain text agrees or refuses; "both" when it does one and takes it back.

    Weak words ("okay", "great") agree only where a yes was asked for.
    """
    about = asks.about if asks else ""
    said = _TAG.sub("", said)
    if NO_THEN_YES.match(said):
        return "yes" if about == "confirm_number" else "both"
    if _ASKED_TO.match(said) and about in CONFIRMING and about != "confirm_number":
        return "yes"
    no = not NOT_NO.match(said) and bool(NO.match(said) or INSIDE_NO.search(said))
    yes = not no and bool(STRONG_YES.match(said))
    if not no and not yes and about in AGREEING:
        yes = bool(WEAK_YES.match(said) or (INSIDE_YES.search(said) and len(said.split()) <= 6))
    if yes and about != "confirm_cancel" and CANCELS.search(said):
        return "no"
    if yes and about == "confirm_cancel" and MOVES.search(said):
        return None
    if yes and REVERSED.search(said):
        return "both"
    return "yes" if yes else "no" if no else None


_WAIT_FIRST = re.compile(
    r"^(?:wait|hold|hang|stop|one|just|give me|gimme|let me)\b(?! (?:book|do|confirm)\b)"
)


def waits(said: str) -> bool:
    """ "Yes, hold on" holds the yes back; "wait, yes" does not. The text has both."""
    return _WAIT_FIRST.match(said) is None


_SEE_YOU = re.compile(r"\bsee you (?:then|there)\b")
_BYE = re.compile(r"\bbye\b|\bhang up\b")


_DELIGHTED = re.compile(
    r"^(?:oh )?(?:perfect|great|lovely|wonderful|excellent|brilliant|sounds (?:good|great|perfect)"
    r"|that(?:s| is) (?:perfect|great|lovely)|that works)\b(?! (?:but|if|only))"
)


def agrees_in_parting(said: str) -> bool:
    """ "Yes please, bye", "perfect, bye" and "see you then" agree; "okay, bye" only leaves."""
    pleased_with = _DELIGHTED.match(said) is not None
    return (
        bool(STRONG_YES.match(said))
        or pleased_with
        or bool(_SEE_YOU.search(said) and not _BYE.search(said))
    )
