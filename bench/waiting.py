"""Two hundred callers after one time that is held for one of them."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from uuid import UUID, uuid4

from bench.store_fill import NOW
from ringbook.domain.model import Appointment, Practice, Slot
from ringbook.domain.waitlist import Wish
from ringbook.store import bookings, waitlist
from ringbook.store.pool import Database

__all__ = ["after_a_held_slot"]

type Attempt = Callable[[], Awaitable[object]]


async def after_a_held_slot(
    db: Database, practice: Practice, booked: Appointment, owner: str, numbers: Sequence[str]
) -> list[Attempt]:
    """The attempts: the first caller takes up the offer, all others book its time.

    The owner's appointment is cancelled for it, which holds its time for the first caller.
    """
    local = booked.starts_at.astimezone(practice.zone)
    day, at = local.date(), local.time()
    wish = Wish(booked.service, day, day, at, at, booked.provider)
    holder, *others = numbers
    await waitlist.join(db, practice, contact_number=holder, wish=wish, request_id=uuid4(), now=NOW)
    await bookings.cancel(
        db,
        practice,
        contact_number=owner,
        appointment_id=booked.id,
        session_id="bench",
        now=NOW,
    )
    (held,) = [e.held for e in await waitlist.waiting_of(db, practice, holder, NOW) if e.held]
    takes = partial(_accept, db, practice, holder, held.id)
    return [takes, *(partial(_book, db, practice, n, held.slot) for n in others)]


async def _accept(db: Database, practice: Practice, number: str, offer: UUID) -> Appointment:
    return await waitlist.accept(
        db,
        practice,
        contact_number=number,
        offer_id=offer,
        request_id=uuid4(),
        session_id="bench",
        now=NOW,
    )


async def _book(db: Database, practice: Practice, number: str, slot: Slot) -> Appointment:
    return await bookings.book(
        db,
        practice,
        contact_number=number,
        slot=slot,
        request_id=uuid4(),
        session_id="bench",
        now=NOW,
    )
