"""Several people who come together: named, counted, joined, left out, at last a visit. Pure.

What is wanted for each of them becomes a part of one visit as soon as the service is known.
"""

import re
from dataclasses import replace
from typing import Final

from ringbook.dialogue.state import policy
from ringbook.dialogue.state.attendee import Attendee
from ringbook.dialogue.state.call_events import Booked
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.frame import Frame
from ringbook.dialogue.state.heard import Heard
from ringbook.dialogue.state.question import WRITES
from ringbook.dialogue.state.visit_wish import Wanted
from ringbook.dialogue.understand.agreeing import clear_yes
from ringbook.dialogue.understand.party import MYSELF, counted, only_one, wanted
from ringbook.dialogue.understand.party_words import ONLY_COUNTED
from ringbook.dialogue.understand.visit import visit_said
from ringbook.domain.when import When

__all__ = ["likewise", "settle", "take"]

_JOINS: Final = re.compile(
    r"\btoo\b(?! (?:early|late|soon|far|long|short|much|many|busy|expensive|young|old))"
    r"|\b(?:as well|also|plus|another (?:one )?for|one more)\b"
    r"|^\W*(?:\w+\W+){0,2}?and\W+(?:(?:then|can you|could you|book|do)\W+)*"
    r"(?:(?:one|another|the same|it|something|an? \w+)[ ,]+)?for\b",
    re.I,
)
_THEIRS: Final = re.compile(r"\b(?:her|him|them|she|he)\b", re.I)


def take(state: CallState) -> CallState:
    """Takes those who come together into the booking in hand."""
    heard, frame = state.last_heard, state.frame
    if frame.intent != "book":
        return state
    if heard.people and _known(heard.people, _people(frame)):
        again = replace(heard, people=(), parts=(), acts=(*heard.acts, "party"))
        return replace(state, heard=again)
    if heard.people and not heard.parts and not _asked_who(state):
        found = frame if frame.people or not frame.parts else replace(frame, parts=())
        return state.refilled(replace(found.searching(), people=heard.people, attendee=None))
    if frame.people or len(_people(frame)) > 1:
        return _fewer(_recounted(_counted(_theirs(state))))
    comes_along = _joins_in(heard) and _in_hand(state) and not _same(heard, frame)
    return _joined(state) if comes_along else state


def settle(state: CallState) -> CallState:
    """Those who come together as one visit, once it is known what for; a series is for one."""
    frame, service = state.frame, policy.service_wanted(state)
    if frame.intent != "book" or not frame.people or _uncounted(frame):
        return state
    if service is None:
        return state
    if frame.repeat is not None:
        first, *rest = frame.people
        alone = replace(frame, people=())
        later = (replace(alone, attendee=who if who.stored else None) for who in rest)
        return replace(
            state, frame=replace(alone, attendee=first if first.stored else None),
            later=(*later, *state.later),
        )  # fmt: skip
    parts = tuple(wanted(service.name, who) for who in frame.people)
    return state.refilled(_with(replace(frame, people=()), parts))


def likewise(state: CallState, heard: Heard) -> Frame:
    """What a booking begins with: after one was made, "the same for my son" keeps its day."""
    last = state.commits[-1] if state.commits else None
    if not isinstance(last, Booked) or not _joins_in(heard):
        return Frame()
    made = last.appointment
    day = state.local(made.starts_at).date()
    return Frame(service=made.service, attendee=heard.attendee, wanted=When(date=day))


def _joins_in(heard: Heard) -> bool:
    """ "And one for my wife too": somebody comes along, nobody is replaced."""
    whom = heard.attendee.stored if heard.attendee else None
    named = whom is not None and heard.service is None and not heard.parts
    return named and not heard.has("no", "correct") and _JOINS.search(heard.text) is not None


def _with(frame: Frame, parts: tuple[Wanted, ...]) -> Frame:
    one = parts[0]
    if len(parts) == 1:
        return replace(frame.searching(), parts=(), service=one.service, attendee=one.attendee)
    return replace(frame.searching(), parts=parts, service=one.service, attendee=None)


def _people(frame: Frame) -> tuple[Attendee, ...]:
    """Those for whom the booking in hand is."""
    parts = tuple(dict.fromkeys(part.attendee or MYSELF for part in frame.parts))
    return frame.people or parts or (frame.attendee or MYSELF,)


def _known(said: tuple[Attendee, ...], people: tuple[Attendee, ...]) -> bool:
    """ "Yes, for me and my wife": those for whom it is already, named once more."""
    known = all(any(_is(who, one) or _somebody(who, one) for who in people) for one in said)
    return len(said) == len(people) and known


