"""What a private link gives away, to its holder, to who guesses and to the logs: nothing more."""

from uuid import UUID, uuid4

import httpx
import pytest
from tests.unit.api.desk import BOOKED, HERE, LINKS, NEXT, NUMBER, TOKEN, BookingWeb

from ringbook.domain.booking_link import BookingLinks

WRONG = {
    "of nobody": LINKS.token(uuid4()),
    "forged": BookingLinks.of("another secret").token(BOOKED.id),
    "cut": TOKEN[:-1],
    "an id": str(BOOKED.id),
    "no token": "x",
    "escaped": "%00%ff",
}
QUESTIONS = ("", ".ics", "/openings", "/move", "/cancel")


@pytest.mark.parametrize("question", QUESTIONS)
async def test_every_wrong_token_is_answered_alike(web: BookingWeb, question: str) -> None:
    async def ask(token: str) -> httpx.Response:
        path = f"/api/bookings/{token}{question}"
        if question in {"/move", "/cancel"}:
            return await web.client.post(path, json={"version": 1, "slot": str(NEXT.id)})
        return await web.client.get(path)

    answers = [await ask(token) for token in WRONG.values()]
    web.desk.booking = None  # erased, or long over
    answers.append(await ask(TOKEN))
    assert {a.status_code for a in answers} == {404}
    assert {a.text for a in answers} == {'{"detail":"no such booking"}'}
    assert len({tuple(sorted(a.headers.items())) for a in answers}) == 1
    assert web.desk.writes == []


async def test_what_is_not_signed_by_us_never_reaches_the_diary(web: BookingWeb) -> None:
    """So that neither its answer nor its time tells which appointments there are."""
    for name in ("forged", "cut", "an id", "no token", "escaped"):
        await web.client.get(f"/api/bookings/{WRONG[name]}")
    assert web.desk.asked == 0
    await web.client.get(f"/api/bookings/{WRONG['of nobody']}")
    assert web.desk.asked == 1


async def test_who_guesses_is_slowed_down_and_told_when_to_come_back(
    web: BookingWeb,
) -> None:
    guesses = [await web.client.get(f"/api/bookings/{LINKS.token(UUID(int=n))}") for n in range(31)]
    assert [guess.status_code for guess in guesses] == [404] * 30 + [429]
    web.now += int(guesses[-1].headers["Retry-After"])
    assert (await web.get()).status_code == 200


@pytest.mark.parametrize("question", [*QUESTIONS[:3], "/nowhere"])
async def test_no_answer_is_kept_found_or_passed_on(web: BookingWeb, question: str) -> None:
    for path in (HERE + question, f"/b/{TOKEN}", "/b/wrong"):
        headers = (await web.client.get(path)).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Robots-Tag"] == "noindex, nofollow"
        assert headers["Referrer-Policy"] == "no-referrer"


async def test_the_page_is_the_same_for_every_token(web: BookingWeb) -> None:
    pages = [await web.client.get(f"/b/{token}") for token in (TOKEN, *WRONG.values())]
    assert {(page.status_code, page.text) for page in pages} == {(200, "<!doctype html>page")}


@pytest.mark.parametrize(
    "path",
    [
        *(HERE, f"{HERE}.ics", f"{HERE}/move", f"{HERE}/openings?day={TOKEN}"),
        *(f"/api//bookings/{TOKEN}", f"/bookings/{TOKEN}"),
        *(f"/b/{TOKEN}", f"/b/{TOKEN}/", f"/b//{TOKEN}", f"/B/{TOKEN}"),
    ],
)
async def test_no_log_line_shows_a_token(
    web: BookingWeb, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    await web.client.get(path)
    lines = [r.getMessage() for r in caplog.records if not r.name.startswith(("httpx", "httpcore"))]
    assert len(lines) == 1
    assert TOKEN[:12] not in lines[0]
    assert "/b" in lines[0].casefold()


async def test_the_callers_number_and_name_are_nowhere(web: BookingWeb) -> None:
    answers = [
        await web.get(),
        await web.get(".ics"),
        await web.get("/openings"),
    ]
    answers.append(await web.post("/move", slot=str(NEXT.id)))
    answers.append(await web.post("/cancel", version=2))
    assert [a.status_code for a in answers] == [200] * 5
    for answer in answers:
        assert NUMBER[-8:] not in answer.text
        assert "contact" not in answer.text


async def test_reading_never_changes(web: BookingWeb) -> None:
    for path in ("/move", "/cancel"):
        assert (await web.get(path)).status_code in {404, 405}
    assert web.desk.writes == []
