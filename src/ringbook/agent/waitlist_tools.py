"""What the tools do about the waiting list."""

from contextlib import suppress
from uuid import UUID

from ringbook.agent.call import Call
from ringbook.agent.tooling import request_id
from ringbook.dialogue.legal.waitlist_state import held_slot
from ringbook.dialogue.state.call_events import Outcome, WaitAction, WaitlistDone
from ringbook.dialogue.state.question import Question
from ringbook.domain.model import Appointment, Caller, Slot
from ringbook.domain.visit import VisitPart
from ringbook.domain.waitlist import Waiting, Wish
from ringbook.errors import NotConfirmed, RingbookError, TooManyWishes
from ringbook.store import waitlist

__all__ = ["accept", "accept_visit", "held", "update", "waiting"]


async def waiting(call: Call, caller: Caller) -> tuple[Waiting, ...]:
    """What a caller waits for; one whom this call made known waits for nothing yet.

    Who waits with nothing held for them may be next: a hold of somebody else may have run out
    since the list was tended last, or there is no `ringbook up` that tends it.
    """
    if caller.is_new:
        return ()
    asked = (call.db, call.practice, caller.contact_number, call.now())
    entries = await waitlist.waiting_of(*asked)
    if not entries or any(entry.held for entry in entries):
        return entries
    with suppress(RingbookError):  # the caller is identified all the same
        if await waitlist.tend(call.db, call.practice, call.now()):
            return await waitlist.waiting_of(*asked)
    return entries


def held(call: Call, slot: Slot | None, attendee: str | None) -> UUID | None:
    """The offer by which a slot is held for this person; None for an opening like any other."""
    for entry in call.state.waiting:
        if entry.held is not None and slot is not None and entry.held.slot.id == slot.id:
            same = bool(entry.wish.parts) or entry.wish.attendee == attendee
            return entry.held.id if same else None
    return None


async def accept(call: Call, number: str, offer: UUID) -> Appointment:
    """Books what is held for the caller."""
    with request_id(call, f"book {number}") as request:
        return await waitlist.accept(
            call.db, call.practice, contact_number=number, offer_id=offer,
            request_id=request, session_id=call.session_id, now=call.now(),
        )  # fmt: skip


async def accept_visit(call: Call, number: str, offer: UUID) -> tuple[Appointment, ...]:
    """Books all of the visit that is held for the caller."""
    entry = next(e for e in call.state.waiting if e.held is not None and e.held.id == offer)
    parts = [VisitPart(part.service, part.attendee) for part in entry.wish.parts]
    with request_id(call, f"visit {number}") as request:
        return await waitlist.accept_visit(
            call.db, call.practice, contact_number=number, offer_id=offer, parts=parts,
            request_id=request, session_id=call.session_id, now=call.now(),
        )  # fmt: skip


async def update(call: Call, number: str, action: WaitAction) -> Outcome:
    """Does what was agreed to; the gate has let nothing else pass."""
    agreed = call.state.frame.agreed
    if agreed is None:
        raise NotConfirmed
    match action:
        case "join":
            return await _join(call, number, agreed)
        case "leave":
            return await _leave(call, number, agreed)
        case "decline":
            return await _decline(call, number, agreed)


async def _join(call: Call, number: str, agreed: Question) -> Outcome:
    """All the places that were agreed to, as far as the practice allows so many."""
    wishes = agreed.wishes or ((agreed.wish,) if agreed.wish else ())
    entries: list[Waiting] = []
    for wish in wishes:
        try:
            entries.append(await _place(call, number, wish))
        except TooManyWishes:
            if not entries:
                raise
            break
    if not entries:
        raise NotConfirmed
    full = len(entries) < len(wishes)
    return WaitlistDone("join", tuple(entries), on_page=call.shows_pages, full=full)


async def _place(call: Call, number: str, wish: Wish) -> Waiting:
    with request_id(call, f"wait {number} {wish.first}") as request:
        return await waitlist.join(
            call.db, call.practice, contact_number=number, wish=wish,
            request_id=request, now=call.now(),
        )  # fmt: skip


async def _leave(call: Call, number: str, agreed: Question) -> Outcome:
    """What is off the list already, because it was booked or its days are over, is off it too."""
    entries = tuple(e for e in call.state.waiting if e.id in agreed.entry_ids)
    for entry in entries:
        await waitlist.withdraw(call.db, call.practice, number, entry.id, call.now())
    return WaitlistDone("leave", entries)


async def _decline(call: Call, number: str, agreed: Question) -> Outcome:
    found = held_slot(call.state, call.state.slot(agreed.slot_id))
    if found is None:
        raise NotConfirmed
    await waitlist.decline(call.db, call.practice, number, found.id, call.now())
    left = await waitlist.waiting_of(call.db, call.practice, number, call.now())
    return WaitlistDone("decline", left)
