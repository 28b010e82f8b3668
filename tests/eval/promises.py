"""Whether what was claimed in a call is borne out by the rows at that moment."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from tests.eval.listening import Mention, claims, mentions, sentences
from tests.eval.writes import Commit, commits, wall

from ringbook.dialogue.state.call_events import AgentSaid, Booked, CallEvent, Cancelled, Moved

__all__ = ["false_promises"]


def false_promises(
    events: Iterable[CallEvent], starts: set[datetime], now: datetime, zone: ZoneInfo
) -> Iterator[str]:
    """Claims that no row bears out at that moment; weekdays that are not those of their dates.

    `starts` are the caller's appointments before the call, on the practice's wall clock.
    """
    done: list[Commit] = []
    for event in events:
        for commit in commits(event):
            done.append(commit)
            starts = _after(starts, commit, zone)
        if isinstance(event, AgentSaid):
            for sentence in sentences(event.text):
                if not _true(sentence, starts, done, now, zone):
                    yield sentence


def _after(starts: set[datetime], commit: Commit, zone: ZoneInfo) -> set[datetime]:
    start = wall(commit.appointment.starts_at, zone)
    match commit:
        case Booked():
            return starts | {start}
        case Moved(was=was):
            return (starts - {wall(was, zone)}) | {start}
        case Cancelled():
            return starts - {start}


def _true(
    sentence: str, starts: set[datetime], done: list[Commit], now: datetime, zone: ZoneInfo
) -> bool:
    named = mentions(sentence, now)
    if not all(m.true_weekday for m in named):
        return False
    match claims(sentence):
        case "booked" | "listed":
            return bool(starts) and all(_among(m, starts) for m in named)
        case "moved":
            to = {wall(c.appointment.starts_at, zone) for c in done if isinstance(c, Moved)}
            was = {wall(c.was, zone) for c in done if isinstance(c, Moved)}
            return bool(to) and all(_among(m, to | was) for m in named)
        case "cancelled":
            gone = [c for c in done if isinstance(c, Cancelled)]
            ends = {wall(c.appointment.starts_at, zone) for c in gone}
            return bool(gone) and all(_among(m, ends) for m in named)
        case None:
            return True


def _among(named: Mention, starts: set[datetime]) -> bool:
    if named.timed:
        return named.start in starts
    return named.start.date() in {s.date() for s in starts}
