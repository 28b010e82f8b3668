"""The whole web application over ASGI, with a diary in memory."""

import json
from dataclasses import dataclass, field, replace
from datetime import time
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import jwt
import pytest
from tests.unit.api.desk import DeskInMemory

from ringbook.api.app import create_app
from ringbook.api.tokens import Tokens
from ringbook.config import Settings
from ringbook.domain.booking_link import BookingLinks
from ringbook.domain.model import OpenRange, Practice, Service
from ringbook.errors import ConfigurationError, DatabaseUnavailable
from ringbook.practice.logo import Logo

SECRET = "a secret that is long enough to sign"
PRACTICE = Practice(
    tenant_id=UUID(int=1),
    slug="bright-smile",
    name="Bright Smile",
    timezone="Asia/Kolkata",
    opening_hours=((OpenRange(time(9), time(12, 30)), OpenRange(time(14), time(18))),) * 5
    + ((),) * 2,
    services=(Service(UUID(int=2), "Check-up", 30, price=Decimal("45.00")),),
    providers=(),
    address="1 High Street",
    hand_over_phone="+911140001000",
)


@dataclass
class DiaryInMemory:
    by_slug: dict[str, Practice] = field(default_factory=lambda: {PRACTICE.slug: PRACTICE})
    summaries: dict[str, dict[str, Any]] = field(default_factory=dict)
    booked: dict[str, frozenset[UUID]] = field(default_factory=dict)
    logos: dict[str, Logo] = field(default_factory=dict)
    up: bool = True

    async def practice(self, slug: str | None) -> Practice:
        if not self.up:
            raise DatabaseUnavailable("no route to 10.0.0.7")
        try:
            return self.by_slug[slug or PRACTICE.slug]
        except KeyError:
            raise ConfigurationError("there is none") from None

    async def practices(self) -> list[Practice]:
        if not self.up:
            raise DatabaseUnavailable("no route to 10.0.0.7")
        return list(self.by_slug.values())

    async def logo(self, slug: str) -> Logo | None:
        return self.logos.get(slug)

    async def summary(self, session_id: str) -> dict[str, Any] | None:
        return self.summaries.get(session_id)

    async def booked_in(self, session_id: str) -> frozenset[UUID]:
        return self.booked.get(session_id, frozenset())


class Web:
    def __init__(self, page: Path, **given: object) -> None:
        self.diary = DiaryInMemory()
        self.now = 0.0
        livekit = {"url": "ws://127.0.0.1:7880", "api_key": "key", "api_secret": SECRET}
        settings = Settings(
            _env_file=None, **{f"livekit_{name}": value for name, value in livekit.items()}, **given
        )
        desk = DeskInMemory()
        app = create_app(settings, self.diary, desk, page=page, now=lambda: self.now)
        transport = httpx.ASGITransport(app)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://localhost:8080")

    async def token(self, **body: object) -> httpx.Response:
        return await self.client.post("/api/token", json=body)


@pytest.fixture
def web(tmp_path: Path) -> Web:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html>page")
    (tmp_path / "assets" / "index-1a2b.js").write_text("script")
    (tmp_path / ".ringbook").write_text("stamp")
    return Web(tmp_path)


async def test_a_token_comes_with_the_server_to_use(web: Web) -> None:
    answer = await web.token()
    assert answer.status_code == 201
    assert answer.json()["server_url"] == "ws://127.0.0.1:7880"
    assert answer.json().keys() == {"server_url", "participant_token"}


async def test_an_empty_body_is_the_first_practice(web: Web) -> None:
    assert (await web.client.post("/api/token")).status_code == 201


@pytest.mark.parametrize(
    "key", ["room", "room_name", "identity", "participant_identity", "metadata", "room_config"]
)
async def test_room_identity_and_metadata_are_refused(web: Web, key: str) -> None:
    answer = await web.token(**{key: "mine"})
    assert answer.status_code == 422
    assert answer.json() == {"detail": f"{key}: Extra inputs are not permitted"}


