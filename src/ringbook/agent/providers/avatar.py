"""A face by Beyond Presence, when its key is set. The call never waits long for it."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from livekit import rtc
from livekit.agents import AgentSession, utils
from livekit.agents.voice.io import AudioOutput
from livekit.agents.voice.room_io._output import _ParticipantAudioOutput

from ringbook.agent.providers.chosen import secret, uses_avatar
from ringbook.agent.providers.voice import SAMPLE_RATE
from ringbook.config import Settings

__all__ = ["show_avatar"]

log = logging.getLogger(__name__)

PATIENCE = 8.0
"""Seconds that an avatar has to join; after that the call goes on by voice alone."""


async def show_avatar(
    settings: Settings,
    session: AgentSession[Any],
    room: rtc.Room,
    *,
    patience: float = PATIENCE,
    left: Callable[[], None] = lambda: None,
) -> bool:
    """Let the avatar join and speak for the agent. Call before `session.start`.

    Returns whether it came. If not, the session keeps its own voice, for audio sent to an absent
    avatar would be silence to the caller. If it leaves before the end, `left` is called, and the
    room hears the agent itself again: the sentence that was being spoken is lost.
    """
    if not uses_avatar(settings):
        return False
    from livekit.plugins import bey

    face = bey.AvatarSession(
        avatar_id=settings.bey_avatar_id,
        api_key=secret(settings.bey_api_key),
        api_url=settings.bey_url,
    )
    voice = session.output.audio
    url, key, password = settings.require_livekit()
    try:
        async with asyncio.timeout(patience):
            await face.start(
                session, room, livekit_url=url, livekit_api_key=key, livekit_api_secret=password
            )
            await face.wait_for_join(timeout=None)
    except Exception as error:  # whatever goes wrong, the call matters more than the face
        log.warning("no avatar in this call: %s", type(error).__name__)
        to_nobody, session.output.audio = session.output.audio, voice
        await _stop_waiting(to_nobody)
        await face.aclose()
        return False
    _mind(session, room, face.avatar_identity, left)
    return True


def _mind(
    session: AgentSession[Any], room: rtc.Room, avatar: str, left: Callable[[], None]
) -> None:
    """Go on without the avatar when it leaves while the room is still there."""
    tasks: set[asyncio.Task[None]] = set()

    def gone(participant: rtc.RemoteParticipant) -> None:
        if participant.identity == avatar and room.isconnected():
            log.warning("the avatar has left: the call goes on by voice alone")
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
