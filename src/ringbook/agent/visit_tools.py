"""What the tools do when several services are meant: look up, book, cancel and move a visit."""

from ringbook.agent.call import Call
from ringbook.agent.tooling import Learned, request_id
from ringbook.dialogue.legal.actions import query
from ringbook.dialogue.state import visit as visit_state
from ringbook.dialogue.state.call_events import (
    BookedSeries,
    CancelledSeries,
    MovedSeries,
    Offered,
    Outcome,
)
from ringbook.domain.visit import VisitPart, read_wishes
from ringbook.errors import NotConfirmed
from ringbook.store import visits

__all__ = ["agreed", "book", "cancel", "fetch", "move"]


async def fetch(call: Call, args: dict[str, str], services: str | None) -> Outcome:
    """Looks up visits with these services, or other times for the one that is to be moved."""
    state = call.state
    rows = () if services else visit_state.whole(state)
    wishes = read_wishes(services, call.practice) if services else visit_state.wishes_to_move(state)
    wanted = query(state, args)
    found = await visits.find_visits(
        call.db, call.practice, wanted, wishes, call.now(), [row.id for row in rows]
    )
    return Offered(wanted, tuple(visit.slots[0] for visit in found), visits=found)


def agreed(call: Call) -> tuple[VisitPart, ...]:
    """The parts of the visit whose read-back the caller agreed to; none when it was no visit's."""
    asked = call.state.frame.agreed
    return asked.visit if asked is not None else ()


def _parts(call: Call) -> tuple[VisitPart, ...]:
    parts = agreed(call)
    if not parts:
        raise NotConfirmed
    return parts


async def book(call: Call, number: str, learned: Learned) -> Outcome:
    """Books all the parts that were agreed to, or none."""
    with request_id(call, f"visit {number}") as request:
        rows = await visits.book_visit(
            call.db, call.practice, contact_number=number, parts=_parts(call),
            request_id=request, session_id=call.session_id, now=call.now(),
        )  # fmt: skip
    return BookedSeries(rows, learned(rows[0].starts_at))


async def cancel(call: Call, number: str) -> Outcome:
    """Cancels all the parts that were agreed to, or none."""
    rows = await visits.cancel_visit(
        call.db, call.practice, contact_number=number, parts=_parts(call),
        session_id=call.session_id, now=call.now(),
    )  # fmt: skip
    return CancelledSeries(rows)


async def move(call: Call, number: str, learned: Learned) -> Outcome:
    """Moves all the parts that were agreed to, or none."""
    parts = _parts(call)
    was = {row.id: row.starts_at for row in call.state.appointments}
    first = parts[0].slot.id if parts[0].slot else None
    with request_id(call, f"move visit {parts[0].appointment_id} {first}") as request:
        rows = await visits.modify_visit(
            call.db, call.practice, contact_number=number, parts=parts,
            request_id=request, session_id=call.session_id, now=call.now(),
        )  # fmt: skip
    return MovedSeries(rows, tuple(was[row.id] for row in rows), learned(rows[0].starts_at))
