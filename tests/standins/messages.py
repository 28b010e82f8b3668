"""A stand-in for the owner's gateway of text messages: takes them, and says what is wrong."""

import json
import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

from aiohttp import web
from tests.standins.faults import STATUSES, Fault
from tests.standins.server import StandIn

from ringbook.domain.phone import masked

__all__ = ["KEY", "MessagesStandIn"]

KEY = "messages-key-of-the-stand-in"
E164 = re.compile(r"\+[1-9]\d{6,14}")
FIELDS = {"to", "text", "id", "kind"}
KINDS = ("code", "waitlist")
NO_MOBILE = 422
"""What a gateway answers about a number that can get no text messages."""


class MessagesStandIn(StandIn[str]):
    """`sent` are the messages as they were taken, each id once. Faults are chosen by the number."""

    def __init__(self, *, key: str = KEY, tell: Callable[[str], None] = lambda _: None) -> None:
        super().__init__()
        self.key = key
        self.sent: list[dict[str, str]] = []
        self.asked = 0
        """How often anything was asked of it, in vain or not."""
        self.landlines: set[str] = set()
        self._tell = tell

    def environment(self) -> dict[str, str]:
        return {"RINGBOOK_MESSAGES_URL": f"{self.url}/send", "RINGBOOK_MESSAGES_KEY": self.key}

    def codes(self, number: str) -> list[str]:
        """The codes that were sent to a number, in order."""
        texts = [m["text"] for m in self.sent if m["to"] == number and m["kind"] == "code"]
        return [code for text in texts for code in re.findall(r"\b\d{6}\b", text)]

    def _app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/send", self._send)
        app.router.add_route("OPTIONS", "/send", self._options)
        return app

    async def _options(self, request: web.Request) -> web.StreamResponse:
        return await self._failed(request, "") or web.Response(status=204)

    async def _send(self, request: web.Request) -> web.StreamResponse:
        body = await self._body(request)
        if (failed := await self._failed(request, body.get("to", ""))) is not None:
            return failed
        if wrong := _wrong(request, body):
            self.violation(f"400: {wrong}")
            return web.json_response({"error": wrong}, status=400)
        if body["to"] in self.landlines:
            return web.json_response({"error": "no mobile"}, status=NO_MOBILE)
        if body["id"] not in {m["id"] for m in self.sent}:
            self.sent.append(body)
            self._tell(f"message to {masked(body['to'])}: {body['text']}")
        return web.json_response({"id": body["id"]}, status=202)

    async def _body(self, request: web.Request) -> dict[str, str]:
        try:
            read: Any = await request.json()
        except json.JSONDecodeError:
            return {}
        return read if isinstance(read, dict) else {}

    async def _failed(self, request: web.Request, number: str) -> web.StreamResponse | None:
        self.asked += 1
        if request.headers.get("Authorization") != f"Bearer {self.key}":
            self.violation("401: a wrong bearer")
            return web.json_response({"error": "unauthorized"}, status=401)
        fault = self.faults.strike(number, (Fault.REFUSED, Fault.HANG_FIRST, *STATUSES))
        if await self.struck_down(request, fault):
            return web.Response(status=500)
        status = STATUSES.get(fault) if fault else None
        return web.json_response({"error": str(fault)}, status=status) if status else None


def _wrong(request: web.Request, body: dict[str, str]) -> str:
    """What is wrong with a message, "" when nothing is."""
    if set(body) != FIELDS or not all(isinstance(value, str) for value in body.values()):
        return f"the fields must be {sorted(FIELDS)}"
    if E164.fullmatch(body["to"]) is None:
        return "to is not E.164"
    if body["kind"] not in KINDS or not body["text"].strip():
        return "kind or text"
    try:
        UUID(body["id"])
    except ValueError:
        return "id is no UUID"
    return "" if request.headers.get("Idempotency-Key") == body["id"] else "Idempotency-Key"
