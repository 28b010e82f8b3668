"""Acts that mean something else beside others, or where the talk stands. Pure."""

import re
from dataclasses import replace

from ringbook.dialogue.state.heard import Act, Context, Heard
from ringbook.dialogue.state.question import WRITES
from ringbook.dialogue.understand.answers import OFFERING
from ringbook.dialogue.understand.tasks import TASKS
from ringbook.dialogue.understand.yes_no import CONFIRMING, agrees_in_parting, waits
from ringbook.domain.when import When

__all__ = ["weighed"]

_AGAIN = re.compile(
    r"(?:(?:so|and|sorry|ok|okay),? )*(?:when|who|what (?:day|time|date)) ?(?:is|was|s|will) "
    r"(?:it|that|the appointment|my appointment)(?: (?:be|again|with|for|at|on))*\??$"
)
""" "When was that?", after what was done was told: to be told once more."""

OVER = ("anything_else", "anything", "")

_FINE = re.compile(
    r"^(?:(?:oh|hi|hello|hey|yeah|yes),? )*(?:im |i am |all |were |doing )*"
    r"(?:good|fine|well|great|not (?:too |so )?bad)(?:,? (?:thanks|thank you|and you|how are you))*"
    r"(?:,? today)?\??$"
)
""" "I'm good, thanks" gives the greeting back; it is no farewell to "how can I help you?"."""

_HOUR = (
    r"(?:\d{1,2}(?::\d\d)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon)"
    r"(?: (?:thirty|fifteen|forty[ -]five|oclock|\d\d))?(?: ?[ap]m)?"
)
_NOT_THAT = re.compile(
    r"^(?:(?:no|oh|well|sorry|but|hmm),? )*"
    r"(?:not|anything but|any ?time but|(?:im |i am )?(?:i )?(?:cant|cannot|can not) (?:do|make))"
    rf"(?: the| at)* (?:(?:first|second|third|last|1st|2nd|3rd)(?: (?:one|time))?|{_HOUR})"
    r"(?:,? (?:please|sorry|though|im afraid))*$"
)
""" "I can't do three", "not the first one": another of what there is."""

_SEE_YOU = re.compile(r"\bsee (?:you|ya)\b")
_BYE = re.compile(r"\bbye\b|\bhang up\b|\blater\b|\bnext time\b")
""" "See you Thursday" after an offer may think it is booked: it is asked, and not hung up on."""


def weighed(heard: Heard, said: str, context: Context) -> Heard:
    """`heard` with those of its acts that the plain text `said` means here."""
    about = context.asks.about if context.asks else ""
    acts = [*heard.acts]
    tasked = any(act in TASKS for act in acts)
    content = bool(not heard.when.empty or heard.number or heard.name or heard.service)
    acts = _waiting(acts, said, given=content or tasked)
    acts = _parting(acts, said, about, given=content or tasked)
    if "no" in acts and "cancel" in acts and about not in CONFIRMING:
        acts.remove("no")
    if tasked and about in OVER:
        acts = _without(acts, "yes", "no")
    if about in OFFERING and _NOT_THAT.match(said):
        heard = replace(heard, ordinal=None, when=When())
        other: Act = "no" if about in WRITES else "more"
        acts = [*_without(acts, "yes", "no", "pick", "correct"), other]
    if "repeat" in acts:  # "I didn't hear you" denies nothing
        heard = replace(heard, ordinal=None, when=When()) if "pick" in acts else heard
        acts = _without(acts, "no", "pick", "availability")
    if about == "anything_else" and "question" in acts and _AGAIN.match(said):
        acts = [*_without(acts, "question"), "repeat"]
    if about == "number" and heard.number is not None:
        acts = _without(acts, "no", "correct")
    return replace(heard, acts=tuple(dict.fromkeys(acts)))


def _waiting(acts: list[Act], said: str, *, given: bool) -> list[Act]:
    """ "Yes, hold on" waits and agrees to nothing; "hold on, yes" agrees, and waits no more."""
    if "wait" not in acts:
        return acts
    if "yes" in acts and waits(said):
        acts = _without(acts, "yes")
    answered = given or {"yes", "no", "pick", "correct"} & {*acts}
    return _without(acts, "wait") if answered else acts


def _parting(acts: list[Act], said: str, about: str, *, given: bool) -> list[Act]:
    """Whether the caller takes leave: "that's all" does, once nothing is open."""
    if about in WRITES and {"yes", "goodbye"} <= {*acts} and agrees_in_parting(said):
        acts = _without(acts, "goodbye")
    if "nothing" in acts and (given or about in CONFIRMING):
        acts = _without(acts, "nothing")
    if about == "anything" and _FINE.match(said):
        return [*_without(acts, "nothing", "yes", "question"), "greet"]
    if about in (*WRITES, "which_slot") and _SEE_YOU.search(said) and not _BYE.search(said):
        acts = _without(acts, "goodbye")
    if about not in OVER:
        return acts
    if "nothing" in acts and not {"question", "wait"} & {*acts}:
        acts = [*acts, "goodbye"]
    if {"nothing", "goodbye"} & {*acts}:
        acts = _without(acts, "yes")
    return _without(acts, "greet") if "goodbye" in acts else acts


def _without(acts: list[Act], *others: Act) -> list[Act]:
    return [act for act in acts if act not in others]
