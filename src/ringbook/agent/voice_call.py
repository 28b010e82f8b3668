"""A call in a LiveKit room: speech, typed text and keys in, speech and events out."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from livekit import rtc
from livekit.agents import (
    Agent,
    AgentSession,
    AgentStateChangedEvent,
    CloseEvent,
    CloseReason,
    ErrorEvent,
    JobContext,
    UserInputTranscribedEvent,
    UserStateChangedEvent,
)
from livekit.agents.voice.room_io import (
    AudioInputOptions,
    RoomOptions,
    TextInputEvent,
    TextInputOptions,
)

from ringbook.agent.call import Call
from ringbook.agent.job import is_phone
from ringbook.agent.last_words import STOPPING, TIME_IS_UP, LastWords
from ringbook.agent.ledger import UsageLedger
from ringbook.agent.providers.service import reason
from ringbook.agent.publish import Publisher, emit_summary
from ringbook.agent.record_writer import RecordWriter
from ringbook.agent.room_sink import RoomSink
from ringbook.agent.timers import KeyCollector, Timer
from ringbook.agent.usage import Spent
from ringbook.dialogue.state.call_events import EndReason, Keyed, Silence
from ringbook.domain.prices import Column

__all__ = ["STOPPING_TOPIC", "VoiceCall"]

log = logging.getLogger("ringbook.voice")

KEYPAD_TOPIC = "ringbook.keypad"
FRAME_MS = 50
"""How the caller's audio arrives: each frame wakes a dozen tasks, longer ones are heard later. A
provider's recogniser is sent 50 ms at once."""
HEARD_AT = 16_000
"""Samples a second, as all who hear want it; else each of them would convert for itself."""
LONGEST_TEXT = 500
"""Characters of one typed line that are taken in; nobody types more to a receptionist."""
SILENCE_SECONDS = 8.0
SILENCE_OF_A_TYPIST = 45.0
"""Who reads and types, with the microphone off, is not asked sooner whether they are there."""
GRACE_SECONDS = 15.0
"""How long a caller whose network broke may take to come back."""
MAX_SECONDS = 20 * 60.0
LAST_LINE_SECONDS = 12.0
"""The longest that the last line may take before the call is closed anyway."""
STOPPING_TOPIC = "ringbook.stopping"
"""The worker's word, through the server, that it stops and the call has to end."""


