"""What a caller's turn changes in a series: how it repeats, which dates, what instead. Pure."""

import re
from dataclasses import replace

from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.frame import Frame
from ringbook.dialogue.state.heard import Heard
from ringbook.dialogue.understand.agreeing import clear_yes
from ringbook.dialogue.understand.text import plain
from ringbook.domain.series import Repeat, Scope, expand, next_nth

__all__ = ["take"]

_OTHERS = re.compile(
    r"\b(?:other|another|different|alternative|new|nearest) (?:times?|ones?|slots?|hours?)\b"
    r"(?! for all| for (?:the )?(?:whole|every|them all))"
    r"|\bfind\b.*\b(?:those|that|these|other)\b|\b(?:those|that|same) days?\b"
    r"|\bsecond (?:one|option)\b|\b(?:some(?:body|one) else|(?:an)?other (?:person|doctor|one))\b"
)
_ALL_ANEW = re.compile(
    r"\bfor (?:all|everything|every one|them all|all of them)\b"
    r"|\b(?:whole|entire) (?:series|thing)\b"
    r"|\b(?:completely|altogether|entirely)\b|\b(?:another|different|other) (?:week)?day\b"
    r"|\bnone of (?:them|those|these)\b|\b(?:third|last) (?:one|option)\b"
)
_FREE = re.compile(
    r"\b(?:that are|thats|which are|the) free\b|\bfree ones\b"
    r"|\b(?:just|only|take|keep|book|move) (?:the|those|these)\b"
    r"|\b(?:skip|leave out|without|drop|forget) (?:it|that|those|them|the)\b"
    r"|\bfirst (?:one|option)\b|\bthe (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven)\b"
)
_FEWER = (
    r"(?! (?:\w+ )?(?:dates|ones|times|weeks)| (?:two|three|four|five|six|seven|eight|nine|\d))"
)
_ONLY = re.compile(r"\b(?:just|only)\b", re.I)
_JUST_ONCE = re.compile(
    rf"\b(?:just|only) (?:once|the first{_FEWER}|one|a single|this once|that one)\b"
    r"|\bnot (?:a series|recurring|every week|weekly|monthly)\b|\bno series\b|\bone time only\b"
)
_NTH = re.compile(
    r"\b(?P<nth>first|second|third|fourth|last|1st|2nd|3rd|4th) (?P<day>mon|tues|wednes|thurs|fri"
    r"|satur|sun)day\b"
)
_DAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
_PLACES = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 5}


def take(state: CallState) -> CallState:
    """Takes what was said of a series into the task in hand."""
    heard, frame = state.last_heard, state.frame
    if frame.intent == "book":
        frame = _repeating(_monthly_day(frame, heard, state), heard)
    if frame.intent in ("cancel", "move"):
        frame = _scoped(frame, heard, state)
    if state.answering is not None and state.answering.about == "which_dates":
        frame = _resolved(frame, heard)
    return state.refilled(frame)


def _repeating(frame: Frame, heard: Heard) -> Frame:
    """How it repeats, as far as it is known now; a series of one date is a plain booking."""
    repeat = frame.repeat
    if repeat is not None and _JUST_ONCE.search(plain(heard.text)) and heard.repeat is None:
        return replace(frame.searching(), repeat=None)
    if heard.repeat is not None:
        repeat = _merged(repeat, heard.repeat)
    if repeat is not None and frame.wanted.first is not None:
        rule = repeat.rule(frame.wanted.first)
        repeat = None if rule is not None and len(expand(rule)) < 2 else repeat
    if repeat == frame.repeat:
        return frame
    return replace(frame.searching(), repeat=repeat)


def _monthly_day(frame: Frame, heard: Heard, state: CallState) -> Frame:
    """ "The first Tuesday", of a monthly series: the next one there is."""
    repeat = heard.repeat if heard.repeat and heard.repeat.every else frame.repeat
    found = _NTH.search(plain(heard.text))
    if found is None or repeat is None or repeat.every != "monthly":
        return frame
    place = _PLACES.get(found["nth"]) or int(found["nth"][0])
    day = next_nth(_DAYS.index(found["day"]), place, state.today)
    wanted = replace(frame.wanted, date=day, range=None, alt_dates=(), conflict=False)
    return frame if wanted == frame.wanted else replace(frame.searching(), wanted=wanted)


def _merged(old: Repeat | None, new: Repeat) -> Repeat:
    """What is said anew replaces its part: how often, or how long."""
    if old is None:
        return new
    every, by_day = new.every or old.every, new.by_day or old.by_day
    return replace(old if new.endless else new, every=every, by_day=by_day)


def _scoped(frame: Frame, heard: Heard, state: CallState) -> Frame:
    if frame.agreed is not None:
        return frame
    if state.asked == "which_scope":
        scope = heard.scope or {1: "one", 2: "following", -1: "following"}.get(heard.ordinal or 0)
        if scope is not None:
            return _within(frame, scope)  # type: ignore[arg-type]  # a Scope by its word
        return frame
    return _within(frame, heard.scope) if _says_scope(frame, heard) else frame


def _says_scope(frame: Frame, heard: Heard) -> bool:
    """Said along with the task, or in place of what was read back."""
    outright = heard.scope in ("following", "all") or _ONLY.search(heard.text) is not None
    return heard.scope is not None and (outright or frame.scope is not None)


def _within(frame: Frame, scope: Scope | None) -> Frame:
    """Another part of the series than before is looked up anew, one date of it on its own day."""
    if scope == frame.scope:
        return frame
    wanted = frame.wanted
    if scope == "one" and frame.dates:
        wanted = replace(wanted, date=frame.dates[0].day, range=None)
    return replace(frame.searching(), scope=scope, wanted=wanted)


def _resolved(frame: Frame, heard: Heard) -> Frame:
    """What to do about the dates that are not free."""
    if not frame.dates or not heard.when.empty:
        return frame
    said = plain(heard.text)
    if _ALL_ANEW.search(said) and not _FREE.search(said):
        return replace(frame.searching(), undecided=True)
    if _OTHERS.search(said) and any(d.other for d in frame.dates):
        return replace(frame, take="others")
    if _FREE.search(said) or clear_yes(heard):
        return replace(frame, take="free")
    return replace(frame.searching(), undecided=True) if heard.has("no") else frame
