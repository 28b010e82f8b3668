"""One turn of a call by a scripted model in a session without a room, over a diary in memory."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import cast
from uuid import UUID

import pytest
from tests.unit.scripted import Diary, Piece, ScriptedLLM

from ringbook.agent.call import Call
from ringbook.agent.offline_llm import OfflineLLM
from ringbook.agent.providers.llm_chain import ChainLLM
from ringbook.agent.publish import Publisher
from ringbook.agent.receptionist import Receptionist
from ringbook.agent.session import text_session
from ringbook.dialogue.state.call_events import (
    AgentSaid,
    CallEvent,
    Did,
    Identified,
    Offered,
    Started,
    UserSaid,
)
from ringbook.dialogue.state.question import Question
from ringbook.domain.model import Caller, OpenRange, Practice, Provider, Service, Slot, SlotQuery
from ringbook.events import RingbookEvent, ToolCallEvent
from ringbook.store import bookings, callers
from ringbook.store.pool import Database

NOW = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)  # a Monday, 9:00 in New York
NUMBER = "+12125550123"
OPEN = (OpenRange(time(9), time(17)),)
PRACTICE = Practice(
    tenant_id=UUID(int=1),
    slug="maple",
    name="Maple Dental",
    timezone="America/New_York",
    opening_hours=(OPEN,) * 7,
    services=(Service(UUID(int=2), "Check-up", 30),),
    providers=(Provider(UUID(int=3), "Dr. Ortiz"),),
)
TUESDAY_3 = datetime(2026, 3, 3, 20, 0, tzinfo=UTC)
SLOTS = tuple(
    Slot(UUID(int=10 + i), TUESDAY_3 + timedelta(hours=i), 30, "Check-up", UUID(int=3), "Dr. Ortiz")
    for i in range(2)
)
READ_BACK = "A check-up on Tuesday, March 3 at 3:00 PM. Shall I book that?"


@dataclass
class Held:
    """A call in a session, what was sent to the page, and what was written."""

    call: Call
    model: ScriptedLLM
    diary: Diary
    sent: list[RingbookEvent]

    def said(self) -> str:
        return " ".join(e.text for e in self.call.events if isinstance(e, AgentSaid))

    def outcomes(self) -> list[str]:
        return [e.outcome.kind for e in self.call.events if isinstance(e, Did)]

    def tools(self) -> list[tuple[str, str]]:
        return [(e.tool, e.status) for e in self.sent if isinstance(e, ToolCallEvent)]


def agreed() -> list[CallEvent]:
    """A caller who was read back the first opening; the next word may be yes."""
    found = Offered(SlotQuery(), SLOTS)
    return [
        Started(NOW, PRACTICE),
        AgentSaid(NOW, "Maple Dental, how can I help?", Question("anything")),
        UserSaid(NOW, "I want to book a check-up tomorrow at three, my number is 212 555 0123"),
        AgentSaid(NOW, "2 1 2, 5 5 5, 0 1 2 3?", Question("confirm_number", number=NUMBER)),
        UserSaid(NOW, "yes"),
        Did(NOW, "identify_user", {}, Identified(Caller(NUMBER, "Priya", is_new=True))),
        Did(NOW, "fetch_slots", {}, found),
        AgentSaid(NOW, READ_BACK, Question("confirm_book", SLOTS[0].id)),
    ]


@pytest.fixture
def diary(monkeypatch: pytest.MonkeyPatch) -> Diary:
    diary = Diary(slots=SLOTS)
    monkeypatch.setattr(callers, "identify_user", diary.identify_user)
    for name in ("find_slots", "book", "appointments_of"):
        monkeypatch.setattr(bookings, name, getattr(diary, name))
    return diary


@asynccontextmanager
async def held(
    diary: Diary,
    steps: Sequence[Sequence[Piece]],
    before: Sequence[CallEvent] = (),
    says: str = "yes please",
) -> AsyncIterator[Held]:
    """One turn of a call whose large model plays `steps`, the offline engine behind it."""
    call = Call(practice=PRACTICE, session_id="test", db=cast(Database, None), clock=lambda: NOW)
    for event in before or [Started(NOW, PRACTICE)]:
        call.apply(event)
    offline, model = OfflineLLM(call), ScriptedLLM(steps)
    both = ChainLLM([("scripted", model)], offline, limit=60.0, pauses=(3600.0,))
    sent: list[RingbookEvent] = []
    async with text_session(call, both) as session:
        Publisher(call, sent.append).attach(session)
        session.on("conversation_item_added", call.on_item)
        await session.start(Receptionist(call, offline), record=False)
        await session.run(user_input=says)
        yield Held(call, model, diary, sent)
    await both.aclose()
