"""Where to look for openings, and which of those found to name. Pure.

A wish is looked up narrowest first (`ladder`); each empty answer widens it by one step, so that
what is offered in the end is as near to the wish as the diary allows.
"""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final

from ringbook.dialogue.state import policy
from ringbook.dialogue.state import visit as visit_state
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.understand import beside
from ringbook.dialogue.understand.matching import matches
from ringbook.domain.model import Slot
from ringbook.domain.when import When

__all__ = ["free", "ladder", "next_search", "proposals", "settled"]

NEAR: Final = timedelta(hours=2)
AROUND: Final = timedelta(minutes=60)
AHEAD: Final = timedelta(days=14)
NAMED: Final = 3

type Search = dict[str, str]


def _day_args(first: date, last: date) -> Search:
    if first == last:
        return {"appointment_date": first.isoformat()}
    return {"appointment_date": first.isoformat(), "until_date": last.isoformat()}


def _time_args(earliest: time | None, latest: time | None) -> Search:
    named = {"earliest": earliest, "latest": latest}
    return {name: f"{at:%H:%M}" for name, at in named.items() if at is not None}


def _shifted(at: time, by: timedelta) -> time:
    """`at` moved by `by`, kept inside the day."""
    moved = datetime.combine(date(2000, 1, 2), at) + by
    if moved.date() != date(2000, 1, 2):
        return time(0) if by < timedelta(0) else time(23, 59)
    return moved.time()


def _times(wish: When) -> list[Search]:
    """The time of day wanted, narrowest first; the last is any time."""
    steps: list[Search] = []
    if wish.time is not None and wish.bound in ("at", "around") and wish.until is None:
        steps.append(_time_args(wish.time, wish.time))
        margin = AROUND if wish.bound == "around" else NEAR
        steps.append(_time_args(_shifted(wish.time, -margin), _shifted(wish.time, margin)))
    elif wish.earliest is not None or wish.latest is not None:
        steps.append(_time_args(wish.earliest, wish.latest))
    return [*steps, {}]


def _spans(wish: When, state: CallState) -> list[tuple[date, date]]:
    """The days wanted; other days named in the same breath come after the first."""
    last = policy.horizon(state)
    if wish.first is None or wish.last is None:
        return []
    spans = [(max(wish.first, state.today), min(wish.last, last))]
    if wish.range is None:
        spans += [(d, d) for d in wish.alt_dates if state.today <= d <= last]
    return [part for a, b in spans for part in _around(a, b, wish)]


def _around(first: date, last: date, wish: When) -> list[tuple[date, date]]:
    """The stretches that days ruled out leave: a search must not spend its limit on those."""
    parts: list[tuple[date, date]] = []
    for out in sorted(d for d in wish.excluded_dates if first <= d <= last):
        parts.append((first, out - timedelta(days=1)))
        first = out + timedelta(days=1)
    return [(a, b) for a, b in (*parts, (first, last)) if a <= b]


def ladder(state: CallState) -> tuple[Search, ...]:
    """The searches for what is wanted now, narrowest first."""
    wish = state.frame.wanted
    row = beside.active(state)
    times, spans, end = _times(wish), _spans(wish, state), policy.horizon(state)
    times = [*(_time_args(*step) for step in beside.steps(row, state)), {}] if row else times
    steps = [{**_day_args(*span), **at} for at in times for span in spans]
    after = max((last for _, last in spans), default=state.today - timedelta(days=1))
    first = after + timedelta(days=1)
    if first <= end:
        near = times if not spans else times[-2:] if len(times) == 2 else [times[0], times[-1]]
        steps += [{**_day_args(first, min(first + AHEAD, end)), **at} for at in near]
        steps.append(_day_args(first, end))
    once = [step for n, step in enumerate(steps) if step not in steps[:n]]
    return tuple({**step, **who} for step in once for who in _named(state))


def _named(state: CallState) -> list[Search]:
    """For what and with whom: where somebody is ruled out, with each of the others in turn."""
    who = {"service": _service(state), "provider": _provider(state)}
    named = {name: value for name, value in who.items() if value is not None}
    named |= visit_state.search(state)
    if not state.frame.without or "provider" in named or state.frame.parts:
        return [named]
    others = [p.name for p in state.practice.providers if p.name not in state.frame.without]
    return [{**named, "provider": name} for name in others] or [named]


def _service(state: CallState) -> str | None:
    service = policy.service_wanted(state)
    return service.name if service else None


def _provider(state: CallState) -> str | None:
    """A move stays with whom it was, unless another provider is asked for."""
    moving = state.appointment(state.frame.source) if state.frame.intent == "move" else None
    if state.frame.provider is None and moving is not None and not visit_state.whole(state):
        ruled_out = moving.provider in state.frame.without
        return moving.provider if len(state.practice.providers) > 1 and not ruled_out else None
    return state.frame.provider


