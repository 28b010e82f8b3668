"""Several people in one sentence: "my wife and I", "both of my children", "Tom and me". Pure.

The caller among them is `Attendee()` and comes first. Of "my kids" it is open how many they are.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ringbook.dialogue.state.attendee import Attendee
from ringbook.dialogue.state.heard import Context, Heard
from ringbook.dialogue.state.visit_wish import Wanted
from ringbook.dialogue.understand.attendee import is_cased, person
from ringbook.dialogue.understand.party_words import (
    ALSO,
    AS_WELL,
    COMES,
    COUNT,
    COUNTS,
    ELSEWHERE,
    FOLLOWS,
    JOINS,
    LEADS,
    MENTION,
    MINE_TOO,
    NAME,
    ONLY,
    ONLY_COUNTED,
    OPENS_WITH,
    PAIRS,
    PLURALS,
    SEVERAL,
    SPEAKS_ON,
    US,
)
from ringbook.dialogue.understand.yes_no import CHOOSING, CONFIRMING
from ringbook.domain.model import Practice
from ringbook.domain.when import When

__all__ = ["MYSELF", "counted", "only_one", "party_said", "wanted", "with_party"]

MYSELF: Final = Attendee()
"""The caller."""


@dataclass(frozen=True, slots=True)
class _Mention:
    """Those named at one place, `start` to `end`; `own` unless only "and" makes it a person."""

    start: int
    end: int
    people: tuple[Attendee, ...]
    own: bool = True
    myself: bool = False


def with_party(heard: Heard, text: str, context: Context) -> Heard:
    """What was heard, with those who come together where no service says for whom it is."""
    if heard.has("cancel", "move", "list"):
        return heard
    about = context.asks.about if context.asks else ""
    if about == "attendee" and ONLY_COUNTED.match(text):  # no time of day
        return replace(heard, when=When(), ordinal=None, acts=("party",))
    if (alone := only_one(text)) is not None:
        return replace(heard, attendee=alone)
    people = party_said(text, context.practice)
    told = {part.attendee or MYSELF for part in heard.parts}
    if not people or told >= set(people) or _only_asks(heard, text):
        return heard
    asked = about in (*CONFIRMING, *CHOOSING, "attendee")
    acts = tuple(act for act in heard.acts if act != "question")
    acts = acts if asked else ("book", *acts)
    return replace(
        heard, acts=tuple(dict.fromkeys(acts)), parts=_for_all(heard, people), people=people,
        attendee=None,
    )  # fmt: skip


def _only_asks(heard: Heard, text: str) -> bool:
    """ "Can my wife and I park there?" names two people, and wants no appointment for them."""
    return heard.has("question") and (heard.faq is not None or COMES.search(text) is None)


def _for_all(heard: Heard, people: Sequence[Attendee]) -> tuple[Wanted, ...]:
    """Each of several services for each of them, as no other was said."""
    services = dict.fromkeys(part.service for part in heard.parts)
    return tuple(wanted(service, who) for who in people for service in services)


def wanted(service: str, who: Attendee) -> Wanted:
    """A service for one of a party."""
    return Wanted(service, who if who.stored else None)


def only_one(text: str) -> Attendee | None:
    """ "Just me", "only my son": the one who is left of several."""
    found = ONLY.search(text.replace("\u2019", "'"))
    if found is None:
        return None
    return Attendee(relation=_plain(found["rel"])) if found["rel"] else MYSELF


def party_said(text: str, practice: Practice) -> tuple[Attendee, ...]:
    """Those for whom the text wants appointments together; () when they are not several."""
    if SEVERAL.search(text) is None:
        return ()
    text = text.replace("\u2019", "'")
    mentions = sorted(_mentions(text, practice), key=lambda m: m.start)
    for group in _groups(mentions, text):
        people = _caller_first(who for m in group for who in m.people)
        several = len(people) > 1 or people[0].nth < 0
        if several and _wanted(group, text):
            return people
    return _as_well(text, practice) or _us(text, mentions)


def counted(relation: str, text: str) -> tuple[Attendee, ...]:
    """As many of that relation as the text says, in answer to "how many?"; () if it does not."""
    said = re.search(r"\b(?:one|1|just him|just her)\b|\b" + COUNT + r"\b", text, re.I)
    if said is None:
        return ()
    return _several(relation, COUNTS.get(said[0].lower().split()[-1], 1))


def _caller_first(named: Iterable[Attendee]) -> tuple[Attendee, ...]:
    people = dict.fromkeys(named)
    return tuple(sorted(people, key=lambda who: who != MYSELF))


# ---- who is named, and where ------------------------------------------------------------------


def _mentions(text: str, practice: Practice) -> Iterator[_Mention]:
    for found in MENTION.finditer(text):
        if found["me"]:
            yield _Mention(*found.span(), (MYSELF,), own=True, myself=True)
        elif found["many"]:
            said = found["before"] or found["n"] or ""
            yield _Mention(*found.span(), _plural(found["many"].lower(), said),
                           own=bool(found["mine"] or said))  # fmt: skip
        else:
            yield _relative(found, text, practice)
    names = NAME.finditer(text) if is_cased(text) else ()
    for found in (*names, *OPENS_WITH.finditer(text)):
        if name := person(found["name"], text, practice, lenient=False):
            yield _Mention(found.start("name"), found.end("name"), (Attendee(name),))


def _relative(found: re.Match[str], text: str, practice: Practice) -> _Mention:
    after = text[found.end() :]
    name = person(after, text, practice, lenient=True)
    at = re.match(rf"[ ,]*(?:called |named )?{re.escape(name)}\b", after, re.I) if name else None
    relation = re.sub(r"^boy$", "son", re.sub(r"^girl$", "daughter", _plain(found["rel"])))
    who = Attendee(name if at else None, relation)
    return _Mention(found.start(), found.end() + (at.end() if at else 0), (who,),
                    own=bool(found["own"]))  # fmt: skip


def _plain(relation: str) -> str:
    low = relation.lower().replace("-", " ")
    return "child" if low == "kid" else low


def _plural(said: str, count: str) -> tuple[Attendee, ...]:
    if said in PAIRS:
        return tuple(Attendee(relation=one) for one in PAIRS[said])
    found = [COUNTS[word] for word in count.lower().split() if word in COUNTS]
    relation = PLURALS[said]
    if said == "twins":
        return _several("child", 2)
    return _several(relation, found[0]) if found else (Attendee(relation=relation, nth=-1),)


def _several(relation: str, count: int) -> tuple[Attendee, ...]:
    if count == 1:
        return (Attendee(relation=relation),)
    return tuple(Attendee(relation=relation, nth=n) for n in range(1, min(count, 5) + 1))


# ---- who belongs together ---------------------------------------------------------------------


def _groups(mentions: Sequence[_Mention], text: str) -> Iterator[list[_Mention]]:
    """Mentions that are joined by "and"."""
    group: list[_Mention] = []
    for mention in mentions:
        if group and mention.start < group[-1].end:
            continue
        if group and _joined(group[-1], mention, text):
            group.append(mention)
            continue
        if group:
            yield group
        group = [mention] if mention.own else []
    if group:
        yield group


def _joined(one: _Mention, other: _Mention, text: str) -> bool:
    between = text[one.end : other.start]
    if JOINS.fullmatch(between) is None:
        return False
    subject = other.myself and text[other.start : other.end] == "I"
    if subject and "," in between and "and" not in between:
        return False
    named_for = re.search(r"\b(?:for|with|of)\s*$", text[: one.start], re.I)
    return not (subject and named_for and SPEAKS_ON.match(text[other.end :]))


def _wanted(group: Sequence[_Mention], text: str) -> bool:
    """True when the words around wish for something for them."""
    before, after = text[: group[0].start], text[group[-1].end :]
    if ELSEWHERE.match(after):
        return False
    return LEADS.search(before) is not None or FOLLOWS.match(after) is not None


def _as_well(text: str, practice: Practice) -> tuple[Attendee, ...]:
    """ "I need a check-up, and so does my wife"."""
    for found in AS_WELL.finditer(text):
        if not MINE_TOO.search(text[: found.start()]) or not ALSO.search(found[0]):
            continue
        name = person(found["rest"], text, practice, lenient=False)
        return (MYSELF, Attendee(name, _plain(found["rel"])))
    return ()


def _us(text: str, mentions: Sequence[_Mention]) -> tuple[Attendee, ...]:
    """ "Both of us": the caller and whom they spoke of, else somebody not named yet."""
    if US.search(text) is None:
        return ()
    others = [who for m in mentions if m.own for who in m.people if who.stored is not None]
    return (MYSELF, replace(others[0]) if others else Attendee(relation="companion"))
