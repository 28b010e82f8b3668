"""What is asked about a series: how often, how long, what of the dates that are not free. Pure."""

from datetime import time

from ringbook.dialogue.speak import lines as speak
from ringbook.dialogue.speak import series_zone
from ringbook.dialogue.speak.away import AGAIN
from ringbook.dialogue.speak.series_words import counted, dates, what
from ringbook.dialogue.state import policy
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.understand import series_dates
from ringbook.domain.away import who_is_away
from ringbook.domain.model import Appointment
from ringbook.domain.series import MAX_DATES, SeriesDate, at_wall
from ringbook.domain.spoken import spoken_date, spoken_time

__all__ = [
    "ask_scope",
    "how_many",
    "how_often",
    "nothing",
    "one_day",
    "readback",
    "unfree",
    "when_all",
]


def how_often(state: CallState) -> str:
    again = "Sorry, how often? " if state.stuck_on("how_often") else ""
    return f"{again}Would that be every week, every two weeks or every month?"


def how_many(state: CallState) -> str:
    if state.stuck_on("how_many"):
        return "Please tell me a number, or the last day: for example six times."
    return "How many times, or until when?"


def one_day(state: CallState) -> str:
    """Two weekdays were named; "" when it is one."""
    wish = state.frame.wanted
    days = dict.fromkeys(f"{d:%A}" for d in (wish.date, *wish.alt_dates) if d is not None)
    if len(days) < 2 or wish.conflict:
        return ""
    return f"I can book one day of the week at a time. Which first: {speak.join([*days], 'or')}?"


def when_all(state: CallState) -> str:
    """The first day or the time is missing."""
    if state.frame.wanted.first is None or state.frame.wanted.range is not None:
        return "Which day shall it start, and at what time?"
    return "At what time?"


# ---- dates that are not free ----------------------------------------------------------------


def unfree(state: CallState) -> str:
    """How many are free, which are not and why, and the one question what to do about it."""
    found, lost = state.frame.dates, series_dates.conflicts(state)
    free, at = len(found) - len(lost), found[0].time
    verb = "is" if free == 1 else "are"
    here = _at(found, state)
    head = f"{counted(free).capitalize()} of the {counted(len(found))} {verb} free{here}."
    move = state.frame.intent == "move"
    takes = f"{'move' if move else 'take'} the {counted(free) if free > 1 else 'one'}"
    options = [f"{takes} that {verb} free"]
    others = [d.other for d in lost if d.other]
    if others:
        same = all(state.local(other.starts_at).time() == at for other in others)
        days = "those days" if len(lost) > 1 else "that day"
        options.append(f"{'have somebody else' if same else 'find another time'} on {days}")
    options.append("look for another time for all")
    again = "Sorry, which would you like? " if state.stuck_on("which_dates") else ""
    return f"{head} {again}{_reasons(lost, state)} Shall I {speak.join(options, 'or')}?"


def nothing(state: CallState) -> str:
    """Not one of the dates is free at that time."""
    lost = state.frame.dates
    first = lost[0].day
    if policy.opens(first, state) or policy.closure_on(first, state):
        taken = [d for d in lost if d.refusal != "outside_opening_hours"]
        reasons = _reasons(tuple(taken), state) if 0 < len(taken) <= 3 else ""
    else:
        reasons = f"We're closed on {first:%A}s."
    here = _at(lost, state)
    return f"I'm sorry, none of the {counted(len(lost))} is free{here}. {reasons}".strip()


def _at(found: tuple[SeriesDate, ...], state: CallState) -> str:
    """ " at 4:00 PM", "" where no time was wanted."""
    at = found[0].time
    if at is None or at == time.min:
        return ""
    starts = [start for d in found if (start := at_wall(d.day, at, state.practice.zone))]
    return f" at {spoken_time(at)}{series_zone.ours(starts, state)}"


