"""A place on the waiting list by its private link: over HTTP, against the database."""

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from tests.integration.conftest import NOW, Diary
from tests.integration.waiting import FIRST, SECOND, full, give_up, join

from ringbook.api.app import create_app
from ringbook.api.stored_diary import StoredDesk, StoredDiary, StoredWaiting
from ringbook.config import Settings
from ringbook.domain.booking_link import BookingLinks
from ringbook.store.callers import erase_caller

__all__ = ["full"]

MONDAY = date(2026, 6, 15)
SECRET = "a secret that is long enough to sign"
LINKS = BookingLinks.of(SECRET)


class Web:
    """The application on the test's own clock."""

    def __init__(self, diary: Diary, page: Path) -> None:
        (page / "index.html").write_text("<!doctype html>page")
        settings = Settings.model_validate(
            {
                "livekit_url": "ws://127.0.0.1:7880",
                "livekit_api_key": "key",
                "livekit_api_secret": SECRET,
            }
        )
        self.now: datetime = NOW
        app = create_app(
            settings,
            StoredDiary(diary.db, page),
            StoredDesk(diary.db),
            waiting=StoredWaiting(diary.db),
            page=page,
            clock=lambda: self.now,
        )
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://localhost:8080")


@pytest.fixture
async def web(full: Diary, tmp_path: Path) -> AsyncIterator[Web]:
    made = Web(full, tmp_path)
    async with made.client:
        yield made


async def place(diary: Diary, number: str = FIRST) -> str:
    """The address of a new entry."""
    return f"/api/waiting/{LINKS.token((await join(diary, number)).id)}"


async def test_from_waiting_to_booked(full: Diary, web: Web) -> None:
    here = await place(full)
    waiting = (await web.client.get(here)).json()
    assert (waiting["state"], waiting["held"], waiting["booking"]) == ("waiting", None, None)
    assert waiting["wish"]["first_date"] == "2026-06-15"
    assert FIRST[1:] not in str(waiting)
    await give_up(full)
    offered = (await web.client.get(here)).json()
    assert offered["state"] == "offered"
    assert (offered["held"]["date"], offered["held"]["time"]) == ("2026-06-15", "09:00")
    taken = await web.client.post(f"{here}/take", json={"offer": offered["held"]["offer"]})
    assert taken.json()["state"] == "booked"
    booking = taken.json()["booking"]
    shown = await web.client.get(booking.replace("/b/", "/api/bookings/"))
    assert shown.json()["appointment"]["time"] == "09:00"
    again = await web.client.post(f"{here}/take", json={"offer": offered["held"]["offer"]})
    assert again.json() == taken.json()


async def test_a_hold_that_ran_out_is_refused_in_the_words_of_a_call(full: Diary, web: Web) -> None:
    here = await place(full)
    await give_up(full)
    offer = (await web.client.get(here)).json()["held"]["offer"]
    web.now = NOW + timedelta(minutes=30)
    assert (await web.client.get(here)).json()["state"] == "waiting"
    late = await web.client.post(f"{here}/take", json={"offer": offer})
    assert late.status_code == 409
    assert late.json() == {
        "code": "offer_expired",
        "message": "I'm sorry, that time is no longer kept for you.",
    }


async def test_letting_go_and_leaving_pass_it_on(full: Diary, web: Web) -> None:
    first, second = await place(full, FIRST), await place(full, SECOND)
    await give_up(full)
    offer = (await web.client.get(first)).json()["held"]["offer"]
    declined = await web.client.post(f"{first}/decline", json={"offer": offer})
    assert declined.json()["state"] == "waiting"
    assert (await web.client.get(second)).json()["state"] == "offered"
    assert (await web.client.post(f"{first}/leave")).json()["state"] == "over"
    assert (await web.client.post(f"{first}/leave")).json()["state"] == "over"


async def test_one_link_takes_up_only_its_own_offer(full: Diary, web: Web) -> None:
    first, second = await place(full, FIRST), await place(full, SECOND)
    await give_up(full)
    offer = (await web.client.get(first)).json()["held"]["offer"]
    stolen = await web.client.post(f"{second}/take", json={"offer": offer})
    assert stolen.json()["code"] == "offer_expired"
    assert (await web.client.get(first)).json()["state"] == "offered"


async def test_wrong_links_and_erased_callers_get_the_same_answer(full: Diary, web: Web) -> None:
    here = await place(full)
    await erase_caller(full.db, full.practice.tenant_id, FIRST, "owner", NOW)
    for gone in (here, "/api/waiting/x", "/api/waiting/" + "k" * 43):
        answer = await web.client.get(gone)
        assert (answer.status_code, answer.json()) == (
            404,
            {"detail": "no such place on the waiting list"},
        )
        assert answer.headers["Cache-Control"] == "no-store"


async def test_a_link_ends_a_week_after_the_days_waited_for(full: Diary, web: Web) -> None:
    here = await place(full)
    web.now = NOW + timedelta(days=9)
    assert (await web.client.get(here)).json()["state"] == "over"
    web.now = NOW + timedelta(days=11)
    assert (await web.client.get(here)).status_code == 404


async def test_a_body_that_names_no_offer_is_said_to_be(full: Diary, web: Web) -> None:
    here = await place(full)
    wrong = await web.client.post(f"{here}/take", json={"offer": "soon"})
    assert wrong.status_code == 422
    assert "soon" not in wrong.text


async def test_the_page_is_there_and_kept_by_nobody(web: Web) -> None:
    page = await web.client.get("/w/" + "k" * 43)
    assert page.text == "<!doctype html>page"
    assert page.headers["Cache-Control"] == "no-store"
