"""With whom it is to be, where no provider is named: "the person I had last time", "a woman". Pure.

Who is asked for by a name that nobody there has is a stranger (`person_named`).
"""

import re
from dataclasses import replace
from typing import Final

from ringbook.dialogue.state.heard import Context, Heard, Whom
from ringbook.dialogue.state.question import READ_BACK
from ringbook.dialogue.understand.person_named import stranger
from ringbook.dialogue.understand.topics import topic

__all__ = ["with_whom"]

_WHO: Final = (
    r"(?:person|one|dentist|doctor|dr|hygienist|nurse|stylist|hairdresser|barber|colou?rist"
    r"|therapist|physio|practitioner|provider|lady|woman|man|guy|gentleman|girl|technician)"
)
_PERSON: Final = _WHO.replace("|one", "")
_BEFORE: Final = r"(?:last(?: time| visit| appointment)?|before|previously|the other time)"
_HAD: Final = (
    r"(?:had|saw|seen|got|used|went to|came to|was with|visited|did|treated|cut|cleaned|helped"
    r"|looked after)"
)
_WORTH_A_LOOK: Final = re.compile(
    r"same|last|before|previous|other time|usual|regular|wom[ae]n|m[ae]n\b|lad(?:y|ies)|male|any"
    r"|who|either|no (?:real|particular|preference)|(?:matter|mind|care) who"
)
"""Without one of these no pattern below can fit."""

_LAST: Final = re.compile(
    rf"\b(?:the )?same {_PERSON}\b"
    rf"|\b(?:with|see|seeing|have|by) (?:the )?same one\b(?= (?:as|i|that|again)\b|[ ,.?]*$)"
    rf"|\b(?:the )?{_WHO} (?:that |who |whom )?(?:(?:i|we|ive|weve) )?{_HAD}"
    rf"(?: [\w'-]+){{0,4}}? {_BEFORE}\b"
    rf"|\bwho(?:m|ever|mever)? (?:it was )?(?:that )?(?:(?:i|we|ive|weve) )?{_HAD}"
    rf"(?: [\w'-]+){{0,4}}? {_BEFORE}\b"
    rf"|\b(?:my|the) (?:last|previous|usual|regular) {_PERSON}\b"
    rf"|\b{_PERSON} from (?:my )?last (?:time|visit|appointment)\b"
)
_KIND: Final = r"(?P<kind>female|woman|lady|male|man|gentleman)"
_PLURAL: Final = r"(?P<kinds>women|females|ladies|men|males|gentlemen)"
_AS_WHOM: Final = re.compile(
    rf"\b(?:with|by|see|seeing|prefer|rather(?: have| see)?|want|like|have|get|be|need|any|is there"
    rf"|is it)(?: (?:it|this|that|him|her|me|to|have|see|be|with|by|for|a|an|only|please|possibly"
    rf"|rather))* (?:an? )?{_KIND}\b(?! (?:called|who|told|named|and|said|problem|in my|cut|trim"
    rf"|haircut|bun|perm|wax|facial)|s\b)"
    rf"(?: {_PERSON}| one)?",
)
_BARE: Final = re.compile(
    rf"^(?:(?:yes|yeah|no|oh|preferably|ideally|just|maybe|please|can it be|could it be|make it)"
    rf",? )*an? {_KIND}(?: {_PERSON}| one)?(?:,? (?:please|if (?:possible|you can|i can|i may"
    rf"|thats ok(?:ay)?)|thanks|thank you|preferably|ideally))*[.?]*$"
)
_ANY_OF: Final = re.compile(
    rf"\b(?:any|have|got|there|are) {_PLURAL}\b|\b(?P<kind>female|male|lady|woman) {_PERSON}s?\b"
)
_FOR_ONE: Final = re.compile(r"\b(?:im|i am|it is|its|for) (?:just )?(?:an?|the|my|this) \w+$")
_ANYBODY: Final = re.compile(
    r"\b(?:any(?:one|body)|whoever)\b(?! (?:but|except|other|else|there|that|who|called|named|in\b"
    r"|i\b|we\b|it\b))"
    r"|\bany (?:dentist|doctor|provider|stylist|barber|hygienist|of them|of you)\b(?! (?:but"
    r"|except|other|who))"
    r"|\bwho(?:s| is| has|ever is|evers) (?:free|available|open)\b"
    r"|\bwho (?:can|could) (?:see|do|take|fit)\b"
    r"|\b(?:doesnt|does not) matter who\b|\b(?:dont|do not) (?:mind|care) who\b"
    r"|\b(?:no|any) (?:real |particular )?preference\b|\beither (?:of them|is|one)\b"
)
_TOLD: Final = re.compile(
    r"\b(?:spoke|spoken|speaking|talked|talking|married|living|called|told|phoned) $"
)
_MEN: Final = ("male", "man", "gentleman", "men", "males", "gentlemen")


def with_whom(heard: Heard, text: str, said: str, context: Context) -> Heard:
    """`heard` with whom it is to be; a wish for somebody is no question and no agreement."""
    whom, unknown = _whom(said, heard, context), stranger(text, heard, context)
    if unknown is not None and {*unknown.split()} <= {*(heard.name or "").split()}:
        unknown = None  # "Will Reed here"
    if whom is None and unknown is None:
        return heard
    acts = heard.acts
    if whom != "anybody":
        about = context.asks.about if context.asks else ""
        asked = ("question", "person") if heard.faq is None else ("person",)
        no_yes = ("yes",) if about in READ_BACK else ()
        lists = ("availability",) if whom in ("woman", "man") and _only(heard) else ()
        acts = tuple(act for act in acts if act not in (*asked, *no_yes, *lists))
    chosen = heard.any and whom in (None, "anybody")
    return replace(heard, whom=whom, stranger=unknown, acts=acts, any=chosen)


def _only(heard: Heard) -> bool:
    """ "Do you have any female dentists?" asks for no time."""
    return heard.when.empty and heard.service is None


def _whom(said: str, heard: Heard, context: Context) -> Whom | None:
    if heard.provider is not None or _WORTH_A_LOOK.search(said) is None:
        return None
    if topic(heard.text) == "choice":
        return None
    if _LAST.search(said):
        return "last"
    if kind := _kind(said, context):
        return kind
    asks = heard.faq is not None or heard.has("question", "person")
    return "anybody" if _ANYBODY.search(said) and not heard.without and not asks else None


def _kind(said: str, context: Context) -> Whom | None:
    """A woman or a man, unless a service is called so or somebody is told of."""
    for pattern in (_BARE, _AS_WHOM, _ANY_OF):
        found = pattern.search(said)
        if found is None:
            continue
        named = found.groupdict()
        word = named.get("kind") or named.get("kinds") or ""
        if (
            _TOLD.search(said[: found.start()])
            or _FOR_ONE.search(said[: found.end()])
            or _of_service(word, context)
        ):
            continue
        return "man" if word in _MEN else "woman"
    return None


def _of_service(word: str, context: Context) -> bool:
    names = (n.lower() for s in context.practice.services for n in (s.name, *s.aliases))
    roots = {word[:3], "wom" if word[:3] in ("lad", "fem") else word[:3]}
    return any(part[:3] in roots for n in names for part in re.findall(r"[a-z]+", n))
