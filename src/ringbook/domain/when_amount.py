"""By how much a time is to move: "half an hour later", "push it back a week". Pure.

"Back" is later and "forward" and "up" are earlier. "Push it forward" is said for both, so it is
left to be asked about.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from ringbook.domain.when_said import add_months

__all__ = ["Amount", "AmountSaid", "amount_said", "next_said"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A distance in calendar days, months and minutes on the clock; below zero it is earlier.

    `either` means as much earlier as later. `open_time` means that a day was named by its distance
    ("the following day") and no time of day along with it.
    """

    days: int = 0
    months: int = 0
    minutes: int = 0
    either: bool = False
    open_time: bool = False

    @property
    def earlier(self) -> bool:
        """True when it leads back."""
        return min(self.days, self.months, self.minutes) < 0

    def after(self, start: dt.datetime) -> dt.datetime:
        """The wall clock (naive) so far from that of `start`: a change of the clocks is no hour."""
        day = add_months(start.date(), self.months) + dt.timedelta(self.days)
        return dt.datetime.combine(day, start.time()) + dt.timedelta(minutes=self.minutes)

    def before(self, start: dt.datetime) -> dt.datetime:
        """The same to the other side of `start`."""
        return self.turned().after(start)

    def turned(self) -> "Amount":
        """As much the other way."""
        return replace(self, days=-self.days, months=-self.months, minutes=-self.minutes)


@dataclass(frozen=True, slots=True)
class AmountSaid:
    """An amount, at which character of the canonical text it was said, and the other words."""

    amount: Amount
    start: int
    rest: str


_COUNT: Final = r"(?:\d{1,3}|an?|(?:a )?couple(?: of)?)"
_Q: Final = (
    r"(?<!\d or )(?<!\d to )(?<!\d-)(?P<how_much>"
    r"(?:a )?half (?:(?:an|a) )?hour|(?:a |1 )?quarter (?:of )?an hour|3 quarters of an hour"
    r"|(?:an?|\d{1,2}) hours? (?:and )?(?:a half|half|a quarter|\d{1,2} min(?:ute)?s?)"
    r"|\d{1,2} and a half hours?"
    rf"|{_COUNT} (?:minute|min|hour|hr|day|week|fortnight|month|year)s?)\b"
)
_ABOUT: Final = r"(?:(?:about|around|like|say|maybe|just|roughly|another|at least) )*"
_THING: Final = r"(?:(?!(?:to|until|till|in|from|at|next)\b)[\w]+ ){0,6}?"
_PLAIN: Final = _THING.replace("next", "next|forwards?|(?<!check )up")
_NO_DAY: Final = r"(?! (?:time|from|hence|starting|on|this|today|tomorrow|late|early|than)\b)"
""" "A week from Monday" is a day, and no amount."""

_LATER: Final = r"(?P<later>later|after that|after(?= *(?:$|,|please|instead)))"
_EARLIER: Final = r"(?P<earlier>earlier|sooner|before that|before(?= *(?:$|,|please|instead)))"
_THAN: Final = (
    r"\b(?! (?:on )?today| than (?:\d|half|quarter|noon|midday"
    r"|(?:my|the|our) (?!(?:current |original |existing |usual )*(?:appointment|appt|booking|time"
    r"|slot))))"
)
""" "An hour later than three" is counted from that, not from what was spoken of."""

_BACK: Final = r"\b(?:push|put|mov|shift|bump|knock|slid|set|drop)(?:e|ed|ing)? "
_FORTH: Final = r"\b(?:bring|brought|pull|mov|shift|slid|put|bump)(?:e|ed|ing)? "
_UP: Final = r"\b(?:bring|brought|pull|mov|shift|slid|bump|push)(?:e|ed|ing)? "
_BY: Final = rf"(?: {_THING}(?:by|for))? {_ABOUT}"

