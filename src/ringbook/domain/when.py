"""Reads dates and times as people say them: one grammar over a canonical form of the text. Pure.

The steps: `when_words` brings the text to one form; `when_dates`, `when_days` and `when_periods`
hold the rules for days, `when_mentions` decides which mentioned day is meant; `when_times` holds
the rules for times and `when_clock` decides which is meant, am or pm, and how.
"""

import datetime as dt
import re
from dataclasses import replace
from typing import Literal
from zoneinfo import ZoneInfo

from ringbook.domain.model import OpenRange, PartOfDay
from ringbook.domain.when_amount import Amount, amount_said, next_said
from ringbook.domain.when_clock import Clock, clock_said, part_said
from ringbook.domain.when_mentions import Days, days_said
from ringbook.domain.when_said import Today
from ringbook.domain.when_stretch import Stretch, stretch_said, unread_said
from ringbook.domain.when_value import Shift, When
from ringbook.domain.when_words import WEEKDAY, canonical

__all__ = ["When", "read_when"]

EARLIEST = re.compile(
    r"\b(?:as early as|as soon as|asap|soonest|earliest|(?:1\w\w|next) (?:available|opening)"
    r"|right away|urgent(?:ly)?|immediately|straight away|quickest|nearest"
    r"|sooner the better|first (?:available|possible)"
    r"|who(?:s|evers?)?(?: is| has| can \w+(?: me)?)?(?: (?:free|available|open|anything|a))*"
    r" (?:1\w\w|next)(?= *(?:$|,|please)))\b"
)
SHIFT = re.compile(
    r"\b(?P<later>later(?! (?:on )?(?:this|on|today))"
    r"|after that$|too (?:early|soon)(?! (?:to|for(?! (?:me|us|him|her|them|my)\b))\b))\b"
    r"|\b(?P<earlier>earlier|sooner|too late(?! (?:to|for(?! (?:me|us|him|her|them|my)\b))\b))\b"
)
NO_SHIFT = re.compile(
    r"\b(?:see you|talk to you|speak to you|call (?:you )?back) (?:later|earlier)\b"
    r"|\bno (?:later|earlier)\b(?! (?:in|on|that|please)\b|$)"
    r"|\b(?:can|could) (?:i|we) (?:still )?cancel(?: \w+){0,2} later\b"
)

PART_RULED_OUT = re.compile(
    r"\b(?:not|except(?:ing)?(?: for)?|but not|(?:any|every)\w*(?: \w+)? but|apart from"
    r"|other than|besides)"
    rf" (?:on |for |this |next )*{WEEKDAY} (?:morning|after ?noon|evening)s?\b"
)


def read_when(
    text: str,
    now: dt.datetime,
    zone: ZoneInfo,
    order: Literal["DMY", "MDY"] = "DMY",
    hours: tuple[tuple[OpenRange, ...], ...] | None = None,
) -> When:
    """What `text` says about a date and a time, seen from `now` (aware) in `zone`.

    `order` is how 3/4 is read. `hours` (seven entries, Monday first) decide between am and pm
    where the caller does not; without them 1 to 6 are in the afternoon and 7 to 11 before noon.
    """
    by, said = _amount(canonical(text))
    today = Today(now.astimezone(zone), order)
    days, rest = days_said(said, today)
    day = days.chosen.first if days.chosen else None
    clock, rest = clock_said(said, rest, day, today, hours)
    when = _when(said, rest, days, clock, stretch_said(said, hours, day))
    return _moved_by(when, by or _next(said, days))


def _amount(said: str) -> tuple[Amount | None, str]:
    """The amount in the canonical text, and the text without its words."""
    found = amount_said(said)
    return (found.amount, found.rest) if found else (None, said)


def _next(said: str, days: Days) -> Amount | None:
    """ "The day after", unless the day that it follows was named in the same breath."""
    named = days.chosen is not None and "following week" not in said
    return None if named else next_said(said)


def _moved_by(when: When, by: Amount | None) -> When:
    if by is None:
        return when
    way: Shift = "earlier" if by.earlier else "later"
    plain = by.either or by.open_time or when.time is not None
    return replace(when, by=by, shift=None if plain else way)


def _when(said: str, rest: str, days: Days, clock: Clock, finer: Stretch | None) -> When:
    chosen = days.chosen
    time = clock.time or (chosen.time if chosen else None)
    first = days.range[0] if days.range else chosen.first if chosen else None
    within = finer.within if finer and not time else None
    part = finer.part if finer and finer.part else _part(finer.rest if finer else said)
    others = (*(chosen.alts if chosen else ()), *days.others)
    return When(
        date=first,
        time=time,
        range=days.range,
        part=None if time else part,
        bound=clock.bound,
        exclusive=clock.exclusive,
        until=clock.until,
        alt_dates=tuple(dict.fromkeys(d for d in others if d != first)),
        alt_times=clock.others,
        excluded_weekdays=days.excluded_weekdays,
        excluded_dates=days.excluded_dates,
        ambiguous_half_day=clock.ambiguous,
        conflict=chosen.conflict if chosen else False,
        earliest_wanted=bool(EARLIEST.search(said)),
        shift=None if time or within else _shift(rest),
        no_such=days.missing,
        within=within,
        unread=None if time or within or part else unread_said(said),
    )


def _part(said: str) -> PartOfDay | None:
    """ "Anything but Friday afternoon" wants no afternoon."""
    return part_said(PART_RULED_OUT.sub(" ", said))


def _shift(rest: str) -> Shift | None:
    found = None if NO_SHIFT.search(rest) else SHIFT.search(rest)
    if found is None or EARLIEST.search(rest):
        return None
    return "later" if found["later"] else "earlier"
