"""How openings are offered, and why not those that were asked for. Pure."""

from datetime import date, datetime, time, timedelta

from ringbook.dialogue.speak import beside, instead
from ringbook.dialogue.speak.gone import away_at
from ringbook.dialogue.speak.lines import join, minutes
from ringbook.dialogue.speak.rules import full_day, one
from ringbook.dialogue.speak.wording import suits
from ringbook.dialogue.state import other_zone, policy
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.understand import openings
from ringbook.domain.model import OpenRange, Service, Slot
from ringbook.domain.spoken import spoken_clock, spoken_date, spoken_time, spoken_when
from ringbook.domain.when import When

__all__ = [
    "conflict",
    "hours_of",
    "impossible",
    "no_such",
    "nothing_at_all",
    "offer",
    "short_notice",
    "why_other",
]


def offer(slots: tuple[Slot, ...], state: CallState) -> str:
    """The openings by day: "On Thursday, January 29 I have 4:30 PM, 5:00 PM or 5:30 PM."."""
    days = {state.local(s.starts_at).date() for s in slots}
    which = "Which one, please? " if _all_fine(state) else ""
    whom = _with_whom(slots, state)
    if len(days) > 1:
        named = [spoken_when(state.local(s.starts_at)) for s in slots]
        here = other_zone.ours(slots[0].starts_at, state)
        return f"{which}{whom}I have {join(named, 'or')}{here}. {suits(state)}"
    day = days.pop()
    times = [spoken_clock(state.local(s.starts_at)) for s in slots]
    more = ", among others" if _more_on(day, slots, state) else ""
    here = other_zone.ours(slots[0].starts_at, state)
    on = f"{whom.rstrip()}, on" if whom else "On"
    have = f"{on} {spoken_date(day)} I have {join(times, 'or')}"
    return f"{which}{have}{here}{more}. {suits(state)}"


def _with_whom(slots: tuple[Slot, ...], state: CallState) -> str:
    """ "With Dr. Sam Lee ", where he was just named or is asked for, and not said yet."""
    who = state.frame.provider
    named = who is not None and state.last_heard.provider == who
    theirs = all(slot.provider == who for slot in slots)
    told = ("which_slot" in state.topics and not named) or why_other(slots, state) != ""
    if who is None or told or not theirs or len(state.practice.providers) < 2:
        return ""
    return f"With {who} "


def _none_of(state: CallState) -> str:
    """ " with Dr. Sam Lee", where nobody else was looked for."""
    several = len(state.practice.providers) > 1
    return f" with {state.frame.provider}" if several and state.frame.provider else ""


def _all_fine(state: CallState) -> bool:
    """A yes to several openings, which leaves open to which of them."""
    asked = state.answering is not None and state.answering.about == "which_slot"
    return asked and state.heard is not None and state.heard.acts == ("yes",) and not state.did


def _more_on(day: date, slots: tuple[Slot, ...], state: CallState) -> bool:
    same = [s for s in openings.free(state) if state.local(s.starts_at).date() == day]
    return len(same) > len(slots)


# ---- why not what was asked for -----------------------------------------------------------------


def why_other(slots: tuple[Slot, ...], state: CallState) -> str:
    """Why the openings found are others than those wanted; "" when they are just those."""
    frame = state.frame
    for told in (beside.why(slots, state), instead.still_there(slots, state)):
        if told is not None:
            return told
    if frame.none_that_way is not None:
        return _that_way(slots, state)
    if len(frame.searches) < 2 and not _off(slots, state):
        return ""
    wish = frame.wanted
    if wish.first is None:
        return _no_time(wish, _none_of(state))
    if _on_wanted_day(slots, state):
        return _time_not_free(wish, slots, state)
    return day_not_free(wish, state)


def _off(slots: tuple[Slot, ...], state: CallState) -> bool:
    """True when a first search had to start on another day than the one wanted."""
    return state.frame.wanted.first is not None and not _on_wanted_day(slots, state)


def _that_way(slots: tuple[Slot, ...], state: CallState) -> str:
    way, wish = state.frame.none_that_way, state.frame.wanted
    if way == "earlier":
        inside = wish.last is not None and any(
            state.local(s.starts_at).date() <= wish.last for s in slots
        )
        return "" if inside else "I'm sorry, there is nothing earlier."
    return "I have nothing later that day." if way == "later" else ""


def _on_wanted_day(slots: tuple[Slot, ...], state: CallState) -> bool:
    wish = state.frame.wanted
    first, last = wish.first, wish.last
    days = {state.local(s.starts_at).date() for s in slots}
    return any(
        d in wish.alt_dates or (first is not None and last is not None and first <= d <= last)
        for d in days
    )


def _no_time(wish: When, whom: str) -> str:
    said = _time_words(wish)
    return f"I'm sorry, I have nothing free{whom} {said}." if said else ""


def _time_words(wish: When) -> str:
    """ "at 3:00 PM", "after 3:00 PM", "in the afternoon", "" when no time was wanted."""
    if wish.time is not None and wish.until in wish.alt_times:
        both = (wish.time, *wish.alt_times)
        return f"at {join([spoken_time(at) for at in both], 'or')}"
    if wish.time is not None and wish.until is not None:
        return f"between {spoken_time(wish.time)} and {spoken_time(wish.until)}"
    if wish.time is not None:
        return f"{wish.bound} {spoken_time(wish.time)}"
    if wish.within is not None:
        return _between(*wish.within)
    return f"in the {wish.part}" if wish.part else ""


def _between(earliest: time | None, latest: time | None) -> str:
    if earliest is not None and latest is not None:
        return f"between {spoken_time(earliest)} and {spoken_time(latest)}"
    one = earliest or latest
    return f"{'after' if earliest else 'before'} {spoken_time(one)}" if one else ""


