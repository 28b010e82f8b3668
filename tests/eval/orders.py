"""Random orders of events against the gate: `python -m tests.eval.orders [seed]`.

Each order begins somewhere in a call (`tests.eval.order`) and goes on with events in any order:
words of the caller, words of a model that may say anything, questions that it only pretends to
have asked, tool calls with any labels, keys, silence. After each event every write that is legal
then must be one that the caller agreed to, judged from the events alone
(`tests.eval.order_judge`); nothing may raise; and the events folded again must give the same
state.
"""

import random
import sys
from collections.abc import Iterator
from typing import Final

from tests.eval.order import OTHER, Order, openings
from tests.eval.order_judge import CLEAR_YES, WRITES, fault, folds_alike, number_of, script
from tests.unit.dialogue.maple import NOW, PRIYA

from ringbook.dialogue.plan.next_step import asked
from ringbook.dialogue.reduce.reducer import LABELS
from ringbook.dialogue.state.call_events import (
    AgentSaid,
    Booked,
    Cancelled,
    Did,
    Keyed,
    Moved,
    Refused,
    Silence,
    UserSaid,
)
from ringbook.dialogue.state.question import Question

__all__ = ["Wrong", "grown", "wrote"]

BRANCHES: Final = (3, 3, 4, 5, 7)
"""Orders share their beginnings: so many go on differently after each step. 20,160 in all."""

FOLDED: Final = 100
"""One order in so many is stored, read and folded again."""

TOOLS: Final = {
    "identify_user": (),
    "fetch_slots": (),
    "retrieve_appointments": (),
    "book_appointment": ("slot",),
    "cancel_appointment": ("appointment",),
    "modify_appointment": ("appointment", "slot"),
}
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
ABOUT: Final = ("confirm_book", "confirm_cancel", "confirm_move", "confirm_number", "which_slot")


class Wrong(AssertionError):
    """An order of events after which something is wrong; the message tells the order."""


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


# ---- many ---------------------------------------------------------------------------------------


def grown(seed: int = 0) -> Iterator[Order]:
    """All orders, each checked after each of its steps.

    Raises:
        Wrong: at the first that goes wrong.
    """
    dice = random.Random(seed)
    leaves = (leaf for begin in openings() for leaf in _grow(begin, 0, dice))
    for number, order in enumerate(leaves):
        if number % FOLDED == 0 and not folds_alike(order):
            raise Wrong(f"the events fold to another state\n{script(order)}")
        yield order


def _grow(order: Order, depth: int, dice: random.Random) -> Iterator[Order]:
    if depth == len(BRANCHES):
        yield order
        return
    for _ in range(BRANCHES[depth]):
        child = order.copy()
        _step(child, dice)
        _check(order, child)
        yield from _grow(child, depth + 1, dice)


def _check(before: Order, after: Order) -> None:
    wrong = fault(after)
    others = before.diary.of(OTHER) != after.diary.of(OTHER)
    if others and number_of(after) != OTHER:
        wrong = "somebody else's appointments changed"
    if wrong is not None:
        raise Wrong(f"{wrong}\n{script(after)}")


def wrote(order: Order) -> bool:
    """Whether the order came to a write."""
    done = [e.outcome for e in order.events if isinstance(e, Did) and e.tool in WRITES]
    return any(isinstance(outcome, Booked | Moved | Cancelled) for outcome in done)


def main() -> None:
    """Prints how many went right and how many came to a write, or the first that went wrong."""
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    try:
        written = [wrote(order) for order in grown(seed)]
    except Wrong as wrong:
        sys.exit(str(wrong))
    print(f"{len(written)} orders, {sum(written)} with a write: all right")  # noqa: T201 - the result


if __name__ == "__main__":
    main()
