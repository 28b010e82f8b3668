"""A caller's words in one plain form, and the small tests that the other readers share. Pure."""

import re

from ringbook.domain.vocabulary import words
from ringbook.domain.when_words import MONTHS

__all__ = ["STOP_WORDS", "content_stems", "only_noise", "plain", "questioning", "stem"]

FILLER = re.compile(
    r"^(?:(?:um+|uh+(?! huh)|er+m?|ah|oh|hmm+|well|so|like|you know|i mean"
    r"|(?:i think|i guess|i suppose)(?! so\b)) )+"
)
RUN_TOGETHER = {
    "gonna": "going to", "wanna": "want to", "gotta": "got to", "lemme": "let me",
    "gimme": "give me", "dunno": "dont know", "cause": "because", "hafta": "have to",
}  # fmt: skip
"""How recognisers write what is said in one breath."""

ONE_IN = re.compile(rf"(?<!at )\b(?:the )?1 in (?={'|'.join(MONTHS)})")
"""How recognisers write "the one in February"."""

STOP_WORDS = words(
    """a about all also am an and any anything are around as at be been but by can could did do does
    done ever for from get give go going got had has have have hi hello hey how i if in is it its
    just know let like make may me mind much my need no not of on one or our out please really say
    should so some take tell than thank thanks that the their them then there these they thing this
    those to too um us want was we well what when where which who why will wish with wondering would
    yes you your id ill im ive lets dont whats wheres hows"""
)
SYNONYMS = {
    "car": "park", "parked": "park", "parking": "park", "garage": "park", "insured": "insurance",
    "insurer": "insurance", "insurances": "insurance", "coverage": "insurance", "pay": "payment",
    "paying": "payment", "card": "payment", "cards": "payment", "cash": "payment",
    "credit": "payment", "kid": "child", "kids": "child", "children": "child", "son": "child",
    "daughter": "child", "located": "address", "location": "address", "direction": "address",
    "accessible": "wheelchair", "accessibility": "wheelchair", "disabled": "wheelchair",
    "elevator": "lift", "stairs": "lift", "hurt": "pain", "hurts": "pain", "ache": "pain",
    "toothache": "pain",
}  # fmt: skip
"""What callers call the things that practices answer questions about."""

ASKING = re.compile(
    r"(?:^|[,.;!?] |\b(?:and|but|so|also|or|because) )"
    r"(?:(?:\w+ ){0,2}?(?:what|whats|where|wheres|when|whens|how|hows|who|whos|which|why)"
    r"|(?:(?:so|and|but|yes|yeah|okay|ok|hi|hello|hey|oh|well|actually|sorry|also|no|then|wait"
    r"|just) )*"
    r"(?:is|are|do(?! (?:it|that|this|so)\b)|does|did|can|could|will|would|should|have you|has"
    r"|am|may)) "
    r"|\b(?:should i|do i (?:need|have)|is (?:it|that|this) (?:ok|okay|possible|alright|all right"
    r"|a problem|included)|is there"
    r"|are there|do you (?:guys )?(?:have|take|do|offer|accept))\b"
    r"|\b(?:tell me|know|wondering|wonder|ask|asking|question|curious) (?:\w+ )?(?:if|whether"
    r"|about|where|how|what|when)\b"
)


def plain(text: str) -> str:
    """Lower case, no apostrophes, no leading "um"; commas for pauses, a "?" where one stood."""
    low = text.lower().replace("\u2019", "").replace("'", "")
    low = _HALF_DAY.sub(r"\1m", ONE_IN.sub("the one in ", low))
    low = _DOCTOR.sub("dr", low)
    low = _PAUSE.sub(",", low)
    low = _MARK.sub(" ", low)
    low = _YOU_KNOW.sub(",", low)
    low = _COMMA.sub(r"\1 ", low)
    low = _RUN_TOGETHER.sub(lambda found: RUN_TOGETHER[found[0]], low)
    return FILLER.sub("", " ".join(low.split()).strip(" ,"))


_HALF_DAY = re.compile(r"\b([ap])\.\s?m\b\.?")
_DOCTOR = re.compile(r"\bdr\.")
_PAUSE = re.compile(r"[.;:!\u2026](?!\d)")
_MARK = re.compile(r"[^\w\s,?:.+/-]|(?<!\w)-|-(?!\w)")
_YOU_KNOW = re.compile(r"\byou know what\b(?! (?:time|day|date))|\byou know(?=,)")
_COMMA = re.compile(r"\s*([,?])[\s,]*")
_RUN_TOGETHER = re.compile(rf"\b(?:{'|'.join(RUN_TOGETHER)})\b")


LONE_WHY = re.compile(
    r"^(?:(?:but|and|oh|okay|ok|sorry|wait),? )*(?:why|how come|what for|whats (?:that|it"
    r"|this) for)"
    r"(?: is that| though| please)?\??$"
)


NOISE = re.compile(r"\W*(?:(?:u+h+m*|u+m+|h+m+|e+r+m*|m+|a+h+|o+h+)\W+)*", re.I)


def only_noise(text: str) -> bool:
    """True when there are no words in it, only "um" and the like."""
    return NOISE.fullmatch(f"{text} ") is not None


BARE_ANSWER = re.compile(r"(?:yes|yeah|yep|no|nope|ok|okay|sure|right|correct)(?: please)?\?")
"""A short answer, which recognisers write as a question when the voice goes up."""


def questioning(said: str) -> bool:
    """True when the plain text asks something."""
    if BARE_ANSWER.fullmatch(said):
        return False
    asks = ASKING.search(said) or LONE_WHY.match(said)
    return said.endswith("?") or "? " in said or bool(asks)


def stem(word: str) -> str:
    """The word without the commonest endings, so that "cleanings" meets "clean"."""
    for ending in ("ings", "ing", "ments", "ment", "ers", "er", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


def content_stems(said: str) -> frozenset[str]:
    """Stems of the words that carry meaning, known synonyms brought together."""
    found = (w for w in re.findall(r"[a-z0-9]+", said) if w not in STOP_WORDS)
    return frozenset(stem(SYNONYMS.get(w, w)) for w in found)
