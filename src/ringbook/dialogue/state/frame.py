"""The task in hand: what the caller wants, as far as it is known by now."""

from dataclasses import dataclass, field, replace
from typing import Literal
from uuid import UUID

from ringbook.dialogue.state.attendee import Attendee
from ringbook.dialogue.state.call_events import Offered
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.state.reference import Beside
from ringbook.dialogue.state.visit_wish import Wanted
from ringbook.domain.model import Slot
from ringbook.domain.series import Repeat, Scope, SeriesDate
from ringbook.domain.visit import Visit
from ringbook.domain.waitlist import Wish
from ringbook.domain.when import When

__all__ = ["Described", "Frame", "Intent", "Take", "Wait", "Way", "merged"]

type Intent = Literal["book", "cancel", "move", "list"]
type Wait = Literal["", "join", "leave", "ask"]
type Way = Literal["more", "earlier", "later"]
type Take = Literal["free", "others"]
type Described = Literal["", "last", "found", "unsure", "kind"]


@dataclass(frozen=True, slots=True)
class Frame:
    """One task. `wanted` is the time asked for, `spoken_of` that of the appointment meant.

    `or_book` makes a move a booking where nothing is found that it could mean.

    `attendee` is whom it is for, None as long as nobody but the caller was named. `unplaced` is a
    time on the caller's clock, until it is known where that is. `cue_service`, `cue_provider` and
    `cue_attendee` tell too which appointment is meant, `every` means all that fit, `other` none
    that this call has changed. `searches` are the openings looked up for what is wanted now,
    narrowest first; `proposed` are those that the agent's last words named, `among` the last
    several from which one could be chosen, `shown` all that it ever named; `turned_down` is the one
    whose read-back was not agreed to, `refused` are never named again. `agreed` is the read-back
    that the caller said yes to. `undecided` is set when the caller turned down what was offered and
    said nothing instead, `none_that_way` when nothing was left in the direction they asked for,
    `explained` once it was said why these times are offered.

    `whom` is set once somebody was described instead of named: whom they had last, who that was
    `found` to be or that it is `unsure`, a `kind` of person that nothing tells us.

    Of a series: `repeat` is how it repeats, `dates` are those found for it, `take` is what to do
    about the ones that are not free, `scope` which of an existing one are meant.

    Of a visit: `people` are those who come together until it is known for which services, `parts`
    are the services wanted together, `visits` those found; each stands among the openings as the
    slot that it begins with.

    Of the waiting list: `wait` is what the caller wants of it, `wait_offered` is set once they were
    asked about it, `held` is the hold that `chosen` is offered by. `missed` are dates of a series
    that were not free when the others were booked, each to be waited for.
    """

    intent: Intent | None = None
    service: str | None = None
    provider: str | None = None
    attendee: Attendee | None = None
    wanted: When = field(default_factory=When)
    spoken_of: When = field(default_factory=When)
    or_book: bool = False
    cue_service: str | None = None
    cue_provider: str | None = None
    cue_attendee: str | None = None
    every: bool = False
    other: bool = False
    source: UUID | None = None
    chosen: Slot | None = None
    unplaced: When | None = None
    searches: tuple[Offered, ...] = ()
    proposed: tuple[Slot, ...] = ()
    among: tuple[Slot, ...] = ()
    shown: frozenset[UUID] = frozenset()
    refused: frozenset[UUID] = frozenset()
    turned_down: UUID | None = None
    agreed: Question | None = None
    undecided: bool = False
    none_that_way: Way | None = None
    explained: bool = False
    wait: Wait = ""
    wait_offered: bool = False
    held: UUID | None = None
    missed: tuple[Wish, ...] = ()
    repeat: Repeat | None = None
    dates: tuple[SeriesDate, ...] = ()
    take: Take | None = None
    scope: Scope | None = None
    people: tuple[Attendee, ...] = ()
    parts: tuple[Wanted, ...] = ()
    visits: tuple[Visit, ...] = ()
    without: frozenset[str] = frozenset()
    whom: Described = ""
    beside: Beside | None = None
    reference: UUID | None = None
    instead: bool = False
    swap: bool = False

    def searching(self) -> "Frame":
        """The same task with everything found so far dropped, because the wish changed."""
        return replace(
            self,
            searches=(),
            proposed=(),
            among=(),
            chosen=None,
            agreed=None,
            undecided=False,
            none_that_way=None,
            explained=False,
            held=None,
            dates=(),
            take=None,
            visits=(),
        )


def merged(old: When, new: When) -> When:
    """The wish after `new` was said: what it names replaces that part of `old`, the rest stays."""
    wish = _with_time(_with_day(old, new), new)
    moved = new.shift if wish.first is None else None
    if new.earliest_wanted and new.first is None:
        wish = replace(wish, date=None, range=None, alt_dates=())
    return replace(
        wish,
        excluded_weekdays=_excluded(old, new),
        excluded_dates=old.excluded_dates | new.excluded_dates,
        earliest_wanted=new.earliest_wanted,
        conflict=new.conflict,
        shift=moved,
        by=new.by,
        no_such=new.no_such,
    )


def _with_day(old: When, new: When) -> When:
    if new.first is None and new.no_such is None:
        return old
    return replace(old, date=new.date, range=new.range, alt_dates=new.alt_dates)


def _with_time(old: When, new: When) -> When:
    if new.time is None and new.part is None and new.until is None and new.within is None:
        return old if new.unread is None else replace(old, unread=new.unread)
    side = old.unread if new.bound == "at" and new.time is not None and new.until is None else None
    return replace(
        old,
        time=new.time,
        part=new.part,
        bound=side or new.bound,
        exclusive=new.exclusive,
        until=new.until,
        alt_times=new.alt_times,
        ambiguous_half_day=new.ambiguous_half_day,
        within=new.within,
        unread=None,
    )


def _excluded(old: When, new: When) -> frozenset[int]:
    """A day named outright is wanted, whatever was excluded before."""
    named = {new.date.weekday()} if new.date and not new.range else set()
    return (old.excluded_weekdays | new.excluded_weekdays) - named
