"""Random orders of events against the gate: `python -m tests.eval.orders [how many]`.

Each order begins somewhere in a call and goes on with events in any order: words of the caller,
words of a model that may say anything, questions that it only pretends to have asked, tool calls
with any labels, keys, silence. After each event every write that is legal then must be one that
the caller agreed to, judged from the events alone; nothing may raise; and the events folded
again must give the same state.
"""

import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import CLEANING, NOW, PRIYA, ZONE, practice

from ringbook.dialogue.call_events import (
    CALL_EVENT,
    AgentSaid,
    Booked,
    CallEvent,
    Cancelled,
    Did,
    Keyed,
    Moved,
    Offered,
    Question,
    Refused,
    Silence,
    Started,
    UserSaid,
)
from ringbook.dialogue.legal import illegal, legal
from ringbook.dialogue.plan import Do, asked, plan
from ringbook.dialogue.state import LABELS, CallState, reduce
from ringbook.domain.model import Appointment, Slot

__all__ = ["Order", "fault"]

LENGTH: Final = (4, 9)
OTHER: Final = "+12125550177"
TOOLS: Final = {
    "identify_user": (),
    "fetch_slots": (),
    "retrieve_appointments": (),
    "book_appointment": ("slot",),
    "cancel_appointment": ("appointment",),
    "modify_appointment": ("appointment", "slot"),
}
WRITES: Final = ("book_appointment", "cancel_appointment", "modify_appointment")
CLEAR_YES: Final = ("yes", "yes please")
CALLER: Final = (
    *CLEAR_YES, *CLEAR_YES, *CLEAR_YES,
    "no",
    "hm",
    "",
    "yes, but at four",
    "yes and no",
    "maybe yes",
    "are you sure?",
    "what did you say?",
    "book a cleaning on Thursday at 3 pm",
    "cancel my appointment",
    "move my appointment to Friday at 10 am",
    "212 555 0123",
    "212 555 0177",
    "my name is Priya Shah",
    "my name is Bob Miller",
    "my name is Otto Other",
    "the first one",
    "Friday",
    "thanks",
    "what appointments do I have",
)  # fmt: skip
MODEL: Final = (
    "Shall I book it?",
    "Just say yes!",
    "You're booked. Is that right?",
    "Is 2 1 2, 5 5 5, 0 1 2 3 your number?",
    "I have 2 1 2, 5 5 5, 0 1 7 7. Is that right?",
    "Shall I book Cleaning on Thursday, January 29 at 3:00 PM for you?",
    "Shall I book Cleaning on Thursday, January 29 at 3:30 PM for you?",
    "Shall I book Cleaning on Thursday at three?",
    "Shall I cancel your Cleaning on Tuesday, January 27 at 2:30 PM?",
    "Shall I cancel your Check-up on Wednesday, January 28 at 9:00 AM?",
    "Shall I cancel your appointment?",
    "Shall I move it from Tuesday, January 27 at 2:30 PM to Friday, January 30 at 10:00 AM?",
    "Shall I move it to Friday, January 30 at 10:00 AM?",
    "One moment.",
)
OPENINGS: Final = (
    (),
    ("book a cleaning on Thursday at 3 pm",),
    ("book a cleaning on Thursday at 3 pm", "212 555 0123", "yes", "my name is Priya Shah"),
    ("book a cleaning on Thursday at 3 pm", "212 555 0123", "yes", "my name is Bob Miller"),
    ("cancel my appointment", "212 555 0123", "yes", "my name is Priya Shah"),
    ("cancel my appointment", "212 555 0123", "yes", "my name is Bob Miller"),
    ("move my appointment to Friday at 10 am", "212 555 0123", "yes", "my name is Priya Shah"),
    ("book a cleaning on Thursday at 3 pm", "212 555 0123", "yes", "my name is Priya Shah", "yes"),
)
_DATE: Final = re.compile(r"\bJanuary \d")
ABOUT: Final = ("confirm_book", "confirm_cancel", "confirm_move", "confirm_number", "which_slot")


