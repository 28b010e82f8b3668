"""A call as text: the same receptionist, gate, tools, database and record, without audio."""

import logging
from collections.abc import AsyncIterable, Callable
from pathlib import Path
from typing import Any

from livekit.agents.voice import SpeechHandle

from ringbook.agent.call import Call
from ringbook.agent.clock import CallClock
from ringbook.agent.ledger import UsageLedger
from ringbook.agent.offline_llm import OfflineLLM
from ringbook.agent.publish import Publisher, emit_summary
from ringbook.agent.receptionist import Receptionist
from ringbook.agent.record_writer import RecordWriter
from ringbook.agent.session import ModelOf, text_session
from ringbook.agent.text_lines import Bad, Hangup, Input, Keypad, Quiet, User, event_line
from ringbook.agent.usage import Spent
from ringbook.dialogue.state.call_events import AgentSaid, CallEvent, EndReason, Silence
from ringbook.domain.prices import Column
from ringbook.errors import UnexpectedFailure
from ringbook.events import RingbookEvent

__all__ = ["Line", "TextCall"]

log = logging.getLogger("ringbook.text")

type Line = dict[str, Any]
"""One line of output: see `text_lines`."""


class TextCall:
    """Holds one call over lines. `write` gets every line, in order, as it happens."""

    def __init__(
        self,
        call: Call,
        clock: CallClock,
        write: Callable[[Line], None],
        unsaved: Path,
        model_of: ModelOf | None = None,
        prices: Column = "specification",
    ) -> None:
        offline = OfflineLLM(call)
        self._call, self._clock, self._write = call, clock, write
        self._session = text_session(call, model_of(offline) if model_of else offline)
        self._ledger = UsageLedger(self._session, prices)
        self._agent = Receptionist(call, offline)
        self._record = RecordWriter(call, unsaved, self._spent)
        self._publisher = Publisher(call, self._tell)

    async def hold(self, inputs: AsyncIterable[Input], caller_id: str | None = None) -> EndReason:
        """The whole call: greeting, turns, record, summary. Gives why it ended."""
        try:
            await self._begin(caller_id)
            reason = await self._converse(inputs)
        except Exception:
            log.exception("the call broke off")
            reason = "error"
        await self._end(reason)
        return reason

    async def _converse(self, inputs: AsyncIterable[Input]) -> EndReason:
        async for heard in inputs:
            if isinstance(heard, Hangup):
                return heard.reason
            if isinstance(heard, Bad):
                self._write({"error": heard.error})
                continue
            await self._turn(heard)
            if self._call.state.ending:
                return self._call.state.end_reason
            self._write({"turn_done": True})
        return "caller_hung_up"

    async def _begin(self, caller_id: str | None) -> None:
        call = self._call
        call.listeners.append(self._on_event)
        self._record.start()
        self._publisher.attach(self._session)
        self._session.on("conversation_item_added", call.on_item)
        call.apply(call.started(caller_id))
        await self._session.start(self._agent, capture_run=True, record=False)
        self._write({"turn_done": True})

    async def _turn(self, heard: User | Keypad | Quiet) -> None:
        try:
            await self._answer(heard)
        except Exception:
            log.exception("a turn failed")
            await self._session.say(UnexpectedFailure.line)

    async def _answer(self, heard: User | Keypad | Quiet) -> None:
        match heard:
            case User(text=text):
                await self._session.run(user_input=text)
            case Keypad(digits=digits):
                self._call.apply(self._call.keyed(digits))
                await self._reply()
            case Quiet(seconds=seconds):
                self._clock.skip(seconds)
                self._call.apply(Silence(self._call.now(), seconds))
                await self._reply()

    async def _reply(self) -> None:
        """The answer to something that is not words."""
        handle: SpeechHandle = await self._session.generate_reply()
        if (error := handle.exception()) is not None:
            raise error

    async def _end(self, reason: EndReason) -> None:
        await self._session.aclose()
        record = await self._record.finish(reason)
        emit_summary(self._tell, record, self._call.now(), self._call.link_of)
        self._write({"ended": True, "reason": reason})

    def _on_event(self, event: CallEvent) -> None:
        if isinstance(event, AgentSaid) and (said := event.text.strip()):
            self._write({"agent": said})

    def _tell(self, event: RingbookEvent) -> None:
        if (line := event_line(event)) is not None:
            self._write(line)

    def _spent(self) -> Spent:
        return self._ledger.spent(self._call.now())
