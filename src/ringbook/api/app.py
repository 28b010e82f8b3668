"""The web server: tokens, the practice, a call's summary, and the page. Never imports the agent."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from starlette.middleware.trustedhost import TrustedHostMiddleware

from ringbook.api.bodies import BodyTooLarge
from ringbook.api.booking_endpoints import BookingEndpoints
from ringbook.api.diary import BookingDesk, Diary
from ringbook.api.endpoints import Endpoints, problem
from ringbook.api.headers import AccessLog, SecurityHeaders, security_headers
from ringbook.api.page import Page, booking_page, find_page
from ringbook.api.rate_limit import RateLimiter
from ringbook.api.tokens import TokenInvalid, Tokens
from ringbook.api.waiting_endpoints import WaitingDesk, WaitingEndpoints
from ringbook.config import Settings
from ringbook.domain.booking_link import PAGE, WAITING_PAGE, BookingLinks
from ringbook.domain.model import Clock
from ringbook.errors import (
    ConfigurationError,
    DatabaseUnavailable,
    RingbookError,
    UnexpectedFailure,
)

__all__ = ["create_app"]

_BURST = 10
_BURST_OF_A_BOOKING = 30  # who looks for another time turns over many days
_PROBLEMS: dict[type[Exception], tuple[int, str]] = {
    BodyTooLarge: (413, "the body is too large"),
    TokenInvalid: (401, "not a valid token"),
    ConfigurationError: (404, "no such practice"),
    DatabaseUnavailable: (503, "the database does not answer"),
    UnexpectedFailure: (500, "something went wrong"),
}


def _utc_now() -> datetime:
    return datetime.now(UTC)


def create_app(
    settings: Settings,
    diary: Diary,
    desk: BookingDesk,
    *,
    waiting: WaitingDesk | None = None,
    page: Path | None = None,
    now: Callable[[], float] = time.monotonic,
    clock: Clock = _utc_now,
) -> FastAPI:
    """The ASGI application; `page` is the directory of the built page, found when not given.

    Raises:
        ConfigurationError: the LiveKit server is not set.
    """
    url, _, secret = settings.require_livekit()
    links = settings.booking_links() or BookingLinks.of(secret)
    app = FastAPI(openapi_url=None)
    app.include_router(_calls(settings, diary, links, now).router())
    app.include_router(_bookings(settings, desk, links, now, clock).router())
    if waiting is not None:
        limiter = _booking_limiter(settings)
        app.include_router(WaitingEndpoints(links, waiting, limiter, now, clock).router())
    _explain_errors(app)
    _protect(app, settings, url)
    _serve_page(app, page or find_page(), diary)
    return app


def _calls(
    settings: Settings, diary: Diary, links: BookingLinks, now: Callable[[], float]
) -> Endpoints:
    url, key, secret = settings.require_livekit()
    return Endpoints(
        tokens=Tokens(key, secret, settings.ringbook_agent_name),
        livekit_url=url,
        limiter=RateLimiter(settings.ringbook_tokens_per_minute, _BURST),
        now=now,
        diary=diary,
        links=links,
        shows_cost=settings.ringbook_page_shows_cost,
    )


def _bookings(
    settings: Settings,
    desk: BookingDesk,
    links: BookingLinks,
    now: Callable[[], float],
    clock: Clock,
) -> BookingEndpoints:
    return BookingEndpoints(
        links=links,
        desk=desk,
        limiter=_booking_limiter(settings),
        now=now,
        clock=clock,
        public_url=settings.ringbook_public_url,
    )


def _booking_limiter(settings: Settings) -> RateLimiter:
    return RateLimiter(settings.ringbook_bookings_per_minute, _BURST_OF_A_BOOKING)


def _explain_errors(app: FastAPI) -> None:
    for kind in _PROBLEMS:
        app.add_exception_handler(kind, _as_problem)
    app.add_exception_handler(RingbookError, _as_refusal)


async def _as_problem(_request: Request, error: Exception) -> Response:
    return problem(*_PROBLEMS[type(error)])


async def _as_refusal(_request: Request, error: Exception) -> Response:
    """What a caller would hear, with its code. Only the writes of a booking raise these."""
    if not isinstance(error, RingbookError):
        raise error
    return JSONResponse({"code": error.code, "message": error.spoken}, 409)


def _protect(app: FastAPI, settings: Settings, livekit_url: str) -> None:
    if settings.ringbook_web_host == "127.0.0.1":
        # Another site's name that resolves to this machine must not read tokens (DNS rebinding).
        public = urlsplit(settings.ringbook_public_url or "").hostname
        ours = ["localhost", "127.0.0.1", *([public] if public else [])]
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=ours)
    app.add_middleware(SecurityHeaders, headers=security_headers(livekit_url))
    app.add_middleware(AccessLog)


def _serve_page(app: FastAPI, directory: Path | None, diary: Diary) -> None:
    if directory is not None:
        for private in (PAGE, WAITING_PAGE):
            app.add_api_route(private + "{token}", booking_page(directory))
        app.mount("/", Page(directory, diary))
        return

    async def not_built() -> Response:
        return PlainTextResponse("The page is not built yet: run `make up`.\n", 503)

    app.add_api_route("/", not_built)