class VoiceCall:
    """One call from its first second to its recorded end.

    Every way out leads to `finish`, which completes the record; `_reason` is set by whatever
    ended the call first.
    """

    def __init__(
        self,
        ctx: JobContext,
        call: Call,
        session: AgentSession[Call],
        agent: Agent,
        caller: rtc.RemoteParticipant,
        unsaved: Path,
        last_words: LastWords,
        prices: Column = "specification",
    ) -> None:
        self._ctx, self._call, self.session, self._agent = ctx, call, session, agent
        self._caller, self._by_phone = caller.identity, is_phone(caller)
        self._last_words = last_words
        self.ledger = UsageLedger(session, prices)
        self._reason: EndReason | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._sink = RoomSink(ctx.room, caller.identity)
        self._record = RecordWriter(call, unsaved, self._spent)
        self._keys = KeyCollector(self._on_keys)
        self._silence = Timer(SILENCE_SECONDS, self._on_silence)
        self._grace = Timer(GRACE_SECONDS, lambda: self._close("connection_lost"))
        self._time_is_up = Timer(MAX_SECONDS, lambda: self._end(TIME_IS_UP, "max_duration"))

    async def start(self, caller_id: str | None) -> None:
        """Open the record, listen to everything, start the session; the agent greets."""
        call = self._call
        self._record.start()
        Publisher(call, self._sink).attach(self.session)
        self._listen_to_session()
        self._listen_to_room()
        call.apply(call.started(caller_id))
        self._time_is_up.start()
        self._spawn(self._last_words.prepare())
        await self.session.start(
            self._agent,
            room=self._ctx.room,
            room_options=RoomOptions(
                audio_input=AudioInputOptions(
                    sample_rate=HEARD_AT,
                    frame_size_ms=FRAME_MS,
                    auto_gain_control=self._by_phone,  # a browser has done it already
                ),
                text_input=TextInputOptions(text_input_cb=self._on_text),
                participant_identity=self._caller,
                delete_room_on_close=False,  # the summary is sent after the session has closed
            ),
            record=False,
            session_host=False,  # or anyone in the room could read the instructions
        )

    async def give_up(self, caller_id: str | None) -> None:
        """A call that finds no database: say so, with the number to call instead, and end it."""
        await self.start(caller_id)
        self._end(self._last_words.no_diary, "error")

    async def finish(self) -> None:
        """Complete the record, send the summary, hang up. Called once, for every ending."""
        for timer in (self._silence, self._grace, self._time_is_up, self._keys):
            timer.stop()
        record = await self._record.finish(self._why())
        emit_summary(self._sink, record, self._call.now(), self._call.link_of)
        await self._sink.aclose()
        await self._ctx.delete_room()

    # ---- what the caller does ---------------------------------------------------------------

    def _listen_to_session(self) -> None:
        self.session.on("conversation_item_added", self._call.on_item)
        self.session.on("user_input_transcribed", self._on_words)
        self.session.on("agent_state_changed", self._on_agent_state)
        self.session.on("user_state_changed", self._on_user_state)
        self.session.on("error", self._on_error)
        self.session.on("close", self._on_close)

    def _listen_to_room(self) -> None:
        room = self._ctx.room
        room.on("sip_dtmf_received", self._on_dtmf)
        room.on("data_received", self._on_data)
        room.on("participant_disconnected", self._on_gone)
        room.on("participant_connected", self._on_back)

    async def _on_text(self, session: AgentSession[Any], event: TextInputEvent) -> None:
        text = event.text.strip()[:LONGEST_TEXT]
        if text and not self._call.state.ending:
            await self._interrupt()
            await self._call.answered()
            session.generate_reply(user_input=text)

    def _on_words(self, event: UserInputTranscribedEvent) -> None:
        """What the page shows of them while they come; it is sent after this."""
        self._call.on_transcript(event)
        event.transcript = self._call.hidden(event.transcript)

    def _on_dtmf(self, event: rtc.SipDTMF) -> None:
        if event.participant is not None and event.participant.identity == self._caller:
            self._keys.press(event.digit)

    def _on_data(self, packet: rtc.DataPacket) -> None:
        sender = packet.participant.identity if packet.participant else None
        if packet.topic == STOPPING_TOPIC and packet.participant is None:  # the server itself
            self._end(STOPPING, "worker_stopped")
        if packet.topic == KEYPAD_TOPIC and sender == self._caller:
            self._keys.press(packet.data.decode("ascii", errors="ignore"))

    def _on_keys(self, keys: str) -> None:
        self._spawn(self._answer(lambda: self._call.keyed(keys)))

    def _on_silence(self) -> None:
        if self._call.lock.locked():  # it is we who keep the caller waiting
            return
        seconds = self._silence.seconds
        self._spawn(self._answer(lambda: Silence(self._call.now(), seconds)))

    async def _answer(self, heard: Callable[[], Keyed | Silence]) -> None:
        """Answer something that is not words."""
        if self._call.state.ending or self._reason:
            return
        await self._interrupt()
        await self._call.answered()
        self._call.apply(heard())
        self.session.generate_reply()

    async def _interrupt(self) -> None:
        try:
            await self.session.interrupt()
        except RuntimeError:
            log.debug("a write is being finished; the answer follows it")

    # ---- who is speaking ----------------------------------------------------------------------

    def _on_agent_state(self, event: AgentStateChangedEvent) -> None:
        self._mind_silence(self.session.user_state, event.new_state)

    def _on_user_state(self, event: UserStateChangedEvent) -> None:
        self._mind_silence(event.new_state, self.session.agent_state)

    def _mind_silence(self, user: str, agent: str) -> None:
        if user == "listening" and agent == "listening":
            self._silence.start(self._patience())
        else:
            self._silence.stop()

    def _patience(self) -> float:
        caller = self._ctx.room.remote_participants.get(self._caller)
        heard = caller is not None and any(
            track.kind == rtc.TrackKind.KIND_AUDIO and not track.muted
            for track in caller.track_publications.values()
        )
        return SILENCE_SECONDS if heard else SILENCE_OF_A_TYPIST

    # ---- how it ends ----------------------------------------------------------------------------

    def _on_gone(self, participant: rtc.RemoteParticipant) -> None:
        if participant.identity == self._caller:
            self._grace.start()

    def _on_back(self, participant: rtc.RemoteParticipant) -> None:
        if participant.identity == self._caller:
            self._grace.stop()

    def _on_error(self, event: ErrorEvent) -> None:
        """Nothing is left in a chain, or the local part has failed: silence would follow."""
        if not getattr(event.error, "recoverable", True):
            cause = getattr(event.error, "error", None)
            log.error("%s: %s; the call ends", event.error.type, reason(cause or Exception()))
            self._end(self._last_words.apology, "error")

    def _end(self, line: str, why: EndReason) -> None:
        """Say one last line and close, unless the call is being closed already."""
        if self._reason is None:
            self._reason, self._call.closing = why, True
            self._spawn(self._say_and_close(line, why))

    async def _say_and_close(self, line: str, why: EndReason) -> None:
        try:
            async with asyncio.timeout(LAST_LINE_SECONDS):
                await self._interrupt()
                await self._last_words.say(self.session, line)
        except (TimeoutError, RuntimeError):
            log.warning("the last line was not said to its end")
        self._close(why)

    def _close(self, reason: EndReason) -> None:
        self._reason, self._call.closing = self._reason or reason, True
        self.session.shutdown(drain=False)

    def _on_close(self, event: CloseEvent) -> None:
        if event.reason is CloseReason.PARTICIPANT_DISCONNECTED:
            self._reason = self._reason or "caller_hung_up"
        elif event.reason is CloseReason.ERROR:
            self._reason = self._reason or "error"
        elif self._call.state.ending:
            self._reason = self._reason or self._call.state.end_reason
        self._ctx.shutdown(self._reason or "worker_stopped")

    def _why(self) -> EndReason:
        if self._reason:
            return self._reason
        return "worker_stopped" if self._ctx.room.isconnected() else "connection_lost"

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _spent(self) -> Spent:
        return self.ledger.spent(self._call.now())
