"""What can happen in a call, as typed events, and what a tool can answer. Pure.

The events are the only input of the reducer (`state.reduce`), and they are stored with the call:
folding them again gives the same state, transcript, tool calls and summary.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from ringbook.dialogue.state.code_events import CodeOutcome
from ringbook.dialogue.state.question import Question
from ringbook.domain.away import Away
from ringbook.domain.model import Appointment, Caller, Practice, Preferences, Slot, SlotQuery
from ringbook.domain.series import SeriesDate, SeriesQuery
from ringbook.domain.visit import Visit
from ringbook.domain.waitlist import Waiting

type Channel = Literal["web", "phone", "text"]
type WaitAction = Literal["join", "leave", "decline"]
type EndReason = Literal[
    "goodbye", "caller_hung_up", "silence", "connection_lost", "worker_stopped", "max_duration",
    "error", "interrupted",
]  # fmt: skip


# ---- what a tool answered -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Identified:
    """`waiting` is what they wait for, and what is held for them: told to who is proven only."""

    caller: Caller
    waiting: tuple[Waiting, ...] = ()
    kind: Literal["identified"] = "identified"


@dataclass(frozen=True, slots=True)
class Offered:
    """Openings found, soonest first. Labels A, B, C … are given by position.

    `full` says of a search on one day that the service's daily cap is reached, `away` of one that
    found nothing when all were out who could do it. Of several services
    `visits` are all that was found, and `slots` the openings that they begin with.
    """

    query: SlotQuery
    slots: tuple[Slot, ...]
    full: bool = False
    visits: tuple[Visit, ...] = ()
    away: tuple[Away, ...] = ()
    kind: Literal["offered"] = "offered"


@dataclass(frozen=True, slots=True)
class Listed:
    """The caller's own scheduled appointments from now on. Labels A, B, C … by position."""

    appointments: tuple[Appointment, ...]
    kind: Literal["listed"] = "listed"


@dataclass(frozen=True, slots=True)
class Booked:
    appointment: Appointment
    preferences: Preferences
    kind: Literal["booked"] = "booked"


@dataclass(frozen=True, slots=True)
class Moved:
    appointment: Appointment
    was: datetime
    preferences: Preferences
    kind: Literal["moved"] = "moved"


@dataclass(frozen=True, slots=True)
class Cancelled:
    appointment: Appointment
    kind: Literal["cancelled"] = "cancelled"


@dataclass(frozen=True, slots=True)
class WaitlistDone:
    """The waiting list was changed. `entries` as they are now, or were until they left.

    `on_page` says that the caller is shown the private page of their new place.
    """

    action: WaitAction
    entries: tuple[Waiting, ...]
    on_page: bool = False
    kind: Literal["waitlist_done"] = "waitlist_done"


@dataclass(frozen=True, slots=True)
class OfferedSeries:
    """The dates of a series, each with its opening or why it has none."""

    query: SeriesQuery
    dates: tuple[SeriesDate, ...]
    kind: Literal["offered_series"] = "offered_series"


@dataclass(frozen=True, slots=True)
class BookedSeries:
    """All the appointments of a new series, or of a new visit, soonest first."""

    appointments: tuple[Appointment, ...]
    preferences: Preferences
    kind: Literal["booked_series"] = "booked_series"


@dataclass(frozen=True, slots=True)
class MovedSeries:
    """Several of a series or a visit, moved in one go; `was` are their starts before."""

    appointments: tuple[Appointment, ...]
    was: tuple[datetime, ...]
    preferences: Preferences
    kind: Literal["moved_series"] = "moved_series"


@dataclass(frozen=True, slots=True)
class CancelledSeries:
    """Several of a series or a visit, cancelled in one go."""

    appointments: tuple[Appointment, ...]
    kind: Literal["cancelled_series"] = "cancelled_series"


@dataclass(frozen=True, slots=True)
class Ending:
    kind: Literal["ending"] = "ending"


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was written. `code` is that of a RingbookError; `spoken` can be said aloud."""

    code: str
    spoken: str
    kind: Literal["refused"] = "refused"


type SingleOutcome = (
    Identified | Offered | Listed | Booked | Moved | Cancelled | WaitlistDone | Ending | Refused
)
type Outcome = Annotated[
    SingleOutcome | CodeOutcome | OfferedSeries | BookedSeries | MovedSeries | CancelledSeries,
    Field(discriminator="kind"),
]


# ---- what the agent asked -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Started:
    """`caller_id` is the network's caller number in E.164, a hint and not a proof,
    `timezone` that of the caller's browser (IANA). `codes`: one-time codes can be sent.
    `languages` (ISO 639-1): in these the call can be held.
    """

    at: datetime
    practice: Practice
    channel: Channel = "text"
    caller_id: str | None = None
    timezone: str | None = None
    codes: bool = False
    languages: tuple[str, ...] = ("en",)
    e: Literal["started"] = "started"


@dataclass(frozen=True, slots=True)
class UserSaid:
    """A finished turn, spoken, typed or tapped; empty text means nothing intelligible. Of a
    one-time code so many `code_digits` are known after it, and hidden in `text`. `language` (ISO
    639-1) is what the recogniser heard, if it said so.
    """

    at: datetime
    text: str
    code_digits: int = 0
    language: str | None = None
    e: Literal["user_said"] = "user_said"


@dataclass(frozen=True, slots=True)
class Keyed:
    at: datetime
    digits: str
    code_digits: int = 0
    e: Literal["keyed"] = "keyed"


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing was heard for `seconds` after the agent finished speaking."""

    at: datetime
    seconds: float
    e: Literal["silence"] = "silence"


@dataclass(frozen=True, slots=True)
class AgentSaid:
    """What was really heard of the agent's words; `cut` when the caller spoke over them."""

    at: datetime
    text: str
    asks: Question | None = None
    cut: bool = False
    e: Literal["agent_said"] = "agent_said"


@dataclass(frozen=True, slots=True)
class Did:
    """A tool ran. `args` are the labels and words it was called with, never a phone number."""

    at: datetime
    tool: str
    args: dict[str, str]
    outcome: Outcome
    call_id: str = ""
    e: Literal["did"] = "did"


@dataclass(frozen=True, slots=True)
class Ended:
    at: datetime
    reason: EndReason
    e: Literal["ended"] = "ended"


type CallEvent = Annotated[
    Started | UserSaid | Keyed | Silence | AgentSaid | Did | Ended, Field(discriminator="e")
]

CALL_EVENT: TypeAdapter[CallEvent] = TypeAdapter(CallEvent)
"""Reads and writes one event as JSON."""