_EITHER: Final = re.compile(
    rf"\b{_Q} (?:(?:to )?either (?:way|side)|in either direction|(?:each|both) ways?"
    r"|(?:earlier|sooner|before) or (?:later|after)|(?:later|after) or (?:earlier|sooner|before)"
    r"|one way or (?:the )?(?:other|another))\b"
)
_RULES: Final = tuple(
    re.compile(rule)
    for rule in (
        rf"\b{_Q}(?: or so)? (?:{_LATER}|{_EARLIER}){_THAN}",
        rf"\b(?:(?P<later>later)|(?P<earlier>earlier|sooner)) by {_ABOUT}{_Q}{_NO_DAY}",
        rf"{_BACK}{_THING}(?P<later>back|out|off){_BY}{_Q}{_NO_DAY}",
        rf"{_FORTH}{_THING}(?P<earlier>forwards?){_BY}{_Q}{_NO_DAY}",
        rf"{_UP}{_THING}(?P<earlier>(?<!check )(?<!follow )(?<!touch )up){_BY}{_Q}{_NO_DAY}",
        rf"{_BACK}{_THING}{_ABOUT}{_Q} (?P<later>back|out|off)\b{_NO_DAY}",
        rf"{_FORTH}{_THING}{_ABOUT}{_Q} (?P<earlier>forwards?|up)\b{_NO_DAY}",
        rf"\b(?P<later>push|delay|postpon|defer)(?:e|ed|ing|red)? {_PLAIN}(?:(?:by|for) )?"
        rf"{_ABOUT}{_Q}(?! (?:forwards?|up|later|earlier)\b){_NO_DAY}",
        rf"\b(?P<earlier>advanc|prepon)(?:e|ed|ing)? {_THING}(?:by )?{_ABOUT}{_Q}{_NO_DAY}",
    )
)
_NOT_OF_IT: Final = re.compile(
    r"\b(?:call|ring|phone|text|email|see|try|ask|wait|back)(?:ing)?(?: (?:me|you|us|them))?"
    r"(?: (?:back|again))?(?: in| for)? (?:about |like |maybe )?$"
    r"|\b(?:came|arriv\w+|g[oe]t (?:here|there|in)|(?:show|turn)(?:ed)? up|called|rang|be there"
    r"|leave|running|dont want|not|no|never|nothing|up to|within|until|(?:more|less) than|last"
    r"|lasts|takes?) (?:about |like )?$"
    r"|\b(?:ill|i will|i might|i may|well|we will|going to|gonna) be (?:about |like )?$"
    r"|\b(?:should i|must i|do i (?:need|have) to|am i supposed to) (?:\w+ )*$"
    r"|\bcancel\w* (?:(?!and\b)\w+ ){0,5}$"
)
""" "I'll call you back an hour later", "should I come ten minutes earlier": no wish for a time."""

_FOLLOWS: Final = (
    r"(?= *(?:$|[,|])| (?:at|in|please|would|works?|instead|then|if|for|same|but|and|or|is|suits"
    r"|maybe|around|after|before|will|when|with)\b)"
)
_NEXT: Final = re.compile(
    r"\b(?:(?:the )?(?P<unit>day|week) (?:right )?(?:after|following)(?: (?:that|this|it))?"
    r"|(?:the )?(?:(?:next|following) (?P<day>day)|following (?P<week>week))"
    r"|(?:the |an? )?(?P<before>day|week) before(?: (?:that|it))?)\b" + _FOLLOWS
)
_SAME_TIME: Final = re.compile(r"\b(?:same time|at the same hour)\b")

_UNIT: Final = re.compile(r"\b(?:minute|min|hour|hr|day|week|fortnight|month|year)s?\b")
_MINUTES: Final = {"min": 1, "minute": 1, "hr": 60, "hour": 60}
_DAYS: Final = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS: Final = {"month": 1, "year": 12}


def amount_said(said: str) -> AmountSaid | None:
    """The amount by which the canonical text wants a time moved, the last one named."""
    if _UNIT.search(said) is None:
        return None
    if match := _EITHER.search(said):
        amount = replace(_read(match["how_much"]), either=True)
        return AmountSaid(amount, match.start(), _without(said, match.span()))
    found = sorted(_found(said), key=lambda one: one.start)
    return found[-1] if found else None


def _found(said: str) -> Iterator[AmountSaid]:
    for match in (m for rule in _RULES for m in rule.finditer(said)):
        if _NOT_OF_IT.search(said[: match.start()]):
            continue
        amount = _read(match["how_much"])
        way = "earlier" if match.groupdict().get("earlier") is not None else "later"
        rest = _without(said, match.span("how_much"), match.span(way))
        if amount != Amount():
            meant = amount.turned() if way == "earlier" else amount
            yield AmountSaid(meant, match.start("how_much"), rest)


def _without(said: str, *spans: tuple[int, int]) -> str:
    for start, end in sorted(spans, reverse=True):
        said = f"{said[:start]} {said[end:]}"
    return re.sub(r" +", " ", said).strip()


def next_said(said: str) -> Amount | None:
    """ "The day after", "the following week": one day or week on from what was spoken of."""
    found = _NEXT.search(said)
    if found is None:
        return None
    before = found["before"]
    week = "week" in (found["unit"], found["week"], before)
    days = (-1 if before else 1) * (7 if week else 1)
    return Amount(days, open_time=_SAME_TIME.search(said) is None)


def _read(how_much: str) -> Amount:
    """What `_Q` matched, as so much later."""
    if "quarter of an" in how_much or "quarter an" in how_much:
        return Amount(minutes=15)
    if how_much.startswith("3 quarters"):
        return Amount(minutes=45)
    if how_much.startswith(("half", "a half")):
        return Amount(minutes=30)
    unit = _UNIT.findall(how_much)[0].removesuffix("s")
    number = _number(how_much)
    if unit in _MINUTES:
        return Amount(minutes=number * _MINUTES[unit] + _besides(how_much))
    if unit in _MONTHS:
        return Amount(months=number * _MONTHS[unit])
    return Amount(number * _DAYS[unit])


def _number(how_much: str) -> int:
    first = how_much.split()[0]
    if "couple" in how_much:
        return 2
    return int(first) if first.isdigit() else 1


def _besides(how_much: str) -> int:
    """The minutes after the whole hours: "an hour and a half", "2 hours 15 minutes"."""
    if "half" in how_much:
        return 30
    if "quarter" in how_much:
        return 15
    more = re.search(r"hours? (?:and )?(\d{1,2}) min", how_much)
    return int(more[1]) if more else 0
