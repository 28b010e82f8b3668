"""A face by Beyond Presence, when its key is set. The call never waits long for it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, cast

from livekit import rtc
from livekit.agents import AgentSession, utils
from livekit.agents.voice.io import AudioOutput
from livekit.agents.voice.room_io._output import _ParticipantAudioOutput

from ringbook.agent.providers.chosen import secret, uses_avatar
from ringbook.agent.providers.service import reason
from ringbook.agent.providers.voice import SAMPLE_RATE
from ringbook.config import Settings

__all__ = ["show_avatar"]

log = logging.getLogger("ringbook.providers")

PATIENCE = 2.0
"""Seconds for which the greeting waits for an avatar: it is heard within four."""
LATEST = 30.0
"""Seconds that an avatar has to join; after that the call goes on by voice alone."""


class _Threshold:
    """Stands for the session until the avatar is there, and keeps back the way to it: what is
    said to an absent avatar would be silence to the caller."""

    def __init__(self, session: AgentSession[Any]) -> None:
        self.output = self
        self.way: AudioOutput | None = None
        self._session = session

    def replace_audio_tail(self, sink: AudioOutput) -> None:
        self.way = sink

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)


async def show_avatar(
    settings: Settings,
    session: AgentSession[Any],
    room: rtc.Room,
    *,
    patience: float = PATIENCE,
    latest: float = LATEST,
    joined: Callable[[], None] = lambda: None,
    left: Callable[[], None] = lambda: None,
) -> bool:
    """Let the avatar join and speak for the agent. Call before `session.start`.

    Returns whether it came within `patience` seconds. If not, the session keeps its own voice; if
    it comes within `latest`, it takes over as soon as nothing is being said. `joined` is called
    when it is in the room. If it leaves before the end, `left` is called, and the room hears the
    agent itself again: the sentence that was being spoken is lost.
    """
    if not uses_avatar(settings):
        return False
    from livekit.plugins import bey  # only when it is used

    face = bey.AvatarSession(
        avatar_id=settings.bey_avatar_id,
        api_key=secret(settings.bey_api_key),
        api_url=settings.bey_url,
    )
    way = _way_to(face, settings, session, room, latest)
    coming = asyncio.create_task(_takes_over(face, way, session, room, joined, left))
    session.on("close", lambda _: coming.cancel())
    try:
        await asyncio.wait({coming}, timeout=patience)
    except asyncio.CancelledError:
        coming.cancel()
        raise
    return coming.done() and coming.result()


async def _takes_over(
    face: Any,
    coming: Awaitable[AudioOutput | None],
    session: AgentSession[Any],
    room: rtc.Room,
    joined: Callable[[], None],
    left: Callable[[], None],
) -> bool:
    """Speak through the avatar when it has come and nothing is being said; false when it stays
    away."""
    way = await coming
    if way is None:
        return False
    joined()
    _mind(session, room, face.avatar_identity, left)
    await _pause(session)
    if face.avatar_identity in room.remote_participants:  # it may have left meanwhile
        session.output.replace_audio_tail(way)
    return True


async def _way_to(
    face: Any, settings: Settings, session: AgentSession[Any], room: rtc.Room, latest: float
) -> AudioOutput | None:
    """The output to the avatar once it is there and shows itself; None when it does not come."""
    threshold, there = _Threshold(session), False
    url, key, password = settings.require_livekit()
    try:
        async with asyncio.timeout(latest):
            await face.start(
                cast(AgentSession[Any], threshold),
                room,
                livekit_url=url,
                livekit_api_key=key,
                livekit_api_secret=password,
            )
            await face.wait_for_join(timeout=None)
        there = True
    except Exception as error:  # whatever goes wrong, the call matters more than the face
        log.warning("Beyond Presence: %s; the call goes on by voice alone", reason(error))
    finally:
        if not there:
            await _stop_waiting(threshold.way)
            await face.aclose()
    return threshold.way if there else None


async def _pause(session: AgentSession[Any]) -> None:
    """Until nothing is being said; at once before the session has started."""
    quiet = asyncio.Event()

    def note(_: object = None) -> None:
        if session.agent_state != "speaking":
            quiet.set()

    session.on("agent_state_changed", note)
    note()
    await quiet.wait()
    session.off("agent_state_changed", note)


def _mind(
    session: AgentSession[Any], room: rtc.Room, avatar: str, left: Callable[[], None]
) -> None:
    """Go on without the avatar when it leaves while the room is still there."""
    tasks: set[asyncio.Task[None]] = set()

    def gone(participant: rtc.RemoteParticipant) -> None:
        if participant.identity == avatar and room.isconnected():
            log.warning("Beyond Presence: the avatar has left; the call goes on by voice alone")
            left()
            tasks.add(task := asyncio.create_task(_by_voice(session, room)))
            task.add_done_callback(tasks.discard)

    room.on("participant_disconnected", gone)


async def _by_voice(session: AgentSession[Any], room: rtc.Room) -> None:
    """The room's own output, as the SDK would have made it, in place of the one to the avatar."""
    microphone = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_MICROPHONE)
    voice = _ParticipantAudioOutput(
        room, sample_rate=SAMPLE_RATE, num_channels=1, track_publish_options=microphone
    )
    session.output.replace_audio_tail(voice)
    await voice.start()


async def _stop_waiting(output: AudioOutput | None) -> None:
    """The SDK's output to an avatar waits for it as long as the job lives; it has no close."""
    waiting: asyncio.Task[None] | None = getattr(output, "_start_atask", None)
    if waiting is not None:
        await utils.aio.cancel_and_wait(waiting)