@pytest.mark.parametrize(
    ("named", "told"),
    [("Asia/Calcutta", "Asia/Kolkata"), ("Mars/Olympus", None), ("../../etc/passwd", None)],
)
async def test_the_browsers_zone_is_passed_on_when_it_is_one(
    web: Web, named: str, told: str | None
) -> None:
    answer = await web.token(timezone=named)
    assert answer.status_code == 201
    token = answer.json()["participant_token"]
    claims = jwt.decode(token, options={"verify_signature": False})
    job = json.loads(claims["roomConfig"]["agents"][0]["metadata"])
    assert job.get("timezone") == told


@pytest.mark.parametrize("body", ["[]", "{", '{"practice": 7}', '"x"', '{"practice": ""}'])
async def test_a_misshapen_body_is_refused_without_repeating_it(web: Web, body: str) -> None:
    answer = await web.client.post("/api/token", content=body)
    assert answer.status_code == 422
    assert "input" not in answer.json()


async def test_a_large_body_is_refused(web: Web) -> None:
    answer = await web.client.post("/api/token", content=b" " * 5000)
    assert answer.status_code == 413


async def test_an_unknown_practice_is_not_found(web: Web) -> None:
    assert (await web.token(practice="nobody")).status_code == 404
    assert (await web.client.get("/api/practice?practice=nobody")).status_code == 404


async def test_a_caller_in_a_hurry_is_told_when_to_come_back(web: Web) -> None:
    answers = [await web.token() for _ in range(11)]
    assert [answer.status_code for answer in answers] == [201] * 10 + [429]
    wait = int(answers[-1].headers["Retry-After"])
    web.now += wait
    assert (await web.token()).status_code == 201


async def test_a_database_that_is_away_is_said_without_details(web: Web) -> None:
    web.diary.up = False
    answer = await web.token()
    assert (answer.status_code, answer.json()) == (503, {"detail": "the database does not answer"})


async def test_the_practice_is_what_the_page_shows(web: Web) -> None:
    shown = (await web.client.get("/api/practice")).json()
    assert shown["name"] == "Bright Smile"
    assert shown["phone"] == "+911140001000"
    assert shown["opening_hours"][0] == {
        "day": "monday",
        "ranges": [["09:00", "12:30"], ["14:00", "18:00"]],
    }
    assert shown["opening_hours"][6] == {"day": "sunday", "ranges": []}
    assert shown["services"] == [{"name": "Check-up", "duration_minutes": 30, "price": "45.00"}]
    assert shown["shows_cost"] is False


async def test_callers_see_what_a_call_cost_when_the_owner_says_so(tmp_path: Path) -> None:
    web = Web(tmp_path, ringbook_page_shows_cost=True)
    assert (await web.client.get("/api/practice")).json()["shows_cost"] is True


async def test_a_summary_is_only_for_the_bearer_of_that_call(web: Web) -> None:
    tokens = Tokens("key", SECRET, "ringbook")
    mine, other = tokens.mint("bright-smile"), tokens.mint("bright-smile")
    summary = {"type": "call_summary", "summary": "Booked.", "appointments": []}
    web.diary.summaries[tokens.room_of(mine)] = summary

    async def ask(token: str) -> httpx.Response:
        return await web.client.get(
            "/api/calls/summary", headers={"Authorization": f"Bearer {token}"}
        )

    assert (await ask(mine)).json()["summary"] == "Booked."
    assert (await ask(mine)).headers["Cache-Control"] == "no-store"
    assert (await ask(other)).status_code == 404
    content, _, _ = mine.rpartition(".")
    assert (await ask(f"{content}.{other.rpartition('.')[2]}")).status_code == 401
    assert (await web.client.get("/api/calls/summary")).status_code == 401


async def test_a_summary_links_to_what_the_call_itself_booked(web: Web) -> None:
    """Not to what it only moved or cancelled: that may need less than the link allows."""
    tokens = Tokens("key", SECRET, "ringbook")
    token = tokens.mint("bright-smile")
    room, booked, moved = tokens.room_of(token), UUID(int=30), UUID(int=31)
    appointments = [{"id": str(booked)}, {"id": str(moved)}]
    web.diary.summaries[room] = {"type": "call_summary", "appointments": appointments}
    web.diary.booked[room] = frozenset({booked})
    bearer = {"Authorization": f"Bearer {token}"}
    told = (await web.client.get("/api/calls/summary", headers=bearer)).json()["appointments"]
    assert told == [
        {"id": str(booked), "link": BookingLinks.of(SECRET).path(booked)},
        {"id": str(moved)},
    ]


