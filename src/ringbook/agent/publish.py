"""What the page (or the reader of a text call) is told while a call runs: one place for all.

Tool events come from the session's own reports, which also cover arguments so wrong that no tool
ever saw them; what they carry comes from the typed outcome, never from a tool's raw message.
"""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Literal

from livekit.agents import AgentSession, ToolExecutionUpdatedEvent
from livekit.agents.llm import FunctionCall

from ringbook.agent.call import Call
from ringbook.dialogue.record import CallRecord
from ringbook.dialogue.speak.visit_words import items_of
from ringbook.dialogue.state.call_events import CallEvent, Refused
from ringbook.dialogue.state.question import Question
from ringbook.domain.model import Appointment, Slot
from ringbook.errors import NotPossibleNow
from ringbook.event_views import LinkOf, clock_view, parts_view, summary_event, tool_data
from ringbook.events import (
    CallSummaryEvent,
    ProposalEvent,
    RingbookEvent,
    ToolCallEvent,
    ToolData,
)

__all__ = ["Publisher", "Sink", "emit_summary", "emit_tool_call"]

type Sink = Callable[[RingbookEvent], None]
"""Takes an event on its way out; must not block."""

ACTIONS: dict[str, Literal["book", "move", "cancel"]] = {
    "confirm_book": "book",
    "confirm_move": "move",
    "confirm_cancel": "cancel",
}
BAD_ARGUMENTS = Refused(NotPossibleNow.code, NotPossibleNow.line)


def emit_tool_call(
    sink: Sink,
    *,
    tool: str,
    status: Literal["started", "success", "error"],
    data: ToolData,
    at: datetime,
    call_id: str,
    seq: int,
    args: dict[str, str],
) -> None:
    """Tell that a tool started, succeeded or failed; `seq` counts the call's tool events."""
    event = ToolCallEvent.model_validate(
        {"tool": tool, "status": status, "data": data, "timestamp": at}
        | {"call_id": call_id, "seq": seq, "args": args}
    )
    sink(event)


def emit_summary(sink: Sink, record: CallRecord, at: datetime, link_of: LinkOf) -> CallSummaryEvent:
    """Tell how the call went, when it is over."""
    event = summary_event(record, at, link_of)
    sink(event)
    return event


class Publisher:
    """Turns one call's tool reports and open read-backs into events for `sink`."""

    def __init__(self, call: Call, sink: Sink) -> None:
        self._call, self._sink = call, sink
        self._started: dict[str, FunctionCall] = {}
        self._seq = 0
        self._proposed = ProposalEvent(action=None)

    def attach(self, session: AgentSession[Call]) -> None:
        """Listen to the session's tools and to the call's events."""
        session.on("tool_execution_updated", self.on_tool)
        self._call.listeners.append(self.on_event)

    def on_tool(self, event: ToolExecutionUpdatedEvent) -> None:
        update = event.update
        if update.type == "tool_call_started":
            self._started[update.function_call.call_id] = update.function_call
            self._tell(update.function_call, "started", {})
        elif update.type == "tool_call_ended" and update.call_id in self._started:
            self._ended(self._started.pop(update.call_id))

    def on_event(self, _: CallEvent) -> None:
        """Show the read-back that waits for a yes, and take it away when none does."""
        proposal = _proposal(self._call)
        if proposal != self._proposed:
            self._proposed = proposal
            self._sink(proposal)

    def _ended(self, asked: FunctionCall) -> None:
        outcome = self._call.answers.get(asked.call_id, BAD_ARGUMENTS)
        status: Literal["success", "error"] = "error" if outcome.kind == "refused" else "success"
        call, state = self._call, self._call.state
        data = tool_data(
            outcome, call.practice.zone, open_record=state.open_record,
            caller_zone=state.caller_zone, link_of=call.link_of,
            waiting_link_of=call.waiting_link_of,
        )  # fmt: skip
        self._tell(asked, status, data)

    def _tell(
        self, asked: FunctionCall, status: Literal["started", "success", "error"], data: ToolData
    ) -> None:
        self._seq += 1
        emit_tool_call(
            self._sink, tool=asked.name, status=status, data=data, at=self._call.now(),
            call_id=asked.call_id, seq=self._seq, args=_arguments(asked),
        )  # fmt: skip


def _arguments(asked: FunctionCall) -> dict[str, str]:
    """The arguments as sent; whatever is not a plain word is the model's noise and left out."""
    given = json.loads(asked.arguments or "{}")
    return {k: str(v) for k, v in given.items() if isinstance(v, str | int) and v != ""}


def _proposal(call: Call) -> ProposalEvent:
    question = call.state.asks
    action = ACTIONS.get(question.about) if question else None
    if question is None or action is None:
        return ProposalEvent(action=None)
    slot, was = _chosen(call, question)
    subject = slot or was
    if subject is None:
        return ProposalEvent(action=None)
    local = subject.starts_at.astimezone(call.practice.zone)
    return ProposalEvent(
        action=action, date=local.date().isoformat(), time=f"{local:%H:%M}",
        starts_at=subject.starts_at, service=subject.service, provider=subject.provider,
        was=was.starts_at if was and slot else None, series=_series(call, question),
        attendee=was.attendee if was else question.attendee,
        there=clock_view(subject.starts_at, call.practice.zone, call.state.caller_zone),
        parts=parts_view(items_of(question, call.state), call.practice.zone) or None,
    )  # fmt: skip


def _series(call: Call, question: Question) -> list[datetime] | None:
    """The starts of all dates, when the read-back is of several."""
    slots = [s.starts_at for s in call.state.offered if s.id in question.slot_ids]
    rows = [a.starts_at for a in call.state.appointments if a.id in question.appointment_ids]
    return slots or rows or None


def _chosen(call: Call, question: Question) -> tuple[Slot | None, Appointment | None]:
    slots = (s for s in call.state.offered if s.id == question.slot_id)
    appointments = (a for a in call.state.appointments if a.id == question.appointment_id)
    return next(slots, None), next(appointments, None)
