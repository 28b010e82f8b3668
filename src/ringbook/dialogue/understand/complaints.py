"""What hurts or is broken: said to a practice, it is a wish to be seen. Pure.

Which service it asks for is the practice's to say, by its aliases; nothing is advised here.
"""

import re

__all__ = ["complaining", "without_past"]

_MINE = r"(?:my|his|her|our|a|an|the|this|one of my|some of my|our \w+s|my \w+s)"
_TROUBLE = (
    r"(?:hurt(?:s|ing)?|ach(?:es|ing|e|y)|killing (?:me|him|her)|sore|bleed(?:s|ing)|swollen|broken"
    r"|broke|loose|infected|throbb(?:s|ing)|chipped|cracked|fell (?:out|off)|came (?:out|off|loose)"
    r"|fallen (?:out|off)|come (?:out|off|loose)|bothering (?:me|him|her)|acting up|sensitive"
    r"|giving me trouble)"
)
_AILMENT = (
    r"(?:\w*ache|pains?|swelling|abscess|infection|cavity|rash|fever|cramps?|emergency"
    r"|(?:chipped|broken|cracked|loose|sore|swollen|bad|missing|wobbly) \w+)"
)
_PART = (
    r"(?:tooth|teeth|filling|crown|cap|veneer|bridge|braces?|bracket|retainer|dentures?|jaw|gums?"
    r"|nail|arm"
    r"|leg|wrist|ankle|finger|toe|foot|hand|back|knee|neck|shoulder|hip|eye|glasses|lens)"
)
_COMPLAINT = re.compile(
    rf"\b{_MINE} (?!(?:phone|line|website|app|card|computer|car|connection|link|number)\b)"
    rf"(?:\w+ ){{1,3}}?(?:(?:is|are|has|have|was|been|really|just|kind of|started|keeps?) )*"
    rf"{_TROUBLE}\b"
    rf"|\b(?:have|has|having|got|ive|in|with|had|its|is) (?:(?:an?|this|some|really|such|so|much"
    rf"|lots? of|bit of"
    rf"|terrible|awful|bad|horrible|severe|serious|little|my|the) )*{_AILMENT}\b"
    rf"|\b(?:i|he|she|we|ive|son|daughter) (?:just |have |has |think i )*(?:chipped|broke|cracked"
    rf"|lost|knocked out"
    rf"|knocked|hurt|twisted|sprained) (?:my|a|an|his|her|the|one of my) (?:\w+ ){{0,2}}?{_PART}\b"
    rf"|\bit (?:really |still |just )?(?:hurts|aches)\b"
)
_ASKED = re.compile(
    r"\b(?:does|do|will|would|did|should|can|could|if|when|is it going to) (?:\w+ ){0,4}$"
)

_PAST = re.compile(
    r"\b(?:since|ever since|started|began|happened|starting)(?: (?:on|about|around|last|this"
    r"|early|late))*"
    r" (?:yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day|night|week|month|weekend|morning)"
    r"(?: (?:morning|afternoon|evening|night))?\b"
    r"|\bfor (?:about |the (?:last|past) |over |almost )*(?:\w+ ){1,2}(?:days|weeks|months|years"
    r"|hours) now\b"
    r"|\b(?:for|over) the (?:last|past) (?:\w+ ){0,2}(?:days?|weeks?|months?|years?|hours?)\b"
    r"|\b(?:\w+ ){0,2}(?:days?|weeks?|months?|years?|hours?) ago\b"
    r"|\byesterday(?: (?:morning|afternoon|evening|night))?\b|\blast (?:night|week|month|year"
    r"|weekend)\b(?! (?:of|in)\b)"
)


def complaining(said: str) -> bool:
    """True when the plain text says that something hurts or is broken, and does not ask it."""
    return any(not _ASKED.search(said[: m.start()]) for m in _COMPLAINT.finditer(said))


def without_past(said: str) -> str:
    """The plain text without what is told of the past, which is no wish for a time."""
    return _PAST.sub(" ", said)
