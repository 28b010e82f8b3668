"""`ringbook understand`: what the reader makes of a sentence, or of one a line."""

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.resources import files
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer
from pydantic import BaseModel, ConfigDict, ValidationError

from ringbook.cli.exits import exit_codes
from ringbook.cli.panels import START
from ringbook.errors import ConfigurationError

if TYPE_CHECKING:
    from ringbook.dialogue.understand.turn import Heard
    from ringbook.domain.model import Practice
    from ringbook.practice import PracticeFile

__all__ = ["register"]

NOBODY = UUID(int=0)
"""Stands for the ids of things that are not in a database."""


class Line(BaseModel):
    """One line of input. `now` may lack an offset: it is then local time in `tz`."""

    model_config = ConfigDict(extra="ignore")

    text: str
    now: datetime | None = None
    tz: str | None = None
    order: Literal["DMY", "MDY"] | None = None


@dataclass(frozen=True, slots=True)
class _Setting:
    """What holds for lines that do not say otherwise."""

    practice: "Practice | None"
    now: datetime | None


def register(app: typer.Typer) -> None:
    """Adds the command to the command line."""
    app.command(rich_help_panel=START)(understand)


def understand(
    text: Annotated[str | None, typer.Argument(help="The sentence to read.")] = None,
    jsonl: Annotated[bool, typer.Option(help="Read one JSON object a line from stdin.")] = False,
    now: Annotated[str | None, typer.Option(help="The present instant (ISO 8601).")] = None,
    practice: Annotated[Path | None, typer.Option(help="A file with zone, hours, names.")] = None,
) -> None:
    """Show what is understood of a caller's sentence: acts, date, time, phone, name."""
    with exit_codes():
        setting = _Setting(_loaded(practice), _instant(now))
    if not jsonl and text is None:
        raise typer.BadParameter("give a sentence, or --jsonl to read lines")
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    lines: Iterable[str] = sys.stdin if jsonl else [json.dumps({"text": text})]
    for line in lines:
        if line.strip():
            sys.stdout.write(json.dumps(_answered(line, setting), ensure_ascii=False) + "\n")
            sys.stdout.flush()


def _instant(now: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(now) if now else None
    except ValueError:
        raise ConfigurationError(f"--now {now!r} is not an ISO 8601 instant") from None


def _answered(line: str, setting: _Setting) -> dict[str, object]:
    try:
        return _read(Line.model_validate_json(line), setting)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "line"
        return {"error": f"{where}: {first['msg']}"}
    except (ZoneInfoNotFoundError, ValueError):
        return {"error": "tz: not an IANA time zone"}


def _read(line: Line, setting: _Setting) -> dict[str, object]:
    from ringbook.dialogue.understand.turn import Context, understand

    practice = _in_zone(setting.practice, line.tz)
    now = line.now or setting.now or datetime.now(UTC)
    local = now if now.tzinfo else now.replace(tzinfo=practice.zone)
    return _shown(understand(line.text, Context(local, practice, order=line.order)))


def _shown(heard: "Heard") -> dict[str, object]:
    when = heard.when if not heard.when.empty or heard.source is None else heard.source
    return {
        "text": heard.text,
        "acts": list(heard.acts),
        "date": when.date.isoformat() if when.date else None,
        "time": when.time.strftime("%H:%M") if when.time else None,
        "range": [day.isoformat() for day in when.range] if when.range else None,
        "part": when.part,
        "phone": heard.number.e164 if heard.number else None,
        "name": heard.name,
        "ordinal": heard.ordinal,
    }


# ---- the practice -----------------------------------------------------------------------------


def _in_zone(practice: "Practice | None", tz: str | None) -> "Practice":
    """The practice in the line's zone; without one, a nameless practice that never opens."""
    from ringbook.domain.model import Practice

    if practice is not None:
        return replace(practice, timezone=ZoneInfo(tz).key) if tz else practice
    zone = ZoneInfo(tz or "UTC").key
    closed = ((),) * 7
    return Practice(NOBODY, "", "", zone, closed, (), (), phone_region=_region(zone))


def _region(zone: str) -> str:
    """The country of a time zone, by the table that comes with the time zone data."""
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    rows = (row.split("\t") for row in table.splitlines() if not row.startswith("#"))
    return next((row[0] for row in rows if row[2] == zone), "US")


def _loaded(path: Path | None) -> "Practice | None":
    from ringbook.practice import load_practice

    return _as_practice(load_practice(path)) if path else None


def _as_practice(file: "PracticeFile") -> "Practice":
    """What reading needs of a practice file; nothing of it is stored."""
    from ringbook.domain.model import Faq, Practice, Provider, Service

    return Practice(
        NOBODY,
        file.slug,
        file.name,
        file.timezone,
        tuple(file.opening_hours.on(day) or () for day in range(7)),
        tuple(Service(NOBODY, s.name, s.duration_minutes, s.aliases) for s in file.services),
        tuple(Provider(NOBODY, p.name, p.aliases) for p in file.providers),
        phone_region=file.phone_region,
        faq=tuple(Faq(f.question, f.answer) for f in file.faq),
    )
