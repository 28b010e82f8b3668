"""One call: its state, its events, the only way to change them, and how it comes to its end."""

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from livekit.agents import AgentSession, ConversationItemAddedEvent, UserInputTranscribedEvent
from livekit.agents.llm import ChatContext, ChatItem, ChatMessage
from livekit.agents.voice import SpeechHandle

from ringbook.agent.claim_count import ClaimCount
from ringbook.dialogue.plan.next_step import asked
from ringbook.dialogue.reduce.reducer import CallState, reduce
from ringbook.dialogue.reduce.verify import heard_code, keyed_code
from ringbook.dialogue.state.call_events import (
    AgentSaid,
    CallEvent,
    Channel,
    Did,
    Keyed,
    Outcome,
    Started,
    UserSaid,
)
from ringbook.dialogue.state.policy import may_keep_link
from ringbook.domain.booking_link import BookingLinks
from ringbook.domain.model import Appointment, Clock, Practice
from ringbook.domain.one_time_code import HIDDEN, CodeHeard
from ringbook.domain.waitlist import Waiting
from ringbook.messages import Messages
from ringbook.store.pool import Database

__all__ = ["Call", "Listener", "schedule_disconnect"]

type Listener = Callable[[CallEvent], None]
"""Told of each event after the state has taken it in. Must not block and must not raise."""

GOODBYE_SECONDS = 20.0
"""The longest that a goodbye may take before the call is closed anyway."""

AGAIN_SECONDS = 3.0
"""How long a database that did not answer is waited for when it is asked again."""


