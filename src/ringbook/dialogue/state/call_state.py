"""What is known in a call, as one immutable value. `reduce.reducer` alone changes it."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID

from ringbook.dialogue.state import identity
from ringbook.dialogue.state.call_events import Booked, Cancelled, Channel, Did, EndReason, Moved
from ringbook.dialogue.state.frame import Frame
from ringbook.dialogue.state.heard import Context, Heard
from ringbook.dialogue.state.identity import NameTry
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.state.tongue import Tongue
from ringbook.dialogue.state.verification import Verification
from ringbook.domain.model import Appointment, Caller, Practice, Slot, Tier, Unfinished
from ringbook.domain.waitlist import Waiting
from ringbook.domain.zones import CallerZone

__all__ = ["LABELS", "NOBODY", "CallState", "Commit", "label"]

LABELS: Final = "ABCDEFGHIJKLMNOPQRSTUVWX"
"""Names of offered slots and of appointments in tool arguments, by position."""

type Commit = Booked | Moved | Cancelled

NOBODY: Final = Practice(UUID(int=0), "", "", "UTC", ((),) * 7, (), ())
"""Stands in until `Started` names the practice."""

_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)


def label(index: int) -> str:
    """The label at a position: 0 is "A"."""
    return LABELS[index]


@dataclass(frozen=True, slots=True)
class CallState:
    """All that is known in a call.

    `asks` is the agent's open question, `answering` the one that the caller's last words were
    heard against. `did` holds what was done since those words. `number` is confirmed,
    `candidate` was heard but not confirmed yet, `digits` are those of a number half said.
    `created` are numbers whose record this call made, `named` those that it gave their name;
    `codes` is the proof by one-time code.
    `names` are the names the caller gave, in order, one that did not fit as often as it was tried.
    `later` are tasks to go on with, `finished` is the last one that is over.
    `call_backs` are what the caller wants to be called back about by the practice;
    `call_back_offered` is set once a call was offered because the talk led nowhere, `call_me_back`
    when that was agreed to.
    `waiting` are their entries of the waiting list, `joined` those made in this call; `offers_told`
    are the times held for them that were offered.
    `topics` are what the agent's questions were about, in order.
    `stuck` counts how often the same thing was asked again with nothing gained.
    `frustration` is the score of `dialogue.frustration` now and `frustration_peak` the highest;
    `interrupted` is set while the agent's last words were spoken over.
    `taking_up` is what the call before was cut off in, until the caller says whether to go on with
    it, `cut_off` is set when they speak of it first. `usual_over`: the usual was offered.
    `caller_zone` is where the caller's clock is, as far as anything told; `tongue` are the
    languages of the call.
    `owed_line` is the state in which a line began that the caller spoke over and is still owed;
    `filler` is the last one that was said.
    `diary_lost` is set while the diary's last answer did not come, `unsure` while it is not known
    whether the last write happened.
    """

    practice: Practice = NOBODY
    now: datetime = _LONG_AGO
    channel: Channel = "text"
    caller_id: str | None = None
    caller_zone: CallerZone | None = None
    tongue: Tongue = field(default_factory=Tongue)
    greeted: bool = False

    digits: str = ""
    candidate: str | None = None
    not_this_line: bool = False
    number: str | None = None
    number_failures: int = 0
    number_refusals: int = 0
    names: tuple[str, ...] = ()
    name_tries: tuple[NameTry, ...] = ()
    name_asked: bool = False
    name_declined: bool = False
    caller: Caller | None = None
    created: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    codes: Verification = field(default_factory=Verification)

    frame: Frame = field(default_factory=Frame)
    later: tuple[Frame, ...] = ()
    finished: Frame = field(default_factory=Frame)
    offered: tuple[Slot, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    listed: bool = False
    commits: tuple[Commit, ...] = ()
    call_backs: tuple[Appointment, ...] = ()
    call_back_offered: bool = False
    call_me_back: bool = False
    waiting: tuple[Waiting, ...] = ()
    joined: frozenset[UUID] = frozenset()
    offers_told: frozenset[UUID] = frozenset()

    asks: Question | None = None
    answering: Question | None = None
    heard: Heard | None = None
    did: tuple[Did, ...] = ()
    said: tuple[str, ...] = ()
    spoken: str = ""
    filler: str = ""
    owed_line: "CallState | None" = None
    dropped: Frame | None = None
    misses: int = 0
    stuck: int = 0
    topics: tuple[str, ...] = ()
    progress: tuple[object, ...] = ()
    taking_up: Unfinished | None = None
    usual_over: bool = False
    cut_off: bool = False
    frustration: int = 0
    frustration_peak: int = 0
    interrupted: bool = False
    diary_lost: bool = False
    unsure: bool = False
    silences: int = 0
    silent: bool = False
    leaving: bool = False
    ending: bool = False
    farewell: bool = False
    ended: EndReason | None = None

    def stuck_on(self, about: str) -> int:
        """How often this very question was asked again with nothing gained."""
        return self.stuck if self.topics[-1:] == (about,) else 0

    def asked_twice(self, about: str) -> bool:
        """True when the agent's last two questions were about this."""
        return self.topics[-2:] == (about, about)

    @property
    def last_heard(self) -> Heard:
        """The caller's last turn as understood, one without words before the first."""
        return self.heard or Heard("")

    @property
    def asked(self) -> str:
        """What the question that the caller's last words answer was about, "" for none."""
        return self.answering.about if self.answering else ""

    @property
    def name(self) -> str | None:
        """The name that the caller gave last."""
        return self.names[-1] if self.names else None

    @property
    def is_new(self) -> bool:
        """True when this call created the caller's record."""
        return self.caller is not None and self.caller.contact_number in self.created

    @property
    def is_verified(self) -> bool:
        """True when the caller read out the code that was sent to their number."""
        return self.caller is not None and self.caller.contact_number in self.codes.verified

    @property
    def tier(self) -> Tier:
        """How far the caller is known now."""
        new, verified = self.is_new, self.is_verified
        return identity.tier(
            self.caller, self.name_tries, self.caller_id, new=new, verified=verified
        )

    @property
    def proven(self) -> bool:
        """Whether what the record says of the caller may be told to them."""
        return identity.enough(self.tier, "matched")

    @property
    def proven_name(self) -> str | None:
        """The name on record, None while the caller has not proven to be that person."""
        return self.caller.name if self.caller and self.proven else None

    @property
    def open_record(self) -> bool:
        """Whether it may be told if there was a record before this call, and what it says.

        Only to who has that number in hand, or said the name that was on it. To all others every
        number sounds and looks alike, known or not: a name that this call stored proves nothing.
        """
        caller = self.caller
        if caller is None:
            return False
        number = caller.contact_number
        named = caller.name is not None and number not in self.created | self.named
        return number == self.caller_id or self.is_verified or (named and self.proven)

    @property
    def own(self) -> frozenset[UUID]:
        """Appointments booked in this call: these may be changed in it whatever the tier."""
        return frozenset(c.appointment.id for c in self.commits if isinstance(c, Booked))

    @property
    def touched(self) -> frozenset[UUID]:
        """Appointments that this call booked or moved."""
        return frozenset(c.appointment.id for c in self.commits)

    @property
    def today(self) -> date:
        """The present day at the practice."""
        return self.local(self.now).date()

    @property
    def end_reason(self) -> EndReason:
        """Why the call is ending, when the agent ends it."""
        return "silence" if self.silent else "goodbye"

    def local(self, at: datetime) -> datetime:
        """`at` in the practice's zone."""
        return at.astimezone(self.practice.zone)

    def appointment(self, appointment_id: UUID | None) -> Appointment | None:
        """One of the caller's appointments that are known in this call."""
        return next((a for a in self.appointments if a.id == appointment_id), None)

    def slot(self, slot_id: UUID | None) -> Slot | None:
        """One of the openings offered now."""
        return next((s for s in self.offered if s.id == slot_id), None)

    def context(self) -> Context:
        """What the next words are heard against."""
        return Context(
            self.now,
            self.practice,
            self.asks,
            self.offered,
            self.appointments,
            self.digits,
        )

    def without_task(self) -> "CallState":
        """The state with the task in hand over, and the next one taken up."""
        frame, later = (self.later[0], self.later[1:]) if self.later else (Frame(), ())
        return replace(self, frame=frame, later=later, finished=self.frame)

    def dropping(self) -> "CallState":
        """The state with the task in hand given up; what was said of it is said of no other."""
        heard = Heard(self.heard.text, self.heard.acts) if self.heard and self.later else self.heard
        return replace(self.without_task(), dropped=self.frame, heard=heard)

    def refilled(self, frame: Frame) -> "CallState":
        """The state with another task in hand."""
        return self if frame == self.frame else replace(self, frame=frame)
