"""The avatar's stand-in in a real room: it comes, shows its picture, and speaks for the agent."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal

import pytest
from livekit import api, rtc
from livekit.agents import Agent, AgentSession, utils
from livekit.agents.testing import fake_job_context
from tests.speech.audio import frames, noise
from tests.standins.bey import BeyStandIn
from tests.standins.faults import Fault
from tests.standins.server import broken_tls

from ringbook.agent.providers.avatar import show_avatar
from ringbook.config import Settings
from ringbook.local import machine
from ringbook.local.livekit_server import provide_binary
from ringbook.local.machine import LiveKit

AGENT = "agent"
AVATAR = "bey-avatar-agent"
PATIENCE = 60.0
"""Seconds; only a broken avatar takes so long, however busy the machine."""


@pytest.fixture
async def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LiveKit]:
    binary = await asyncio.to_thread(provide_binary, lambda _: None)
    component, server = machine.livekit(tmp_path, binary)
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(
        *component.command, env=dict(component.env), stdout=quiet, stderr=quiet
    )
    try:
        async with asyncio.timeout(PATIENCE):
            while not await component.healthy():  # noqa: ASYNC110 - another process has no event
                await asyncio.sleep(0.05)
        monkeypatch.setenv("LIVEKIT_URL", server.url)
        monkeypatch.setenv("LIVEKIT_API_KEY", server.keys.key)
        monkeypatch.setenv("LIVEKIT_API_SECRET", server.keys.secret)
        yield server
    finally:
        process.terminate()
        await process.wait()


def ticket(server: LiveKit, identity: str, kind: Literal["agent", "standard"] = "standard") -> str:
    grants = api.VideoGrants(room_join=True, room="call")
    token = api.AccessToken(server.keys.key, server.keys.secret)
    return token.with_identity(identity).with_kind(kind).with_grants(grants).to_jwt()


@asynccontextmanager
async def agents_room(server: LiveKit) -> AsyncIterator[rtc.Room]:
    """A room in which the agent waits, inside what a job of the worker gives."""
    key = ticket(server, AGENT, "agent")
    room = rtc.Room()
    await room.connect(server.url, key)
    async with utils.http_context.open():
        with fake_job_context(room=room, agent_identity=AGENT) as job:
            job._info.url, job._info.token = server.url, key  # the helper leaves them empty
            yield room
            job._tempdir.cleanup()
    await room.disconnect()


def settings_of(server: LiveKit, bey: BeyStandIn) -> Settings:
    there = {name.lower(): value for name, value in bey.environment().items()}
    return Settings.model_validate(
        there
        | {
            "livekit_url": server.url,
            "livekit_api_key": server.keys.key,
            "livekit_api_secret": server.keys.secret,
        }
    )


async def test_the_avatar_comes_is_seen_and_speaks(server: LiveKit) -> None:
    async with BeyStandIn() as bey, agents_room(server) as room, AgentSession[None]() as session:
        assert await show_avatar(settings_of(server, bey), session, room, patience=PATIENCE)
        tracks = room.remote_participants[AVATAR].track_publications.values()
        assert rtc.TrackKind.KIND_VIDEO in [track.kind for track in tracks]
        voice = session.output.audio
        assert voice is not None
        for frame in frames(noise(1.0)):
            await voice.capture_frame(frame)
        voice.flush()
        async with asyncio.timeout(PATIENCE):
            played = await voice.wait_for_playout()
    assert played.playback_position == pytest.approx(1.0, abs=0.2)
    (served,) = bey.served
    assert served.audio_seconds == pytest.approx(1.0, abs=0.2)
    assert served.joined_seconds > served.audio_seconds


async def test_when_it_leaves_the_agent_is_heard_by_itself(server: LiveKit) -> None:
    async with BeyStandIn() as bey, agents_room(server) as room, AgentSession[None]() as session:
        bey.faults.add(Fault.CUT_MID)
        left = asyncio.Event()
        assert await show_avatar(
            settings_of(server, bey), session, room, patience=PATIENCE, left=left.set
        )
        async with caller_hearing(server) as heard, asyncio.timeout(PATIENCE):
            await say(session)
            await left.wait()
            await say(session)
            await heard.wait()


@asynccontextmanager
async def caller_hearing(server: LiveKit) -> AsyncIterator[asyncio.Event]:
    """A caller in the room; the event is set when the agent's own track makes a sound."""
    heard = asyncio.Event()
    listening = set[asyncio.Task[None]]()

    async def listen(track: rtc.Track) -> None:
        async for event in rtc.AudioStream(track):
            if any(event.frame.data):
                heard.set()

    def subscribed(track: rtc.Track, _: object, who: rtc.RemoteParticipant) -> None:
        if who.identity == AGENT and track.kind == rtc.TrackKind.KIND_AUDIO:
            listening.add(asyncio.create_task(listen(track)))

    room = rtc.Room()
    room.on("track_subscribed", subscribed)
    await room.connect(server.url, ticket(server, "caller"))
    try:
        yield heard
    finally:
        await utils.aio.cancel_and_wait(*listening)
        await room.disconnect()


