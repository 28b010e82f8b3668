"""The dates of a series in a call: which to look for, which are chosen or meant. Pure."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from ringbook.dialogue.state import policy
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.frame import Frame
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.understand import for_whom
from ringbook.domain.model import Appointment, Slot
from ringbook.domain.series import (
    EVERY,
    MAX_DATES,
    Every,
    Rule,
    Scope,
    SeriesDate,
    SeriesQuery,
    expand,
    rrule,
)

__all__ = [
    "about_last",
    "asks",
    "asks_cancel",
    "conflicts",
    "members",
    "one_each",
    "picked",
    "query",
    "search",
    "search_move",
    "source_of",
    "whole_series",
]  # fmt: skip

type Search = dict[str, str]
_WEEK: Final = timedelta(days=7)


def search(state: CallState) -> Search | None:
    """The look-up of a new series, None while its first day, its time or its end is not known."""
    repeat, wish = state.frame.repeat, state.frame.wanted
    if repeat is None or repeat.every is None or repeat.endless or wish.first is None:
        return None
    times = str(min(repeat.count or MAX_DATES, MAX_DATES))
    end = {"until_date": repeat.until.isoformat()} if repeat.until else {"times": times}
    first = {"appointment_date": wish.first.isoformat(), "repeat": repeat.every}
    return {**first, **end, **_times(state.frame), **_who(state)}


def search_move(state: CallState) -> Search | None:
    """The look-up for moving part of a series, None while the new day and time are not known."""
    source, wish = state.appointment(state.frame.source), state.frame.wanted
    if source is None or state.frame.scope is None or wish.first is None:
        return None
    local = state.local(source.starts_at)
    day = local.date() + _shift(local.date(), wish.first)
    times = _times(state.frame) or {"earliest": f"{local:%H:%M}", "latest": f"{local:%H:%M}"}
    who = state.frame.provider or source.provider
    several = {"provider": who} if len(state.practice.providers) > 1 else {}
    return {"appointment_date": day.isoformat(), "scope": state.frame.scope, **times, **several}


def _shift(was: date, wanted: date) -> timedelta:
    """How far each date moves: to the nearest such weekday, or by whole weeks as said."""
    exact = wanted - was
    if -_WEEK / 2 < exact < _WEEK or exact % _WEEK == timedelta():
        return exact
    days = exact.days % 7
    return timedelta(days=days if days <= 3 else days - 7)


def _times(frame: Frame) -> Search:
    named = {"earliest": frame.wanted.earliest, "latest": frame.wanted.latest}
    return {name: f"{at:%H:%M}" for name, at in named.items() if at is not None}


def _who(state: CallState) -> Search:
    service = policy.service_wanted(state)
    named = {"service": service.name if service else None, "provider": state.frame.provider}
    return {name: value for name, value in named.items() if value is not None}


def query(state: CallState, args: Search, window: SeriesQuery) -> SeriesQuery:
    """What `fetch_slots` looks for when a series is meant; `window` has the times and names.

    Raises ValueError for arguments that make no series; `illegal` refuses those before.
    """
    if scope := args.get("scope"):
        return _moved_query(state, args, "all" if scope == "all" else "following", window)
    first = date.fromisoformat(args.get("appointment_date") or state.today.isoformat())
    until = date.fromisoformat(args["until_date"]) if args.get("until_date") else None
    times = int(args["times"]) if args.get("times") else None
    if times is None and until is None:
        raise ValueError("a series needs an end")
    by_day = state.frame.repeat is not None and state.frame.repeat.by_day
    rule = Rule(_every(args["repeat"]), first, times, None if times else until, by_day)
    text = rrule(rule, state.practice.zone)
    return replace(window, dates=expand(rule), every=rule.every, rrule=text)


def _every(name: str) -> Every:
    return next(every for every in EVERY if every == name)


def _moved_query(state: CallState, args: Search, scope: Scope, window: SeriesQuery) -> SeriesQuery:
    source = source_of(state, args)
    if source is None or not args.get("appointment_date"):
        raise ValueError("which series, and to when?")
    moving = members(state, source, scope)
    was = state.local(source.starts_at).date()
    by = date.fromisoformat(args["appointment_date"]) - was
    days = tuple(state.local(a.starts_at).date() + by for a in moving)
    return replace(window, dates=days, moving=tuple(a.id for a in moving), service=source.service)


def source_of(state: CallState, _: Search) -> Appointment | None:
    """The appointment of a series that the task in hand is about."""
    source = state.appointment(state.frame.source)
    return source if source is not None and source.series_id is not None else None


# ---- what belongs together ------------------------------------------------------------------


def members(state: CallState, source: Appointment, scope: Scope) -> tuple[Appointment, ...]:
    """The coming appointments of the series of `source` that are meant, soonest first."""
    if source.series_id is None or scope == "one":
        return (source,)
    same = [a for a in state.appointments if a.series_id == source.series_id]
    later = [a for a in same if scope == "all" or a.starts_at >= source.starts_at]
    return tuple(sorted(later, key=lambda a: a.starts_at))


def whole_series(state: CallState, fitting: tuple[Appointment, ...]) -> Frame | None:
    """ "Cancel all of them", "all from March 3 on": the task for the one series it can mean."""
    frame = state.frame
    if not (frame.every or frame.scope in ("following", "all")) or not fitting:
        return None
    if fitting[0].series_id is None or len({a.series_id for a in fitting}) > 1:
        return None
    scope: Scope = "all" if frame.spoken_of.empty or frame.scope == "all" else "following"
    return replace(frame, source=fitting[0].id, scope=scope, every=False)


def one_each(frame: Frame, rows: tuple[Appointment, ...]) -> tuple[Frame, ...]:
    """The same task for each of `rows`, but once for a whole series."""
    counts = Counter(a.series_id for a in rows if a.series_id is not None)
    first: dict[UUID, Appointment] = {}
    for a in rows:
        first.setdefault(a.series_id or a.id, a)
    return tuple(
        replace(
            frame, source=a.id, scope="all" if a.series_id and counts[a.series_id] > 1 else None
        )
        for a in first.values()
    )


def about_last(state: CallState, frame: Frame) -> Frame | None:
    """ "Cancel that", just after a series was written, means all of it; None when that is gone."""
    last = state.commits[-1].appointment if state.commits else None
    if last is None or state.appointment(last.id) is None:
        return None
    whole = members(state, last, "all")
    if len(whole) < 2:
        return replace(frame, source=last.id)
    return replace(frame, source=whole[0].id, scope="all")


# ---- what is chosen -------------------------------------------------------------------------


def conflicts(state: CallState) -> tuple[SeriesDate, ...]:
    """The dates that are not free at the series' time."""
    return tuple(d for d in state.frame.dates if d.slot is None)


