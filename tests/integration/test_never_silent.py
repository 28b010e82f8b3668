"""A call by voice whose providers take everything and answer nothing: the caller is answered."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from livekit.agents.utils import http_context
from tests.integration.conftest import NOW
from tests.speech.audio import spoken
from tests.speech.voice_calls import call_by_voice

from ringbook.agent.providers.local_speech import prewarm
from ringbook.config import Settings
from ringbook.domain.model import Practice
from ringbook.store.pool import Database


async def deaf(request: web.Request) -> web.StreamResponse:
    """A websocket that reads on and says nothing."""
    ws = web.WebSocketResponse()
    await ws.prepare(request)
    async for _ in ws:
        pass
    return ws


async def stuck(request: web.Request) -> web.StreamResponse:
    """Headers and an empty chunk, then nothing."""
    answer = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await answer.prepare(request)
    await answer.write(b": keep-alive\n\n")
    await asyncio.Event().wait()
    return answer


@pytest.fixture
async def base() -> AsyncIterator[str]:
    site = web.Application()
    site.router.add_get("/v1/listen", deaf)
    site.router.add_get("/tts/websocket", deaf)
    site.router.add_post("/openai/deployments/{name}/chat/completions", stuck)
    server = TestServer(site, host="127.0.0.1")
    await server.start_server()
    yield str(server.make_url("")).rstrip("/")
    await server.close()


async def test_the_local_parts_go_on_when_every_provider_hangs(
    db: Database,
    practice: Practice,
    base: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.chdir(tmp_path)  # no .env
    settings = Settings.model_validate(
        {
            "ringbook_home": tmp_path,
            "deepgram_api_key": "k",
            "deepgram_url": f"{base}/v1/listen",
            "azure_openai_api_key": "k",
            "azure_openai_endpoint": base,
            "azure_openai_deployment": "gpt-4o",
            "cartesia_api_key": "k",
            "cartesia_url": base,
            "ringbook_llm_timeout": 0.5,
            "ringbook_tts_timeout": 0.3,
        }
    )
    local = await asyncio.to_thread(prewarm, settings)
    async with http_context.open(), call_by_voice(db, practice, local, NOW, settings) as voice:
        answer = await voice.says(spoken("I'd like to book a check up on Monday morning."))
        assert len(voice.heard()) == 1
        assert "number" in answer
    local.close()
    assert "Monday" not in caplog.text  # what was said stays out of the log
    left = sorted(r.message for r in caplog.records if "going on without" in r.message)
    assert left == [
        "Azure OpenAI gpt-4o: no answer in time; going on without it",
        "Cartesia: no answer in time; going on without it",
        "Deepgram: no answer in time; going on without it",
    ]
