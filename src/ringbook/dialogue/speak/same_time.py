"""Words for a move that changes only with whom it is: the time stays. Pure."""

from ringbook.domain.model import Appointment, Slot

__all__ = ["done", "only_provider", "would"]


def only_provider(slot: Slot, appointment: Appointment) -> bool:
    """True when the move would keep the time."""
    same = slot.starts_at == appointment.starts_at
    return same and slot.provider != appointment.provider


def would(kept: str, slot: Slot, appointment: Appointment) -> str:
    """What would be written; `kept` is the appointment with its time."""
    return f"I'd keep your {kept}, but with {slot.provider} instead of {appointment.provider}."


def done(kept: str, appointment: Appointment) -> str:
    """What was written."""
    return f"Your {kept} is with {appointment.provider} now."