@dataclass
class Order:
    """A call in the making: its diary, its events and the state that they fold to."""

    diary: Diary
    state: CallState = field(default_factory=CallState)
    events: list[CallEvent] = field(default_factory=list)

    def apply(self, event: CallEvent) -> None:
        self.state = reduce(self.state, event)
        self.events.append(event)

    def copy(self) -> "Order":
        diary = replace(self.diary, rows=dict(self.diary.rows), callers=dict(self.diary.callers))
        return Order(diary, self.state, list(self.events))

    def tool(self, tool: str, args: dict[str, str]) -> None:
        """The tool as it would run: only if it is legal."""
        refused = illegal(self.state, tool, args)
        outcome = refused or self.diary.run(self.state, Do(tool, args))
        self.apply(Did(NOW, tool, args, outcome))

    def plan(self) -> None:
        """The offline engine's next words, and what it does before them."""
        for _ in range(6):
            step = plan(self.state)
            if not isinstance(step, Do):
                self.apply(AgentSaid(NOW, step.text, step.asks))
                return
            self.tool(step.tool, step.args)


# ---- where an order begins ------------------------------------------------------------------------


def _fresh() -> Diary:
    """A known caller with an appointment, and somebody else's."""
    diary = Diary(practice(services=(CLEANING,)))
    diary.knows(PRIYA, "Priya Shah", ("2026-01-27 14:30", "Cleaning"))
    return diary.knows(OTHER, "Otto Other", ("2026-01-28 09:00", "Check-up"))


def openings() -> tuple[Order, ...]:
    """Calls under way, each with and without a caller number from the network."""
    return tuple(_opened(turns, known) for turns in OPENINGS for known in (None, PRIYA))


def _opened(turns: tuple[str, ...], caller_id: str | None) -> Order:
    order = Order(_fresh())
    order.apply(Started(NOW, order.diary.practice, "text", caller_id))
    order.plan()
    for text in turns:
        order.apply(UserSaid(NOW, text))
        order.plan()
    return order


# ---- what happens in it ---------------------------------------------------------------------------


def _step(order: Order, dice: random.Random) -> None:
    kind = dice.choice(
        ("caller", "caller", "caller", "plan", "plan", "model", "liar", "tool", "odd")
    )
    if kind == "caller":
        order.apply(UserSaid(NOW, dice.choice(CALLER)))
    elif kind == "plan":
        order.plan()
    elif kind == "model":
        text = dice.choice(MODEL)
        order.apply(AgentSaid(NOW, text, asked(order.state, text), cut=dice.random() < 0.2))
    elif kind == "liar":
        order.apply(AgentSaid(NOW, dice.choice(MODEL), _pretended(order, dice)))
    elif kind == "tool":
        _tool(order, dice)
    else:
        order.apply(dice.choice((Silence(NOW, 8.0), Keyed(NOW, "1"), _lost())))


def _pretended(order: Order, dice: random.Random) -> Question:
    """A question that the words need not have asked."""
    slots = [None, *(s.id for s in order.state.offered)]
    rows = [None, *order.diary.rows]
    number = dice.choice((PRIYA, OTHER))
    return Question(dice.choice(ABOUT), dice.choice(slots), dice.choice(rows), number)


def _tool(order: Order, dice: random.Random) -> None:
    tool = dice.choice(tuple(TOOLS))
    order.tool(tool, {name: dice.choice(LABELS[:4]) for name in TOOLS[tool]})


def _lost() -> Did:
    return Did(NOW, "book_appointment", {}, Refused("database_unavailable", "I can't reach it."))


# ---- the judge: from the events alone -------------------------------------------------------------


def fault(order: Order) -> str | None:
    """What is wrong with a write that is legal now; None when each was agreed to."""
    allowed = legal(order.state)
    return next((f for tool in WRITES if tool in allowed for f in _faults(order, tool)), None)


def _faults(order: Order, tool: str) -> Iterator[str]:
    slot, row = _target(order, tool)
    number = _number(order)
    heard, said = _last_exchange(order)
    at = slot.starts_at if slot else row.starts_at if row else NOW
    local = at.astimezone(ZONE)
    if heard not in CLEAR_YES:
        yield f"{tool} after {heard!r}"
    if f"{local:%A, %B} {local.day}" not in said or not said.rstrip().endswith("?"):
        yield f"{tool} of {local:%A %d %B} after {said!r}"
    if slot is not None and f"{local:%I:%M %p}".lstrip("0") not in said:
        yield f"{tool} at {local:%H:%M} after {said!r}"
    if slot is not None and slot not in _offered(order):
        yield f"{tool} of a slot that was never offered"
    if tool != "cancel_appointment" and slot is None:
        yield f"{tool} of no slot"
    if tool != "book_appointment" and row not in order.diary.of(number):
        yield f"{tool} of an appointment that is not theirs"
    if row is not None and not _matched(order, number, row):
        yield f"{tool} by somebody who is not known to be that person"


