"""The caller's own clock: where it is, and what a time on it is on the practice's. Pure."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Literal
from zoneinfo import ZoneInfo

import phonenumbers
from phonenumbers.timezone import UNKNOWN_TIMEZONE, time_zones_for_number

from ringbook.domain.when_value import When
from ringbook.domain.zone_names import OLD_NAMES, PLACES, ZONES

__all__ = [
    "CallerZone",
    "ZoneSaid",
    "known_zone",
    "of_browser",
    "of_number",
    "on_our_clock",
    "zone_said",
]

type Source = Literal["said", "browser", "number"]


@dataclass(frozen=True, slots=True)
class CallerZone:
    """`name` is IANA's, `place` how a time there is told: "in London", "Pacific time"."""

    name: str
    place: str
    source: Source

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.name)

    def clock(self, at: dt.datetime, here: ZoneInfo) -> dt.datetime | None:
        """`at` on the caller's clock, None when that shows the same as the one `here`."""
        there = at.astimezone(self.zone)
        return there if there.utcoffset() != at.astimezone(here).utcoffset() else None


def known_zone(name: str) -> str | None:
    """Today's IANA name of the zone, None when there is no such zone."""
    name = OLD_NAMES.get(name, name)
    try:
        return ZoneInfo(name).key
    except (ValueError, OSError, KeyError):  # no such zone, a path, a directory of zones
        return None


def of_browser(name: str) -> CallerZone | None:
    """The zone that a browser names, called after its city; None for one without a city.

    UTC is what a browser says that does not want to tell.
    """
    known = known_zone(name)
    if known is None or known.partition("/")[0] in ("Etc", known):
        return None
    return CallerZone(known, _in_city(known), "browser")


def _in_city(name: str) -> str:
    return f"in {name.rpartition('/')[2].replace('_', ' ')}"


# ---- by number ----------------------------------------------------------------------------------


def of_number(number: str, region: str, now: dt.datetime) -> CallerZone | None:
    """The zone of an E.164 number from another region than `region`, when it can be only one.

    Zones that agree all year, as those of the Channel Islands do with London, are one.
    """
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.region_code_for_number(parsed) in (region, None):
        return None
    found = [OLD_NAMES.get(z, z) for z in time_zones_for_number(parsed)]
    names = [z for z in found if z != UNKNOWN_TIMEZONE and known_zone(z)]
    if not names or len({_year(name, now) for name in names}) != 1:
        return None
    if len(names) > 1:  # which of the places it is, nobody knows
        name = next((n for n in names if n in PLACES.values()), names[0])
        return CallerZone(name, "your time", "number")
    return CallerZone(names[0], _in_city(names[0]), "number")


def _year(name: str, now: dt.datetime) -> tuple[dt.timedelta | None, ...]:
    """The zone's offsets in winter and in summer."""
    middles = (dt.datetime(now.year, month, 15, tzinfo=dt.UTC) for month in (1, 7))
    return tuple(at.astimezone(ZoneInfo(name)).utcoffset() for at in middles)


# ---- as said ----------------------------------------------------------------------------------

_PLACE_NAMES: Final = {p.lower().removeprefix("the "): (p, zone) for p, zone in PLACES.items()}
_ZONE_WORDS: Final = {w: (told, zone) for told, (zone, words) in ZONES.items() for w in words}
_PLACE = "|".join(sorted(map(re.escape, _PLACE_NAMES), key=len, reverse=True))
_ZONE = "|".join(sorted(_ZONE_WORDS, key=len, reverse=True))
_ABBREVIATED = "pst|pdt|mst|mdt|cst|cdt|est|edt|gmt|bst|cet|cest|utc|jst"
_BARE = r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}"
_HOUR = (
    rf"(?:[ap]\.?m\.?|o'?clock|noon|midnight|\d{{1,2}}[:.]\d\d|\d{{1,2}}[ap]m|{_BARE}|thirty|fifteen"
    r"|morning|afternoon|evening)"
)
_NO_STREET = r"(?! (?:road|street|avenue|lane|drive|office|dental|square|house))"
_LIVES = re.compile(
    r"\b(?:i'?m|i am|we'?re|we are|i live|we live|living|based|calling|staying|located"
    r"|right now|currently|here)(?: (?:in|from|over|here|based|living|calling|currently|now"
    rf"|right|all|out|down|actually|at|the|moment)){{0,5}} (?:in|(?<=calling )from) (?:the )?"
    rf"(?P<place>{_PLACE})\b{_NO_STREET}"
    r"|\b(?:my|our) (?:time ?zone|(?:local )?time|clock) (?:is|'s)(?: on| in)?(?: the)? (?:"
    rf"(?P<place2>{_PLACE})|(?P<zone>{_ZONE}))\b"
    rf"|\b(?:on|in) (?P<zone2>{_ZONE})(?: standard| daylight)? time\b",
    re.I,
)
_TIME_THERE = re.compile(
    rf"\b(?P<hour>{_HOUR})[, ]+(?:(?:on )?(?:my|our own) time(?! ?zone| is\b)"
    r"|(?:for me )?(?:over here|where i am|for me here)"
    rf"|in (?:the )?(?P<place>{_PLACE})\b{_NO_STREET}(?: time\b)?|(?P<place2>{_PLACE}) time\b"
    rf"|(?P<zone>{_ZONE})(?: standard| daylight)? time\b"
    rf"|(?P<zone2>{_ABBREVIATED}|pacific|eastern|central|mountain)\b)",
    re.I,
)


