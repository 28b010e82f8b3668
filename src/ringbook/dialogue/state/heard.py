"""The types of understanding: what a turn is heard in (`Context`) and what was heard (`Heard`)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from ringbook.dialogue.state.attendee import Attendee
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.state.reference import Beside
from ringbook.dialogue.state.visit_wish import Wanted
from ringbook.domain.model import Appointment, Faq, Practice, Slot
from ringbook.domain.phone import NumberHeard
from ringbook.domain.series import Repeat, Scope
from ringbook.domain.when import When

__all__ = ["Act", "Context", "Heard", "Whom"]

type Whom = Literal["last", "woman", "man", "anybody"]
"""Who is wanted without a name; `last` is who they had last time."""

type Act = Literal[
    "greet",
    "book",
    "cancel",
    "move",
    "list",
    "availability",
    "yes",
    "no",
    "correct",
    "pick",
    "number",
    "this_line",
    "name",
    "repeat",
    "question",
    "goodbye",
    "thanks",
    "person",
    "matter",
    "wait",
    "nothing",
    "more",
    "drop",
    "robot",
    "help",
    "emergency",
    "upset",
    "party",
]
"""What the caller does with the words. Those that explain themselves are left out here:

`correct` gives something else than what was read back; `pick` chooses among what was offered;
`this_line` means the number from which the call comes; `question` is one that the practice's
answers cover (`faq`) or any other question that is none of the rest; `matter` is one for the
people at the practice; `wait` asks for a moment;
`nothing` means that no more is wanted or nothing was said; `more` asks for other openings than
those offered; `drop` gives up the matter in hand; `robot` asks whether a machine is speaking;
`help` asks what can be done here; `upset` has had enough of us; `party` says again for whom it is,
or for how many.
"""


@dataclass(frozen=True, slots=True)
class Context:
    """What the words are heard against. `now` is aware; `asks` is the agent's open question.

    `order` is how 3/4 is read, None as in the practice's region.
    """

    now: datetime
    practice: Practice
    asks: Question | None = None
    offered: tuple[Slot, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    digits_so_far: str = ""
    order: Literal["DMY", "MDY"] | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """One turn, understood. `acts` come in the order in which the dialogue should weigh them.

    `when` is the time that is wanted, `source` that of the appointment being spoken of ("move my
    Tuesday one to Thursday"). `ordinal` is 1-based among what was offered or listed, -1 the last.
    `any` means that every choice will do. `source_service` is that of the appointment spoken of
    when another one is named beside it ("cancel my cleaning and book a check-up"). `attendee` is
    whom it is for, `possessor` whose appointment is spoken of ("Tom's cleaning"). `unplaced` is a
    time on the caller's own clock, while nobody knows where that is. `repeat` and `scope` are about
    a series: how it repeats, and which of it is meant. `parts` are the services of a visit,
    `people` those who come together where no part says for whom it is. `without` are providers with
    whom it is not to be. `whom` is who is wanted without a name, `stranger` the name of somebody
    asked for who does not work there. `beside` is a time told by an appointment; `instead` means
    that `service` is wanted in the place of `source_service`, `swap` that two appointments shall
    change places.
    """

    text: str
    acts: tuple[Act, ...] = ()
    when: When = field(default_factory=When)
    source: When | None = None
    number: NumberHeard | None = None
    name: str | None = None
    ordinal: int | None = None
    service: str | None = None
    source_service: str | None = None
    provider: str | None = None
    faq: Faq | None = None
    earliest_wanted: bool = False
    any: bool = False
    attendee: Attendee | None = None
    possessor: str | None = None
    unplaced: When | None = None
    repeat: Repeat | None = None
    scope: Scope | None = None
    parts: tuple[Wanted, ...] = ()
    people: tuple[Attendee, ...] = ()
    without: frozenset[str] = frozenset()
    whom: Whom | None = None
    stranger: str | None = None
    beside: Beside | None = None
    instead: bool = False
    swap: bool = False

    def has(self, *acts: Act) -> bool:
        """True when one of `acts` was heard."""
        return any(act in self.acts for act in acts)