def _target(order: Order, tool: str) -> tuple[Slot | None, Appointment | None]:
    """What the one legal call of `tool` would write."""
    args = legal(order.state)[tool]
    assert all(len(values) == 1 for values in args.values())
    slot = order.state.offered[LABELS.index(args["slot"][0])] if "slot" in args else None
    named = args.get("appointment")
    row = order.state.appointments[LABELS.index(named[0])] if named else None
    return slot, row


def _last_exchange(order: Order) -> tuple[str, str]:
    """The caller's last words, and what the agent last named a date in just before them.

    Nothing once a write has been made on those words.
    """
    turns = [n for n, e in enumerate(order.events) if isinstance(e, UserSaid | Keyed | Silence)]
    if not turns:
        return "", ""
    since = order.events[turns[-1] + 1 :]
    if any(isinstance(e, Did) and isinstance(e.outcome, Booked | Moved | Cancelled) for e in since):
        return "(a write was made on that yes)", ""
    last = order.events[turns[-1]]
    before = order.events[turns[-2] if len(turns) > 1 else 0 : turns[-1]]
    said = [e.text for e in before if isinstance(e, AgentSaid) and _DATE.search(e.text)]
    return last.text if isinstance(last, UserSaid) else "", said[-1] if said else ""


def _number(order: Order) -> str:
    """The number whose diary a write would go to: read back and agreed to, or the caller's line."""
    number = order.state.caller.contact_number if order.state.caller else ""
    national = number.removeprefix("+1")
    said = [re.sub(r"\D", "", e.text) for e in order.events if isinstance(e, UserSaid)]
    assert number == _caller_id(order) or national in said, f"{number} was never said"
    return number


def _caller_id(order: Order) -> str | None:
    return next((e.caller_id for e in order.events if isinstance(e, Started)), None)


def _offered(order: Order) -> set[Slot]:
    found = [e.outcome for e in order.events if isinstance(e, Did)]
    return {slot for outcome in found if isinstance(outcome, Offered) for slot in outcome.slots}


def _matched(order: Order, number: str, row: Appointment) -> bool:
    """The record's name was said, or the call comes from that number, or it was made just now."""
    made = [e.outcome.appointment.id for e in order.events
            if isinstance(e, Did) and isinstance(e.outcome, Booked)]  # fmt: skip
    name = order.diary.callers[number].name or ""
    said = any(name and name in e.text for e in order.events if isinstance(e, UserSaid))
    return said or number == _caller_id(order) or row.id in made


# ---- many -----------------------------------------------------------------------------------------


def run(seed: int, begins: tuple[Order, ...]) -> tuple[Order, str | None]:
    """One order; gives what was wrong with it, if anything."""
    dice = random.Random(seed)
    order = dice.choice(begins).copy()
    others = order.diary.of(OTHER)
    for _ in range(dice.randint(*LENGTH)):
        _step(order, dice)
        if (wrong := fault(order)) is not None:
            return order, wrong
    if order.diary.of(OTHER) != others and _number(order) != OTHER:
        return order, "somebody else's appointments changed"
    return order, None


def script(order: Order) -> str:
    """The order, an event a line."""
    lines = []
    for e in order.events:
        match e:
            case AgentSaid():
                lines.append(f"agent: {e.text} [{e.asks.about if e.asks else ''}{', cut' * e.cut}]")
            case UserSaid():
                lines.append(f"caller: {e.text}")
            case Did():
                lines.append(f"[{e.tool} {e.args} -> {e.outcome.kind}]")
            case _:
                lines.append(f"({e.e})")
    return "\n".join(lines)


def folds_alike(order: Order) -> bool:
    """Whether the events, stored and read again, give the same state."""
    state = CallState()
    for event in order.events:
        state = reduce(state, CALL_EVENT.validate_json(CALL_EVENT.dump_json(event)))
    return state == order.state


def main() -> None:
    """Prints the first order that goes wrong, or how many went right and what they reached."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    begins, wrote, legal_writes = openings(), 0, 0
    for seed in range(count):
        order, wrong = run(seed, begins)
        if wrong is None and seed % 10 == 0 and not folds_alike(order):
            wrong = "the events fold to another state"
        if wrong is not None:
            sys.exit(f"order {seed}: {wrong}\n{script(order)}")
        new = [e for e in order.events if isinstance(e, Did) and e.tool in WRITES]
        wrote += any(isinstance(e.outcome, Booked | Moved | Cancelled) for e in new)
        legal_writes += any(tool in legal(order.state) for tool in WRITES)
    print(f"{count} orders, {wrote} with a write, {legal_writes} end where one is legal: all right")  # noqa: T201 - the result


if __name__ == "__main__":
    main()