_ANYWHERE = re.compile(rf"\b(?:(?P<place>{_PLACE})|(?P<zone>{_ZONE}))\b", re.I)


@dataclass(frozen=True, slots=True)
class ZoneSaid:
    """`zone` is the one named, if any; `theirs` when a time is meant on the caller's own clock.

    `text` is the text without the words that say so.
    """

    text: str
    zone: CallerZone | None = None
    theirs: bool = False


def zone_said(text: str, *, asked: bool = False) -> ZoneSaid:
    """What the text says of the caller's clock; `asked` where they are, a bare place tells."""
    text = text.replace("\u2019", "'")
    there = _TIME_THERE.search(text)
    lives = _LIVES.search(text)
    found = lives or there
    zone = _named(found) if found else None
    if zone is None and there is not None:
        zone = _named(there)
    if zone is None and asked and (bare := _ANYWHERE.search(text)):
        zone = _named(bare)
    return ZoneSaid(_without(text, there), zone, there is not None)


def _without(text: str, there: re.Match[str] | None) -> str:
    """ "Four my time" is read as "four o'clock"."""
    if there is None:
        return text
    hour = there["hour"]
    bare = re.fullmatch(_BARE, hour, re.I)
    return f"{text[: there.start()]}{hour}{' oclock' if bare else ''}{text[there.end() :]}"


def _named(found: re.Match[str]) -> CallerZone | None:
    groups = found.groupdict()
    place = groups["place"] or groups.get("place2")
    word = groups["zone"] or groups.get("zone2")
    if place:
        told, name = _PLACE_NAMES[place.lower()]
        return CallerZone(name, f"in {told}", "said")
    if word:
        told, name = _ZONE_WORDS[word.lower()]
        return CallerZone(name, told, "said")
    return None


# ---- a time on the caller's clock -------------------------------------------------------------

type Open = Callable[[dt.datetime], bool]
"""Whether the practice is open at an instant."""

_PARTS: Final = {
    "morning": (dt.time(8), dt.time(11, 59)),
    "afternoon": (dt.time(12), dt.time(16, 59)),
    "evening": (dt.time(17), dt.time(21)),
}


def on_our_clock(when: When, theirs: ZoneInfo, ours: ZoneInfo, day: dt.date, is_open: Open) -> When:
    """What was said of a time on the caller's clock, as the practice's clock shows it.

    `day` stands in where no day was said. Where neither am nor pm was, the one at which the
    practice is open is meant. A day with no time stays as it is.
    """
    if when.part is not None:
        first, last = _PARTS[when.part]
        when = replace(when, time=first, until=last, part=None, ambiguous_half_day=False)
    if when.time is None:
        return when
    base = when.first or day

    def ours_at(at: dt.time) -> dt.datetime:
        return dt.datetime.combine(base, at, theirs).astimezone(ours)

    start = ours_at(when.time)
    if when.ambiguous_half_day:
        start = next((at for at in map(ours_at, _halves(when.time)) if is_open(at)), start)
    return replace(
        _shifted(when, start.date() - base, day),
        time=start.time(),
        until=ours_at(when.until).time() if when.until else None,
        alt_times=tuple(ours_at(t).time() for t in when.alt_times),
    )


def _halves(time: dt.time) -> tuple[dt.time, dt.time]:
    """As it was said, then in the other half of the day."""
    return time, time.replace(hour=(time.hour + 12) % 24)


def _shifted(when: When, by: dt.timedelta, day: dt.date) -> When:
    """The days as they are when the time falls on the day before or after."""
    if not by:
        return when
    if when.first is None:
        return replace(when, date=day + by)
    return replace(
        when,
        date=when.date + by if when.date else None,
        range=(when.range[0] + by, when.range[1] + by) if when.range else None,
        alt_dates=tuple(d + by for d in when.alt_dates),
    )
