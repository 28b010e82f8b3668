"""Times told by their distance: from what was read back or offered, or from what is moved. Pure.

Afterwards they are days and times like all others; nothing else counts them.
"""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.heard import Heard
from ringbook.dialogue.understand.answers import OFFERING
from ringbook.dialogue.understand.when import SAME_TIME
from ringbook.domain.model import Appointment, Slot
from ringbook.domain.when import When
from ringbook.domain.when_amount import Amount
from ringbook.domain.when_said import week_of

__all__ = ["from_appointment", "from_offer", "without_base"]

_OWN = re.compile(r"\b(?:appointments?|bookings?|existing|already|my)\b", re.I)
_NEXT_WEEK = re.compile(r"\b(?:next|the following) week\b", re.I)


def from_offer(state: CallState, heard: Heard) -> When | None:
    """The time named by its distance from what was read back or offered, is wished or is moved."""
    by = _distance(heard)
    if by is None or (state.frame.intent == "book" and heard.has("move") and _names_one(heard)):
        return None
    offering = state.asks is not None and state.asks.about in OFFERING
    offered = _offered(state) if offering else []
    moving = _moving(state) if offering and not offered else []
    base = offered or _wished(state) or moving
    if not base or (len(base) > 1 and (by.minutes or by.either)):
        return None
    own_time = base is moving and not by.open_time
    timed = by != Amount() and len(base) == 1 and (_same_time(heard) or own_time)
    return _placed(heard.when, by, base[0] if by.earlier else base[-1], timed=timed)


def _distance(heard: Heard) -> Amount | None:
    by = heard.when.by
    if by in (None, Amount()) and _same_time(heard) and _NEXT_WEEK.search(heard.text):
        return Amount(7)
    return by


def _same_time(heard: Heard) -> bool:
    return SAME_TIME.search(heard.text) is not None


def _names_one(heard: Heard) -> bool:
    """True when an appointment is spoken of, and not the booking in hand."""
    return _OWN.search(heard.text) is not None


def from_appointment(when: When, start: datetime) -> When:
    """`when` counted from the local start of the appointment that is being moved."""
    by = when.by
    return when if by is None else _placed(when, by, start, timed=not by.open_time)


def without_base(state: CallState, heard: Heard) -> Heard:
    """A distance from nothing that is known or will be is left out."""
    changing = state.frame.intent in ("move", "cancel") or heard.has("move")
    if changing or heard.when.by is None:
        return heard
    return replace(heard, when=replace(heard.when, by=None))


def _offered(state: CallState) -> list[datetime]:
    """The local starts of what was read back or offered last."""
    named = (state.frame.chosen,) if state.frame.chosen else state.frame.proposed
    return _starts(state, *named)


def _wished(state: CallState) -> list[datetime]:
    """The time wished for that was not looked up yet."""
    wish, frame = state.frame.wanted, state.frame
    exact = wish.bound == "at" and wish.until is None and wish.range is None
    if frame.intent not in ("book", "move") or frame.searches or not exact:
        return []
    if wish.first is None or wish.time is None:
        return []
    return [datetime.combine(wish.first, wish.time)]


def _moving(state: CallState) -> list[datetime]:
    moving = state.appointment(state.frame.source) if state.frame.intent == "move" else None
    return _starts(state, moving) if moving else []


def _starts(state: CallState, *named: Slot | Appointment) -> list[datetime]:
    return sorted(state.local(one.starts_at) for one in named)


def _placed(when: When, by: Amount, start: datetime, *, timed: bool) -> When:
    """The day and time that lie `by` from `start`; what was named outright stays as named."""
    end = by.after(start)
    when = replace(when, by=None, shift=None)
    if by.minutes:
        day = when.first or end.date()
        when = replace(when, date=day, range=None)
        return _either(when, by, start) if by.either else _at(when, end)
    if by.days or by.months:
        when = _on_day(when, end.date())
    elif when.range is not None:
        when = _weekday(when, when.range, start.weekday())
    return _at(when, end) if timed or by == Amount() else when


def _at(when: When, end: datetime) -> When:
    if when.timed:
        return when
    return replace(when, time=end.time(), bound="at")


def _either(when: When, by: Amount, start: datetime) -> When:
    """As much before as after: both are wanted, and nothing between them."""
    first, last = by.before(start).time(), by.after(start).time()
    return replace(when, time=first, until=last, alt_times=(last,), bound="at")


def _on_day(when: When, day: date) -> When:
    """ "Wednesday of the following week" is in the week of `day`, "the following week" on it."""
    if when.date is None or when.range is not None:
        return replace(when, date=day, range=None, alt_dates=())
    first = week_of(day)[0] + timedelta(days=when.date.weekday())
    return replace(when, date=first, alt_dates=())


def _weekday(when: When, days: tuple[date, date], weekday: int) -> When:
    """ "Next week, same time" is the same day of that week."""
    day = week_of(days[0])[0] + timedelta(days=weekday)
    if days[1] - days[0] > timedelta(days=6) or not days[0] <= day <= days[1]:
        return when
    return replace(when, date=day, range=None, alt_dates=())
