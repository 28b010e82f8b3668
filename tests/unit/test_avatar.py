"""The avatar comes in time, or the call goes on by voice alone."""

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest
from livekit import rtc
from livekit.agents import AgentSession
from livekit.plugins import bey
from livekit.rtc import EventEmitter
from tests.unit.providers.waiting import until

from ringbook.agent.providers.avatar import show_avatar
from ringbook.config import Settings

SETTINGS = Settings.model_validate(
    {
        "bey_api_key": "k",
        "bey_avatar_id": "a",
        "livekit_url": "ws://127.0.0.1:1",
        "livekit_api_key": "k",
        "livekit_api_secret": "s",
    }
)
ROOM = cast(
    rtc.Room, SimpleNamespace(on=lambda *_: None, remote_participants={"avatar": "somebody"})
)


class Face:
    """Takes the session's voice as the plugin does; `joins` and `fails` say how it goes on."""

    avatar_identity = "avatar"
    joins = True
    fails = False
    closed = False
    came: asyncio.Event

    def __init__(self, **_: Any) -> None:
        Face.closed = False
        Face.came = asyncio.Event()

    async def start(self, session: AgentSession[Any], room: rtc.Room, **_: Any) -> None:
        if Face.fails:
            raise ConnectionError("no answer")
        session.output.replace_audio_tail(cast(Any, "to the avatar"))

    async def wait_for_join(self, *, timeout: float | None) -> None:  # noqa: ASYNC109 (the SDK's)
        if not Face.joins:
            await Face.came.wait()

    async def aclose(self) -> None:
        Face.closed = True


class Session(EventEmitter[str]):
    """The session's output, and whether it speaks."""

    agent_state = "initializing"

    def __init__(self) -> None:
        super().__init__()
        self.output = self
        self.audio = "to the room"

    def replace_audio_tail(self, sink: str) -> None:
        self.audio = sink

    def is_now(self, state: str) -> None:
        self.agent_state = state
        self.emit("agent_state_changed", None)


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> AgentSession[Any]:
    monkeypatch.setattr(bey, "AvatarSession", Face)
    return cast(AgentSession[Any], Session())


@pytest.mark.parametrize(
    ("joins", "fails", "shown", "audio"),
    [
        (True, False, True, "to the avatar"),
        (False, False, False, "to the room"),
        (True, True, False, "to the room"),
    ],
    ids=["comes", "does not join", "cannot be reached"],
)
async def test_the_voice_goes_where_somebody_is(
    session: AgentSession[Any],
    monkeypatch: pytest.MonkeyPatch,
    joins: bool,
    fails: bool,
    shown: bool,
    audio: str,
) -> None:
    monkeypatch.setattr(Face, "joins", joins)
    monkeypatch.setattr(Face, "fails", fails)
    seen = await show_avatar(SETTINGS, session, ROOM, patience=60, latest=0.01)
    assert seen is shown
    assert cast(Any, session.output.audio) == audio
    assert Face.closed is not shown


async def test_one_that_comes_late_takes_over_when_nothing_is_being_said(
    session: AgentSession[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Face, "joins", False)
    joined = asyncio.Event()
    there = await show_avatar(SETTINGS, session, ROOM, patience=0.01, joined=joined.set)
    agent = cast(Session, session)
    agent.is_now("speaking")
    Face.came.set()
    await asyncio.wait_for(joined.wait(), 60)
    await asyncio.sleep(0)
    assert (there, agent.audio) == (False, "to the room")  # in the middle of a sentence
    agent.is_now("listening")
    await until(lambda: agent.audio == "to the avatar")


async def test_one_that_left_before_it_spoke_is_not_spoken_to(
    session: AgentSession[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Face, "joins", False)
    empty = cast(rtc.Room, SimpleNamespace(on=lambda *_: None, remote_participants={}))
    await show_avatar(SETTINGS, session, empty, patience=0.01)
    agent = cast(Session, session)
    Face.came.set()
    await until(lambda: len(asyncio.all_tasks()) == 1)
    assert agent.audio == "to the room"


async def test_the_end_of_the_call_ends_the_waiting(
    session: AgentSession[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Face, "joins", False)
    await show_avatar(SETTINGS, session, ROOM, patience=0.01)
    cast(Session, session).emit("close", None)
    await until(lambda: len(asyncio.all_tasks()) == 1)
    assert Face.closed


async def test_the_log_says_why_it_did_not_come(
    session: AgentSession[Any], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(Face, "fails", True)
    await show_avatar(SETTINGS, session, ROOM)
    said = [r.message for r in caplog.records if r.name == "ringbook.providers"]
    assert said == ["Beyond Presence: connection lost; the call goes on by voice alone"]


async def test_without_a_key_nothing_is_started(session: AgentSession[Any]) -> None:
    none = SETTINGS.model_copy(update={"bey_api_key": None, "bey_avatar_id": None})
    assert await show_avatar(none, session, ROOM) is False
    assert cast(Any, session.output.audio) == "to the room"
