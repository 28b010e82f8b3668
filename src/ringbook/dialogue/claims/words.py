"""Does a sentence say that something was written, or that it failed? Pure, and only about words.

"Guilty unless excused": a clause with a word for a deed is a claim unless it is a question, about
the future or a possibility, a condition, negated, or about something in general.
"""

import re
from typing import Literal

from ringbook.dialogue.claims.deeds import DEED, DONE, FAREWELL, STANDS, WEEKDAY, WISHED

__all__ = [
    "UNSURE",
    "Deed",
    "all_claimed",
    "bare",
    "claimed",
    "clauses",
    "names_internals",
    "plain",
]

type Deed = Literal["book", "move", "cancel", "any"]

_NEGATED = re.compile(
    r"\b(?:not|never|no|nothing|none|unable|cannot|without|yet to|failed|neither|nor)\b|n't\b"
)
_POSSIBLE = re.compile(
    r"\b(?:will|shall|going to|about to|let me|let's|would|could|should|can|may(?! \d)|might|must"
    r"|want|like|love|need|have to|has to|to be|to have|to get|trying to|checking|hold on"
    r"|look(?:ing)? for|please|still need|moment)\b|'ll\b|'d\b"
)
_GENERAL = re.compile(
    r"\b(?:visits are|bookings are)\b|^(?:which|what|who|when|how)\b"
    r"|\b(?:see|know|tell|check|ask|say|choose|depends?|day|time|one) (?:on )?"
    r"(?:which|what|who|when|how)\b"
    r"|(?<!your )(?<!the )(?<!all )(?<!both )(?<!these )(?<!those )(?<!two )\bappointments "
    r"(?:are|must|can|need|be)\b"
    r"|^(?:cancell?ed|scheduled|booked|confirmed) (?:appointments|visits|bookings)\b"
    r"|^(?:are|is|was|were|has|have|had|do|does|did|am) "
    r"|\b(?:usually|normally|generally|typically|always|often)\b|\bin general\b"
    r"|\bsorry (?:that )?(?:you|to hear|about)\b|\byou (?:said|mentioned|told|were saying)\b"
    r"|^you asked\b|^we(?:'ve| have)? moved (?:to|from|here|into)\b|\bour (?:prices?|hours|opening"
    r"|address|policy|phone|menu|team|services?)\b"
    r"|^(?:dr\.? \w+|the (?:practice|office|clinic|salon|team|page|website))\b"
    r"(?!.*\b(?:you|your|it|that|appointment|booking|visit)\b)"
)
_GENERAL_HEAD = re.compile(
    r"\b(?:most|each|every|any|openings?|costs?|takes \d+|patients|people|clients|customers|callers"
    r"|others)\b"
    r"|^(?:the|our) diary\b|^(?!your |both |these |those |all )(?:new |our )?(?:\w|-)+s (?:are|were"
    r"|get) "
    r"|^(?:\w+ )?we(?:'ve| have)? (?:been )?(?=fully|all)|\bavailable times?\b"
    r"|\b(?:number|email|address|preferences?|details|message|spelling|date|name as"
    r"|your name is(?= c))\b"
    r"|\b(?:saved|noted|taken|updated|changed|confirmed) your name\b"
)
_CONDITION = re.compile(
    r"^(?:if|once|when|whenever|as soon as|after|until|unless|in case"
    r"|so that(?!'))\b|\b(?:if|once|until|unless|whether|as soon as)\b"
    r"|^(?:just |please |simply )?(?:say|tell|give|pick|choose|press|let me know|confirm (?:it"
    r"|that))\b"
)
_ASIDE = re.compile(r"^(?:to|before|whether|while(?! (?:you|we|i) (?:were|was)))\b")
"""Begins a clause that claims nothing, and excuses none that follows."""

