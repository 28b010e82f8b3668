"""The waiting list in words: how callers ask for it, and what they are told of it. Pure."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from ringbook.dialogue.state.attendee import named_in, spoken_attendee
from ringbook.dialogue.state.call_events import WaitlistDone
from ringbook.dialogue.state.call_state import CallState
from ringbook.domain.phrases import join, minutes
from ringbook.domain.spoken import spoken_date, spoken_time
from ringbook.domain.visit import Wish as Part
from ringbook.domain.waitlist import Waiting, Wish

__all__ = [
    "already",
    "asks_about",
    "asks_off",
    "asks_on",
    "done",
    "offer",
    "offer_all",
    "says_wish",
    "shall_i_end",
    "standing",
    "what",
    "wished",
]

_LIST = r"(?:wait(?:ing)?|stand-?by|cancell?ation)[- ]?list"
_ON = re.compile(
    rf"\b{_LIST}\b|\b(?:let me know|tell me|call me|notify me|text me) (?:if|when|in case|should)\b"
    r".*\b(?:opens?|comes?|frees?|free|available|cancel\w*)\b"
    r"|\bwait for (?:a|an|any|some) (?:cancell?ation|opening|slot|spot)\b"
    r"|\b(?:put|add|get|stick) (?:me|us|him|her|them) (?:down )?on (?:the|your|a|that) list\b"
    r"|(?<!happens )\bif (?:something|anything|a (?:time|slot|spot|place)|one|there(?:'s| is)) "
    r"(?:opens|comes|frees|becomes|gets|an?) (?:up|free|available|cancell?ed|cancell?ation)\b",
    re.I,
)
_OFF = re.compile(
    rf"\b(?:off|leave|remove|cancel|withdraw|delete|don'?t need|do not need|out of)\b.*\b{_LIST}\b",
    re.I,
)
_ABOUT = re.compile(
    rf"\b(?:am i|are we|still|news|status|heard|my place|come free|anything)\b.*\b{_LIST}\b"
    rf"|\b{_LIST}\b.*\b(?:any ?thing|news|status|still)\b",
    re.I,
)


def asks_off(text: str) -> bool:
    """True when the caller wants off the list."""
    return _OFF.search(text) is not None


def asks_about(text: str) -> bool:
    """True when the caller wants to know how they stand on the list."""
    return _ABOUT.search(text) is not None and not asks_off(text)


def asks_on(text: str) -> bool:
    """True when the caller wants to wait for a time."""
    return _ON.search(text) is not None and not asks_off(text) and not asks_about(text)


# ---- the wish ----------------------------------------------------------------------------------


def wished(wish: Wish) -> str:
    """ "Cleaning with Dr. Lee for Tom on Tuesday, January 27 in the morning"."""
    return f"{what(wish)} {_days(wish)}{_times(wish)}"


def what(wish: Wish) -> str:
    """ "Cleaning with Dr. Lee for Tom", of a visit "Cut and Trim for Tom with Maria"."""
    who = f" with {wish.provider}" if wish.provider else ""
    if wish.parts:
        return f"{join([_part(part) for part in wish.parts])}{who}"
    return _part(Part(f"{wish.service}{who}", wish.attendee))


def _part(part: Part) -> str:
    return f"{part.service} for {spoken_attendee(part.attendee)}" if part.attendee else part.service


def _days(wish: Wish) -> str:
    if wish.first == wish.last:
        return f"on {spoken_date(wish.first)}"
    return f"from {spoken_date(wish.first)} to {spoken_date(wish.last)}"


_PARTS: dict[tuple[time | None, time | None], str] = {
    (None, None): "",
    (None, time(11, 59)): " in the morning",
    (time(12), time(16, 59)): " in the afternoon",
    (time(17), None): " in the evening",
}


def _times(wish: Wish) -> str:
    earliest, latest = wish.earliest, wish.latest
    if (earliest, latest) in _PARTS:
        return _PARTS[earliest, latest]
    if earliest is not None and latest is not None:
        if earliest == latest:
            return f" at {spoken_time(earliest)}"
        return f" between {spoken_time(earliest)} and {spoken_time(_end(latest) or latest)}"
    if earliest is not None:
        return f" from {spoken_time(earliest)}"
    latest = latest or time.max
    end = _end(latest)
    return f" before {spoken_time(end)}" if end else f" until {spoken_time(latest)}"


def _end(latest: time) -> time | None:
    """ "Before ten" is until 9:59: the time that was named, None for one that was itself."""
    if latest.minute % 5 != 4 or latest >= time(23, 59):
        return None
    return (datetime.combine(date(2000, 1, 2), latest) + timedelta(minutes=1)).time()


def says_wish(text: str, wish: Wish) -> bool:
    """True when `text` names the list and all of the wish: what a yes to it would agree to."""
    days = [spoken_date(wish.first), *([spoken_date(wish.last)] if wish.last != wish.first else [])]
    services = [part.service for part in wish.parts] or [wish.service]
    said = [*services, wish.provider or "", *days, _times(wish).strip()]
    people = {part.attendee for part in wish.parts} | {wish.attendee}
    low = text.casefold()
    whole = re.search(_LIST, low) is not None and all(part.casefold() in low for part in said)
    return whole and all(named_in(text, whom) for whom in people if whom is not None)


# ---- what is said ------------------------------------------------------------------------------


def offer(wish: Wish) -> str:
    """The read-back before joining."""
    return f"Shall I put you on the waiting list for {wished(wish)}?"


def offer_all(wishes: Sequence[Wish]) -> str:
    """The read-back before joining for several days, at one time of day."""
    days = join([_days(wish) for wish in wishes])
    return f"Shall I put you on the waiting list for {what(wishes[0])} {days}{_times(wishes[0])}?"


def already(wish: Wish) -> str:
    return f"You're already on the waiting list for {wished(wish)}."


def shall_i_end(entries: tuple[Waiting, ...]) -> str:
    """The read-back before leaving."""
    return f"{_named(entries)} Shall I take you off it?"


def standing(entries: tuple[Waiting, ...]) -> str:
    """How the caller stands; what is held for them is offered elsewhere."""
    if not entries:
        return "You're not on the waiting list."
    return f"{_named(entries)} Nothing has come free for you so far."


def _named(entries: tuple[Waiting, ...]) -> str:
    return f"You're on the waiting list for {join([wished(e.wish) for e in entries])}."


def done(outcome: WaitlistDone, state: CallState) -> str:
    """What was done, from the committed rows, and what happens next."""
    if outcome.action == "decline":
        return "All right, I'll let that time go. You stay on the waiting list."
    if outcome.action == "leave":
        return f"You're off the waiting list for {join([wished(e.wish) for e in outcome.entries])}."
    full = "That's as many places as we keep for one caller." if outcome.full else ""
    return " ".join(part for part in (_named(outcome.entries), full, _next(outcome, state)) if part)


def _next(outcome: WaitlistDone, state: CallState) -> str:
    """Nobody is promised a call that nothing makes."""
    kept = minutes(state.practice.policies.waitlist_hold_minutes)
    passes = (
        f"If a time comes free, I keep it for you for up to {kept}, then the next in line gets it."
    )
    if outcome.on_page:
        return f"{passes} I can't call you about it; look at its private page, or call us to ask."
    return f"{passes} I can't call you about it, so please call us to ask."