class Call:
    """The userdata of one `AgentSession`. `apply` is the only writer of `state` and `events`.

    `timezone` is the zone that the caller's browser named, `languages` are those that the call can
    be held in, `heard_language` is the one that the recogniser heard last.
    `lock` makes tools run one after the other, `turn` is the turn that ran the last one;
    `answers` keeps each tool call's outcome by its call id; `unsettled` keeps the request ids of
    writes whose answer was lost, so that asking again cannot write twice. `closing` is set once the
    last line of all is due: nothing else is said then. `claims` counts what the claim guard judged.
    `code` are the digits of a one-time code that the caller has said: here alone, in no event and
    no text.
    """

    def __init__(
        self,
        *,
        practice: Practice,
        session_id: str,
        db: Database,
        clock: Clock,
        channel: Channel = "text",
        timezone: str | None = None,
        links: BookingLinks | None = None,
        languages: tuple[str, ...] = ("en",),
        messages: Messages | None = None,
    ) -> None:
        self.practice = practice
        self.session_id = session_id
        self._db = db
        self.clock = clock
        self.channel: Channel = channel
        self.timezone = timezone
        self.languages = languages
        self.heard_language: str | None = None
        self._links = links
        self.messages = messages
        self.code = ""
        self.state = CallState()
        self.lock = asyncio.Lock()
        self.turn: SpeechHandle | None = None
        self.answers: dict[str, Outcome] = {}
        self.unsettled: dict[str, UUID] = {}
        self.claims = ClaimCount()
        self.closing = False
        self.listeners: list[Listener] = []
        self._events: list[CallEvent] = []
        self._heard_id = ""
        self._hidden = "", CodeHeard("")
        self._heard_at = time.monotonic()

    @property
    def events(self) -> Sequence[CallEvent]:
        """Everything that happened so far, in order."""
        return self._events

    @property
    def db(self) -> Database:
        """The database; not waited for so long again once the caller has waited in vain."""
        return self._db.within(AGAIN_SECONDS) if self.state.diary_lost else self._db

    def now(self) -> datetime:
        """The call's present instant (aware)."""
        return self.clock()

    def link_of(self, appointment: Appointment) -> str | None:
        """Its private page; None for who may not do all that it allows, and without a secret."""
        if self._links is None or not may_keep_link(appointment, self.state):
            return None
        return self._links.path(appointment.id)

    def waiting_link_of(self, entry: Waiting) -> str | None:
        """The private page of a place on the waiting list, for who was put on it in this call."""
        if self._links is None or entry.id not in self.state.joined:
            return None
        return self._links.waiting_path(entry.id)

    @property
    def shows_pages(self) -> bool:
        """Whether the caller looks at our page and is given private ones."""
        return self._links is not None and self.channel == "web"

    async def answered(self) -> None:
        """Returns once a tool that is under way has been answered to the caller.

        Words that come meanwhile would take its outcome's place in the plan.
        """
        if self.lock.locked() and self.turn is not None:
            await self.turn.wait_for_playout()

    def started(self, caller_id: str | None) -> Started:
        """The event that the call begins with; `caller_id` is the network's caller number."""
        return Started(
            self.now(), self.practice, self.channel, caller_id, self.timezone,
            codes=self.messages is not None, languages=self.languages,
        )  # fmt: skip

    def apply(self, event: CallEvent) -> None:
        """Take one event into the state. Nothing is taken in once the call has ended."""
        if self.state.ended is not None:
            return
        if not isinstance(event, Did):
            self._heard_at = time.monotonic()
        self.state = reduce(self.state, event)
        self._events.append(event)
        for listener in self.listeners:
            listener(event)

    def view(self, chat_ctx: ChatContext) -> CallState:
        """The state as it will be once the last thing heard in `chat_ctx` is committed.

        Answers are prepared before the caller's turn is committed, and may be thrown away: so
        this looks ahead and writes nothing.
        """
        message = _last_heard(chat_ctx.items)
        if message is None or self.taken(chat_ctx):
            return self.state
        return reduce(self.state, self._said(self._heard_in(message)))

    def on_transcript(self, event: UserInputTranscribedEvent) -> None:
        """Take in which language was heard, for the turn that follows."""
        if event.is_final:
            self.heard_language = event.language.language if event.language else None

    def keyed(self, keys: str) -> Keyed:
        """The event of keys that were pressed; those of a code are kept out of it."""
        digits = keyed_code(self.state, keys)
        if not digits:
            return Keyed(self.now(), keys)
        self.code = digits
        return Keyed(self.now(), HIDDEN, len(digits))

    def hidden(self, text: str) -> str:
        """Words of the caller as others may see them: without the digits of a code."""
        return self._heard(text).text

    def shown(self, chat_ctx: ChatContext) -> ChatContext:
        """A copy for a model, without the digits of a code that has just been said."""
        copied = chat_ctx.copy()
        message = _last_heard(copied.items)
        if message is None or message.id == self._heard_id:
            return copied
        heard = self._heard_in(message)
        if heard.digits:
            self._hidden = message.id, heard
            place = copied.items.index(message)
            copied.items[place] = message.model_copy(update={"content": [heard.text]})
        return copied

    def _heard_in(self, message: ChatMessage) -> CodeHeard:
        """What was said in a message, also where the digits are not in it any more."""
        known, heard = self._hidden
        return heard if known == message.id else self._heard(message.text_content or "")

    def _heard(self, text: str) -> CodeHeard:
        """What was said, with a code taken out of it while one is waited for."""
        return heard_code(self.state, text, self.code)

    def _said(self, heard: CodeHeard) -> UserSaid:
        return UserSaid(self.now(), heard.text, len(heard.digits), self.heard_language)

    def taken(self, chat_ctx: ChatContext) -> bool:
        """Whether the last thing heard in `chat_ctx` is committed, so that its answer is due."""
        message = _last_heard(chat_ctx.items)
        return message is None or message.id == self._heard_id

    def quiet_for(self) -> float:
        """Seconds since anything was said, or done by the caller."""
        return time.monotonic() - self._heard_at

    def on_item(self, event: ConversationItemAddedEvent) -> None:
        """Take in what was really said. For `session.on("conversation_item_added", …)`."""
        item = event.item
        if not isinstance(item, ChatMessage):
            return
        text = item.text_content or ""
        if item.role == "user":
            self._heard_id = item.id
            heard = self._heard(text)
            self.code = heard.digits or self.code
            if heard.text != text:
                item.content = [heard.text]
            self.apply(self._said(heard))
        elif item.role == "assistant":
            question = asked(self.state, text, item.interrupted)
            self.apply(AgentSaid(self.now(), text, question, item.interrupted))


def _last_heard(items: Sequence[ChatItem]) -> ChatMessage | None:
    return next((i for i in reversed(items) if i.type == "message" and i.role == "user"), None)


def schedule_disconnect(
    session: AgentSession[Call], goodbye: SpeechHandle, max_seconds: float = GOODBYE_SECONDS
) -> None:
    """Close the session when `goodbye` has been played to its end, after `max_seconds` at most.

    The goodbye is the utterance that the running turn ends with, so no fixed delay is needed.
    """
    loop = asyncio.get_running_loop()
    late = loop.call_later(max_seconds, lambda: session.shutdown(drain=False))

    def played(_: SpeechHandle) -> None:
        late.cancel()
        session.shutdown()

    goodbye.add_done_callback(played)