UNSURE = re.compile(r"\b(?:if|once|until|unless|whether|as soon as|in case)\b")
_TAKEN = re.compile(
    rf"(?<!your )\b(?:slots?|time|one|hour|day|{WEEKDAY}|o'clock|\d)\s+(?:is|was|'s|has|are)\s+"
    r"(?:just |already |been |all |now )*(?:booked|taken|reserved)\b"
    r"(?! (?:(?:under|for|in) you|with|in\b))"
    r"|\b(?:that|it)(?:'s| is| was| has)(?: just| already| been)* taken\b(?! (?:out|off|care))"
    r"|\b(?:that|it)(?:'s| is| was) already (?:booked|reserved)\b(?! (?:for you|in\b|with))"
    r"|\b(?:fully|solid) (?:booked|scheduled|reserved)\b|\bbooked (?:up|solid|out|by)\b"
    r"|\b(?:somebody|someone|another (?:caller|patient|person|client)|other (?:people|callers))\b"
    r"|\b(?:else|others)\b|(?<!have )(?<!got )\byou booked\b"
)
_FILLER = re.compile(
    r"^(?:ok(?:ay)?|alright|all right|right|great|perfect|sure|yes|no problem|don't worry"
    r"|no worries|of course|certainly|got it|thank you|thanks|absolutely|good news|wonderful"
    r"|excellent|lovely|great news|as i said|no need to worry|fantastic|now|so|then|well|and|also"
    r"|oh"
    r"|(?:i'm |i am )?(?:happy|glad|pleased) to (?:say|confirm|tell you|let you know)(?: that)?"
    r"|(?:i can|i would like to|i'd like to|let me) (?:confirm|tell you|let you know)(?: that)"
    r"|please (?:note|remember|be aware)(?: that)?|(?:just )?so you know|for your information"
    r"|you(?:'ll| will) be (?:glad|happy|pleased) to (?:hear|know)(?: that)?"
    r"|as (?:promised|requested|discussed|agreed|you (?:asked|wished|wanted)))\b[!,.]?\s*"
)
_FILLED = re.compile(r"^(?:done|sorted)\b(?! looking)")
_NOT_SO = re.compile(
    r"n't|\s+(?:(?:is|was|has|have|did|were|are)(?:n't|\s+(?:not|yet to))|not|failed)\b"
)
_CLAUSE = re.compile(
    r"\s*(?:[,;\u2014]|:(?!\d))\s*|\s+-\s+|(?<!\bdr)[.!?]+(?:\s+|$)"
    r"|\s+(?:and|but|so|because)\s+(?=(?:i|we|you|it|that|your|the|is|then|he|she|they)\b)"
)
_SENTENCE = re.compile(r"(?<=[.!?])(?<!\bdr\.)\s+")
_INTERNAL = re.compile(
    r"\b(?:identify_user|fetch_slots|book_appointment|retrieve_appointments|cancel_appointment"
    r"|modify_appointment|update_waitlist|verify_caller|end_conversation|function call|tool call"
    r"|system prompt|my instructions"
    r"|slot (?-i:[A-X])\b(?!['-])|appointment (?-i:[B-X])\b(?!['-]))"
    r"|\b[0-9a-f]{8}-[0-9a-f]{4}-|\bSTATE\b(?=[ .:(]*not for)",
    re.I,
)


def plain(sentence: str) -> str:
    """Lower case, straight apostrophes, and "appointment's been" written out."""
    text = sentence.lower().replace("\u2019", "'").strip()
    return re.sub(
        r"\b(appointment|booking|visit|slot|one|everything|reservation)'s\b", r"\1 is", text
    )


def names_internals(sentence: str) -> bool:
    """True when tool names, labels, ids or instructions are spoken of."""
    return _INTERNAL.search(sentence) is not None


def clauses(text: str) -> list[tuple[str, bool]]:
    """Each clause, and whether it is the one that a question mark belongs to.

    A question asked after a comma does not excuse what is claimed before it.
    """
    out: list[tuple[str, bool]] = []
    for sentence in _SENTENCE.split(text):
        asks = sentence.rstrip(" \"')").endswith("?")
        parts = [p.strip() for p in _CLAUSE.split(sentence) if p and p.strip()]
        out += [(part, asks and n == len(parts) - 1) for n, part in enumerate(parts)]
    return out


def bare(clause: str) -> str:
    """The clause without the fillers it begins with."""
    while (found := _FILLER.match(clause)) and found.end() < len(clause):
        clause = clause[found.end() :]
    return clause


def claimed(sentence: str) -> Deed | None:
    """The deed that the sentence says was done, None when it says no such thing."""
    return next(iter(all_claimed(sentence)), None)


def all_claimed(sentence: str) -> tuple[Deed, ...]:
    """All deeds that the sentence says were done, the first one first."""
    found: dict[Deed, None] = {}
    conditional = False
    for clause, asks in clauses(plain(sentence)):
        said = bare(clause)
        if conditional and said.startswith("but "):
            conditional = False
        if _CONDITION.search(said):
            conditional = True
        elif not (asks or conditional or _ASIDE.match(said)) and (deed := _deed(said)):
            found[deed] = None
    return tuple(found)


def _deed(clause: str) -> Deed | None:
    if _FILLED.match(clause):
        return "any"
    if farewell := FAREWELL.search(clause):
        head = clause[: farewell.start()]
        excused = _NEGATED.search(head) or WISHED.search(head)
        return None if excused else "cancel" if "cancel" in clause else "book"
    if _TAKEN.search(clause) or _GENERAL.search(clause):
        return None
    for words in (DEED, STANDS, DONE):
        found = words.search(clause)
        if found and not _excused(clause[: found.end()], clause[found.end() :]):
            return _kind(found, clause)
    return None


def _excused(head: str, tail: str) -> bool:
    """What is said around the deed takes it back: negated, only possible, or a rule for all."""
    negated = _NEGATED.search(head.replace("no longer", "")) or _NOT_SO.match(tail)
    return bool(negated or _POSSIBLE.search(head) or _GENERAL_HEAD.search(head))


def _kind(found: re.Match[str], clause: str) -> Deed:
    kinds: tuple[Deed, ...] = ("cancel", "move", "book")
    named = found.groupdict()
    said = next((kind for kind in kinds if named.get(kind)), None)
    return said or ("cancel" if "cancel" in clause else "book" if found.re is STANDS else "any")
