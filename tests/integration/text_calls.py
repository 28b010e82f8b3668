"""Text calls for tests: in this process over lines, against the test's own database."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from ringbook.agent.call import Call
from ringbook.agent.clock import CallClock
from ringbook.agent.session import ModelOf
from ringbook.agent.text_call import Line, TextCall
from ringbook.agent.text_lines import Input, User
from ringbook.domain.booking_link import BookingLinks
from ringbook.domain.model import Practice
from ringbook.messages import Messages
from ringbook.store.pool import Database

__all__ = ["Held", "Replies", "hold"]


@dataclass(frozen=True, slots=True)
class Held:
    """A call that is over: its lines in order, and the session id of its record."""

    lines: list[Line]
    session_id: str

    def said(self) -> list[str]:
        return [line["agent"] for line in self.lines if "agent" in line]

    def tools(self, status: str = "success") -> list[str]:
        return [line["tool"] for line in self.lines if line.get("status") == status]

    def data(self, tool: str) -> dict[str, Any]:
        """What the tool's last success brought."""
        found = [n for n in self.lines if n.get("tool") == tool and n["status"] == "success"]
        data: dict[str, Any] = found[-1]["data"]
        return data

    def ended(self) -> str:
        assert self.lines[-1]["ended"] is True
        reason: str = self.lines[-1]["reason"]
        return reason


type Replies = Callable[[list[str]], str | None]
"""What a caller answers to what was said so far; None: they hang up."""


async def hold(
    db: Database,
    practice: Practice,
    inputs: Sequence[str | Input] | Replies | AsyncIterator[Input],
    *,
    now: datetime,
    unsaved: Path,
    caller_id: str | None = None,
    timezone: str | None = None,
    model_of: ModelOf | None = None,
    on_line: Callable[[Line], None] = lambda _: None,
    links: BookingLinks | None = None,
    languages: tuple[str, ...] = ("en",),
    messages: Messages | None = None,
) -> Held:
    """A whole call in which the caller does `inputs` in turn, or answers, and then hangs up.

    `on_line` is told of each line as it comes.
    """
    lines: list[Line] = []
    clock = CallClock(now, monotonic=lambda: 0.0)
    session_id = f"test-{uuid4()}"
    call = Call(
        practice=practice, session_id=session_id, db=db, clock=clock, timezone=timezone,
        links=links, messages=messages, languages=languages,
    )  # fmt: skip

    async def caller() -> AsyncIterator[Input]:
        if isinstance(inputs, AsyncIterator):
            async for one in inputs:
                yield one
            return
        if not isinstance(inputs, Sequence):
            while (reply := inputs(Held(lines, call.session_id).said())) is not None:
                yield User(reply)
            return
        for heard in inputs:
            yield User(heard) if isinstance(heard, str) else heard

    def write(line: Line) -> None:
        lines.append(line)
        on_line(line)

    await TextCall(call, clock, write, unsaved, model_of).hold(caller(), caller_id)
    return Held(lines, call.session_id)