async def say(session: AgentSession[None]) -> None:
    """A second of noise in place of a sentence."""
    voice = session.output.audio
    assert voice is not None
    for frame in frames(noise(1.0)):
        await voice.capture_frame(frame)
    voice.flush()


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (Fault.UNAUTHORIZED, "status 401, key refused"),
        (Fault.RATE_LIMITED, "no answer in time"),
        (Fault.SERVER_ERROR, "no answer in time"),
        (Fault.REFUSED, "no answer in time"),
        (Fault.HANG_FIRST, "no answer in time"),
        (Fault.HANG_MID, "no answer in time"),
        (Fault.EMPTY, "no answer in time"),
    ],
)
async def test_without_the_avatar_the_voice_stays_where_it_was(
    server: LiveKit, fault: Fault, why: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with BeyStandIn() as bey, agents_room(server) as room, AgentSession[None]() as session:
        bey.faults.add(fault)
        before = session.output.audio
        there = settings_of(server, bey)
        assert not await show_avatar(there, session, room, patience=PATIENCE, latest=1.0)
        assert session.output.audio is before
        assert [t for t in asyncio.all_tasks() if "_start_task" in repr(t.get_coro())] == []
    assert bey.faults.struck[0] is fault
    [told] = [r.message for r in caplog.records if r.name == "ringbook.providers"]
    assert told == f"Beyond Presence: {why}; the call goes on by voice alone"


async def test_one_behind_broken_tls_leaves_the_voice_where_it_was(server: LiveKit) -> None:
    async with broken_tls() as host, agents_room(server) as room, AgentSession[None]() as session:
        there = settings_of(server, BeyStandIn()).model_copy(update={"bey_url": f"https://{host}"})
        assert not await show_avatar(there, session, room, patience=PATIENCE, latest=5.0)
        assert session.output.audio is None


async def test_one_that_answers_nonsense_but_comes_is_shown(server: LiveKit) -> None:
    async with BeyStandIn() as bey, agents_room(server) as room, AgentSession[None]() as session:
        bey.faults.add(Fault.MALFORMED)
        assert await show_avatar(settings_of(server, bey), session, room, patience=PATIENCE)


async def test_one_that_is_late_speaks_from_then_on(server: LiveKit) -> None:
    async with BeyStandIn() as bey, agents_room(server) as room, AgentSession[None]() as session:
        bey.may_come.clear()
        joined = asyncio.Event()
        assert not await show_avatar(
            settings_of(server, bey),
            session,
            room,
            patience=0.1,
            latest=PATIENCE,
            joined=joined.set,
        )
        async with caller_hearing(server) as heard, asyncio.timeout(PATIENCE):
            await session.start(Agent(instructions=""), room=room, record=False, session_host=False)
            await session.say("So far by voice.", audio=sound())
            await heard.wait()
            bey.may_come.set()
            await joined.wait()
            await session.say("And now by the avatar.", audio=sound())
    (served,) = bey.served
    assert served.audio_seconds == pytest.approx(1.0, abs=0.2)


async def sound() -> AsyncIterator[rtc.AudioFrame]:
    """A second of noise in place of a sentence."""
    for frame in frames(noise(1.0)):
        yield frame
