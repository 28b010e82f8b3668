"""Dates of a series that were not free when the others were booked: they can be waited for. Pure.

Nobody waits for a series as a whole: what is missing of it is waited for date by date.
"""

from dataclasses import replace
from typing import Final

from ringbook.dialogue.state import policy
from ringbook.dialogue.state.call_events import BookedSeries
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.frame import Frame
from ringbook.dialogue.understand import for_whom, series_dates
from ringbook.domain.waitlist import Wish

__all__ = ["AT_MOST", "noted"]

AT_MOST: Final = 3
"""More dates are no question that anybody can answer."""


def noted(before: CallState, after: CallState, done: BookedSeries) -> CallState:
    """`after` with the dates left out as the next task, if they can come free."""
    wishes = _wishes(before, done)
    if not wishes:
        return after
    frame = Frame(intent="book", service=wishes[0].service, missed=wishes)
    later = (after.frame, *after.later) if after.frame.intent is not None else after.later
    return replace(after, frame=frame, later=later)


def _wishes(state: CallState, done: BookedSeries) -> tuple[Wish, ...]:
    """One a date at the time of the series, with whom the caller asked for."""
    frame = state.frame
    if frame.repeat is None or done.appointments[0].visit_id is not None:
        return ()
    booked = {state.local(row.starts_at).date() for row in done.appointments}
    service, end = done.appointments[0].service, policy.horizon(state)
    whom = for_whom.meant(state)
    lost = [d for d in series_dates.conflicts(state) if d.day not in booked and d.day <= end]
    return tuple(
        Wish(service, d.day, d.day, d.time, d.time, frame.provider, whom)
        for d in lost
        if d.refusal == "slot_taken" and d.time is not None
    )[:AT_MOST]
