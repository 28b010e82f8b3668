"""Who is in danger or has had enough: "I can't breathe", "this is ridiculous". Pure."""

import re

from ringbook.dialogue.state.heard import Act
from ringbook.dialogue.understand.text import plain
from ringbook.domain.model import Practice

__all__ = ["distress_acts"]

_EMERGENCY = re.compile(
    r"\b(?:cant|cannot|can not|not|trouble|struggling to|difficulty) breath(?:e|ing)\b"
    r"|\bchest pains?\b|\bheart attack\b|\b(?:having|had) a stroke\b|\bunconscious\b|\bpassed out\b"
    r"|\boverdos\w+|\bsuicid\w+|\bkill (?:myself|himself|herself)\b|\bwont wake up\b"
    r"|\bbleeding (?:a lot|badly|heavily|and it wont|wont|everywhere)\b|\bwont stop bleeding\b"
    r"|\bcall (?:an ambulance|911|112|999|the ambulance)\b|\bmedical emergency\b"
    r"|\b(?:its|this is|it is|thats|its really) (?:an )?emergency\b"
    r"(?! (?:appointment|contact|slot))"
)
"""Words that no receptionist should answer with a free time alone."""

_NOT_NOW = re.compile(
    r"\b(?:if|in case of|what counts as|do you (?:do|take|treat|handle)|not|isnt|no) "
    r"(?:\w+ ){0,3}?emergenc\w+"
)

_UPSET = re.compile(
    r"\b(?:ridiculous|useless|terrible|awful|horrible|pathetic|stupid|dumb|idiot|rubbish|garbage"
    r"|joke|worst|unacceptable|infuriating|frustrat\w+|annoy(?:ed|ing)|fed up|sick of|pissed"
    r"|angry|furious)\b"
    r"|\bwast(?:e|ing) (?:of )?my time\b|\bfor gods sake\b|\bwhat the (?:hell|heck)\b"
    r"|\b(?:i|ive) (?:just )?(?:told|said|tell) (?:you|that|it) (?:already|\w+ times)\b"
    r"|\b(?:i|ive) already (?:told|said|gave|given)\b"
    r"|\byoure not (?:listening|hearing)\b|\bhow many times\b|\bfuck\w*|\bshit\w*|\bbloody hell\b"
)
_OF_A_BODY = re.compile(
    r"\b(?:terrible|awful|horrible|annoying|worst) (?:\w+ )?(?:tooth\w*|teeth|pain|ache|back\w*"
    r"|head\w*|cough|cold|itch|rash|hair\w*|time)\b|\bawful(?:ly)? (?:lot|much|long|early|late)\b"
)
""" "A terrible toothache" is a reason to come, and no complaint of us."""


def distress_acts(said: str, practice: Practice | None = None) -> tuple[Act, ...]:
    """`emergency` and `upset` in the plain text; a practice may have words of its own for one."""
    acts: list[Act] = []
    if (_EMERGENCY.search(said) or _named(said, practice)) and not _NOT_NOW.search(said):
        acts.append("emergency")
    if _UPSET.search(_OF_A_BODY.sub(" ", said)):
        acts.append("upset")
    return tuple(acts)


def _named(said: str, practice: Practice | None) -> bool:
    """Whether one of the practice's own words for an emergency was said, as a whole."""
    words = practice.emergency.words if practice and practice.emergency else ()
    return any(f" {plain(word)} " in f" {said} " for word in words)
