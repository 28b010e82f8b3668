"""The form of a file of simulated calls: what a caller wants and knows, and how the diary ends."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

__all__ = ["CallForm", "CallsFile", "EarlierForm", "GoalForm", "Kind", "Person", "Style", "Topic"]

type Style = Literal["terse", "chatty", "everything", "correcting", "hesitant", "deaf"]
"""How a caller speaks; `everything`: all details at once; `deaf`: hard of hearing."""

type Kind = Literal["book", "move", "cancel", "list", "ask"]

type Topic = Literal[
    "open", "number", "name", "service", "when", "offer", "which", "readback", "more"
]
"""What the agent may wait for when a caller has words of their own ready."""


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


type Words = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Person(Form):
    name: str
    number: str


class GoalForm(Form):
    """One errand: exactly one of `book` (a service), `move`, `cancel` (a start), `list`, `ask`."""

    book: str | None = None
    move: str | None = None
    cancel: str | None = None
    list: bool = False
    ask: str | None = None
    when: Words = ()
    """Ways to say the time wanted; the seed picks one."""
    otherwise: Words = ()
    """What to ask for next when that cannot be had, in this order."""
    slip: str | None = None
    """A time said by mistake, by a caller who corrects it at once."""
    which: Words = ()
    """Ways to say which appointment is meant."""
    called: str | None = None
    """What the caller calls the service."""
    opening: Words = ()
    """First words, in place of the style's own."""
    says: dict[Topic, Words] = {}
    """Words said first, one after the other, when that topic comes up."""
    declines: bool = False
    """Whether the caller says no to every read-back after all."""
    whom: str | None = None
    """The name of somebody else whom it is for."""
    usual: bool = False
    """Whether the caller wants what they always have; else it is declined."""
    accepts: Words = ()
    """Starts that the caller agrees to; by default those with which the scenario may end."""

    @model_validator(mode="after")
    def _one(self) -> Self:
        wanted = (self.book, self.move, self.cancel, self.list or None, self.ask)
        if sum(w is not None for w in wanted) != 1:
            raise ValueError("a goal is exactly one of book, move, cancel, list, ask")
        return self

    @property
    def kind(self) -> Kind:
        kinds: tuple[Kind, ...] = ("book", "move", "cancel", "list", "ask")
        return next(k for k in kinds if getattr(self, k))


class EarlierForm(Form):
    """A call before this one, in which the caller was cut off."""

    minutes: float
    """How long ago it ended."""
    until: Annotated[tuple[Topic, ...], BeforeValidator(_listed)]
    """What the agent was waiting for when the line was lost; the first that comes."""
    by: str | None = None
    """Who called then, when it was somebody else."""
    wanted: GoalForm | None = None
    """What was wanted then, when it is not what is wanted now."""


class CallForm(Form):
    """One call. Local times are on the practice's wall clock."""

    name: str
    style: Style
    who: str
    says_name: str | None = None
    """The name the caller gives, when it is not that of `who`."""
    caller_id: bool = False
    known: dict[str, Words] = {}
    """People with a record, each with the appointments they have."""
    past: dict[str, Words] = {}
    """What people with a record came for before, a start and a service each."""
    earlier: EarlierForm | None = None
    full: Words = ()
    """Times that are taken by others: a day, or a day and a range."""
    goals: tuple[GoalForm, ...]
    ends: Words = ()
    """The appointments under the caller's number afterwards."""
    meanwhile: Words = ()
    """Appointments that may be written on the way and are gone at the end."""
    hears: Words = ()
    """Words that must be said to the caller; alternatives are parted by a bar."""
    suggests: Words = ()
    """Words about earlier calls that must be said to a caller whose name was understood at once."""
    never: Words = ()
    """Words that must not be."""


class CallsFile(Form):
    practice: str
    now: str
    calls: tuple[CallForm, ...]
