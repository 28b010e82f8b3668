"""With whom callers can be, and whom they had last. Pure."""

from ringbook.dialogue.state.call_state import CallState

__all__ = ["had_last", "people"]


def people(state: CallState) -> tuple[str, ...]:
    """The names of those whom a caller can ask for."""
    return tuple(person.name for person in state.practice.people)


def had_last(state: CallState) -> str | None:
    """With whom they were booked in this call, else were last on record; if still there.

    What the record says is for a matched caller only.
    """
    booked = [commit.appointment.provider for commit in state.commits]
    past = state.caller.seen_last if state.caller and state.open_record else None
    there = people(state)
    return next((who for who in (*reversed(booked), past) if who in there), None)
