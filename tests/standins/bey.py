"""A stand-in for Beyond Presence: a session is started by REST, then the avatar joins the room."""

import asyncio
import base64
import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from livekit.agents import utils
from tests.standins.bey_face import Face
from tests.standins.faults import STATUSES, Fault
from tests.standins.server import StandIn

__all__ = ["AVATAR", "AvatarServed", "BeyStandIn"]

KEY = "bey-key-of-the-stand-in"
AVATAR = "b9be11b8-89fb-4227-8f86-4a881393cbdb"
BROKEN = '{"id": "1'


@dataclass(slots=True)
class AvatarServed:
    """One session. The vendor bills the minutes in the room."""

    avatar_id: str
    joined_seconds: float = 0.0
    audio_seconds: float = 0.0


class BeyStandIn(StandIn[str]):
    """Sends a plain face into the room. Its faults are chosen by the avatar's id.

    EMPTY is a session to which no avatar comes, HANG_MID one who joins and shows nothing,
    CUT_MID one who leaves as soon as it speaks.
    """

    def __init__(self, *, key: str = KEY) -> None:
        super().__init__()
        self.key = key
        self.served: list[AvatarServed] = []
        self.may_come = asyncio.Event()
        """Cleared: avatars are late."""
        self.may_come.set()
        self._visits = set[asyncio.Task[None]]()

    def environment(self) -> dict[str, str]:
        return {"BEY_API_KEY": self.key, "BEY_AVATAR_ID": AVATAR, "BEY_URL": self.url}

    def _app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/v1/sessions", self._session)
        app.router.add_get("/v1/avatars/{id}", self._avatar)
        return app

    async def stop(self) -> None:
        self._stopping.set()
        await asyncio.gather(*self._visits)
        await super().stop()

    async def _avatar(self, request: web.Request) -> web.Response:
        if not self._knows(request):
            return web.json_response({"detail": "Unauthorized"}, status=401)
        if request.match_info["id"] != AVATAR:
            return web.json_response({"detail": "Not found"}, status=404)
        return web.json_response({"id": AVATAR})

    def _knows(self, request: web.Request) -> bool:
        if request.headers.get("x-api-key") == self.key:
            return True
        self.violation("401: a wrong x-api-key")
        return False

    async def _session(self, request: web.Request) -> web.Response:
        if not self._knows(request):
            return web.json_response({"detail": "Unauthorized"}, status=401)
        body: Any = await request.json()
        if found := [*session_problems(body)]:
            self.violation(", ".join(found))
            return web.json_response({"detail": found}, status=422)
        fault = self.faults.strike(body["avatar_id"])
        if await self.struck_down(request, fault):
            return web.Response()
        if fault in STATUSES:
            return web.Response(status=STATUSES[fault], headers={"Retry-After": "1"})
        if fault is not Fault.EMPTY:
            self._visit(body, fault)
        if fault is Fault.MALFORMED:
            return web.Response(status=201, text=BROKEN, content_type="application/json")
        return web.json_response({"id": f"session-{len(self.served)}"}, status=201)

    def _visit(self, body: Mapping[str, str], fault: Fault | None) -> None:
        served = AvatarServed(body["avatar_id"])
        self.served.append(served)
        visit = asyncio.create_task(self._show(Face(), body, served, fault))
        self._visits.add(visit)
        visit.add_done_callback(self._visits.discard)

    async def _show(
        self, face: Face, body: Mapping[str, str], served: AvatarServed, fault: Fault | None
    ) -> None:
        await self.may_come.wait()
        await face.join(body["url"], body["token"])
        joined = time.monotonic()
        ends = [face.gone.wait(), self._stopping.wait()]
        ends += [face.spoke.wait()] if fault is Fault.CUT_MID else []
        shown = [] if fault is Fault.HANG_MID else [face.show()]
        tasks = [asyncio.create_task(work) for work in (*ends, *shown)]
        try:
            await asyncio.wait(tasks[: len(ends)], return_when=asyncio.FIRST_COMPLETED)
        finally:
            await utils.aio.cancel_and_wait(*tasks)
            served.joined_seconds = time.monotonic() - joined
            served.audio_seconds = face.audio_seconds
            await face.close()


def session_problems(body: object) -> Iterator[str]:
    """Why the vendor would refuse a session."""
    if not isinstance(body, Mapping):
        yield "not a JSON object"
        return
    if body.get("transport") != "livekit":
        yield f"transport {body.get('transport')!r} is not livekit"
    if not body.get("avatar_id"):
        yield "no avatar_id"
    if not str(body.get("url", "")).startswith(("ws://", "wss://", "http://", "https://")):
        yield f"url {body.get('url')!r} is no LiveKit server"
    yield from _token_problems(str(body.get("token", "")))


def _token_problems(token: str) -> Iterator[str]:
    """The avatar could not join with such a token."""
    try:
        claims = token.split(".")[1]
        content = json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))
    except (IndexError, ValueError):
        yield "token is no JWT"
        return
    video = content.get("video", {})
    if not video.get("roomJoin") or not video.get("room"):
        yield "token allows to join no room"
    if content.get("exp", 0) < time.time():
        yield "token has expired"
