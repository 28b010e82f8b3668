"""The last words of a call; by voice with one sentence of what was written in it. Pure."""

from datetime import datetime

from ringbook.dialogue.speak import lines as speak
from ringbook.dialogue.state.call_events import Cancelled
from ringbook.dialogue.state.call_state import CallState
from ringbook.domain.model import Appointment
from ringbook.domain.phrases import join

__all__ = ["goodbye"]

NAMED = 2
"""More appointments than this are counted, and only the first is named: nobody remembers a list."""


def goodbye(state: CallState) -> str:
    """What the caller hears last. Who reads has it all before their eyes."""
    last = speak.goodbye(state)
    if state.channel == "text" or state.silent or state.unsure:
        return last
    undone = speak.unfinished(state)
    first = undone if last.startswith(undone) else ""
    return f"{first}{_recap(state)}{last.removeprefix(first)}"


def _recap(state: CallState) -> str:
    """ "So that's your Cleaning with Dr. Rao on Thursday, July 9 at 4:00 PM."."""
    last = {c.appointment.id: c for c in state.commits}
    kept = [c.appointment for c in last.values() if not isinstance(c, Cancelled)]
    gone = [c.appointment for c in last.values() if isinstance(c, Cancelled)]
    if kept:
        return f"So that's {_named(kept, state)}. "
    return f"So {_cancelled(gone, state)}. " if gone else ""


def _named(kept: list[Appointment], state: CallState) -> str:
    kept = sorted(kept, key=_start)
    if len(kept) <= NAMED:
        return join([f"your {speak.described(a, state)}" for a in kept])
    return f"{len(kept)} appointments, the first on {speak.when(kept[0], state)}"


def _cancelled(gone: list[Appointment], state: CallState) -> str:
    gone = sorted(gone, key=_start)
    named = join([f"your {speak.described(a, state)}" for a in gone[:NAMED]])
    if len(gone) > NAMED:
        return f"{len(gone)} appointments are cancelled"
    return f"{named} {'are' if len(gone) > 1 else 'is'} cancelled"


def _start(appointment: Appointment) -> datetime:
    return appointment.starts_at