def next_search(state: CallState) -> Search | None:
    """The next search to run, None when one found something or all were run."""
    steps, done = ladder(state), len(state.frame.searches)
    if done and free(state):
        return None
    return steps[done] if done < len(steps) else None


# ---- what was found -----------------------------------------------------------------------------


def free(state: CallState) -> tuple[Slot, ...]:
    """Openings of the last search that may be named: one a start, none that was turned down."""
    if not state.frame.searches:
        return ()
    frame = state.frame
    out: dict[datetime, Slot] = {}
    for slot in state.offered:
        if slot.id not in frame.refused and _wanted_at_all(slot, state):
            out.setdefault(slot.starts_at, slot)
    return tuple(out.values())


def _wanted_at_all(slot: Slot, state: CallState) -> bool:
    local, wish = state.local(slot.starts_at), state.frame.wanted
    moving = state.appointment(state.frame.source) if state.frame.intent == "move" else None
    same = moving is not None and (moving.starts_at, moving.provider_id) == (
        slot.starts_at,
        slot.provider_id,
    )
    excluded = local.weekday() in wish.excluded_weekdays or local.date() in wish.excluded_dates
    excluded = excluded or (_both_ends(state) and local.time() not in (wish.time, wish.until))
    if same or beside.in_the_way(slot, state):
        return False
    return not excluded and slot.starts_at > state.now


def _both_ends(state: CallState) -> bool:
    """ "Half an hour either way": nothing between the two will do, while one of them is free."""
    wish = state.frame.wanted
    return wish.until in wish.alt_times and len(state.frame.searches) == 1


def settled(state: CallState) -> CallState:
    """Takes the opening that is exactly what was asked for, so that it goes to the read-back."""
    wish, slots = state.frame.wanted, free(state)
    if not slots:
        return state
    if wish.earliest_wanted and len(state.frame.searches) == 1 and wish.bound == "at":
        return state.refilled(replace(state.frame, chosen=slots[0]))
    exact = wish.time is not None and wish.bound == "at" and wish.until is None
    if not exact or wish.first is None or wish.range is not None:
        return state
    fitting = [s for s in slots if _just(s, wish, state)]
    return state.refilled(replace(state.frame, chosen=fitting[0])) if fitting else state


def _just(slot: Slot, wish: When, state: CallState) -> bool:
    local = state.local(slot.starts_at)
    return local.time() == wish.time and matches(wish, local)


def proposals(state: CallState) -> tuple[Slot, ...]:
    """Up to three openings to name now; the same ones again until something changes."""
    frame = state.frame
    if frame.proposed and all(
        s in state.offered and s.id not in frame.refused for s in frame.proposed
    ):
        return frame.proposed
    row = beside.active(state)
    if row is not None and (near := beside.nearest(free(state), row, state)) is not None:
        return (near,)
    slots = free(state)
    if frame.none_that_way != "earlier":  # else what was offered before is the earliest
        slots = tuple(s for s in slots if s.id not in frame.shown) or slots
    wish = frame.wanted
    if wish.time is not None and wish.bound in ("at", "around") and not _both_ends(state):
        return _nearest(slots, wish.time, state)
    days = {state.local(s.starts_at).date() for s in slots}
    if len(days) == 1 or wish.earliest_wanted:
        return _spread(slots) if not wish.earliest_wanted else slots[:NAMED]
    return _one_a_day(slots, state)


def _nearest(slots: tuple[Slot, ...], wanted: time, state: CallState) -> tuple[Slot, ...]:
    """Of the first day with room, the times nearest to the one wanted, in order."""
    if not slots:
        return ()
    day = state.local(slots[0].starts_at).date()
    same_day = [s for s in slots if state.local(s.starts_at).date() == day]

    def distance(slot: Slot) -> timedelta:
        return abs(state.local(slot.starts_at).replace(tzinfo=None) - datetime.combine(day, wanted))

    return tuple(sorted(sorted(same_day, key=distance)[:NAMED], key=lambda s: s.starts_at))


def _spread(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """First, middle and last, so that the caller hears how the day lies."""
    if len(slots) <= NAMED:
        return slots
    return (slots[0], slots[len(slots) // 2], slots[-1])


def _one_a_day(slots: tuple[Slot, ...], state: CallState) -> tuple[Slot, ...]:
    """The first opening of each of the first days with room."""
    firsts: dict[date, Slot] = {}
    for slot in slots:
        firsts.setdefault(state.local(slot.starts_at).date(), slot)
    return tuple(firsts.values())[:NAMED]