def picked(state: CallState, take: str | None = None) -> tuple[tuple[SeriesDate, Slot], ...]:
    """The dates that a yes would write, each with its slot."""
    others = (take or state.frame.take) == "others"
    slots = [(d, d.slot or (d.other if others else None)) for d in state.frame.dates]
    return tuple((d, slot) for d, slot in slots if slot is not None)


def asks(state: CallState, take: str | None = None) -> Question | None:
    """The read-back of what is picked now, None when nothing is."""
    chosen = picked(state, take)
    if not chosen:
        return None
    slots = tuple(slot.id for _, slot in chosen)
    moving = tuple(d.moving.id for d, _ in chosen if d.moving is not None)
    if not moving:
        whom = for_whom.meant(state)
        return Question("confirm_book", slots[0], slot_ids=slots, attendee=whom)
    return Question("confirm_move", slots[0], moving[0], slot_ids=slots, appointment_ids=moving)


def asks_cancel(state: CallState) -> Question | None:
    """The read-back of the cancellation of several, None when only one is meant."""
    source, scope = state.appointment(state.frame.source), state.frame.scope
    if source is None or scope in (None, "one"):
        return None
    gone = tuple(a.id for a in members(state, source, scope))
    if len(gone) < 2:
        return None
    return Question("confirm_cancel", appointment_id=gone[0], appointment_ids=gone)
