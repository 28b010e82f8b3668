"""Which task the caller wants, and the details said of it. Pure."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from ringbook.dialogue import elsewhere
from ringbook.dialogue.call_state import CallState
from ringbook.dialogue.choosing import clear_yes, matches
from ringbook.dialogue.frame import Frame, Intent, merged
from ringbook.dialogue.readback import WRITES
from ringbook.dialogue.topics import indifferent, without_question
from ringbook.dialogue.understand_heard import Act, Heard
from ringbook.domain.when import When

__all__ = ["detail", "switch"]

_INTENTS: Final[dict[Act, Intent]] = {
    "book": "book",
    "availability": "book",
    "cancel": "cancel",
    "move": "move",
    "list": "list",
}
_ONE_MORE = re.compile(r"\b(another|new|also|as well|separate|second|additional|extra|too)\b", re.I)
_EXISTING = re.compile(r"\b(appointments?|bookings?|existing|already|reservation)\b", re.I)
_THAT_ONE = re.compile(r"\b(it|that|this|that one|this one|just (made|booked))\b", re.I)
_EVERY = re.compile(r"\b(all|both|everything)\b(?! (good|right|set|day))", re.I)
_AND_THAT = re.compile(
    r"\b(other|that|this|first|second|last|\w+day('s)?) one\b|\b(too|as well)\b", re.I
)
_OTHER = re.compile(r"\bother (one|appointment|booking)\b", re.I)
_AMENDS = re.compile(r"\b(it|that|actually|instead|sorry|wait|rather|meant)\b", re.I)
_CHOOSING = ("which_slot", "confirm_book", "when", "service")


def _heard(state: CallState) -> Heard:
    return without_question(state.heard or Heard(""))


def _about(state: CallState) -> str:
    return state.answering.about if state.answering else ""


# ---- which task ----------------------------------------------------------------------------------


def switch(state: CallState) -> CallState:
    """Starts, changes, puts off or gives up the task in hand."""
    heard = _heard(state)
    wishes = _wishes(state, heard)
    if not wishes:
        return _without_wish(state, heard)
    if state.frame.intent is None:
        return _begin(state, wishes, Frame())
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
    if intent == "move" and wish == "book":
        return _ONE_MORE.search(heard.text) is None
    if intent == "book" and wish == "move":
        return _about(state) in _CHOOSING and _EXISTING.search(heard.text) is None
    return intent == "cancel" and wish == "book" and _about(state) == "which_appointment"


def _queued(wishes: tuple[Intent, ...], heard: Heard) -> tuple[Frame, ...]:
    """Tasks for afterwards; a booking takes the service and the time named along with it."""
    book = Frame(intent="book", service=heard.service, wanted=heard.when)
    return tuple(book if w == "book" else Frame(intent=w) for w in wishes)


def _begin(state: CallState, wishes: tuple[Intent, ...], frame: Frame) -> CallState:
    frame = replace(frame, intent=wishes[0])
    if wishes[0] in ("cancel", "move"):
        frame = _about_last(state, frame)
    return replace(state, frame=frame, later=(*_queued(wishes[1:], _heard(state)), *state.later))


def _about_last(state: CallState, frame: Frame) -> Frame:
    """ "Move it": what this call wrote last; "the other one": not the one just spoken of."""
    if other := _other_one(state):
        return replace(frame, source=other)
    if frame.source or not state.commits or not _THAT_ONE.search(_heard(state).text):
        return frame
    last = state.commits[-1].appointment
    return replace(frame, source=last.id) if state.appointment(last.id) else frame


def _change(state: CallState, wishes: tuple[Intent, ...]) -> CallState:
    """Another task than the one in hand."""
    old, heard, wish = state.frame, _heard(state), wishes[0]
    if wish == "list":
        return replace(state, frame=Frame(intent="list"), later=(old, *state.later))
    if old.intent == "book" and wish == "cancel" and _only_this(state, heard):
        return replace(state, frame=Frame(), dropped=old)
    if _about(state) in WRITES and clear_yes(heard):
        return replace(state, later=(*_queued(wishes, heard), *state.later))
    kept = Frame(
        spoken_of=old.spoken_of,
        source=old.source,
        cue_service=old.cue_service,
        cue_provider=old.cue_provider,
    )
    return _begin(state, wishes, kept if {old.intent, wish} == {"cancel", "move"} else Frame())


def _only_this(state: CallState, heard: Heard) -> bool:
    """ "Cancel that" while choosing a time gives up the booking that was never made."""
    named = heard.service or heard.source or not heard.when.empty
    return _about(state) in _CHOOSING and not named and _EXISTING.search(heard.text) is None


def _without_wish(state: CallState, heard: Heard) -> CallState:
    """No task was named: one may be given up, or be clear from what was said."""
    open_task = state.frame.intent is not None
    identifying = _about(state) in ("number", "confirm_number", "name")
    if open_task and heard.has("drop") and not identifying:
        return replace(state, frame=Frame(), dropped=state.frame)
    if open_task and _about(state) == "when" and _refuses(heard):
        return replace(state, frame=Frame(), dropped=state.frame)
    if open_task:
        return state
    if _AND_THAT.search(heard.text) and state.finished.intent in ("cancel", "move"):
        return _likewise(state)
    if _wants_time(heard):
        return _just_written(state, heard) or state.refilled(Frame(intent="book"))
    return state


def _just_written(state: CallState, heard: Heard) -> CallState | None:
    """ "Actually, make that four": another time for what was booked a moment ago."""
    last = state.commits[-1].appointment if state.commits else None
    known = last is not None and state.appointment(last.id) is not None
    meant = heard.has("correct") or _AMENDS.search(heard.text) is not None
    if last is None or not known or heard.service is not None or not meant:
        return None
    return state.refilled(Frame(intent="move", source=last.id))


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
    nothing_else = heard.when.empty and not heard.any and not heard.earliest_wanted
    return heard.has("no", "nothing") and nothing_else and bool(heard.text.strip())


def _wants_time(heard: Heard) -> bool:
    """A service or a time named at the start is a wish to book."""
    other = heard.has("question", "goodbye", "person", "robot", "help")
    return not other and (heard.service is not None or _specific(heard.when))


def _specific(when: When) -> bool:
    return when.first is not None or when.time is not None or when.part is not None


# ---- its details ---------------------------------------------------------------------------------


def detail(state: CallState) -> CallState:
    """Takes service, provider and time into the task, unless they only repeat the choice made."""
    heard, frame = _heard(state), state.frame
    if frame.intent is None or frame.intent == "list" or frame.agreed is not None:
        return state
    if frame.intent == "cancel":
        return state.refilled(_which_to_cancel(state, heard))
    if frame.intent == "move":
        state = _move_cues(state, heard)
    state = _named(state, heard)
    return elsewhere.ask(state) if elsewhere.wanted(state) else _wish(state, heard)


def _which_to_cancel(state: CallState, heard: Heard) -> Frame:
    """What is said of time and service tells which one, unless a booking is to follow."""
    if heard.has("book") and state.later and state.later[0].intent == "book":
        heard = replace(heard, service=None, when=When())
    return _cued(state.frame, heard, _on_that_day(heard.source or heard.when, state), state)


def _on_that_day(cue: When, state: CallState) -> When:
    """ "I can't make it on Tuesday" speaks of the Tuesday one, not of any other."""
    if len(cue.excluded_weekdays) != 1 or cue.first is not None:
        return cue
    weekday = next(iter(cue.excluded_weekdays))
    day = state.today + timedelta(days=(weekday - state.today.weekday()) % 7)
    return When(date=day)


def _cued(frame: Frame, heard: Heard, cue: When, state: CallState) -> Frame:
    """What tells which appointment is meant."""
    frame = replace(
        frame,
        cue_service=heard.service or frame.cue_service,
        cue_provider=heard.provider or frame.cue_provider,
        every=frame.every or (frame.intent == "cancel" and bool(_EVERY.search(heard.text))),
    )
    if cue.empty or _about(state) in WRITES:
        return frame
    known = state.appointment(frame.source)
    if known is not None and matches(cue, state.local(known.starts_at)):
        return frame
    return replace(frame, spoken_of=cue, source=None)


def _move_cues(state: CallState, heard: Heard) -> CallState:
    frame = state.frame
    source_known = state.appointment(frame.source) is not None
    cue = heard.source or (heard.when if _about(state) == "which_appointment" else When())
    named = heard if not source_known else Heard("")
    return state.refilled(_cued(frame, named, cue, state))


def _named(state: CallState, heard: Heard) -> CallState:
    """A service or provider named anew; in a move only once it is clear what is being moved."""
    frame = state.frame
    if frame.intent == "move" and state.appointment(frame.source) is None:
        return state
    service, provider = heard.service or frame.service, heard.provider or frame.provider
    if (service, provider) == (frame.service, frame.provider):
        return state
    known = frame.chosen
    if known is not None and (known.service, known.provider) == (service, provider):
        return state.refilled(replace(frame, service=service, provider=provider))
    return state.refilled(replace(frame.searching(), service=service, provider=provider))


def _wish(state: CallState, heard: Heard) -> CallState:
    """A time said anew; with none said, "any" and "the usual" stand for one."""
    frame, when = state.frame, heard.when
    if _about(state) == "which_appointment" and heard.source is None:
        return state
    if frame.chosen is not None and not frame.undecided and _fits_choice(state, when):
        return state
    if heard.earliest_wanted or (indifferent(heard) and _about(state) in ("when", "which_slot")):
        when = replace(when, earliest_wanted=True)
    if when.empty and frame.wanted.conflict and clear_yes(heard):
        sure = replace(frame.wanted, conflict=False)
        return state.refilled(replace(frame.searching(), wanted=sure))
    if when.empty:
        return _undecided(state, heard)
    return state.refilled(replace(frame.searching(), wanted=merged(frame.wanted, when)))


def _fits_choice(state: CallState, when: When) -> bool:
    chosen = state.frame.chosen
    return chosen is not None and matches(when, state.local(chosen.starts_at))


def _undecided(state: CallState, heard: Heard) -> CallState:
    """A plain no to what was offered: the next words must say when instead."""
    turned_down = heard.has("no", "correct") and _about(state) in (
        "which_slot",
        "confirm_book",
        "confirm_move",
    )
    frame = state.frame
    changed = heard.ordinal is not None or heard.service or heard.provider
    if not turned_down or changed or frame.chosen is not None:
        return state
    lost = frozenset({frame.turned_down} if frame.turned_down else ())
    return state.refilled(replace(frame, undecided=True, refused=frame.refused | lost))