def _somebody(who: Attendee, meant: Attendee) -> bool:
    """ "Both of us": whoever the other one is."""
    return who.stored is not None and meant == Attendee(relation="companion")


def _uncounted(frame: Frame) -> Attendee | None:
    return next((who for who in frame.people if who.nth < 0), None)


def _in_hand(state: CallState) -> bool:
    """True unless the booking began with these very words."""
    asked = state.answering.about if state.answering else ""
    return asked not in ("", "anything", "anything_else")


def _asked_who(state: CallState) -> bool:
    return state.answering is not None and state.answering.about == "attendee"


def _counted(state: CallState) -> CallState:
    """The answer to "how many of them?"."""
    frame, several = state.frame, _uncounted(state.frame)
    if several is None or not _asked_who(state):
        return state
    heard = state.last_heard
    found = counted(several.relation or "", heard.text) or heard.people
    if not found or any(who.nth < 0 for who in found):
        return state
    state = replace(state, heard=replace(heard, people=found))
    others = tuple(who for who in frame.people if who != several)
    return state.refilled(replace(frame, people=tuple(dict.fromkeys((*others, *found)))))


def _recounted(state: CallState) -> CallState:
    """ "Just one of them", where the name of the first of several was asked for."""
    frame, text = state.frame, state.last_heard.text
    several = [who for who in _people(frame) if who.nth > 0 and who.nameless]
    if not several or not _asked_who(state) or ONLY_COUNTED.match(text) is None:
        return state
    found = counted(several[0].relation or "", text)
    if not found or len(found) >= len(several):
        return state
    fewer = dict(zip(several, found, strict=False))
    parts = tuple(
        replace(part, attendee=fewer.get(part.attendee, part.attendee)) if part.attendee else part
        for part in frame.parts
        if part.attendee not in several[len(found) :]
    )
    alone = found[0] if len(found) == 1 else None
    state = replace(state, heard=replace(state.last_heard, attendee=alone))
    return state.refilled(_with(frame, parts))


def _fewer(state: CallState) -> CallState:
    """ "Just me": the others of the party are left out."""
    heard, frame = state.last_heard, state.frame
    if heard.attendee is None or heard.service is not None:
        return state
    if _asked_who(state) and only_one(heard.text) is None:
        return state
    left = tuple(who for who in _people(frame) if _is(who, heard.attendee))
    if not left or _joins_in(heard):
        return state
    if frame.people:
        one = left[0] if left[0].stored else None
        return state.refilled(replace(frame, people=(), attendee=one))
    parts = tuple(part for part in frame.parts if (part.attendee or MYSELF) in left)
    return state.refilled(_with(frame, parts))


def _is(who: Attendee, meant: Attendee) -> bool:
    same = who.name is not None and who.name == meant.name
    return same or (who.relation == meant.relation and meant.name in (None, who.name))


def _theirs(state: CallState) -> CallState:
    """ "A cleaning for me and a check-up for her", where one other person comes along."""
    heard = state.last_heard
    others = [who for who in state.frame.people if who.stored]
    if len(others) != 1 or not heard.parts or not _THEIRS.search(heard.text):
        return state
    relation = f"my {others[0].relation}" if others[0].relation else others[0].name
    parts = visit_said(_THEIRS.sub(str(relation), heard.text), state.practice)
    named = tuple(replace(p, attendee=others[0]) if p.attendee else p for p in parts)
    return replace(state, heard=replace(heard, parts=named or heard.parts))


def _same(heard: Heard, frame: Frame) -> bool:
    return heard.attendee is not None and _is(frame.attendee or MYSELF, heard.attendee)


def _joined(state: CallState) -> CallState:
    """One more person: with a yes to the read-back they come after it, else along with it."""
    heard, frame = state.last_heard, state.frame
    who = heard.attendee or MYSELF
    state = replace(state, heard=replace(heard, attendee=None))
    if clear_yes(heard) and state.answering is not None and state.answering.about in WRITES:
        return replace(state, later=(_after(state, frame, who), *state.later))
    frame = replace(frame, wanted=_time(state, frame))
    return state.refilled(replace(frame.searching(), people=(*_people(frame), who)))


def _after(state: CallState, frame: Frame, who: Attendee) -> Frame:
    """The same for somebody else: the service and the day are kept."""
    day = _time(state, frame).first
    wanted = When(date=day) if day else frame.wanted
    return Frame(intent="book", service=frame.service, attendee=who, wanted=wanted)


def _time(state: CallState, frame: Frame) -> When:
    """The time that was read back, else the one wanted."""
    slot = frame.chosen
    local = state.local(slot.starts_at) if slot else None
    return When(date=local.date(), time=local.time()) if local else frame.wanted
