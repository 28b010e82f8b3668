"""What a series' look-ups and writes do to the call's state. Pure."""

from dataclasses import replace

from ringbook.dialogue.state.call_events import (
    Booked,
    BookedSeries,
    Cancelled,
    CancelledSeries,
    Moved,
    MovedSeries,
    OfferedSeries,
    Outcome,
)
from ringbook.dialogue.state.call_state import CallState, Commit
from ringbook.domain.series import Repeat

__all__ = ["SERIES_WRITES", "commits_of", "committed", "found"]

SERIES_WRITES = (BookedSeries, MovedSeries, CancelledSeries)


def commits_of(outcome: Outcome) -> tuple[Commit, ...]:
    """The appointments that an outcome wrote, one commit each; none when it wrote nothing."""
    match outcome:
        case Booked() | Moved() | Cancelled():
            return (outcome,)
        case BookedSeries(appointments=rows, preferences=learned):
            return tuple(Booked(row, learned) for row in rows)
        case MovedSeries(appointments=rows, was=was, preferences=learned):
            pairs = zip(rows, was, strict=True)
            return tuple(Moved(row, before, learned) for row, before in pairs)
        case CancelledSeries(appointments=rows):
            return tuple(Cancelled(row) for row in rows)
        case _:
            return ()


def committed(state: CallState, done: BookedSeries | MovedSeries | CancelledSeries) -> CallState:
    """The state after a series was written: its task is over."""
    touched = {row.id for row in done.appointments}
    stands = () if isinstance(done, CancelledSeries) else done.appointments
    left = (*(a for a in state.appointments if a.id not in touched), *stands)
    return replace(
        state.without_task(),
        commits=(*state.commits, *commits_of(done)),
        appointments=tuple(sorted(left, key=lambda a: a.starts_at)),
        offered=(),
        asks=None,
    )


def found(state: CallState, looked_up: OfferedSeries) -> CallState:
    """Each date offers the slot at the series' time or, where that is not free, the nearest."""
    dates, query = looked_up.dates, looked_up.query
    frame = replace(
        state.frame, dates=dates, take=None, searches=(), proposed=(), chosen=None, agreed=None
    )
    if query.every is not None and frame.intent in (None, "book"):
        repeat = frame.repeat or Repeat(query.every, times=len(dates))
        frame = replace(frame, intent="book", repeat=repeat)
    offered = tuple(slot for d in dates if (slot := d.slot or d.other) is not None)
    return replace(state, frame=frame, offered=offered)
