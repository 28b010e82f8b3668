"""What the tools do about the waiting list."""

from contextlib import suppress
from uuid import UUID

from ringbook.agent.call import Call
from ringbook.agent.tooling import request_id
from ringbook.dialogue.legal.waitlist_state import held_slot
from ringbook.dialogue.state.call_events import Outcome, WaitAction, WaitlistDone
from ringbook.dialogue.state.question import Question
from ringbook.domain.model import Appointment, Caller, Slot
from ringbook.domain.waitlist import Held, Waiting
from ringbook.errors import NotConfirmed, RingbookError
from ringbook.store import waitlist

__all__ = ["accept", "held", "update", "waiting"]


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


def held(call: Call, slot: Slot) -> UUID | None:
    """The offer by which a slot is held for the caller, None for an opening like any other."""
    found: Held | None = held_slot(call.state, slot)
    return found.id if found is not None else None


async def accept(call: Call, number: str, offer: UUID) -> Appointment:
    """Books what is held for the caller."""
    with request_id(call, f"book {number}") as request:
        return await waitlist.accept(
            call.db, call.practice, contact_number=number, offer_id=offer,
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
    if agreed.wish is None:
        raise NotConfirmed
    with request_id(call, f"wait {number}") as request:
        entry = await waitlist.join(
            call.db, call.practice, contact_number=number, wish=agreed.wish,
            request_id=request, now=call.now(),
        )  # fmt: skip
    return WaitlistDone("join", (entry,), on_page=call.shows_pages)


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
