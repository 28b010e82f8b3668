"""Which task the caller wants: begun, changed, put off or given up. Pure."""

import re
from dataclasses import replace
from typing import Final
from uuid import UUID

from ringbook.dialogue.reduce import or_book, party
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.frame import Frame, Intent
from ringbook.dialogue.state.heard import Act, Heard
from ringbook.dialogue.state.question import WRITES
from ringbook.dialogue.understand import unclear
from ringbook.dialogue.understand.agreeing import clear_yes
from ringbook.dialogue.understand.series_dates import about_last
from ringbook.dialogue.understand.text import plain, questioning
from ringbook.dialogue.understand.topics import without_question
from ringbook.domain.when import When

__all__ = ["switch"]

_INTENTS: Final[dict[Act, Intent]] = {
    "book": "book",
    "availability": "book",
    "cancel": "cancel",
    "move": "move",
    "list": "list",
}
_ONE_MORE = re.compile(r"\b(another|new|also|as well|separate|second|additional|extra|too)\b", re.I)
_EXISTING = re.compile(r"\b(appointments?|bookings?|existing|already|reservation)\b", re.I)
_MOVES_ONE = re.compile(
    r"\b(?:mov\w+|resched\w+|shift\w*|push\w*|postpon\w+|swap\w*|switch\w*|bring\w*|chang\w+)"
    r" (?:(?:back|forward|up|off) )?(?:my|the|our)"
    r" (?!(?:time|day|date|hour|week|number|phone|name|other|first|second|third|last)\b)",
    re.I,
)
""" "I'd have to move the filling" speaks of one that is there, not of the time just offered."""

_THAT_ONE = re.compile(r"\b(it|that|this|that one|this one|just (made|booked))\b", re.I)
_AND_THAT = re.compile(
    r"\b(other|that|this|first|second|last|\w+day('s)?) one\b|\b(too|as well)\b", re.I
)
_OTHER = re.compile(r"\bother (one|appointment|booking)\b", re.I)
_AMENDS = re.compile(r"\b(it|that|actually|instead|sorry|wait|rather|meant)\b", re.I)
_LEFT = ("when", "service", "which_appointment", "which_scope", "anything")
"""Questions to which a plain no gives the task up."""

_CHOOSING = ("which_slot", "confirm_book", "when", "service")


def _heard(state: CallState) -> Heard:
    return without_question(state.last_heard)


# ---- which task ----------------------------------------------------------------------------------


def switch(state: CallState) -> CallState:
    """Starts, changes, puts off or gives up the task in hand."""
    heard = _heard(state)
    if unclear.lost_verb(state, heard):
        return unclear.heard_as(state, heard)
    wishes = unclear.chosen(state, heard) or _wishes(state, heard)
    if or_book.moves_instead(state, heard):
        wishes = ("move",)
    if not wishes:
        return _without_wish(state, heard)
    if state.frame.intent is None:
        begun = party.likewise(state, heard) if wishes[0] == "book" else Frame()
        kept = unclear.kept(state, wishes[0])
        return _begin(state, wishes, begun if kept == Frame() else kept)
    if wishes[0] == state.frame.intent:
        return replace(state, later=(*_queued(wishes[1:], _heard(state)), *state.later))
    return _change(state, wishes)


def _wishes(state: CallState, heard: Heard) -> tuple[Intent, ...]:
    """The tasks named, in order, but for words that only go on with the one in hand."""
    named = [_INTENTS[act] for act in heard.acts if act in _INTENTS]
    if "cancel" in named or "move" in named:
        named = [n for n in named if n != "list"]
    wishes = tuple(dict.fromkeys(named))
    return tuple(w for w in wishes if not _same_thing(w, state, heard))


def _same_thing(wish: Intent, state: CallState, heard: Heard) -> bool:
    """ "Book me for three" goes on with a move; "change it to three" goes on with a booking."""
    intent = state.frame.intent
    if intent == "move" and wish == "book" and not (state.listed and not state.appointments):
        return _ONE_MORE.search(heard.text) is None
    if intent == "book" and wish == "move":
        existing = _EXISTING.search(heard.text) or _MOVES_ONE.search(heard.text)
        return state.asked in _CHOOSING and existing is None
    return intent == "cancel" and wish == "book" and state.asked == "which_appointment"


def _queued(wishes: tuple[Intent, ...], heard: Heard) -> tuple[Frame, ...]:
    """Tasks for afterwards; a booking takes the service and the time named along with it."""
    book = Frame(
        intent="book",
        service=heard.service,
        wanted=heard.when,
        attendee=heard.attendee,
        parts=heard.parts,
    )
    return tuple(book if w == "book" else Frame(intent=w) for w in wishes)


