"""The owner's rule for changes shortly before an appointment. Pure; the database decides."""

from datetime import datetime, timedelta
from decimal import Decimal

from ringbook.domain.model import Policies

__all__ = ["forbidden", "is_late", "late_fee"]


def is_late(policies: Policies, starts_at: datetime, now: datetime) -> bool:
    """True inside the notice that the owner wants for a change."""
    return starts_at - now < timedelta(minutes=policies.cancel_notice_minutes)


def forbidden(policies: Policies, starts_at: datetime, now: datetime) -> bool:
    """True when a late change is not ours to make: refused, or for the practice to decide."""
    refused = policies.late_change in ("refuse", "ask_practice")
    return refused and is_late(policies, starts_at, now)


def late_fee(policies: Policies, starts_at: datetime, now: datetime) -> Decimal | None:
    """The fee that a change now costs, None when it is free."""
    if policies.late_change != "allow_with_fee" or not is_late(policies, starts_at, now):
        return None
    return policies.late_change_fee
