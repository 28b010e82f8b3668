"""Looking for openings of one service, and why there are none."""

from ringbook.agent.call import Call
from ringbook.dialogue.legal.actions import query
from ringbook.dialogue.state.call_events import Offered
from ringbook.store import bookings
from ringbook.store.away import nobody_there
from ringbook.store.caps import is_full

__all__ = ["fetch"]


async def fetch(call: Call, args: dict[str, str]) -> Offered:
    """The openings; where there are none, whether the day is full and when nobody is there."""
    wanted = query(call.state, args)
    slots = await bookings.find_slots(call.db, call.practice, wanted, call.now())
    if slots:
        return Offered(wanted, slots)
    full = await is_full(call.db, call.practice, wanted)
    return Offered(wanted, (), full, away=await nobody_there(call.db, call.practice, wanted))