def _begin(state: CallState, wishes: tuple[Intent, ...], frame: Frame) -> CallState:
    frame = or_book.begun(replace(frame, intent=wishes[0]), _heard(state))
    if wishes[0] in ("cancel", "move"):
        frame = _about_last(state, frame)
    return replace(state, frame=frame, later=(*_queued(wishes[1:], _heard(state)), *state.later))


def _about_last(state: CallState, frame: Frame) -> Frame:
    """ "Move it": what this call wrote last; "the other one": not the one just spoken of."""
    if other := _other_one(state):
        return replace(frame, source=other)
    if frame.source or not state.commits or not _THAT_ONE.search(_heard(state).text):
        return frame
    return about_last(state, frame) or frame


def _change(state: CallState, wishes: tuple[Intent, ...]) -> CallState:
    """Another task than the one in hand."""
    old, heard, wish = state.frame, _heard(state), wishes[0]
    if wish == "list":
        return replace(state, frame=Frame(intent="list"), later=(old, *state.later))
    if old.intent == "book" and wish == "cancel" and _only_this(state, heard):
        return replace(state, frame=Frame(), dropped=old)
    if state.asked in WRITES and clear_yes(heard):
        return replace(state, later=(*_queued(wishes, heard), *state.later))
    if old.intent == "move" and wish == "book" and not state.appointments:
        return _begin(state, wishes, Frame(service=old.cue_service, wanted=old.wanted))
    if old.intent == "book" and wish == "move" and _all_along(state, heard):
        return _begin(state, wishes, Frame(cue_service=old.service, wanted=old.wanted))
    kept = Frame(
        spoken_of=old.spoken_of,
        source=old.source,
        cue_service=old.cue_service,
        cue_provider=old.cue_provider,
    )
    return _begin(state, wishes, kept if {old.intent, wish} == {"cancel", "move"} else Frame())


def _all_along(state: CallState, heard: Heard) -> bool:
    """ "(No,) I'd have to move the filling", while one is being booked: the day wanted stays."""
    same = heard.service is not None and heard.service == state.frame.service
    return (heard.has("no") or same) and _ONE_MORE.search(heard.text) is None


def _only_this(state: CallState, heard: Heard) -> bool:
    """ "Cancel that" while choosing a time gives up the booking that was never made."""
    named = heard.service or heard.source or not heard.when.empty
    return state.asked in _CHOOSING and not named and _EXISTING.search(heard.text) is None


def _without_wish(state: CallState, heard: Heard) -> CallState:
    """No task was named: one may be given up, or be clear from what was said."""
    open_task = state.frame.intent is not None
    identifying = state.asked in ("number", "confirm_number", "name")
    if open_task and heard.has("drop") and not identifying:
        return state.dropping()
    if open_task and state.asked in _LEFT and _refuses(heard):
        return state.dropping()
    if open_task:
        return state
    if _AND_THAT.search(heard.text) and state.finished.intent in ("cancel", "move"):
        return _likewise(state)
    if _wants_time(heard):
        begun = replace(party.likewise(state, heard), intent="book")
        return _just_written(state, heard) or state.refilled(begun)
    return state


def _just_written(state: CallState, heard: Heard) -> CallState | None:
    """ "Actually, make that four": another time for what was booked a moment ago."""
    last = state.commits[-1].appointment if state.commits else None
    known = last is not None and state.appointment(last.id) is not None
    meant = heard.has("correct") or _AMENDS.search(heard.text) is not None
    if last is None or not known or heard.service is not None or not meant:
        return None
    moved = about_last(state, Frame(intent="move"))
    return None if moved is None else state.refilled(moved)


def _likewise(state: CallState) -> CallState:
    """ "And the other one too": the same as before, with another appointment."""
    return state.refilled(Frame(intent=state.finished.intent, source=_other_one(state)))


def _other_one(state: CallState) -> UUID | None:
    """The only appointment besides the one spoken of before, when "the other one" is meant."""
    if not _OTHER.search(_heard(state).text) or state.finished.source is None:
        return None
    left = [a.id for a in state.appointments if a.id != state.finished.source]
    return left[0] if len(left) == 1 else None


def _refuses(heard: Heard) -> bool:
    named = heard.service or heard.provider or heard.ordinal or heard.any or heard.earliest_wanted
    nothing_else = heard.when.empty and not named
    nothing_else = nothing_else and heard.scope is None and heard.attendee is None
    return heard.has("no", "nothing") and nothing_else and bool(heard.text.strip())


def _wants_time(heard: Heard) -> bool:
    """A service or a time named at the start is a wish to book."""
    other = heard.has("question", "goodbye", "person", "matter", "robot", "help")
    someone = heard.attendee is not None and heard.attendee.stored is not None
    if heard.stranger is not None and heard.service is None and questioning(plain(heard.text)):
        return False  # "is Paula in today?"
    return not other and (heard.service is not None or _specific(heard.when) or someone)


def _specific(when: When) -> bool:
    timed = when.timed
    return when.first is not None or timed
