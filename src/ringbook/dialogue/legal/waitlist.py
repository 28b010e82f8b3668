"""When the waiting list may be changed: after its read-back and a yes, like every write. Pure."""

from typing import Final

from ringbook.dialogue.legal.waitlist_state import held_slot
from ringbook.dialogue.state import policy
from ringbook.dialogue.state.call_events import WaitAction
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.question import Question

__all__ = ["action"]

_ACTIONS: Final[dict[str, WaitAction]] = {
    "confirm_wait": "join",
    "confirm_leave": "leave",
    "decline_offer": "decline",
}


def action(agreed: Question, state: CallState) -> WaitAction | None:
    """What the caller agreed to do about the list, None when it is nothing or not allowed."""
    wanted = _ACTIONS.get(agreed.about)
    if wanted == "join":
        return wanted if agreed.wish is not None and policy.may("book", state) else None
    if not policy.may("hear", state):
        return None
    if wanted == "leave":
        mine = {e.id for e in state.waiting}
        return wanted if agreed.entry_ids and mine >= {*agreed.entry_ids} else None
    return wanted if held_slot(state, state.slot(agreed.slot_id)) is not None else None
