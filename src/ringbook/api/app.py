"""The web server: tokens, the practice, a call's summary, and the page. Never imports the agent."""

import time
from collections.abc import Callable
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import PlainTextResponse
from starlette.middleware.trustedhost import TrustedHostMiddleware

from ringbook.api.diary import Diary
from ringbook.api.endpoints import BodyTooLarge, Endpoints, problem
from ringbook.api.headers import AccessLog, SecurityHeaders, security_headers
from ringbook.api.page import Page, find_page
from ringbook.api.rate_limit import RateLimiter
from ringbook.api.tokens import TokenInvalid, Tokens
from ringbook.config import Settings
from ringbook.errors import ConfigurationError, DatabaseUnavailable

__all__ = ["create_app"]

_BURST = 10
_PROBLEMS: dict[type[Exception], tuple[int, str]] = {
    BodyTooLarge: (413, "the body is too large"),
    TokenInvalid: (401, "not a valid token"),
    ConfigurationError: (404, "no such practice"),
    DatabaseUnavailable: (503, "the database does not answer"),
}


def create_app(
    settings: Settings,
    diary: Diary,
    *,
    page: Path | None = None,
    now: Callable[[], float] = time.monotonic,
) -> FastAPI:
    """The ASGI application; `page` is the directory of the built page, found when not given.

    Raises:
        ConfigurationError: the LiveKit server is not set.
    """
    url, key, secret = settings.require_livekit()
    app = FastAPI(openapi_url=None)
    endpoints = Endpoints(
        tokens=Tokens(key, secret, settings.ringbook_agent_name),
        livekit_url=url,
        limiter=RateLimiter(settings.ringbook_tokens_per_minute, _BURST),
        now=now,
        diary=diary,
    )
    app.include_router(endpoints.router())
    for kind in _PROBLEMS:
        app.add_exception_handler(kind, _as_problem)
    _protect(app, settings, url)
    _serve_page(app, page or find_page(), diary)
    return app


async def _as_problem(_request: Request, error: Exception) -> Response:
    return problem(*_PROBLEMS[type(error)])


def _protect(app: FastAPI, settings: Settings, livekit_url: str) -> None:
    if settings.ringbook_web_host == "127.0.0.1":
        # Another site's name that resolves to this machine must not read tokens (DNS rebinding).
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=["localhost", "127.0.0.1"])
    app.add_middleware(SecurityHeaders, headers=security_headers(livekit_url))
    app.add_middleware(AccessLog)


def _serve_page(app: FastAPI, directory: Path | None, diary: Diary) -> None:
    if directory is not None:
        app.mount("/", Page(directory, diary))
        return

    async def not_built() -> Response:
        return PlainTextResponse("The page is not built yet: run `make up`.\n", 503)

    app.add_api_route("/", not_built)
