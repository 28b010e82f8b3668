""" "What else", "later", "earlier", "another day": other times than those just offered. Pure."""

import re
from dataclasses import replace
from datetime import date, timedelta

from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.frame import Frame, Way
from ringbook.dialogue.state.heard import Heard
from ringbook.dialogue.understand import counted
from ringbook.dialogue.understand.beside import active
from ringbook.domain.model import Slot
from ringbook.domain.when import When
from ringbook.domain.when_value import Bound

__all__ = ["ask", "coming_days", "in_scope", "lists", "wanted"]

_OTHER_DAY = re.compile(
    r"\b(another|different|other|next|following|later|earlier|some other) (days?|date|week)\b", re.I
)
_SAME_DAY = re.compile(r"\b(same|that) day\b", re.I)
_EXACT_DAY = re.compile(
    r"\b(this|next|coming|today|tonight|tomorrow|after|week|jan|feb|mar|apr|may|jun|jul|aug|sep|oct"
    r"|nov|dec)|\d(st|nd|rd|th)\b|\d/\d|the \d",
    re.I,
)
AHEAD = timedelta(days=14)


def in_scope(state: CallState, heard: Heard) -> Heard:
    """ "Wednesday", after "next week" or among days just offered, is the Wednesday spoken of."""
    if heard.beside is not None:
        return heard
    placed = counted.from_offer(state, heard)
    if placed is not None:
        done = ("question", "more", *(("move",) if state.frame.intent == "book" else ()))
        return replace(heard, when=placed, acts=tuple(a for a in heard.acts if a not in done))
    return _of_days_named(state, counted.without_base(state, heard))


def _of_days_named(state: CallState, heard: Heard) -> Heard:
    when = heard.when
    if state.commits and when.date in (None, state.today) and _on_day_of_last(state, heard):
        last = state.local(state.commits[-1].appointment.starts_at).date()
        return replace(heard, when=replace(when, date=last, alt_dates=()))
    bare = when.date is not None and when.range is None and not _EXACT_DAY.search(heard.text)
    if not bare or when.date is None:
        return heard
    days = _spoken_of(state)
    same = sorted(d for d in days if d.weekday() == when.date.weekday())
    if not same or when.date in days:
        return heard
    return replace(heard, when=replace(when, date=same[0], alt_dates=()))


def _on_day_of_last(state: CallState, heard: Heard) -> bool:
    """ "That day" is the day of the last write, if it is not that of what is moved or cancelled."""
    cancelling = state.asks is not None and state.asks.about == "confirm_cancel"
    moved = heard.has("move") and heard.when.shift is not None
    return _SAME_DAY.search(heard.text) is not None and not cancelling and not moved


def _spoken_of(state: CallState) -> set[date]:
    """The days of the last offer and of the stretch of days that is wanted."""
    days = {state.local(s.starts_at).date() for s in state.frame.proposed}
    span = state.frame.wanted.range
    if span is not None and span[1] - span[0] < AHEAD:
        days |= {span[0] + timedelta(days=n) for n in range((span[1] - span[0]).days + 1)}
    return days


def wanted(state: CallState) -> bool:
    """True when other times are asked for and no new time was named."""
    heard, frame = state.last_heard, state.frame
    named = heard.when.first is not None or heard.when.timed
    asked = heard.has("more") or heard.when.shift is not None or _another_day(heard)
    return asked and not named and bool(frame.proposed) and frame.agreed is None


def _another_day(heard: Heard) -> bool:
    return _OTHER_DAY.search(heard.text) is not None


def lists(state: CallState, heard: Heard) -> bool:
    """True when the caller answers "when?" with "what do you have?"."""
    open_day = state.answering is not None and state.answering.about == "when"
    return open_day and heard.has("availability", "more") and not heard.earliest_wanted


def coming_days(state: CallState) -> When:
    """The days from now on, so that the next free times are named."""
    return When(date=state.today, range=(state.today, state.today + AHEAD - timedelta(days=1)))