async def test_the_page_asks_again_but_keeps_hashed_assets(web: Web) -> None:
    page = await web.client.get("/")
    assert (page.text, page.headers["Cache-Control"]) == ("<!doctype html>page", "no-cache")
    asset = await web.client.get("/assets/index-1a2b.js")
    assert asset.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    missing = await web.client.get("/assets/gone.js")
    assert missing.status_code == 404
    assert "immutable" not in missing.headers.get("Cache-Control", "")


async def test_each_practice_has_the_page_at_its_slug(web: Web) -> None:
    for path in ("/bright-smile", "/bright-smile/"):
        page = await web.client.get(path)
        assert (page.status_code, page.text) == (200, "<!doctype html>page")
        assert page.headers["Cache-Control"] == "no-cache"
        assert page.headers["Content-Type"].startswith("text/html")


async def test_a_page_of_nobody_is_not_found_and_says_so_itself(web: Web) -> None:
    page = await web.client.get("/nobody")
    assert (page.status_code, page.text) == (404, "<!doctype html>page")
    again = await web.client.get("/nobody", headers={"If-None-Match": page.headers["ETag"]})
    assert (again.status_code, again.text) == (404, "<!doctype html>page")


async def test_a_practice_s_page_comes_while_the_database_is_away(web: Web) -> None:
    web.diary.up = False
    page = await web.client.get("/bright-smile")
    assert (page.status_code, page.text) == (503, "<!doctype html>page")


async def test_a_logo_may_do_nothing_on_its_own(web: Web) -> None:
    assert (await web.client.get("/api/practice")).json()["logo"] is None
    assert (await web.client.get("/api/logo/bright-smile")).status_code == 404
    web.diary.by_slug["bright-smile"] = replace(PRACTICE, logo="0123456789abcdef")
    web.diary.logos["bright-smile"] = Logo("image/svg+xml", b"<svg onload='alert(1)'/>")
    address = (await web.client.get("/api/practice")).json()["logo"]
    assert address == "/api/logo/bright-smile?v=0123456789ab"
    image = await web.client.get(address)
    assert image.content == b"<svg onload='alert(1)'/>"
    assert image.headers["Content-Type"] == "image/svg+xml"
    assert image.headers["X-Content-Type-Options"] == "nosniff"
    policy = image.headers["Content-Security-Policy"]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; sandbox"


async def test_the_practices_are_listed_with_nothing_else(web: Web) -> None:
    listed = (await web.client.get("/api/practices")).json()
    assert listed == [{"slug": "bright-smile", "name": "Bright Smile"}]


@pytest.mark.parametrize(
    "path", ["/.ringbook", "/../secret", "/%2e%2e/secret", "/assets/..%2f.ringbook"]
)
async def test_only_the_page_is_served(web: Web, path: str) -> None:
    assert (await web.client.get(path)).status_code == 404


@pytest.mark.parametrize("path", ["/", "/api/practice", "/nowhere", "/healthz"])
async def test_every_answer_has_the_security_headers(web: Web, path: str) -> None:
    headers = (await web.client.get(path)).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self';" in policy
    assert "connect-src 'self' ws://127.0.0.1:7880 http://127.0.0.1:7880;" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["Permissions-Policy"].startswith("microphone=(self)")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


async def test_another_sites_name_for_this_machine_is_refused(web: Web) -> None:
    answer = await web.client.post("/api/token", headers={"Host": "evil.example"})
    assert answer.status_code == 400


async def test_the_access_log_holds_nothing_personal(
    web: Web, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="ringbook.web")
    await web.client.get("/api/practice?practice=nobody", headers={"Authorization": "Bearer x"})
    [line] = [record.getMessage() for record in caplog.records if record.name == "ringbook.web"]
    assert line.startswith("GET /api/practice 404 ")
    assert "nobody" not in line
    assert "Bearer" not in line
