"""Words about one service in the place of another, and about two that change places. Pure."""

from ringbook.dialogue.speak.lines import what
from ringbook.dialogue.state.call_events import Listed
from ringbook.dialogue.state.call_state import CallState
from ringbook.domain.model import Slot
from ringbook.domain.spoken import spoken_date

__all__ = ["noted", "one_at_a_time", "still_there"]


def noted(state: CallState) -> str:
    """How another service takes an appointment's place, said when that is asked for."""
    frame, heard = state.frame, state.last_heard
    asked = heard.instead or any(isinstance(d.outcome, Listed) for d in state.did)
    asked = asked or state.asked == "which_appointment"
    if frame.intent != "book" or not asked:
        return ""
    row = state.appointment(frame.source) if frame.instead else None
    if row is None:
        gone = frame.cue_service is not None and state.listed and not frame.instead
        return f"I can't find a {frame.cue_service} of yours." if gone else ""
    return (
        f"A move keeps its service, so I'd book the {frame.service} first, and then cancel your "
        f"{what(row, state)} on {spoken_date(state.local(row.starts_at))}."
    )


def still_there(slots: tuple[Slot, ...], state: CallState) -> str | None:
    """The old time was asked for, where the appointment stands until the new one is booked."""
    frame = state.frame
    row = state.appointment(frame.source) if frame.instead else None
    if row is None or not slots:
        return None
    local, wish = state.local(row.starts_at), frame.wanted
    if (wish.first, wish.time) != (local.date(), local.time()):
        return None
    return f"I'm sorry, at that time you still have your {row.service}."


def one_at_a_time(state: CallState) -> str:
    """Why two appointments cannot change places at once."""
    if not state.frame.swap or state.stuck_on("which_appointment"):
        return ""
    return "I can only move one at a time, and to a time that is free. "