def ask(state: CallState) -> CallState:
    """The state in which the next offer is other than the last one."""
    heard, frame = state.last_heard, state.frame
    way: Way = heard.when.shift or "more"
    frame = replace(frame, chosen=None, agreed=None, undecided=False)
    left = () if _another_day(heard) else _left(state, way)
    if left:
        passed = frozenset(s.id for s in state.offered if s not in left)
        return state.refilled(replace(frame, proposed=(), shown=frame.shown | passed))
    if not _another_day(heard) and (row := active(state)) is not None:
        return state.refilled(_same_day(state, state.local(row.starts_at).date(), way))
    edge = None if _another_day(heard) else _edge(state, way)
    if edge is not None:
        return state.refilled(_beyond(edge, state, way))
    return state.refilled(_further(state, frame, way, another=_another_day(heard)))


def _left(state: CallState, way: Way) -> tuple[Slot, ...]:
    """What was found already but not named yet, on the side that was asked for."""
    frame = state.frame
    starts = [s.starts_at for s in frame.proposed]
    seen = {s.starts_at for s in state.offered if s.id in frame.shown} | set(starts)
    days = {state.local(at).date() for at in starts}
    fresh = [s for s in state.offered if s.starts_at not in seen]
    if way == "later":
        fresh = [s for s in fresh if s.starts_at > max(starts)]
    if way == "earlier":
        fresh = [s for s in fresh if s.starts_at < min(starts)]
    same_day = [s for s in fresh if state.local(s.starts_at).date() in days]
    return tuple(same_day if way != "more" else fresh)


def _edge(state: CallState, way: Way) -> Slot | None:
    """The end of an offer around a time: beyond it, on the same day, no search has looked yet.

    So it is with the last day of a search over several that found as many as it may.
    """
    wish, slots = state.frame.wanted, sorted(state.frame.proposed, key=lambda s: s.starts_at)
    if way == "later" and (last := _cut_at(state)) is not None:
        return last
    around = wish.time is not None and wish.bound in ("at", "around") and wish.range is None
    if way == "more" or not around or len({state.local(s.starts_at).date() for s in slots}) != 1:
        return None
    return slots[-1] if way == "later" else slots[0]


def _cut_at(state: CallState) -> Slot | None:
    """The last opening found, where the rest of its day, which was offered, is not known."""
    search, shown = state.frame.searches[-1:], state.frame.proposed[-1:]
    if not search or not shown or search[0].query.first == search[0].query.last:
        return None
    found = search[0].slots
    if len(found) < search[0].query.limit:
        return None
    same_day = state.local(found[-1].starts_at).date() == state.local(shown[0].starts_at).date()
    return found[-1] if same_day else None


def _beyond(edge: Slot, state: CallState, way: Way) -> Frame:
    frame, at = state.frame, state.local(edge.starts_at)
    bound: Bound = "after" if way == "later" else "before"
    wish = replace(
        frame.wanted, date=at.date(), time=at.time(), bound=bound, until=None, alt_dates=()
    )
    return replace(frame.searching(), wanted=wish, refused=frame.refused | {edge.id})


def _same_day(state: CallState, day: date, way: Way) -> Frame:
    """The rest of the day on which nothing but one time was looked for."""
    frame = state.frame
    near = sorted(frame.proposed, key=lambda slot: slot.starts_at)
    at = state.local(near[0].starts_at).time()
    bound: Bound = "after" if way == "later" else "before"
    wish = When(date=day) if way == "more" else When(date=day, time=at, bound=bound)
    starts = {slot.starts_at for slot in near}
    passed = {slot.id for slot in state.offered if slot.starts_at in starts}
    refused = frame.refused | passed
    return replace(frame.searching(), wanted=wish, refused=refused, beside=None)


def _further(state: CallState, frame: Frame, way: Way, *, another: bool) -> Frame:
    """A new search: the rest of the day first, then the days after or before."""
    days = [state.local(s.starts_at).date() for s in frame.proposed]
    note = None if another else way
    wish = _before(min(days), state, frame) if way == "earlier" else _after(max(days), frame)
    return replace(frame.searching(), wanted=wish, none_that_way=note)


def _after(day: date, frame: Frame) -> When:
    first = day + timedelta(days=1)
    return replace(frame.wanted, date=first, range=(first, first + AHEAD), alt_dates=())


def _before(day: date, state: CallState, frame: Frame) -> When:
    last = max(day - timedelta(days=1), state.today)
    wish = replace(frame.wanted, date=state.today, range=(state.today, last), alt_dates=())
    return replace(wish, earliest_wanted=False)
