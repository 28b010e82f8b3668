"""A stand-in for Azure OpenAI's chat completions, and for endpoints that speak like OpenAI's."""

import contextlib
import re
from http import HTTPStatus
from typing import Any

from aiohttp import web
from tests.standins.azure_request import ChatRequest, read
from tests.standins.azure_rules import problems
from tests.standins.azure_script import Script, booking, tampered
from tests.standins.azure_stream import ChatServed, ChatStream, tokens
from tests.standins.faults import STATUSES, Fault
from tests.standins.server import StandIn

__all__ = ["AzureStandIn"]

KEY = "azure-key-of-the-stand-in"
DEPLOYMENT = "gpt-4o"
VERSION = re.compile(r"\d{4}-\d\d-\d\d(-preview)?")
CACHED_FROM = 1024
CACHED_STEP = 128
"""Azure caches prompts of 1024 tokens and more, in steps of 128."""
MESSAGES = {
    401: "Access denied due to invalid subscription key or wrong API endpoint.",
    404: "The API deployment for this resource does not exist.",
    429: "Requests have exceeded the token rate limit. Please retry after 1 second.",
    500: "The server had an error while processing your request.",
}
FILTERED = {
    "code": "content_filter",
    "message": "The response was filtered due to the prompt triggering a content policy.",
    "param": "prompt",
    "status": 400,
    "innererror": {"code": "ResponsibleAIPolicyViolation"},
}
"""What Azure answers to a prompt that its filter takes for harmful; OpenAI's own does not."""


class AzureStandIn(StandIn[ChatRequest]):
    """Answers from `script`; `served` counts every request that was answered, in order."""

    def __init__(
        self,
        script: Script = booking,
        *,
        key: str = KEY,
        deployments: tuple[str, ...] = (DEPLOYMENT,),
        pace: float = 0.0,
        cached_from: int = CACHED_FROM,
    ) -> None:
        """`pace` is in seconds from one piece of an answer to the next."""
        super().__init__()
        self.cached_from = cached_from
        self.pace = pace
        self.script = script
        self.key = key
        self.deployments = deployments
        self.versions: set[str] = set()
        self.served: list[ChatServed] = []
        self.requests: list[ChatRequest] = []

    def environment(self) -> dict[str, str]:
        return {
            "AZURE_OPENAI_API_KEY": self.key,
            "AZURE_OPENAI_ENDPOINT": self.url,
            "AZURE_OPENAI_DEPLOYMENT": self.deployments[0],
        }

    def _app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/openai/deployments/{name}/chat/completions", self._azure)
        app.router.add_post("/v1/chat/completions", self._compatible)
        app.router.add_get("/openai/models", self._models)
        app.router.add_get("/v1/models", self._models)
        return app

    async def _models(self, request: web.Request) -> web.Response:
        return web.json_response({"object": "list", "data": []})

    async def _azure(self, request: web.Request) -> web.StreamResponse:
        version = request.query.get("api-version", "")
        if not VERSION.fullmatch(version):
            return self._refused(404, f"api-version {version!r} is none")
        self.versions.add(version)
        if request.match_info["name"] not in self.deployments:
            return self._refused(404, f"no deployment {request.match_info['name']}")
        if request.headers.get("api-key") != self.key:
            return self._refused(401, "a wrong api-key")
        return await self._chat(request, request.match_info["name"])

    async def _compatible(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("Authorization") != f"Bearer {self.key}":
            return self._refused(401, "a wrong bearer token")
        return await self._chat(request, "")

    def _refused(self, status: int, why: str) -> web.Response:
        self.violation(f"{status}: {why}")
        return _error(status)

    async def _chat(self, request: web.Request, deployment: str) -> web.StreamResponse:
        body: Any = await request.json()
        if found := problems(body):
            self.violation("400: " + ", ".join(found))
            return _error(400, found[0])
        asked = read(body, deployment or str(body.get("model")))
        fault = self.faults.strike(asked)
        if fault is Fault.HANG_FIRST:
            self._take(asked)
        if await self.struck_down(request, fault):
            return web.Response()
        if fault in STATUSES:
            return _error(STATUSES[fault])
        if fault is Fault.PROMPT_FILTERED:
            return web.json_response({"error": FILTERED}, status=400)
        return await self._answer(request, asked, fault)

    def _take(self, asked: ChatRequest) -> ChatServed:
        """From here on the prompt is billed, whatever becomes of the answer."""
        served = ChatServed(asked.deployment, tokens(asked.prompt), self._cached(asked))
        self.served.append(served)
        self.requests.append(asked)
        return served

    async def _answer(
        self, request: web.Request, asked: ChatRequest, fault: Fault | None
    ) -> web.StreamResponse:
        served = self._take(asked)
        stream = ChatStream(request, served, len(self.served), self.pace)
        answer = tampered(self.script(asked), fault)
        with contextlib.suppress(ConnectionError):  # an interrupted client hangs up
            await stream.answer(answer, fault)
            await self._end(request, stream, fault)
        return stream.response

    async def _end(self, request: web.Request, stream: ChatStream, fault: Fault | None) -> None:
        if fault is Fault.HANG_MID:
            await self.hang()
        elif fault in (Fault.CUT_MID, Fault.CUT_AFTER_TOOL):
            self.cut(request)
        elif fault not in (Fault.MALFORMED, Fault.ERROR_MID):
            await stream.finish()

    def _cached(self, asked: ChatRequest) -> int:
        """Tokens at the beginning that an earlier prompt of the deployment shares with this one."""
        shared = 0
        for old in self.requests:
            begins_alike = old.prompt.startswith(asked.prompt[: shared + 1])
            if begins_alike and old.deployment == asked.deployment:
                shared = _shared(asked.prompt, old.prompt)
        known = tokens(asked.prompt[:shared])
        return known // CACHED_STEP * CACHED_STEP if known >= self.cached_from else 0


def _shared(one: str, other: str) -> int:
    """How many characters two prompts have in common at their beginning: by halves, for all that
    every call has asked before is compared with every question."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one.startswith(other[:middle]) else (low, middle - 1)
    return low


def _error(status: int, message: str | None = None) -> web.Response:
    """An error as Azure words it."""
    headers = {"Retry-After": "1", "retry-after-ms": "1000"} if status == 429 else {}
    text = message or MESSAGES.get(status, HTTPStatus(status).phrase)
    return web.json_response(
        {"error": {"code": str(status), "message": text}}, status=status, headers=headers
    )
