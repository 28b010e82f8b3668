"""`doctor --live` with the vendors' own clients, against small servers on loopback."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import WSMsgType, web
from aiohttp.test_utils import TestServer
from tests.standins.server import closed_port
from typer.testing import CliRunner

from ringbook.agent.providers import live
from ringbook.agent.providers.live import try_providers
from ringbook.cli import app
from ringbook.config import Settings

KEY = "secret-key-1"


async def hear(request: web.Request) -> web.StreamResponse:
    """Deepgram: words once it is asked to finish."""
    if request.headers["Authorization"] != f"Token {KEY}":
        return web.Response(status=401)
    ws = web.WebSocketResponse()
    await ws.prepare(request)
    async for message in ws:
        if message.type is WSMsgType.TEXT and json.loads(message.data)["type"] == "Finalize":
            words = [{"word": "thank", "start": 0.0, "end": 0.4, "confidence": 0.9}]
            said = {"transcript": "Thank you.", "confidence": 0.9, "words": words}
            await ws.send_json(
                {
                    "type": "Results",
                    "is_final": True,
                    "speech_final": True,
                    "metadata": {"request_id": "r"},
                    "channel": {"alternatives": [said]},
                }
            )
    return ws


async def think(request: web.Request) -> web.StreamResponse:
    """A large model: one word and what it used."""
    if KEY not in (request.headers.get("api-key", "") + request.headers.get("Authorization", "")):
        return web.json_response({"error": {"message": f"not {KEY}"}}, status=401)
    answer = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await answer.prepare(request)
    delta = {"index": 0, "delta": {"role": "assistant", "content": "OK"}, "finish_reason": "stop"}
    used = {"prompt_tokens": 1000, "completion_tokens": 1000, "total_tokens": 2000}
    for chunk in ({"choices": [delta]}, {"choices": [], "usage": used}):
        whole = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m"} | chunk
        await answer.write(f"data: {json.dumps(whole)}\n\n".encode())
    await answer.write(b"data: [DONE]\n\n")
    return answer


async def speak(request: web.Request) -> web.StreamResponse:
    """Cartesia: a tenth of a second of silence for the whole context."""
    if request.headers["X-API-Key"] != KEY:
        return web.Response(status=401)
    ws = web.WebSocketResponse()
    await ws.prepare(request)
    async for message in ws:
        asked = json.loads(message.data)
        if not asked["continue"]:
            context = {"context_id": asked["context_id"]}
            await ws.send_json(context | {"data": base64.b64encode(bytes(4800)).decode()})
            await ws.send_json(context | {"done": True})
    return ws


async def face(request: web.Request) -> web.Response:
    return web.json_response({"id": request.match_info["id"]})


async def hang(request: web.Request) -> web.Response:
    await asyncio.Event().wait()
    raise AssertionError


def vendors() -> web.Application:
    site = web.Application()
    site.router.add_get("/v1/listen", hear)
    site.router.add_get("/tts/websocket", speak)
    site.router.add_get("/v1/avatars/{id}", face)
    site.router.add_post("/openai/deployments/{name}/chat/completions", think)
    site.router.add_post("/v1/chat/completions", think)
    site.router.add_route("*", "/hang{rest:.*}", hang)
    return site


@pytest.fixture
async def base() -> AsyncIterator[str]:
    server = TestServer(vendors(), host="127.0.0.1")
    await server.start_server()
    yield str(server.make_url("")).rstrip("/")
    await server.close()


@pytest.fixture(autouse=True)
def _nothing_of_the_developer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(live, "PATIENCE", 60.0)  # none is given up because the machine paused
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def all_of(base: str, key: str = KEY) -> dict[str, str]:
    return {
        "deepgram_api_key": key,
        "deepgram_url": f"{base}/v1/listen",
        "azure_openai_api_key": key,
        "azure_openai_endpoint": base,
        "azure_openai_deployment": "gpt-4o",
        "azure_openai_fallback_deployment": "gpt-4o-mini",
        "cartesia_api_key": key,
        "cartesia_url": base,
        "bey_api_key": key,
        "bey_avatar_id": "ava",
        "bey_url": base,
    }


async def told(settings: dict[str, str]) -> dict[str, tuple[bool, str]]:
    tried = await try_providers(Settings.model_validate(settings))
    assert KEY not in str(tried)
    return {one.part: (one.ok, one.found) for one in tried}


async def test_each_provider_says_how_soon_and_at_what_cost(base: str) -> None:
    answers = await told(all_of(base))
    names = ["Deepgram", "Azure OpenAI gpt-4o", "Azure OpenAI gpt-4o-mini", "Cartesia"]
    assert list(answers) == [*names, "Beyond Presence"]
    assert all(ok for ok, _ in answers.values()), answers
    assert all("answers in" in said for _, said in answers.values())
    assert answers["Cartesia"][1].endswith("$0.000060")  # six letters
    assert answers["Azure OpenAI gpt-4o"][1].endswith("cost unpriced")  # the host is not Azure's


async def test_nothing_is_asked_when_nothing_is_set_up() -> None:
    assert await told({}) == {}


async def test_a_refused_key_is_said_so(base: str) -> None:
    answers = await told(all_of(base, "wrong"))
    del answers["Beyond Presence"]  # this server takes any
    assert set(answers.values()) == {(False, "status 401, key refused")}


async def test_nobody_there_is_said_so() -> None:
    answers = await told(all_of(f"http://127.0.0.1:{closed_port()}"))
    assert set(answers.values()) == {(False, "connection refused")}, answers


async def test_a_broken_tls_is_said_so(base: str) -> None:
    answers = await told(all_of(base.replace("http://", "https://")))
    assert set(answers.values()) == {(False, "TLS failed")}, answers


async def test_silence_is_given_up(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "PATIENCE", 1.5)
    answers = await told(all_of(f"{base}/hang"))
    assert set(answers.values()) == {(False, "no answer in time")}, answers


async def test_an_openai_like_endpoint_is_asked_too(base: str) -> None:
    answers = await told(
        {"openai_base_url": f"{base}/v1", "openai_model": "qwen", "openai_api_key": KEY}
    )
    assert answers["OpenAI-compatible qwen"][0] is True


def test_the_command_fails_when_a_provider_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RINGBOOK_HOME", str(tmp_path))
    monkeypatch.setenv("OPENAI_BASE_URL", f"http://127.0.0.1:{closed_port()}/v1")
    monkeypatch.setenv("OPENAI_MODEL", "qwen")
    result = CliRunner().invoke(app, ["doctor", "--live", "--json"])
    assert result.exit_code == 1
    last = json.loads(result.stdout)[-1]
    assert (last["part"], last["found"]) == ("live: OpenAI-compatible qwen", "connection refused")