def _reasons(lost: tuple[SeriesDate, ...], state: CallState) -> str:
    """Why, date by date; those past the last day that can be booked in one."""
    end = policy.horizon(state)
    far = [d for d in lost if d.day > end]
    parts = [_reason(d, state) for d in lost if d.day <= end]
    if far:
        first = spoken_date(far[0].day)
        beyond = f"from {first} on" if len(far) > 1 else first
        parts.append(f"{beyond} is further ahead than we take bookings")
    said = speak.join(parts)
    return f"{said[0].upper()}{said[1:]}."


def _reason(lost: SeriesDate, state: CallState) -> str:
    day = spoken_date(lost.day)
    closure = policy.closure_on(lost.day, state)
    if closure is not None:
        return f"we're closed on {day}{f' ({closure.reason})' if closure.reason else ''}"
    if not state.practice.opening_hours[lost.day.weekday()]:
        return f"we're closed on {day}"
    if lost.away is not None:
        return who_is_away(lost.away, lost.day, state.practice)
    words = {
        "slot_taken": f"{day} is taken",
        "slot_in_past": f"{day} has already passed",
        "too_short_notice": f"{day} is too soon",
    }
    return words.get(lost.refusal or "", f"there is nothing at that time on {day}")


# ---- read-backs -----------------------------------------------------------------------------


def readback(asks: Question, state: CallState) -> str:
    """The question before a write of several dates: all of what a yes would do."""
    slots = [s for s in state.offered if s.id in asks.slot_ids]
    rows = _rows(asks, state)
    if asks.about == "confirm_book":
        said = f"That would be {what(slots, state, asks.attendee)} on {dates(slots, state)}."
        return f"{_left_out(asks, state)}{said} {_shall_i('book them', state)}"
    fee = _fee(rows, state)
    if asks.about == "confirm_move":
        old, new = dates(rows, state, there=False), dates(slots, state)
        said = f"Your {what(rows, state)} now on {old}, would be on {new}.{fee}"
        return f"{_left_out(asks, state)}{said} {_shall_i('do that', state)}"
    said = f"That would be {what(rows, state)} on {dates(rows, state)}.{fee}"
    return f"{said} {_shall_i('cancel them all', state)}"


def _rows(asks: Question, state: CallState) -> list[Appointment]:
    return [a for a in state.appointments if a.id in asks.appointment_ids]


def _left_out(asks: Question, state: CallState) -> str:
    """Dates that will not be there though other times were to be found for them."""
    found, repeat = state.frame.dates, state.frame.repeat
    count = repeat.count if repeat else None
    most = f"{MAX_DATES} is the most I can book at once. " if (count or 0) > MAX_DATES else ""
    gone = [d.day for d in found if d.slot is None and d.other is None]
    if state.frame.take != "others" or not gone:
        return most
    stays = "stays as it is" if asks.appointment_ids else "is left out"
    days = speak.join([spoken_date(day) for day in gone])
    return f"{most}I have nothing else on {days}, so that {stays}. "


def _shall_i(do: str, state: CallState) -> str:
    return AGAIN if state.diary_lost else f"Shall I {do}?"


def _fee(rows: list[Appointment], state: CallState) -> str:
    fees = [fee for a in rows if (fee := policy.fee_for(a, state)) is not None]
    if not fees:
        return ""
    first = spoken_date(state.local(rows[0].starts_at).date())
    return f" As {first} is so close, there is a fee of {speak.money(sum(fees, fees[0] * 0))}."


def ask_scope(state: CallState, source: Appointment) -> str:
    """One of a series is to be changed: only that one, or the following too."""
    verb = "cancel" if state.frame.intent == "cancel" else "move"
    later = len(series_dates.members(state, source, "following")) - 1
    rest = "the following one" if later == 1 else f"the {counted(later)} following"
    again = "Sorry, which? " if state.stuck_on("which_scope") else ""
    return (
        f"{again}Your {speak.described(source, state)} is one of a series. "
        f"Shall I {verb} just that one, or that and {rest}?"
    )
