"""A language model that says what a test wrote down, and a diary in memory."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from livekit.agents import DEFAULT_API_CONNECT_OPTIONS, APIConnectOptions
from livekit.agents.llm import (
    LLM,
    ChatChunk,
    ChatContext,
    ChoiceDelta,
    CompletionUsage,
    FunctionToolCall,
    LLMStream,
    Tool,
)

from ringbook.domain.model import Appointment, Caller, Practice, Slot, SlotQuery
from ringbook.errors import SlotTaken
from ringbook.store.pool import Database

USAGE = CompletionUsage(prompt_tokens=10, completion_tokens=5, total_tokens=15)

type Act = tuple[str, str]
"""A tool's name and its arguments as JSON."""
type Piece = str | Act | Exception
CUT: Piece = ("", "")
"""The stream ends here without its usage, as a proxy or a filter cuts it."""
HANG: Piece = ("", "hang")
"""Nothing more comes, until the stream is closed."""


class ScriptedLLM(LLM[Any]):
    """Each `chat` plays the next step; `seen` keeps the tools and the last message offered."""

    def __init__(self, steps: Sequence[Sequence[Piece]]) -> None:
        super().__init__()
        self.steps = list(steps)
        self.seen: list[tuple[list[str], str]] = []

    def chat(
        self,
        *,
        chat_ctx: ChatContext,
        tools: list[Tool] | None = None,
        conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS,
        **_: Any,
    ) -> LLMStream:
        last = chat_ctx.items[-1]
        text = last.text_content or "" if last.type == "message" else ""
        self.seen.append(([tool.id for tool in tools or []], text))
        step = self.steps.pop(0) if self.steps else ["What can I do for you?"]
        return _Played(self, chat_ctx, tools or [], conn_options, step, len(self.seen))


class _Played(LLMStream):
    def __init__(
        self,
        model: LLM[Any],
        chat_ctx: ChatContext,
        tools: list[Tool],
        conn_options: APIConnectOptions,
        step: Sequence[Piece],
        number: int,
    ) -> None:
        super().__init__(model, chat_ctx=chat_ctx, tools=tools, conn_options=conn_options)
        self._step, self._number = step, number

    async def _run(self) -> None:
        source = f"scripted_{self._number}"
        for index, piece in enumerate(self._step):
            if isinstance(piece, Exception):
                raise piece
            if piece == CUT:
                return
            if piece == HANG:
                await asyncio.Event().wait()
            self._event_ch.send_nowait(ChatChunk(id=source, delta=self._delta(piece, index)))
        self._event_ch.send_nowait(ChatChunk(id=source, usage=USAGE))

    def _delta(self, piece: str | Act, index: int) -> ChoiceDelta:
        if isinstance(piece, str):
            return ChoiceDelta(role="assistant", content=piece)
        name, arguments = piece
        call = FunctionToolCall(
            name=name, arguments=arguments, call_id=f"call_{self._number}_{index}"
        )
        return ChoiceDelta(role="assistant", tool_calls=[call])


@dataclass
class Diary:
    """Stands in for the store's bookings and callers."""

    slots: tuple[Slot, ...] = ()
    writes: list[str] = field(default_factory=list)
    requests: list[UUID] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)

    async def identify_user(
        self, db: Database, tenant_id: UUID, contact_number: str, name: str | None, now: datetime
    ) -> Caller:
        return Caller(contact_number, name, is_new=True)

    async def find_slots(
        self, db: Database, practice: Practice, query: SlotQuery, now: datetime
    ) -> tuple[Slot, ...]:
        return self.slots

    async def appointments_of(
        self, db: Database, practice: Practice, contact_number: str, now: datetime
    ) -> tuple[Appointment, ...]:
        return ()

    async def book(
        self,
        db: Database,
        practice: Practice,
        *,
        contact_number: str,
        slot: Slot,
        request_id: UUID,
        session_id: str,
        now: datetime,
        attendee: str | None = None,
    ) -> Appointment:
        self.requests.append(request_id)
        if self.failures:
            raise self.failures.pop(0)
        if slot not in self.slots:
            raise SlotTaken
        self.writes.append(f"book {slot.starts_at:%Y-%m-%dT%H:%M}")
        return _appointment(slot)


def _appointment(slot: Slot) -> Appointment:
    return Appointment(
        id=UUID(int=slot.id.int + 1000),
        slot_id=slot.id,
        starts_at=slot.starts_at,
        duration_minutes=slot.duration_minutes,
        service=slot.service,
        provider_id=slot.provider_id,
        provider=slot.provider,
    )
