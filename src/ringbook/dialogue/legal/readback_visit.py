"""Whether a sentence truly reads back the visit that a "yes" to it would write. Pure.

It names the day in full, and after each service its time and, where there is a choice, with whom
and for whom. No other service and no other day may be named.
"""

import re
from collections.abc import Sequence
from typing import Final

from ringbook.dialogue.speak.visit_words import Item, items_of
from ringbook.dialogue.state import visit as visit_state
from ringbook.dialogue.state.attendee import named_in
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.policy import fee_for
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.understand.mentions import fits, moments
from ringbook.dialogue.understand.visit import split_at_services

__all__ = ["inferred", "reads_back"]

_WORDS: Final = r"(?:[^.?!:]|\.(?=\d))"
_FACT: Final = re.compile(rf"(?:^|(?<=[.?!] )){_WORDS}+ (?:takes|costs) \d{_WORDS}*\. ")
""" "Cut takes 30 minutes.", said before: it names a service and agrees to nothing."""


def reads_back(text: str, asks: Question, state: CallState) -> bool:
    """True when `text` says all that a yes to `asks` would agree to."""
    items = items_of(asks, state)
    if len(items) != len(asks.visit):
        return False
    return (
        _names_day(text, items, asks, state)
        and _names_parts(text, items, state)
        and _says_fee(text, asks, state)
    )


def _names_day(text: str, items: Sequence[Item], asks: Question, state: CallState) -> bool:
    rows = [row for p in asks.visit if (row := state.appointment(p.appointment_id)) is not None]
    day = state.local(items[0].starts_at).date()
    known = {day, *(state.local(row.starts_at).date() for row in rows)}
    named = [m for m in moments(text, state.today, state.caller_zone) if m.day is not None]
    right = all(any((m.month, m.day) == (d.month, d.day) for d in known) for m in named)
    return right and any(
        m.weekday is not None and (m.month, m.day) == (day.month, day.day) for m in named
    )


def _names_parts(text: str, items: Sequence[Item], state: CallState) -> bool:
    """Each part in words of its own; as many services as there are parts."""
    left = [*split_at_services(_FACT.sub("", text), state.practice)]
    if len(left) != len(items):
        return False
    for item in items:
        own = next((s for s in left if _tells(s, item, state)), None)
        if own is None:
            return False
        left.remove(own)
    return True


def _tells(said: tuple[str, str], item: Item, state: CallState) -> bool:
    service, words = said
    local = state.local(item.starts_at)
    timed = [m for m in moments(words, state.today, state.caller_zone) if m.times]
    ours = [m for m in timed if m.there is None]
    who = len(state.practice.providers) < 2 or item.provider.split()[-1].casefold() in words.lower()
    whom = item.attendee is None or named_in(words, item.attendee)
    right = bool(ours) and all(local.time() in m.times for m in ours)
    there = all(fits(m, local) for m in timed if m.there is not None)
    return service == item.service and right and there and who and whom


def _says_fee(text: str, asks: Question, state: CallState) -> bool:
    rows = [row for p in asks.visit if (row := state.appointment(p.appointment_id)) is not None]
    return "fee" in text.lower() or all(fee_for(row, state) is None for row in rows)


def inferred(text: str, state: CallState) -> Question | None:
    """The write of a whole visit that a model's own words read back in full."""
    offered = [visit_state.asks(visit.slots[0], state) for visit in state.frame.visits]
    booked = [visit_state.members(state, row) for row in state.appointments]
    gone = [visit_state.asks_cancel(rows) for rows in booked] if "cancel" in text.lower() else []
    questions = dict.fromkeys(q for q in (*offered, *gone) if q is not None)
    found = [q for q in questions if reads_back(text, q, state)]
    return found[0] if len(found) == 1 else None
