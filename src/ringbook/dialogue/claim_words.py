"""Does a sentence say that something was written, or that it failed? Pure, and only about words.

"Guilty unless excused": a clause with a word for a deed is a claim unless it is a question, about
the future or a possibility, a condition, negated, or about something in general.
"""

import re
from typing import Literal

__all__ = ["UNSURE", "Deed", "bare", "claimed", "clauses", "names_internals", "plain"]

type Deed = Literal["book", "move", "cancel", "any"]

_BETWEEN = r"(?:[\w'-]+ ){0,4}?"
_CANCEL = (
    r"cancell?ed|cancell?ation|removed|deleted|erased|scrapped|voided|annulled|withdrawn|revoked"
    r"|called (?:it |that )?off|dropped|released|cleared|crossed (?:it |that )?(?:out|off)"
    r"|freed up|(?:given|gave) (?:it |that |the time )?(?:up|back)|struck (?:it |that )?(?:out|off)"
    rf"|(?:taken|took|pulled) {_BETWEEN}(?:off|out|back|away)|off the (?:books?|schedule|calendar)"
    r"|no longer (?:have|on|in|exists?|booked|scheduled|down|there)|gone from"
    r"|(?:appointment|booking|visit) (?:is|has) (?:now )?gone"
)
_MOVE = (
    r"moved|re-?scheduled|changed|re-?arranged|(?:made|did) (?:the|that|your) (?:change|move|switch)"
    r"|change (?:is|was|has|for you)|switched|swapped|shifted|updated|pushed|bumped|postponed"
    r"|delayed|deferred|transferred|(?:brought|bring) (?:[\w'-]+ ){0,3}?forward|moved up"
    r"|now (?:starts?|takes place|begins?)|put (?:it|that|you) (?:back|off) to"
)
_PUT = (
    r"(?:put|set|got|popped|squeezed|entered|added|signed|pencill?ed|fit|fitted|slotted|worked"
    r"|booked|tucked) you"
)
_BOOK = (
    r"(?:re-?)?booked|bookings? (?:is|are|was|went|has)|booking (?:that|it|this)|scheduled|reserved"
    r"|reservation (?:is|was|has)|confirmed|secured|locked in|held|saved|set aside|blocked out"
    rf"|blocked off|guaranteed|pencill?ed|{_PUT}(?: (?:down|in|up|for|to))?"
    r"|have you (?:in|down|at|on|for|with|set)|got you (?:at|on|with)|have (?:that|it) down"
    r"|made (?:you |your |the |that |an |this )+(?:appointment|booking|reservation)"
    r"|(?:made|created|added) (?:an?|the|your|that|another) [\w -]{3,20}? for you"
    r"|created (?:an?|the|your|that) (?:appointment|booking|reservation)"
    r"|(?:appointment|booking|reservation|visit) (?:has been|was|is) (?:made|created|added|entered)"
    r"|(?:given|gave) (?:it|that|this|the \S+) to you|(?:given|gave) you (?:the|that|this)"
    r"|you in (?:for|the)|(?:put|entered) (?:it|that) (?:in|down)"
    r"|you have the (?:\d[\d:]*|slot|time|spot|place)"
)
_DO = (
    r"(?:book|schedule|reserve|move|reschedule|change|cancel|squeeze|get|fit|put|add|remove|make"
    r"|confirm|arrange|secure|shift|switch)"
)
_SUBJECT = (
    r"your (?!options?|choices?|numbers?|name|questions?|best|other option|clock|usual|browser"
    r"|preferred|phone|call|wish|request)(?:[\w'-]+ ){1,5}?"
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
_AT = (
    rf"(?= (?:(?:on|at|for) (?!(?:the )?(?:hold|list|top|phone|line|record|file|your|a|an)\b)"
    rf"|(?:this|next|tomorrow|today)\b|{_WEEKDAY}|{_MONTH}))"
)
_ANY = (
    rf"(?:was|were|been) able to {_DO}|managed to {_DO}|did (?:manage to )?{_DO}"
    r"|all set|(?:are|is|now|you're) set(?! up| aside| in)|good to go"
    r"|all (?:done|sorted|changed|fixed|arranged)"
    r"|(?:it's|is|that's|it is|that is) (?:done|sorted|fixed)|done for you|complete|completed"
    r"|\w+day's (?:done|sorted|fixed)|w(?:e|a)nt through|gone through|taken care of|took care of"
    r"|arranged|in (?:place|order)|yours|dealt with|(?:it|that|booking) worked|succeeded|successful"
    r"|(?:on|in) (?:the|our) (?:calendar|schedule|books?|system|diary)"
    r"|down (?:for|on|at)|you(?:'re| are) (?:now )?in(?: (?:for|on)\b|$)|processed|finished"
    r"|new (?:appointment|time|slot|booking) is|appointment (?:still )?stands"
    rf"|(?:is|are|'re|'s) now (?:on|at|in for|for|with|coming|back|{_WEEKDAY})"
    rf"|takes place|(?:got|now have) an? (?:appointment|booking)"
    rf"|{_SUBJECT}(?:is|are)(?: still| now| then| both| all| also)*{_AT}"
    rf"|you(?:'ve got| have| got) (?:an?|the|your) (?!choice|question|preference)[\w' -]{{3,40}}?{_AT}"
)
_DEED = re.compile(
    rf"\b(?:(?P<cancel>{_CANCEL})|(?P<move>{_MOVE})|(?P<book>{_BOOK})|(?P<any>{_ANY}))(?!\w)"
)
_THEN = rf"(?:on |next |this |then |at |in )?(?:{_WEEKDAY}|tomorrow|the \w|at\b|then\b)"
_FAREWELL = re.compile(
    rf"\bsee you {_THEN}|\bexpect(?:ing)? you (?:in )?{_THEN}|\bseeing you {_THEN}"
    r"|\byou(?:'ll| will) be seen by\b"
    r"|\b(?:can|i) confirm (?:your|that your|the|that the)\b|\bconfirmation (?:code|number) is\b"
    r"|\bconsider it (?P<cancel>cancell?ed)?"
)
_WISHED = re.compile(r"\b(?:would|could|might|may|want|like|love|hope|before|if)\b|'d\b")
_NEGATED = re.compile(
    r"\b(?:not|never|no|nothing|none|unable|cannot|without|yet to|failed|neither|nor)\b|n't\b"
)
_POSSIBLE = re.compile(
    r"\b(?:will|shall|going to|about to|let me|let's|would|could|should|can|may(?! \d)|might|must"
    r"|want|like|love|need|have to|has to|to be|to have|to get|trying to|checking|hold on"
    r"|look(?:ing)? for|please|still need|moment)\b|'ll\b|'d\b"
)
_GENERAL = re.compile(
    r"\b(?:visits are|bookings are|which|what|who|when|how|openings?|full|costs?|takes \d+)\b"
    r"|(?<!your )(?<!the )(?<!all )(?<!both )(?<!these )(?<!those )(?<!two )\bappointments "
    r"(?:are|must|can|need|be)\b"
    r"|^(?:cancell?ed|scheduled|booked|confirmed) (?:appointments|visits|bookings)\b"
    r"|^(?:are|is|was|were|has|have|had|do|does|did|am) "
    r"|\b(?:usually|normally|generally|typically|always|often)\b|\bin general\b"
    r"|\bsorry (?:that )?(?:you|to hear|about)\b|\byou (?:said|mentioned|told|were saying)\b"
    r"|^you asked\b"
)
_GENERAL_HEAD = re.compile(
    r"\b(?:most|each|every|any|patients|people|clients|customers|callers|others)\b"
    r"|^(?:the|our) diary\b|^(?!your |both |these |those |all )(?:new |our )?(?:\w|-)+s (?:are|were|get) "
    r"|^(?:\w+ )?we(?:'ve| have)? (?:been )?(?=fully|all)|\bavailable times?\b"
)
_CONDITION = re.compile(
    r"^(?:if|once|when|whenever|as soon as|after|until|unless|in case"
    r"|so that(?!'))\b|\b(?:if|once|until|unless|whether|as soon as)\b"
    r"|^(?:just |please |simply )?(?:say|tell|give|pick|choose|press|let me know|confirm (?:it|that))\b"
)
_ASIDE = re.compile(r"^(?:to|before|whether|while(?! (?:you|we|i) (?:were|was)))\b")
"""Begins a clause that claims nothing, and excuses none that follows."""

UNSURE = re.compile(r"\b(?:if|once|until|unless|whether|as soon as|in case)\b")
_TAKEN = re.compile(
    r"(?<!your )\b(?:slot|time|that|it|hour|day|" + _WEEKDAY + r"|o'clock|\d)\s+"
    r"(?:is|was|'s|has|are)\s+(?:just |already |been |all |now )*(?:booked|taken|reserved)\b"
    r"(?! (?:under|for|in) you)"
    r"|\b(?:fully|solid|already) (?:booked|scheduled|reserved)\b|\bbooked (?:up|solid|out|by)\b"
    r"|\b(?:somebody|someone|another (?:caller|patient|person|client)|other (?:people|callers))\b"
    r"|\b(?:else|others)\b|(?<!have )(?<!got )\byou booked\b"
)
_FILLER = re.compile(
    r"^(?:ok(?:ay)?|alright|all right|right|great|perfect|sure|yes|no problem|don't worry"
    r"|no worries|of course|certainly|got it|thank you|thanks|absolutely|good news|wonderful"
    r"|excellent|lovely|great news|happy to say|as i said|no need to worry|fantastic)\b[!,.]?\s*"
)
_FILLED = re.compile(r"^(?:done|sorted)\b")
_NOT_SO = re.compile(
    r"n't|\s+(?:(?:is|was|has|have|did|were|are)(?:n't|\s+(?:not|yet to))|not|failed)\b"
)
_CLAUSE = re.compile(
    r"\s*[,;:\u2014]\s*|\s+-\s+|(?<!\bdr)[.!?]+(?:\s+|$)"
    r"|\s+(?:and|but|so|because)\s+(?=(?:i|we|you|it|that|your|the|is|then|he|she|they)\b)"
)
_SENTENCE = re.compile(r"(?<=[.!?])(?<!\bdr\.)\s+")
_INTERNAL = re.compile(
    r"\b(?:identify_user|fetch_slots|book_appointment|retrieve_appointments|cancel_appointment"
    r"|modify_appointment|update_waitlist|end_conversation|function call|tool call|system prompt"
    r"|my instructions"
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
    conditional = False
    for clause, asks in clauses(plain(sentence)):
        said = bare(clause)
        if conditional and said.startswith("but "):
            conditional = False
        if _CONDITION.search(said):
            conditional = True
        elif not (asks or conditional or _ASIDE.match(said)) and (deed := _deed(said)):
            return deed
    return None


def _deed(clause: str) -> Deed | None:
    if _FILLED.match(clause):
        return "any"
    if farewell := _FAREWELL.search(clause):
        head = clause[: farewell.start()]
        excused = _NEGATED.search(head) or _WISHED.search(head)
        return None if excused else "cancel" if "cancel" in clause else "any"
    if _TAKEN.search(clause) or _GENERAL.search(clause):
        return None
    found = _DEED.search(clause)
    if found is None or _excused(clause[: found.end()], clause[found.end() :]):
        return None
    return _kind(found, clause)


def _excused(head: str, tail: str) -> bool:
    """What is said around the deed takes it back: negated, only possible, or a rule for all."""
    negated = _NEGATED.search(head.replace("no longer", "")) or _NOT_SO.match(tail)
    return bool(negated or _POSSIBLE.search(head) or _GENERAL_HEAD.search(head))


def _kind(found: re.Match[str], clause: str) -> Deed:
    if found["cancel"]:
        return "cancel"
    if found["move"]:
        return "move"
    if found["book"]:
        return "book"
    return "cancel" if "cancel" in clause else "any"
