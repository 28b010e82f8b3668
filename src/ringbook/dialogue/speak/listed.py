"""Questions about the appointments just named: which is first, who they are with. Pure."""

import re
from typing import Final

from ringbook.dialogue.speak.lines import described
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.heard import Heard
from ringbook.domain.model import Appointment
from ringbook.domain.phrases import join
from ringbook.domain.spoken import spoken_when

__all__ = ["about_listed"]

_FIRST: Final = re.compile(
    r"\b(?:which|what|whats|what's)(?: one| appointment| of (?:them|those|these))?(?: is|'s| comes"
    r"| do i have)? ?(?:up |the )?(?P<which>first|next|earliest|soonest|sooner|earlier|last|later"
    r"|latest|second)\b(?! (?:opening|available|free|time|slot|you))",
    re.I,
)
_LAST: Final = ("last", "later", "latest")
_WITH: Final = re.compile(
    r"\bwho(?:m|se|'s|s)?\b.*\b(?:with|see|seeing|for)\b|\bwith who(?:m)?\b"
    r"|\bwhich (?:dentist|doctor|provider|stylist|hygienist)\b",
    re.I,
)


def about_listed(heard: Heard, state: CallState) -> str:
    """The answer from the caller's own list, "" when it was not what they heard last."""
    rows = _named(state)
    if not rows:
        return ""
    if (found := _FIRST.search(heard.text)) and len(rows) > 1:
        return _in_order(found["which"].lower(), rows, state)
    return _with_whom(rows) if _WITH.search(heard.text) else ""


def _named(state: CallState) -> tuple[Appointment, ...]:
    """The appointments that the agent's last words named, else all that were listed."""
    written = {c.appointment.id for c in state.commits}
    if state.frame.chosen is not None:
        return ()
    named = tuple(
        row
        for row in state.appointments
        if spoken_when(state.local(row.starts_at)) in state.spoken and row.service in state.spoken
    )
    if len(named) == 1 and named[0].id in written:
        return ()  # what was just written is told of elsewhere
    idle = state.listed and state.frame.intent is None and not written
    return named or (state.appointments if idle else ())


def _in_order(which: str, rows: tuple[Appointment, ...], state: CallState) -> str:
    if which == "second":
        return f"The second is your {described(rows[1], state)}."
    last = which in _LAST
    return f"The {'last' if last else 'first'} is your {described(rows[-1 if last else 0], state)}."


def _with_whom(rows: tuple[Appointment, ...]) -> str:
    people = {row.provider for row in rows}
    if len(rows) == 1:
        return f"Your {rows[0].service} is with {rows[0].provider}."
    if len(people) == 1:
        return f"{'Both' if len(rows) == 2 else 'All of them'} are with {people.pop()}."
    return f"Your {join([f'{row.service} is with {row.provider}' for row in rows])}."
