"""The avatar comes in time, or the call goes on by voice alone."""

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest
from livekit import rtc
from livekit.agents import AgentSession
from livekit.plugins import bey

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
ROOM = cast(rtc.Room, SimpleNamespace(on=lambda *_: None))


class Face:
    """Takes the session's voice as the plugin does; `joins` and `fails` say how it goes on."""

    avatar_identity = "avatar"
    joins = True
    fails = False
    closed = False

    def __init__(self, **_: Any) -> None:
        Face.closed = False

    async def start(self, session: AgentSession[Any], room: rtc.Room, **_: Any) -> None:
        if Face.fails:
            raise ConnectionError("no answer")
        session.output.audio = cast(Any, "to the avatar")

    async def wait_for_join(self, *, timeout: float | None) -> None:  # noqa: ASYNC109 (the SDK's)
        if not Face.joins:
            await asyncio.Event().wait()

    async def aclose(self) -> None:
        Face.closed = True


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> AgentSession[Any]:
    monkeypatch.setattr(bey, "AvatarSession", Face)
    output = SimpleNamespace(audio="to the room")
    return cast(AgentSession[Any], SimpleNamespace(output=output))


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
    assert await show_avatar(SETTINGS, session, ROOM, patience=0.01) is shown
    assert cast(Any, session.output.audio) == audio
    assert Face.closed is not shown


async def test_without_a_key_nothing_is_started(session: AgentSession[Any]) -> None:
    none = SETTINGS.model_copy(update={"bey_api_key": None, "bey_avatar_id": None})
    assert await show_avatar(none, session, ROOM) is False
    assert cast(Any, session.output.audio) == "to the room"
