"""Security headers on every answer, and an access log without addresses, queries or tokens."""

import logging
import re
import time
from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["AccessLog", "SecurityHeaders", "security_headers"]

log = logging.getLogger("ringbook.web")


_PRIVATE = re.compile(r"((?:/+b|(?:/+api)?/+bookings)/+)[^/]+", re.IGNORECASE)
"""A path with the token of a booking in it."""
_KEPT_BY_NOBODY = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}


def security_headers(livekit_url: str) -> dict[str, str]:
    """What a browser may do on our pages: talk to us and to the LiveKit server, nobody else."""
    policy = {
        "default-src": "'self'",
        "connect-src": " ".join(["'self'", *_livekit_origins(livekit_url)]),
        "style-src": "'self' 'unsafe-inline'",  # Mantine sets its variables in style elements
        "img-src": "'self' data: blob:",
        "media-src": "'self' blob:",
        "worker-src": "'self' blob:",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "object-src": "'none'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "Permissions-Policy": "microphone=(self), camera=(), geolocation=()",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


def _livekit_origins(url: str) -> list[str]:
    """Signalling is a websocket; why it was refused is asked by HTTP at the same address."""
    parts = urlsplit(url)
    secure = parts.scheme in {"wss", "https"}
    socket, http = ("wss", "https") if secure else ("ws", "http")
    hosts = [parts.netloc]
    if (parts.hostname or "").endswith(".livekit.cloud"):
        hosts.append("*.livekit.cloud")  # the cloud answers with the nearest region's address
    return [f"{scheme}://{host}" for host in hosts for scheme in (socket, http)]


class SecurityHeaders:
    """ASGI middleware: adds the headers unless the answer has set them.

    What is behind a private link is kept by no cache and found by no search engine.
    """

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        self._app, self._headers = app, headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        private = scope["type"] == "http" and _PRIVATE.match(scope["path"])

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if private:
                    headers.update(_KEPT_BY_NOBODY)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers)


class AccessLog:
    """ASGI middleware: method, path, status, milliseconds. No address, query, header or token."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, begun = 500, time.perf_counter()

        async def noting_status(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting_status)
        finally:
            took = (time.perf_counter() - begun) * 1000
            level = logging.DEBUG if scope["path"] == "/healthz" else logging.INFO
            path = _PRIVATE.sub(r"\1…", scope["path"])
            log.log(level, "%s %s %d %.0f ms", scope["method"], path, status, took)
