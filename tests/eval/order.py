"""A call in the making, for random orders of events: see `tests.eval.orders`."""

from dataclasses import dataclass, field, replace
from typing import Final

from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import CLEANING, NOW, PRIYA, practice

from ringbook.dialogue.legal.actions import illegal
from ringbook.dialogue.plan.next_step import Do, plan
from ringbook.dialogue.reduce.reducer import CallState, reduce
from ringbook.dialogue.state.call_events import (
    AgentSaid,
    CallEvent,
    Did,
    Started,
    UserSaid,
)

__all__ = ["OTHER", "Order", "openings"]

OTHER: Final = "+12125550177"
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


@dataclass
class Order:
    """A call: its diary, its events and the state that they fold to."""

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
