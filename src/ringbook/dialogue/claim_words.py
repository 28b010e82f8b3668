"""Does a sentence say that something was written, or that it failed? Pure, and only about words.

"Guilty unless excused": a clause with a word for a deed is a claim unless it is a question, about
the future or a possibility, a condition, negated, or about something in general.
"""

import re
from typing import Literal

__all__ = ["Deed", "claimed", "denied", "names_internals", "plain"]

type Deed = Literal["book", "move", "cancel", "any"]

_CANCEL = (
    r"cancell?ed|cancell?ation|removed|deleted|called off|dropped|freed up|no longer (?:on|exists?)"
    r"|(?:taken|took) (?:you |it |that |your .{1,30}?)?(?:off|out)|gone from"
)
_MOVE = (
    r"moved|re-?scheduled|changed|(?:made|did) (?:the|that|your) (?:change|move|switch)"
    r"|change (?:is|was|has|for you)|switched|swapped|shifted|updated|pushed|brought forward"
    r"|now (?:starts?|takes place|begins?)|put (?:it|that|you) (?:back|off) to"
)
_BOOK = (
    r"(?:re-?)?booked|bookings? (?:is|are|was|went|has)|booking (?:that|it|this)|scheduled|reserved"
    r"|reservation (?:is|was)|confirmed|secured|locked in|held|saved"
    r"|(?:put|set|got|popped|squeezed|entered|added|signed|pencilled|fit|fitted) you"
    r"(?: (?:down|in|up|for|to))?|have you (?:in|down)|have (?:that|it) down"
    r"|made (?:you |your |the |that |an |this )+(?:appointment|booking|reservation)"
    r"|you in (?:for|the)|(?:put|entered) (?:it|that) (?:in|down)"
)
_ANY = (
    r"(?:was able|managed|were able) to (?:book|schedule|reserve|move|reschedule|change|cancel)"
    r"|all set|(?:are|is|now|you're) set|good to go|all (?:done|sorted)"
    r"|(?:it's|is|that's) (?:done|sorted)|done for you|complete|completed"
    r"|w(?:e|a)nt through|gone through|taken care of|took care of|arranged|in place|yours"
    r"|(?:on|in) the (?:calendar|schedule|books?|system|diary)|down (?:for|on|at)"
    r"|you(?:'re| are) in (?:for|on)|processed|finished"
    r"|new (?:appointment|time|slot|booking) is|appointment is (?:now )?(?:on|at|in|for)\b"
    r"|takes place|(?:got|now have) an (?:appointment|booking)"
)
_DEED = re.compile(
    rf"\b(?:(?P<cancel>{_CANCEL})|(?P<move>{_MOVE})|(?P<book>{_BOOK})|(?P<any>{_ANY}))\b"
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_FAREWELL = re.compile(
    rf"\bsee you (?:on |next |this |then )?(?:{_WEEKDAY}|tomorrow|the|at)|\bexpect you (?:on|at)\b"
    r"|\b(?:can|i) confirm (?:your|that your|the|that the)\b|\bconfirmation (?:code|number) is\b"
    r"|\bconsider it (?P<cancel>cancell?ed)?"
)
_NEGATED = re.compile(
    r"\b(?:not|never|no|nothing|none|unable|cannot|without|yet to|failed|neither|nor)\b|n't\b"
)
_POSSIBLE = re.compile(
    r"\b(?:will|shall|going to|about to|let me|let's|would|could|should|can|may(?! \d)|might|must"
    r"|want|like|love|need|have to|has to|to be|to have|to get|trying to|checking|hold on"
    r"|look(?:ing)? for|please|still need|moment)\b|'ll\b|'d\b"
)
_GENERAL = re.compile(
    r"\b(?:most|each|every|any|appointments (?:are|must|can|need)|visits are|bookings are|which"
    r"|what|who|when|how|openings?|available|full|costs?|takes \d+|fee)\b"
    r"|^(?:cancell?ed|scheduled|booked|confirmed) (?:appointments|visits|bookings)\b"
    r"|^(?:are|is|was|were|has|have|had|do|does|did|am) "
)
_CONDITION = re.compile(
    r"^(?:if|once|when|whenever|as soon as|before|after|until|unless|while|in case|whether|to"
    r"|so that(?!'))\b|\b(?:if|once|until|unless|whether|as soon as)\b"
)
_UNSURE = re.compile(r"\b(?:if|once|until|unless|whether|as soon as|in case)\b")
_TAKEN = re.compile(
    r"(?<!your )\b(?:slot|time|that|it|hour|day|" + _WEEKDAY + r"|o'clock|\d)\s+"
    r"(?:is|was|'s|has|are)\s+(?:just |already |been )*(?:booked|taken|reserved)\b(?! under your)"
    r"|\b(?:fully|solid|already) booked\b|\bbooked (?:up|solid|out|by)\b|\byou said\b"
    r"|\b(?:somebody|someone|another|other)\b|(?<!have )(?<!got )\byou booked\b"
)
_FILLER = re.compile(
    r"^(?:ok(?:ay)?|alright|all right|right|great|perfect|sure|yes|no problem|don't worry"
    r"|no worries|of course|certainly|got it|thank you|thanks|absolutely|good news|wonderful"
    r"|excellent|lovely)\b[!,.]?\s*"
)
_FILLED = re.compile(r"^(?:done|sorted)\b")
_NOT_SO = re.compile(
    r"n't|\s+(?:(?:is|was|has|have|did|were|are)(?:n't|\s+(?:not|yet to))|not|failed)\b"
)
_FAILED = re.compile(
    r"\b(?:(?:did|does|has|have|had|was|were|is|are|could|can)(?:n't| not)|cannot|can't|unable"
    r"|failed|not able|wasn't able|never)\b[\w' ]*?\b(?:book|booked|schedule|scheduled|reserve"
    r"|reserved|move|moved|reschedule|rescheduled|change|changed|cancel|cancell?ed|go through"
    r"|gone through|successful|saved?|complete|completed|confirmed?)\b"
    r"|\b(?:nothing|no (?:appointment|booking|change|cancellation|move))"
    r"(?: (?:has|have|was|were|is|been|got))+ (?:yet )?"
    r"(?:booked|made|moved|changed|cancell?ed|saved)"
    r"|\b(?:book(?:ing)?|cancell?ation|cancel(?:l?ing)?|move|moving|change|reschedul\w*)\b"
    r"[\w' ]*\b(?:failed|(?:was|is|has) not|wasn't|didn't|did not|unsuccessful)\b"
    r"|\b(?:problem|error|trouble|went wrong|issue)\b[\w' ]*\b(?:book|cancel|mov|reschedul|chang)"
    r"|\b(?:that|it) (?:didn't|did not|hasn't) (?:go|gone|work|worked)(?: through| out)?\b"
    r"|\byou(?:'re| are) not (?:booked|scheduled|down|confirmed)\b"
)
_CLAUSE = re.compile(
    r"\s*[,;:\u2014]\s*|\s+-\s+|(?<!\bdr)[.!?]+(?:\s+|$)"
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


def _clauses(text: str) -> list[tuple[str, bool]]:
    """Each clause, and whether it is the one that a question mark belongs to.

    A question asked after a comma does not excuse what is claimed before it.
    """
    out: list[tuple[str, bool]] = []
    for sentence in _SENTENCE.split(text):
        asks = sentence.rstrip(" \"')").endswith("?")
        parts = [p.strip() for p in _CLAUSE.split(sentence) if p and p.strip()]
        out += [(part, asks and n == len(parts) - 1) for n, part in enumerate(parts)]
    return out


def _bare(clause: str) -> str:
    """The clause without the fillers it begins with."""
    while (found := _FILLER.match(clause)) and found.end() < len(clause):
        clause = clause[found.end() :]
    return clause


def claimed(sentence: str) -> Deed | None:
    """The deed that the sentence says was done, None when it says no such thing."""
    conditional = False
    for clause, asks in _clauses(plain(sentence)):
        bare = _bare(clause)
        if _CONDITION.search(bare):
            conditional = True
        elif not asks and not conditional and (deed := _deed(bare)):
            return deed
    return None


def _deed(clause: str) -> Deed | None:
    if _FILLED.match(clause):
        return "any"
    if farewell := _FAREWELL.search(clause):
        excused = _NEGATED.search(clause[: farewell.start()])
        return None if excused else "cancel" if "cancel" in clause else "any"
    if _TAKEN.search(clause) or _GENERAL.search(clause):
        return None
    found = _DEED.search(clause)
    if found is None or _excused(clause[: found.end()], clause[found.end() :]):
        return None
    return _kind(found, clause)


def _excused(head: str, tail: str) -> bool:
    """What is said around the deed takes it back: negated, or only possible."""
    negated = _NEGATED.search(head.replace("no longer", "")) or _NOT_SO.match(tail)
    return bool(negated) or _POSSIBLE.search(head) is not None


def _kind(found: re.Match[str], clause: str) -> Deed:
    if found["cancel"]:
        return "cancel"
    if found["move"]:
        return "move"
    if found["book"]:
        return "book"
    return "cancel" if "cancel" in clause else "any"


def denied(sentence: str) -> bool:
    """True when the sentence says that a booking, move or cancellation did not work."""
    conditional = False
    for clause, asks in _clauses(plain(sentence)):
        if _UNSURE.search(_bare(clause)):
            conditional = True
        elif not asks and not conditional and _FAILED.search(clause):
            return True
    return False
