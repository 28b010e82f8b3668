"""The small values of the public form, each with what is allowed said in its error."""

import re
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Annotated
from zoneinfo import ZoneInfo

import phonenumbers
from pydantic import BeforeValidator, PlainSerializer, StringConstraints, WithJsonSchema

from ringbook.domain.language_words import NAMES
from ringbook.domain.model import OpenRange

__all__ = [
    "WEEKDAYS",
    "Color",
    "Day",
    "DayText",
    "FileName",
    "Hours",
    "Language",
    "Money",
    "Name",
    "Phone",
    "Region",
    "Slug",
    "Timezone",
    "WallClock",
    "read_day",
]

_SLUG = "^[a-z0-9]+(-[a-z0-9]+)*$"
_TAKEN = ("api", "assets", "b", "healthz")

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _timezone(value: object) -> str:
    try:
        return ZoneInfo(str(value)).key
    except (KeyError, ValueError, OSError):
        raise ValueError("must be an IANA time zone such as Asia/Kolkata") from None


def _region(value: object) -> str:
    if value not in phonenumbers.SUPPORTED_REGIONS:
        raise ValueError("must be an ISO 3166 country code such as US or IN")
    return str(value)


def _language(value: object) -> str:
    if value not in NAMES:
        codes = ", ".join(sorted(NAMES))
        raise ValueError(f"must be the ISO 639-1 code of a language known here: {codes}")
    return str(value)


def _money(value: object) -> Decimal:
    """Quoted or not: `"85.00"`, `85`, `85.5`."""
    try:
        amount = Decimal(str(value)).quantize(Decimal("0.01"))
    except InvalidOperation:
        amount = Decimal(-1)
    if isinstance(value, bool) or not 0 <= amount < 10**8:
        raise ValueError('must be an amount of money such as "85.00"')
    return amount


def read_day(value: object) -> date:
    """A date, as YAML or a text has it.

    Raises:
        ValueError: it is none.
    """
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ValueError("must be a date such as 2026-12-24") from None


def _wall_clock(value: object) -> datetime:
    """A local time without an offset; YAML may have read it already."""
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError:
        raise ValueError("must be a local time such as 2026-06-15T10:00") from None
    if moment.tzinfo is not None or "T" not in str(value).upper().replace(" ", "T"):
        raise ValueError("must be a local time without an offset, such as 2026-06-15T10:00")
    return moment


def _clock(text: str) -> time:
    if text == "24:00":
        return time.max
    return time.fromisoformat(text)


def _range(value: object) -> OpenRange:
    if isinstance(value, OpenRange):
        return value
    match = re.fullmatch(r"([0-2]\d:[0-5]\d)\s*-\s*([0-2]\d:[0-5]\d)", str(value))
    try:
        opened = OpenRange(_clock(match[1]), _clock(match[2])) if match else None
    except ValueError:
        opened = None
    if opened is None or opened.opens >= opened.closes:
        raise ValueError('must be a range such as "09:00-12:30", from earlier to later')
    return opened


def _hours(value: object) -> tuple[OpenRange, ...]:
    if not isinstance(value, list | tuple):
        raise ValueError('must be a list of ranges such as ["09:00-12:30", "13:30-17:00"]')
    ranges = sorted((_range(item) for item in value), key=lambda r: r.opens)
    if any(a.closes > b.opens for a, b in pairwise(ranges)):
        raise ValueError("ranges of one day must not overlap")
    return tuple(ranges)


def _written(ranges: tuple[OpenRange, ...]) -> list[str]:
    def clock(t: time) -> str:
        return "24:00" if t == time.max else f"{t:%H:%M}"

    return [f"{clock(r.opens)}-{clock(r.closes)}" for r in ranges]


def _phone(value: object) -> str:
    if not re.fullmatch(r"\+[1-9]\d{6,14}", str(value)):
        raise ValueError("must be a phone number in international form such as +912212345678")
    return str(value)


def _slug(value: object) -> str:
    if not re.fullmatch(_SLUG, str(value)):
        raise ValueError("must be lower-case letters, digits and single hyphens")
    if value in _TAKEN:
        raise ValueError(f"must not be {value}: the server has a page of this name")
    return str(value)


def _file_name(value: object) -> str:
    if not re.fullmatch(r"[\w-][\w.-]*\.(svg|png)", str(value)):
        raise ValueError("must be the name of an .svg or .png file beside this one")
    return str(value)


def _color(value: object) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", str(value)):
        raise ValueError('must be a colour such as "#0b7285"')
    return str(value)


def _text(pattern: str, example: str) -> WithJsonSchema:
    """What an editor is told of a value that is written as text."""
    return WithJsonSchema({"type": "string", "pattern": pattern, "examples": [example]})


_RANGE = r"^[0-2]\d:[0-5]\d\s*-\s*[0-2]\d:[0-5]\d$"
_DAY = _text(r"^\d{4}-\d{2}-\d{2}$", "2026-12-24")
_MONEY = {"type": ["string", "number"], "pattern": r"^\d+(\.\d+)?$", "examples": ["85.00"]}
_HOURS = {
    "type": "array",
    "items": {"type": "string", "pattern": _RANGE},
    "examples": [["09:00-12:30", "13:30-17:00"]],
}

type Timezone = Annotated[
    str, BeforeValidator(_timezone), _text(r"^[A-Za-z0-9_+/-]+$", "Asia/Kolkata")
]
type Region = Annotated[str, BeforeValidator(_region), _text("^[A-Z]{2}$", "IN")]
type Language = Annotated[
    str, BeforeValidator(_language), WithJsonSchema({"type": "string", "enum": sorted(NAMES)})
]
type Money = Annotated[Decimal, BeforeValidator(_money), WithJsonSchema(_MONEY)]
type Day = Annotated[date, BeforeValidator(read_day), _DAY]
type DayText = Annotated[str, _DAY]
type WallClock = Annotated[datetime, BeforeValidator(_wall_clock)]
type Hours = Annotated[
    tuple[OpenRange, ...],
    BeforeValidator(_hours),
    PlainSerializer(_written, when_used="json"),
    WithJsonSchema(_HOURS),
]
type Phone = Annotated[str, BeforeValidator(_phone), _text(r"^\+[1-9]\d{6,14}$", "+912212345678")]
type Slug = Annotated[str, BeforeValidator(_slug), _text(_SLUG, "maple-street")]
type FileName = Annotated[
    str, BeforeValidator(_file_name), _text(r"^[\w-][\w.-]*\.(svg|png)$", "logo.svg")
]
type Color = Annotated[str, BeforeValidator(_color), _text("^#[0-9a-fA-F]{6}$", "#0b7285")]
type Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
