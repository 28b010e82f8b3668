"""What a call wrote, and whether each write was wanted and read back."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from tests.eval.entries import Row
from tests.eval.held import Held
from tests.eval.listening import readback

from ringbook.dialogue.state.call_events import (
    AgentSaid,
    Booked,
    BookedSeries,
    CallEvent,
    Cancelled,
    CancelledSeries,
    Did,
    Moved,
    MovedSeries,
    UserSaid,
)

__all__ = ["Commit", "commits", "no_readback", "reads_back", "wall", "wrong_writes"]

type Commit = Booked | Moved | Cancelled


def commits(event: CallEvent) -> list[Commit]:
    """What an event wrote, an appointment each; series and visits write several."""
    if not isinstance(event, Did):
        return []
    match event.outcome:
        case Booked() | Moved() | Cancelled() as one:
            return [one]
        case BookedSeries(appointments=rows, preferences=learned):
            return [Booked(row, learned) for row in rows]
        case MovedSeries(appointments=rows, was=starts, preferences=learned):
            return [Moved(row, was, learned) for row, was in zip(rows, starts, strict=True)]
        case CancelledSeries(appointments=rows):
            return [Cancelled(row) for row in rows]
    return []


def wall(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None)


def wrong_writes(held: Held) -> Iterator[str]:
    """Rows of others that changed, and writes that the caller never wanted."""
    for row in held.before ^ held.after:
        if row.number != held.number:
            yield f"another's row changed: {row.start:%Y-%m-%d %H:%M}"
    scenario = held.scenario
    wanted = (*scenario.ends, *scenario.meanwhile)
    for commit in [c for event in held.events for c in commits(event)]:
        a = commit.appointment
        at = wall(a.starts_at, scenario.zone)
        row = Row(held.number, at, a.service, a.provider, a.attendee)
        kept = any(e.fits(row) for e in wanted)
        dropped = any(e.fits(row) for e in scenario.meanwhile) or not any(
            e.fits(row) for e in scenario.ends
        )
        if not (dropped if isinstance(commit, Cancelled) else kept):
            yield f"{commit.kind} {row.start:%Y-%m-%d %H:%M} {row.service}"


def no_readback(held: Held) -> Iterator[str]:
    """Before each write the agent named it in full, and then the caller spoke."""
    last, asked = "", ""
    for event in held.events:
        match event:
            case AgentSaid(text=text):
                last = text
            case UserSaid():
                asked = last
        written = commits(event)
        for commit in written:
            if not reads_back(asked, commit, held.scenario.now, held.scenario.zone):
                yield f"{commit.kind} after {asked!r}"
        asked = "" if written else asked


def reads_back(text: str, commit: Commit, now: datetime, zone: ZoneInfo) -> bool:
    """True when the text asks for what was written, in full."""
    named = readback(text, now)
    start = wall(commit.appointment.starts_at, zone)
    if not text.rstrip().endswith("?"):
        return False
    if isinstance(commit, Cancelled):
        return any(m.weekday and m.start.date() == start.date() for m in named)
    whom = commit.appointment.attendee
    if whom is not None and whom.lower() not in text.lower():
        return False
    moved_only = isinstance(commit, Moved)
    service = moved_only or commit.appointment.service.lower() in text.lower()
    return service and any(m.weekday and m.timed and m.start == start for m in named)
