"""The words in which callers name several people at once. Pure."""

import re
from typing import Final

from ringbook.dialogue.understand.attendee import ADJECTIVE, AGE, KIN

__all__ = [
    "ALSO",
    "AS_WELL",
    "COMES",
    "COUNT",
    "COUNTS",
    "ELSEWHERE",
    "FOLLOWS",
    "JOINS",
    "LEADS",
    "MENTION",
    "MINE_TOO",
    "NAME",
    "ONLY",
    "ONLY_COUNTED",
    "OPENS_WITH",
    "PAIRS",
    "PLURALS",
    "SEVERAL",
    "SPEAKS_ON",
    "US",
]

PLURALS: Final = {
    "children": "child", "kids": "child", "babies": "baby", "boys": "son", "sons": "son",
    "girls": "daughter", "daughters": "daughter", "twins": "twin", "brothers": "brother",
    "sisters": "sister", "friends": "friend", "grandchildren": "grandchild", "cousins": "cousin",
    "grandsons": "grandson", "granddaughters": "granddaughter", "nephews": "nephew",
    "nieces": "niece", "colleagues": "colleague",
}  # fmt: skip
PAIRS: Final = {"parents": ("mother", "father"), "grandparents": ("grandmother", "grandfather")}
COUNTS: Final = {
    "both": 2, "two": 2, "2": 2, "couple": 2, "three": 3, "3": 3, "four": 4, "4": 4, "five": 5,
}  # fmt: skip
COUNT = r"(?:both|two|three|four|five|[234]|a couple)"
MANY = "|".join((*PLURALS, *PAIRS))
MENTION = re.compile(
    rf"\b(?P<before>(?:all )?{COUNT}(?: of)? )?(?P<mine>(?:my|our|the) )?(?P<n>{COUNT} )?"
    rf"{ADJECTIVE}(?P<many>{MANY})\b(?!['\u2019])"
    rf"|\b(?P<own>(?:my|our) )?{ADJECTIVE}{AGE}{ADJECTIVE}(?P<rel>(?:{KIN})(?:[ -]in[ -]law)?)\b"
    r"(?!['\u2019]s)"
    r"|\b(?P<me>me|myself|I(?![\w'\u2019]))\b(?!['\u2019]s)",
    re.I,
)
NAME = re.compile(
    r"\b(?:for|and|book|bring|see|,|&) (?P<name>[A-Z][\w-]+(?: [A-Z][\w-]+)?)(?=$|[\s,.?!;])"
)
OPENS_WITH = re.compile(r"^(?P<name>[A-Z][\w-]+) (?=and (?:I|me|myself)\b)")
JOINS = re.compile(
    r"\s*(?:,\s*(?:and|plus|&)?|and|&|\+|plus|as well as|along with|together with)"
    r"\s*(?:also )?(?:(?:one )?for )?\s*",
    re.I,
)
LEADS = re.compile(
    r"(?:\b(?:for|book|get|bring|put|fit|squeeze|schedule|sign|see|behalf of|can|could|may|in"
    r"|(?:for|book|bring|bringing) both(?: of)?|that|then)\s*(?:in |both (?:of )?)?"
    r"|^\W*(?:\w+ )?)$",
    re.I,
)
FOLLOWS = re.compile(
    r"^\s*,?\s*(?:(?:we|they|who) )?(?:(?:both|each|all|together|also) )?"
    r"(?:both\b|each\b|together\b|need|want|wish|would\b|['\u2019]d\b|wanna|could\b|can\b"
    r"|should\b|have to|might|come\b|get\b"
    r"|be seen|are (?:\w+ )?(?:due|looking|hoping|coming|wanting|overdue|after)|were (?:hoping|"
    r"wondering|looking)|see\b)",
    re.I,
)
ELSEWHERE = re.compile(
    r"^\s*(?:from|off|up|to (?:wait|sit|park|school)|park|wait|at school|at home|are at|is at"
    r"|moved|recommended|said|told"
    r"|know|live|went|has an|have an|had)\b",
    re.I,
)
COMES = re.compile(
    r"\b(?<!do you )(?:come\b(?! and)|be seen|get (?:in\b|seen|an?\b|our\b)|book|bring|fit|squeeze"
    r"|see (?:me|us|my|both)|have (?:an?|our) |appointments?)",
    re.I,
)
"""In a question about several people: it asks for an appointment."""

SPEAKS_ON = re.compile(
    r"^\s*(?:need|want|would|['\u2019]d|wanna|can|could|should|have|am|was|will|['\u2019]ll|think"
    r"|thought|hope|guess|prefer|just|really|'m|\u2019m|do|don|was)\b",
    re.I,
)
"""After "for my son and I": a sentence of the caller's own begins, nobody is added."""

US = re.compile(
    r"\b(?:both of us|us both|(?:the )?two of us|the pair of us|(?:for|book|fit|get) us two"
    r"|we both|the both of us"
    r"|(?:appointments?|slots?|booking|cleanings?|check-?ups?) for (?:two|2)(?: (?:people|persons"
    r"|adults))?(?=$|[,.?!]| (?:on|at|next|this|tomorrow|today|please)\b)|for two people)\b",
    re.I,
)
SEVERAL = re.compile(
    rf"\b(?:and|plus|also|so (?:do|does)|as well|together|along|both|us|pair"
    rf"|for (?:two|2)|{MANY})\b|[,&+]",
    re.I,
)
"""Without one of these nobody is named beside another."""

AS_WELL = re.compile(
    rf"\b(?:and|also|plus|so (?:does|do|is))\b[ ,]+(?:can |could )?(?:also )?(?:for )?"
    rf"(?:my|our) {ADJECTIVE}(?P<rel>(?:{KIN})(?:[ -]in[ -]law)?)\b(?P<rest>[^.?!]{{0,40}})",
    re.I,
)
ALSO = re.compile(
    r"\bso (?:does|do|is)\b|\b(?:too|as well|also|does|needs? (?:one|it|the same)|wants one)\b",
    re.I,
)
MINE_TOO = re.compile(
    r"\bI (?:need|want|would|have to|could)\b|\bI['\u2019]d\b|\bfor me\b|\bbook me\b|\bcan I\b",
    re.I,
)
ONLY = re.compile(
    r"^(?:\W|(?:no|oh|sorry|actually|yes|well|it'?s|for)\b)*(?:just|only)[ ,]+(?:for )?"
    rf"(?:(?P<me>me|myself|one of us)|(?:my|our) (?P<rel>{KIN}))\b"
    r"(?! and| or)"
    r"|\b(?:me|myself) (?:only|alone)\b",
    re.I,
)


ONLY_COUNTED = re.compile(
    rf"^\W*(?:(?:um|uh|just|only|it'?s|for|all|the|there are|well)\W+)*(?:one|1|{COUNT})"
    rf"(?: of (?:them|us|my \w+))?(?: (?:{MANY}|people))?(?:,? please)?\W*$",
    re.I,
)
