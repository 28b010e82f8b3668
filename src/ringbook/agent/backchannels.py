"""What the caller says while the agent has the floor: "mm-hm" neither stops it nor answers it.

Said over the question itself, assent is its answer; whether it was is known when the line is over.
"""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from livekit.agents import (
    AgentSession,
    AgentStateChangedEvent,
    ConversationItemAddedEvent,
    UserStateChangedEvent,
)
from livekit.agents.llm import ChatMessage
from livekit.agents.stt import SpeechEvent, SpeechEventType

from ringbook.agent.call import Call
from ringbook.dialogue.backchannel import answers, is_backchannel
from ringbook.dialogue.speak.fillers import is_filler

__all__ = ["Backchannels"]

WORDS = (
    SpeechEventType.INTERIM_TRANSCRIPT,
    SpeechEventType.PREFLIGHT_TRANSCRIPT,
    SpeechEventType.FINAL_TRANSCRIPT,
)


@dataclass(slots=True)
class _Line:
    """One line of the agent: when it was heard, in s of the epoch, pauses left out."""

    spoken: float = 0.0
    since: float | None = None
    begun: bool = False
    ended: float = 0.0
    spans: tuple[tuple[float, float], ...] = ()

    def start(self, at: float) -> None:
        self.begun, self.since = True, at

    def stop(self, at: float) -> None:
        """It is over, or only paused."""
        if self.since is not None:
            self.spans = (*self.spans, (self.since, at))
            self.spoken += at - self.since
            self.since, self.ended = None, at

    def share(self, at: float) -> float:
        """How much of it had been heard at an instant, from 0 to 1."""
        heard = sum(max(0.0, min(at, end) - start) for start, end in self.spans)
        return heard / self.spoken if self.spoken else 1.0


class Backchannels:
    """Tells apart who listens from who wants the floor, by when they began and what they said."""

    def __init__(
        self, session: AgentSession[Call], call: Call, now: Callable[[], float] = time.time
    ) -> None:
        self._session, self._call, self._now = session, call, now
        self._line = _Line()
        self._last: _Line | None = None
        self._began: float | None = None
        self._over = False
        self._held: tuple[str, float] | None = None
        self._goes_on_after = False

    @contextmanager
    def attached(self) -> Iterator["Backchannels"]:
        """Listens to the session for the time of the block."""
        session = self._session
        session.on("agent_state_changed", self.on_agent_state)
        session.on("user_state_changed", self.on_user_state)
        session.on("conversation_item_added", self.on_item)
        try:
            yield self
        finally:
            session.off("agent_state_changed", self.on_agent_state)
            session.off("user_state_changed", self.on_user_state)
            session.off("conversation_item_added", self.on_item)

    # ---- who has the floor ----------------------------------------------------------------------

    def on_agent_state(self, event: AgentStateChangedEvent) -> None:
        """The agent begins to be heard, or is not heard any more."""
        if event.new_state == "speaking":
            self._line.start(event.created_at)
        else:
            self._line.stop(event.created_at)

    def on_user_state(self, event: UserStateChangedEvent) -> None:
        """The caller begins to be heard, or is not heard any more."""
        if event.new_state == "speaking":
            self._began, self._over = event.created_at, self._agent_has_floor()
        elif self._goes_on_after:
            self._goes_on_after = False
            asyncio.get_running_loop().call_soon(self._go_on)  # after the session's own timer

    def on_item(self, event: ConversationItemAddedEvent) -> None:
        """A turn of either side is complete."""
        item = event.item
        if not isinstance(item, ChatMessage):
            return
        if item.role == "assistant" and not item.interrupted:
            self._finished(asks=not is_filler(item.text_content or ""))
        else:  # the caller has the floor now
            self._line, self._last, self._held, self._over = _Line(), None, None, False

    def _finished(self, *, asks: bool) -> None:
        self._line.stop(self._now())
        line, held = self._line, self._held
        self._line, self._last, self._held = _Line(), line if asks else None, None
        if held is not None and asks and self._session.user_state != "speaking":
            text, at = held
            if self._answers(line, at):
                asyncio.get_running_loop().call_soon(self._deliver, text)

    def _agent_has_floor(self) -> bool:
        at_work = self._session.agent_state in ("thinking", "speaking")
        return at_work or self._line.begun or self._call.lock.locked()

    # ---- what was said --------------------------------------------------------------------------

    def passes(self, event: SpeechEvent | str) -> bool:
        """Whether the words are for the agent. Those that are not are as good as not said."""
        if isinstance(event, str) or event.type not in WORDS or not event.alternatives:
            return True
        text, final = event.alternatives[0].text, event.type is SpeechEventType.FINAL_TRANSCRIPT
        began, over = self._utterance()
        if final:
            self._began = None
        if over and is_backchannel(text):
            return self._is_answer(text, began, final=final)
        if final:
            self._held = None
        return True

    def _utterance(self) -> tuple[float, bool]:
        """When what is heard now began, and whether the agent had the floor then."""
        if self._began is None:
            return self._now(), self._agent_has_floor()
        return self._began, self._over

    def _is_answer(self, text: str, began: float, *, final: bool) -> bool:
        """Whether assent that began over the agent answers what it has asked meanwhile."""
        if self._last is not None and not self._line.begun and began <= self._last.ended:
            return self._answers(self._last, began)
        if final:
            self._held = (text, began) if self._line.begun else None
            self._go_on()
        return False

    def _answers(self, line: _Line, at: float) -> bool:
        state = self._call.state
        return answers(round(line.share(at) * len(state.spoken)), state)

    # ---- going on -------------------------------------------------------------------------------

    def _deliver(self, text: str) -> None:
        if not self._call.state.ending:
            self._session.generate_reply(user_input=text)

    def _go_on(self) -> None:
        """Go on at once where the sound has paused the line; the session waits for more words."""
        if self._session.user_state == "speaking":
            self._goes_on_after = True
            return
        activity = self._session._activity
        if activity is not None and activity._paused_speech is not None:
            activity._start_false_interruption_timer(0.0)