def _time_not_free(wish: When, slots: tuple[Slot, ...], state: CallState) -> str:
    """The day has room, but not at the time wanted."""
    said, whom = _time_words(wish), _none_of(state)
    day = state.local(slots[0].starts_at).date()
    if not said or wish.range is not None:
        return f"I'm sorry, I have nothing free{whom} {said} then." if said else ""
    rules = (_outside(wish.time, day, state), away_at(wish, day, state))
    if rule := next(filter(None, rules), "") or _too_soon_at(wish, day, state):
        return rule
    return f"I'm sorry, I have nothing free{whom} {said} on {spoken_date(day)}."


def _outside(at: time | None, day: date, state: CallState) -> str:
    ranges = state.practice.opening_hours[day.weekday()]
    if at is None or not ranges or any(r.opens <= at < r.closes for r in ranges):
        return ""
    return f"I'm sorry, we're not open at {spoken_time(at)}; on {day:%A}s it's {hours_of(ranges)}."


def hours_of(ranges: tuple[OpenRange, ...]) -> str:
    """ "9:00 AM to 12:30 PM and 1:30 PM to 5:00 PM"."""
    return join([f"{spoken_time(r.opens)} to {spoken_time(r.closes)}" for r in ranges])


def day_not_free(wish: When, state: CallState) -> str:
    """Why there is nothing on the days wanted: closed, a holiday, too soon, or full."""
    first, last = wish.first, wish.last
    if first is None or last is None:
        return ""
    if first in wish.excluded_dates or first.weekday() in wish.excluded_weekdays:
        return ""  # the caller ruled it out
    if first != last:
        stretch = f"from {spoken_date(first)} to {spoken_date(last)}"
        return f"I'm sorry, I have nothing free{_none_of(state)} {stretch}."
    closure = policy.closure_on(first, state)
    if closure is not None:
        reason = f" ({closure.reason})" if closure.reason else ""
        return f"I'm sorry, we're closed on {spoken_date(first)}{reason}."
    if not state.practice.opening_hours[first.weekday()]:
        return f"I'm sorry, we're closed on {spoken_date(first)}."
    if gone := away_at(wish, first, state):
        return gone
    if any(s.full and s.query.first == first for s in state.frame.searches):
        return full_day(first, policy.service_wanted(state))
    on = f"{_none_of(state)} on {spoken_date(first)}"
    return f"I'm sorry, I have nothing free{on}{_too_soon(first, state)}."


def _too_soon(day: date, state: CallState) -> str:
    notice = policy.notice_minutes(state)
    if day != state.today or not notice:
        return ""
    return f"; we need at least {minutes(notice)} notice"


def _too_soon_at(wish: When, day: date, state: CallState) -> str:
    """The time wanted lies within the notice."""
    if wish.time is None or wish.bound not in ("at", "around"):
        return ""
    notice = timedelta(minutes=policy.notice_minutes(state))
    at = datetime.combine(day, wish.time, state.practice.zone)
    soon = state.now < at < state.now + notice
    return short_notice(policy.service_wanted(state), state) if soon else ""


def short_notice(service: Service | None, state: CallState) -> str:
    """The notice that a booking needs, and from when on it is kept."""
    notice = policy.notice_of(service, state)
    first = spoken_when(_whole_minute(state.local(state.now + timedelta(minutes=notice))))
    wanted = f" for {one(service)}" if service else ""
    return (
        f"I'm sorry, we need at least {minutes(notice)} notice{wanted}, "
        f"so it can't be before {first}."
    )


def _whole_minute(local: datetime) -> datetime:
    """The next whole minute: what is said must not be a moment too early."""
    started = local.replace(second=0, microsecond=0)
    return started if started == local else started + timedelta(minutes=1)


# ---- what no search can find --------------------------------------------------------------------


def impossible(state: CallState) -> str:
    """Why the day wanted cannot be booked at all; "" when it can be looked up."""
    wish, end = state.frame.wanted, policy.horizon(state)
    if wish.first is None or wish.last is None:
        return ""
    if wish.last < state.today:
        return f"{spoken_date(wish.last)} has already passed."
    if wish.first > end:
        days = (end - state.today).days
        return (
            f"I'm sorry, {spoken_date(wish.first)} is too far ahead: we only book up to "
            f"{days} days ahead, that is until {spoken_date(end)}."
        )
    return _passed_today(wish, state)


def _passed_today(wish: When, state: CallState) -> str:
    now = state.local(state.now)
    exact = wish.time is not None and wish.bound == "at" and wish.range is None
    if not exact or wish.first != now.date() or wish.time is None or wish.time > now.time():
        return ""
    return f"{spoken_time(wish.time)} today has already passed."


def no_such(state: CallState) -> str:
    """The day wanted does not exist, as was said when it was named."""
    name = state.frame.wanted.no_such
    if name is None:
        return ""
    just = state.heard is not None and state.heard.when.no_such == name
    return f"{'' if just else f'There is no {name}. '}Which day do you mean?"


def conflict(state: CallState) -> str:
    """The weekday and the date that were said do not go together."""
    wish = state.frame.wanted
    if not wish.conflict or wish.date is None:
        return ""
    return f"Just to be sure: do you mean {join(_readings(wish), 'or')}?"


def _readings(wish: When) -> list[str]:
    days = dict.fromkeys([d for d in (wish.date, *wish.alt_dates) if d is not None])
    return [spoken_date(d) for d in days]


def nothing_at_all(state: CallState) -> str:
    """No opening up to the last day that can be booked."""
    who = f" with {state.frame.provider}" if state.frame.provider else ""
    return f"I'm sorry, I don't see anything free{who} until {spoken_date(policy.horizon(state))}."
