"""Judges a call by the diary's rows, by what was claimed, and by whose data was heard."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from tests.eval.entries import Row, matches
from tests.eval.held import Held
from tests.eval.listening import Mention, claims, mentions, readback, sentences
from tests.eval.say import national
from tests.eval.scenario import Known, Scenario

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

__all__ = ["Commit", "Grade", "commits", "false_promises", "grade", "reads_back"]

type Commit = Booked | Moved | Cancelled


@dataclass(frozen=True, slots=True)
class Grade:
    """Each list names what was wrong; all empty: passed."""

    state: tuple[str, ...]
    false_promises: tuple[str, ...]
    leaks: tuple[str, ...]
    wrong_writes: tuple[str, ...]
    no_readback: tuple[str, ...]
    unsaid: tuple[str, ...]
    stuck: str
    turns: int

    @property
    def faults(self) -> tuple[str, ...]:
        """Every fault, with its kind."""
        kinds = {
            "state": self.state,
            "false promise": self.false_promises,
            "leak": self.leaks,
            "wrong write": self.wrong_writes,
            "no read-back": self.no_readback,
            "unsaid": self.unsaid,
            "stuck": (self.stuck,) if self.stuck else (),
        }
        return tuple(f"{kind}: {what}" for kind, found in kinds.items() for what in found)

    @property
    def passed(self) -> bool:
        return not self.faults


def grade(held: Held) -> Grade:
    """The verdict on one call."""
    return Grade(
        tuple(_state(held)),
        tuple(_false_promises(held)),
        tuple(_leaks(held)),
        tuple(_wrong_writes(held)),
        tuple(_no_readback(held)),
        tuple(_unsaid(held)),
        held.broken or ("" if held.ended == "goodbye" else f"ended by {held.ended}"),
        held.turns,
    )


def _said(held: Held) -> list[str]:
    return [e.text for e in held.events if isinstance(e, AgentSaid)]


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


def _wall(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None)


# ---- rows -------------------------------------------------------------------------------------


def _state(held: Held) -> Iterator[str]:
    """The caller's rows must be those expected."""
    own = sorted((r for r in held.after if r.number == _own(held)), key=lambda r: r.start)
    if not matches(own, held.scenario.ends):
        yield f"has {[f'{r.start:%Y-%m-%d %H:%M} {r.service}' for r in own]}"


def _own(held: Held) -> str:
    return held.scenario.caller.number


def _wrong_writes(held: Held) -> Iterator[str]:
    """Rows of others that changed, and writes that the caller never wanted."""
    for row in held.before ^ held.after:
        if row.number != _own(held):
            yield f"another's row changed: {row.start:%Y-%m-%d %H:%M}"
    scenario = held.scenario
    wanted = (*scenario.ends, *scenario.meanwhile)
    for commit in [c for event in held.events for c in commits(event)]:
        a = commit.appointment
        row = Row(_own(held), _wall(a.starts_at, scenario.zone), a.service, a.provider)
        kept = any(e.fits(row) for e in wanted)
        dropped = any(e.fits(row) for e in scenario.meanwhile) or not any(
            e.fits(row) for e in scenario.ends
        )
        if not (dropped if isinstance(commit, Cancelled) else kept):
            yield f"{commit.kind} {row.start:%Y-%m-%d %H:%M} {row.service}"


def _no_readback(held: Held) -> Iterator[str]:
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
    start = _wall(commit.appointment.starts_at, zone)
    if not text.rstrip().endswith("?"):
        return False
    if isinstance(commit, Cancelled):
        return any(m.weekday and m.start.date() == start.date() for m in named)
    moved_only = isinstance(commit, Moved)
    service = moved_only or commit.appointment.service.lower() in text.lower()
    return service and any(m.weekday and m.timed and m.start == start for m in named)


# ---- words --------------------------------------------------------------------------------------


def _false_promises(held: Held) -> Iterator[str]:
    scenario = held.scenario
    starts = {r.start for r in held.before if r.number == _own(held)}
    return false_promises(held.events, starts, scenario.now, scenario.zone)


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
    start = _wall(commit.appointment.starts_at, zone)
    match commit:
        case Booked():
            return starts | {start}
        case Moved(was=was):
            return (starts - {_wall(was, zone)}) | {start}
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
            to = {_wall(c.appointment.starts_at, zone) for c in done if isinstance(c, Moved)}
            was = {_wall(c.was, zone) for c in done if isinstance(c, Moved)}
            return bool(to) and all(_among(m, to | was) for m in named)
        case "cancelled":
            gone = [c for c in done if isinstance(c, Cancelled)]
            ends = {_wall(c.appointment.starts_at, zone) for c in gone}
            return bool(gone) and all(_among(m, ends) for m in named)
        case None:
            return True


def _among(named: Mention, starts: set[datetime]) -> bool:
    if named.timed:
        return named.start in starts
    return named.start.date() in {s.date() for s in starts}


def _leaks(held: Held) -> Iterator[str]:
    """Another's name, number or appointments in what was said."""
    scenario = held.scenario
    for text in _said(held):
        for other in _others(scenario):
            if _names(text, other, scenario) or _tells(text, other, scenario):
                yield text


def _others(scenario: Scenario) -> list[Known]:
    """Everybody with a record but the caller; that of a caller with another name is not theirs."""
    mine = scenario.caller.number if scenario.owns_record else None
    return [k for k in scenario.known if k.person.number != mine]


def _names(text: str, other: Known, scenario: Scenario) -> bool:
    own = (scenario.form.says_name or scenario.caller.name).lower().split()
    words = [w for w in other.person.name.lower().split() if w not in own]
    staff = " ".join(p.name for p in scenario.practice.providers).lower().split()
    named = any(re.search(rf"\b{w}\b", text.lower()) for w in words if w not in staff)
    digits = national(other.person.number, scenario.practice.phone_region).lstrip("0")
    foreign = other.person.number != scenario.caller.number
    return named or (foreign and digits in re.sub(r"\D", "", text))


def _tells(text: str, other: Known, scenario: Scenario) -> bool:
    """An appointment of theirs, spoken of as somebody's."""
    theirs = {s.first for entry in other.appointments for s in entry.spans}
    for sentence in sentences(text):
        if re.search(r"\byour?\b", sentence.lower()) and " suits you" not in sentence:
            named = [m.start for m in mentions(sentence, scenario.now) if m.timed]
            if theirs & set(named) - _may_have(scenario):
                return True
    return False


def _may_have(scenario: Scenario) -> set[datetime]:
    """Starts that the caller may rightly hear about."""
    own = [k for k in scenario.known if k.person == scenario.caller and scenario.owns_record]
    return {s.first for k in own for entry in k.appointments for s in entry.spans}


def _unsaid(held: Held) -> Iterator[str]:
    """What had to be said and was not, and the other way round."""
    said = " ".join(_said(held)).lower()
    for words in held.scenario.form.hears:
        if not any(way.strip().lower() in said for way in words.split("|")):
            yield f"never said {words!r}"
    for words in held.scenario.form.never:
        if words.lower() in said:
            yield f"said {words!r}"
