"""A caller whose clock differs from the practice's: both times are said. Pure.

What the caller says of their clock counts more than what the browser names, and that more than
the number's country. Nothing changes for a caller whose zone is not known, or who has the same
time.
"""

from dataclasses import replace
from datetime import datetime

from ringbook.dialogue.state import policy
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.frame import merged
from ringbook.dialogue.state.heard import Heard
from ringbook.domain.spoken import spoken_time, spoken_when
from ringbook.domain.when_value import When
from ringbook.domain.zones import (
    CallerZone,
    ZoneSaid,
    of_browser,
    of_number,
    on_our_clock,
    zone_said,
)

__all__ = [
    "ask_place",
    "by_number",
    "local_there",
    "noted",
    "noticed",
    "ours",
    "placed",
    "settle",
    "started",
    "told",
]

_RANK = {"number": 0, "browser": 1, "said": 2}


# ---- where the caller is ------------------------------------------------------------------------


def started(state: CallState, timezone: str | None) -> CallState:
    """The zone that the browser or the network's caller number tells."""
    found = of_browser(timezone) if timezone else None
    return by_number(_known(state, found), state.caller_id)


def by_number(state: CallState, number: str | None) -> CallState:
    """The zone that a number tells, unless something better did."""
    known = state.caller_zone
    if number is None or (known is not None and known.source != "number"):
        return state
    return _known(state, of_number(number, state.practice.phone_region, state.now))


def noticed(state: CallState, said: ZoneSaid) -> CallState:
    """The zone that the caller names; "at 4, your New York time" says nothing of their own."""
    ours = said.zone is not None and said.zone.clock(state.now, state.practice.zone) is None
    return state if said.theirs and ours else _known(state, said.zone)


def _known(state: CallState, found: CallerZone | None) -> CallState:
    known = state.caller_zone
    if found is None or (known is not None and _RANK[known.source] > _RANK[found.source]):
        return state
    return replace(state, caller_zone=found)


# ---- what the caller says of a time -------------------------------------------------------------


def placed(state: CallState, heard: Heard, said: ZoneSaid) -> Heard:
    """A time said to be on the caller's clock, on the practice's; all others are that already."""
    if not said.theirs or heard.when.empty:
        return heard
    zone = said.zone or state.caller_zone
    if zone is None:
        return replace(heard, when=_day_only(heard.when), unplaced=heard.when)
    return replace(heard, when=_on_ours(heard.when, zone, state))


def _day_only(when: When) -> When:
    return replace(when, time=None, part=None, until=None, alt_times=())


def _on_ours(when: When, caller: CallerZone, state: CallState) -> When:
    day = state.frame.wanted.first or state.today

    def is_open(at: datetime) -> bool:
        return policy.within_hours(at, state)

    return on_our_clock(when, caller.zone, state.practice.zone, day, is_open)


def settle(state: CallState) -> CallState:
    """Keeps a time on an unknown clock until the clock is known, then wishes for it."""
    heard, frame = state.heard, state.frame
    if heard is not None and heard.unplaced is not None and frame.intent in ("book", "move"):
        return state.refilled(replace(frame, unplaced=heard.unplaced))
    if frame.unplaced is None:
        return state
    if state.caller_zone is not None:
        wanted = merged(frame.wanted, _on_ours(frame.unplaced, state.caller_zone, state))
        return state.refilled(replace(frame.searching(), wanted=wanted, unplaced=None))
    asked = state.answering is not None and state.answering.about == "caller_zone"
    return state.refilled(replace(frame, unplaced=None)) if asked else state


# ---- what the agent says ------------------------------------------------------------------------


def local_there(at: datetime, state: CallState) -> datetime | None:
    """`at` on the caller's clock, None where that is the practice's or is not known."""
    if state.caller_zone is None:
        return None
    return state.caller_zone.clock(at, state.practice.zone)


def ours(at: datetime, state: CallState) -> str:
    """ " our time" where the caller's own is another."""
    return " our time" if local_there(at, state) else ""


def told(at: datetime, state: CallState) -> str:
    """ ", that's 9:00 PM in London", with the day where it is another; else ""."""
    there, zone = local_there(at, state), state.caller_zone
    if there is None or zone is None:
        return ""
    same = there.date() == state.local(at).date()
    when = spoken_time(there.time()) if same else spoken_when(there)
    return f", that's {when} {zone.place}"


def noted(state: CallState) -> str:
    """After the caller said where they are and no more."""
    heard, zone = state.heard, state.caller_zone
    if heard is None or zone is None or state.did or not heard.when.empty:
        return ""
    if zone_said(heard.text).zone is None:
        return ""
    if local_there(state.now, state) is None:
        return "That's our time as well."
    return f"All right, I'll tell you the times {zone.place} as well."


def ask_place() -> str:
    """A time on the caller's clock was said; nobody knows where that is."""
    return "So that I get the time right: which city are you in?"
