"""Parts of a day that are finer than morning and afternoon: "late morning", "not too early". Pure.

Where the practice's hours tell when its day begins and ends, they are counted from there.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from ringbook.domain.model import OpenRange, PartOfDay
from ringbook.domain.when_value import Bound, Within

__all__ = ["Stretch", "stretch_said", "unread_said"]

type Hours = tuple[tuple[OpenRange, ...], ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a day: the part of day it is called after, if any, its limits, other words."""

    part: PartOfDay | None
    within: Within
    rest: str


@dataclass(frozen=True, slots=True)
class _Day:
    opens: dt.time
    closes: dt.time

    def after_opening(self, minutes: int) -> dt.time:
        """A time so long after the day begins."""
        return _moved(self.opens, minutes)

    def before_close(self, minutes: int) -> dt.time:
        """A time so long before the day ends."""
        return _moved(self.closes, -minutes)


type Rule = tuple[str, PartOfDay | None, Callable[[_Day], Within]]

_TOO: Final = r"(?:not|nothing|isnt|nor)(?: to be)? (?:too|so|very|that|super|really|crazy)"
_RULES: Final[tuple[Rule, ...]] = (
    (rf"\b{_TOO} early\b(?! (?:in|next|this|on in) )|\b(?:not|nothing) (?:early|1th thing)\b"
     r"(?! (?:in|next|this) )",
     None, lambda day: (max(dt.time(10), day.after_opening(60)), None)),
    (rf"\b{_TOO} late\b(?! (?:to|for|in the (?:week|month))\b)|\b(?:not|nothing) late\b"
     r"(?! (?:in|next|this) )",
     None, lambda day: (None, min(dt.time(16), day.before_close(60)))),
    (r"\b(?:1th|first) thing\b(?! (?:after|in the after))|\b(?:at|from|around) opening(?: time)?\b"
     r"|(?<!me )(?<!know )(?<!ask )(?<!is )(?<!^)\b(?:when|as soon as|right after) you open\b",
     "morning",
     lambda day: (None, day.after_opening(90))),
    (r"\bearly (?:in the )?mornings?\b|\bearly on in the day\b|\bmornings?,? early\b", "morning",
     lambda day: (None, max(dt.time(10), day.after_opening(60)))),
    (r"\bmid ?morning\b|\bmiddle of the morning\b", "morning",
     lambda day: (dt.time(9, 30), dt.time(11, 30))),
    (r"\blate(?:r)? (?:in the )?mornings?\b|\bend of the morning\b", "morning",
     lambda day: (dt.time(10, 30), dt.time(12))),
    (r"\bearly (?:in the )?after ?noons?\b|\b(?:right|just|straight) after lunch\b", "afternoon",
     lambda day: (dt.time(12), dt.time(14, 30))),
    (r"\bmid ?after ?noons?\b|\bmiddle of the after ?noon\b", "afternoon",
     lambda day: (dt.time(14), dt.time(16))),
    (r"\blate(?:r)? (?:in the )?after ?noons?\b|\bend of the after ?noon\b", "afternoon",
     lambda day: (dt.time(15, 30), dt.time(18))),
    (r"\bearly (?:in the )?evenings?\b", "evening", lambda day: (dt.time(17), dt.time(19))),
    (r"\bafter (?:school|the school run|pick ?up)\b", "afternoon",
     lambda day: (dt.time(15), dt.time(18))),
    (r"\bbefore (?:school|work|i start work|i go to work|my shift)\b", "morning",
     lambda day: (None, max(dt.time(9), day.after_opening(60)))),
    (r"\bafter (?:the )?(?:school )?drop ?(?:off|offs)\b"
     r"|\b(?:after|once) (?:ive dropped|i drop|dropping) (?:off )?(?:my|the) (?:kids|children|son"
     r"|daughter)\b", "morning", lambda day: (dt.time(9), dt.time(12))),
    (r"\b(?:during|in|within) school (?:hours|time)\b"
     r"|\b(?:while|when) (?:my|the) (?:kids|children|son|daughter)(?: is| are|s)?"
     r" (?:at|in) school\b",
     None, lambda day: (dt.time(9), dt.time(14, 30))),
    (r"\b(?:end of the (?:working |business )?day|(?:close|end) of business|late in the day)\b",
     "afternoon",
     lambda day: (day.before_close(120), day.closes)),
    (r"\blast thing\b", "evening", lambda day: (day.before_close(120), day.closes)),
    (r"\b(?:as )?late as (?:possible|you can|you have)\b|\bthe later the better\b", None,
     lambda day: (day.before_close(120), day.closes)),
)  # fmt: skip
_COMPILED: Final = tuple((re.compile(cue), part, limits) for cue, part, limits in _RULES)
_ANY: Final = re.compile(
    r"\b(?:early|opening|open|late|later|latest|thing|mid ?\w*|middle|end|lunch|school|work|shift"
    r"|business|drop\w*)\b"
)
_UNREAD: Final = re.compile(
    r"\b(?P<how>after|before|once|when|until|till) (?:"
    r"(?:my|our|his|her|their|the) (?:\w+ )??(?:shift|class|classes|lessons?|lectures?|meetings?"
    r"|training|game|match|nap|naps|flight|exams?|commute|gym|rehearsal|appointment at work)"
    r"|(?:i|we|he|she|they|(?:my|the) \w+) (?:get|gets|finish|finishes|am done|is done|are done|go"
    r"|goes|come|comes|start|starts|leave|leaves|wake|wakes|knock|knocks)(?: (?:off|up|out|back"
    r"|home|from|to|with))*(?: (?:work|school|class|college|nursery|bed|home|the gym))?"
    r")\b(?! (?:\w+ ){0,3}on (?:the|\w+day)\b)"
)


def stretch_said(said: str, hours: Hours | None, day: dt.date | None) -> Stretch | None:
    """The stretch of a day in the canonical text, None when there is none."""
    if _ANY.search(said) is None:
        return None
    for cue, part, limits in _COMPILED:
        if cue.search(said):
            return Stretch(part, limits(_day(hours, day)), cue.sub(" ", said))
    return None


def unread_said(said: str) -> Bound | None:
    """ "After my shift": a time that only the caller knows, and which side of it is meant."""
    found = _UNREAD.search(said)
    if found is None:
        return None
    return "before" if found["how"] in ("before", "until", "till") else "after"


def _day(hours: Hours | None, day: dt.date | None) -> _Day:
    """When the day wanted begins and ends; of several the usual is taken."""
    days = [hours[day.weekday()]] if hours and day and hours[day.weekday()] else [*(hours or ())]
    open_days = [ranges for ranges in days if ranges]
    if not open_days:
        return _Day(dt.time(9), dt.time(17))
    return _Day(
        sorted(ranges[0].opens for ranges in open_days)[len(open_days) // 2],
        sorted(ranges[-1].closes for ranges in open_days)[len(open_days) // 2],
    )


def _moved(at: dt.time, minutes: int) -> dt.time:
    """`at` moved, kept inside the day."""
    moved = dt.datetime.combine(dt.date(2000, 1, 2), at) + dt.timedelta(minutes=minutes)
    if moved.date() != dt.date(2000, 1, 2):
        return dt.time(0) if minutes < 0 else dt.time(23, 59)
    return moved.time()
