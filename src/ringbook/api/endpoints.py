"""The REST endpoints, over a diary, a token mint and a rate limiter."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Header, Path, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import ValidationError

from ringbook.api.bodies import read_body, what_is_wrong
from ringbook.api.diary import Diary
from ringbook.api.rate_limit import RateLimiter, bucket_of
from ringbook.api.tokens import Tokens
from ringbook.api.views import OtherView, PracticeView, TokenRequest, TokenView
from ringbook.domain.booking_link import BookingLinks

__all__ = ["Endpoints", "problem"]

_BEARER = "Bearer "
_ALONE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "Cache-Control": "public, max-age=86400",
}


@dataclass(slots=True)
class Endpoints:
    """`diary` is there once the application has started; `now` is a monotonic clock in seconds."""

    tokens: Tokens
    livekit_url: str
    limiter: RateLimiter
    now: Callable[[], float]
    diary: Diary
    links: BookingLinks
    shows_cost: bool

    def router(self) -> APIRouter:
        router = APIRouter()
        router.add_api_route(
            "/api/token", self.token, methods=["POST"], status_code=201, response_model=TokenView
        )
        router.add_api_route("/api/practice", self.practice, response_model=PracticeView)
        router.add_api_route("/api/practices", self.practices, response_model=list[OtherView])
        router.add_api_route("/api/logo/{slug}", self.logo)
        router.add_api_route("/api/calls/summary", self.summary)
        router.add_api_route("/healthz", self.health)
        return router

    async def token(self, request: Request) -> Response | TokenView:
        """A fresh room and a token for one caller."""
        address = bucket_of(request.client.host if request.client else "")
        if seconds := self.limiter.wait(address, self.now()):
            return problem(429, "too many calls from this address", {"Retry-After": str(seconds)})
        try:
            wanted = TokenRequest.model_validate_json(await read_body(request) or b"{}")
        except ValidationError as error:
            return problem(422, what_is_wrong(error))
        practice = await self.diary.practice(wanted.practice)
        token = self.tokens.mint(practice.slug, wanted.timezone)
        return TokenView(server_url=self.livekit_url, participant_token=token)

    async def practice(
        self, practice: Annotated[str | None, Query(max_length=100)] = None
    ) -> PracticeView:
        """What the page shows of a practice."""
        found = await self.diary.practice(practice)
        return PracticeView.of(found, shows_cost=self.shows_cost)

    async def practices(self) -> list[OtherView]:
        """The practices that have a page here, in the order in which they were first applied."""
        return [OtherView(slug=p.slug, name=p.name) for p in await self.diary.practices()]

    async def logo(self, slug: Annotated[str, Path(max_length=100)]) -> Response:
        """A practice's logo. It comes from its owner, so that it may do nothing on its own."""
        found = await self.diary.logo(slug)
        if found is None:
            return problem(404, "no such logo")
        return Response(found.image, media_type=found.media_type, headers=_ALONE)

    async def summary(self, authorization: Annotated[str, Header()] = "") -> Response:
        """The summary of the bearer's own call, for a page that lost its data channel."""
        room = self.tokens.room_of(authorization.removeprefix(_BEARER))
        found: dict[str, Any] | None = await self.diary.summary(room)
        if found is None:
            return problem(404, "no record of this call yet")
        booked = await self.diary.booked_in(room)
        for one in found["appointments"]:
            if (appointment_id := UUID(one["id"])) in booked:
                one["link"] = self.links.path(appointment_id)
        return JSONResponse(found, headers={"Cache-Control": "no-store"})

    async def health(self) -> dict[str, str]:
        """Whether this process answers; says nothing of the database or the LiveKit server."""
        return {"status": "ok"}


def problem(status: int, detail: str, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse({"detail": detail}, status, headers)
