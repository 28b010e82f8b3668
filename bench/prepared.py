"""The claim guard over answers that are prepared before the caller's turn is committed."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import cast

from livekit.agents.llm import ChatChunk, ChatContext, ChoiceDelta

from ringbook.agent.call import Call
from ringbook.agent.guard import Answer
from ringbook.dialogue.state.call_events import AgentSaid, CallEvent, Started, UserSaid
from ringbook.store.pool import Database

__all__ = ["prepared_answers"]


def prepared_answers(events: Iterable[CallEvent]) -> Iterable[Callable[[], object]]:
    """Judging each answer of a call, with the caller's turn before it only looked ahead at."""
    call: Call | None = None
    heard: UserSaid | None = None
    for event in events:
        if isinstance(event, Started):
            call = Call(
                practice=event.practice, session_id="bench", db=cast(Database, None),
                clock=partial(_at, event.at),
            )  # fmt: skip
        if call is None:
            continue
        if isinstance(event, AgentSaid) and heard is not None and event.text:
            yield partial(_judged, call, heard.text, event.text)
        if heard is not None:
            call.apply(heard)
        heard = event if isinstance(event, UserSaid) else None
        if heard is None:
            call.apply(event)


def _at(instant: datetime) -> datetime:
    return instant


def _judged(call: Call, heard: str, text: str) -> None:
    context = ChatContext.empty()
    context.add_message(role="user", content=heard)
    answer = Answer(call, context)
    list(answer.take(ChatChunk(id="one", delta=ChoiceDelta(role="assistant", content=text))))
    list(answer.rest())
