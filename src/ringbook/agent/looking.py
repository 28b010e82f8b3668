"""Looking for openings of one service, and why there are none."""

from dataclasses import replace
from typing import Final

from ringbook.agent.call import Call
from ringbook.dialogue.legal.actions import query
from ringbook.dialogue.state.call_events import Offered
from ringbook.domain.model import Slot, SlotQuery
from ringbook.domain.thinning import thinned
from ringbook.store import bookings
from ringbook.store.away import nobody_there
from ringbook.store.caps import is_full

__all__ = ["fetch"]


WHOLE_DAY: Final = 24 * 60
"""No day has more starts."""


async def fetch(call: Call, args: dict[str, str]) -> Offered:
    """The openings; where there are none, whether the day is full and when nobody is there."""
    wanted = query(call.state, args)
    slots = await _openings(call, wanted)
    if slots:
        return Offered(wanted, slots)
    full = await is_full(call.db, call.practice, wanted)
    return Offered(wanted, (), full, away=await nobody_there(call.db, call.practice, wanted))


async def _openings(call: Call, wanted: SlotQuery) -> tuple[Slot, ...]:
    """Of one day from its first to its last; of several as many as can be told apart."""
    if wanted.first is None or wanted.first != wanted.last:
        return await bookings.find_slots(call.db, call.practice, wanted, call.now())
    whole = replace(wanted, limit=WHOLE_DAY)
    found = await bookings.find_slots(call.db, call.practice, whole, call.now())
    return thinned(found, wanted.limit, call.practice.zone)
