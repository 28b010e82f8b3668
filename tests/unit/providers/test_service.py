"""A provider is left with its reason in the log, and probed until it answers again."""

import asyncio
import json
import logging
import socket
import ssl
from types import SimpleNamespace

import aiohttp
import httpx
import pytest
from livekit.agents import APIConnectionError, APIError, APIStatusError, APITimeoutError

from ringbook.agent.providers.service import (
    LONGEST_WAIT,
    Broken,
    Noted,
    Service,
    reason,
    retry_after,
)


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


RATE_LIMITED = "status 429, too many requests"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (APIStatusError("no", status_code=401), "status 401, key refused"),
        (APIStatusError("no", status_code=1006), "status 1006, connection lost"),
        (APIStatusError("no", status_code=429), "status 429, too many requests"),
        (APIStatusError("no", status_code=503), "status 503, server error"),
        (APIStatusError("out of credit", status_code=402), "status 402, no credit left"),
        (APIStatusError("closed", status_code=1011), "status 1011, server error"),
        (
            APIStatusError("no", status_code=400, body={"code": "content_filter"}),
            "status 400, content filter",
        ),
        (
            APIStatusError("no", status_code=400, body={"code": "context_length_exceeded"}),
            "status 400, prompt too long",
        ),
        (
            APIStatusError("no", status_code=400, body={"code": "said: 98860 14182"}),
            "status 400, request refused",
        ),
        (APIStatusError("no", status_code=429, body={"code": ["x"]}), RATE_LIMITED),
        (caused(APIConnectionError(), APIError("", body={"code": "server_error"})), "server error"),
        (APIStatusError("cut", status_code=-1), "APIStatusError"),
        (TimeoutError(), "no answer in time"),
        (APITimeoutError(), "no answer in time"),
        (caused(APIConnectionError(), ConnectionRefusedError()), "connection refused"),
        (caused(APIConnectionError(), ssl.SSLError("bad")), "TLS failed"),
        (caused(APIConnectionError(), json.JSONDecodeError("x", "", 0)), "malformed answer"),
        (caused(APIConnectionError(), httpx.RemoteProtocolError("at sk-key")), "connection lost"),
        (caused(APIConnectionError(), aiohttp.ServerDisconnectedError()), "connection lost"),
        (caused(APIConnectionError(), socket.gaierror()), "no such host"),
        (Broken("empty answer"), "empty answer"),
        (APIError("no audio frames were pushed for text: 98860 14182"), "no audio"),
        (APIError("said by the caller: 98860 14182"), "APIError"),
        (RuntimeError("sk-key"), "RuntimeError"),
    ],
)
def test_a_reason_is_short_and_quotes_nothing(error: Exception, said: str) -> None:
    assert reason(error) == said


class Refused(Exception):
    """What an HTTP client raises; the SDK's error hides it."""

    def __init__(self, asked: str, said: str = "Mon, 15 Jun 2026 09:00:00 GMT") -> None:
        super().__init__()
        self.headers = {"Retry-After": asked, "Date": said}


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        *(("7", 7.0), ("9" * 40, LONGEST_WAIT), ("", 0.0), ("Wed, 1 Jan", 0.0)),
        ("Mon, 15 Jun 2026 09:00:20 GMT", 20.0),
        ("Mon, 15 Jun 2026 11:00:00 GMT", LONGEST_WAIT),
        ("Mon, 15 Jun 2026 08:59:00 GMT", 0.0),
        ("Mon, 15 Jun 2026 09:00:20 -0000", 0.0),
    ],
)
def test_how_long_a_provider_asks_to_be_left_alone(asked: str, seconds: float) -> None:
    assert retry_after(caused(APIStatusError("no", status_code=429), Refused(asked))) == seconds
    assert retry_after(APIConnectionError()) == 0.0


def test_a_date_needs_the_clock_that_it_is_of() -> None:
    assert retry_after(Refused("Mon, 15 Jun 2026 09:00:20 GMT", said="")) == 0.0


class Waits:
    """The pauses that were asked for; none is made."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seconds: list[float] = []
        self._yields = asyncio.sleep
        monkeypatch.setattr(asyncio, "sleep", self._note)

    async def _note(self, seconds: float) -> None:
        self.seconds.append(seconds)
        await self._yields(0)

    async def until(self, service: Service) -> None:
        """Until the service is up."""
        while not service.up:
            await self._yields(0)


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> Waits:
    return Waits(monkeypatch)


async def test_a_provider_is_left_alone_for_as_long_as_it_asks(waits: Waits) -> None:
    async def probe() -> None:
        if len(waits.seconds) < 2:
            raise caused(APIStatusError("no", status_code=429), Refused("30"))

    service = Service("Azure", probe, pauses=(1.0,))
    service.leave(caused(APIStatusError("no", status_code=429), Refused("7")))
    await waits.until(service)
    assert waits.seconds == [7.0, 30.0]


def test_what_the_client_reported_is_known_when_its_stream_hides_it() -> None:
    noted = Noted()
    refused = caused(APIStatusError("no", status_code=429), Refused("7"))
    noted(SimpleNamespace(error=refused))
    assert noted.why(APIConnectionError()) == (RATE_LIMITED, 7.0)
    assert noted.why(APIConnectionError()) == ("APIConnectionError", 0.0)


class Probe:
    """Fails so many times, then answers."""

    def __init__(self, failures: int) -> None:
        self.failures = failures
        self.answered = asyncio.Event()

    async def __call__(self) -> None:
        if self.failures:
            self.failures -= 1
            raise ConnectionRefusedError
        self.answered.set()


async def test_it_is_probed_until_it_answers(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    probe = Probe(2)
    service = Service("Deepgram", probe, pauses=(0.0,))
    service.leave(APIStatusError("for +15550100", status_code=500))
    assert not service.up
    await asyncio.wait_for(probe.answered.wait(), 60)
    await asyncio.sleep(0)
    assert service.up
    assert caplog.messages == [
        "Deepgram: status 500, server error; going on without it",
        "Deepgram: still connection refused",
        "Deepgram: still connection refused",
        "Deepgram answers again",
    ]


async def test_one_that_answers_probes_and_not_callers_is_asked_more_seldom(waits: Waits) -> None:
    service = Service("Azure", Probe(0), pauses=(1.0, 5.0, 9.0))
    for _ in range(4):
        service.leave(TimeoutError())
        await waits.until(service)
    service.served()
    service.leave(TimeoutError())
    await waits.until(service)
    assert waits.seconds == [1.0, 5.0, 9.0, 9.0, 1.0]


async def test_closing_ends_the_probes() -> None:
    service = Service("Cartesia", Probe(0), pauses=(3600.0,))
    service.leave(TimeoutError())
    await service.aclose()
    assert not service.up
    assert len(asyncio.all_tasks()) == 1
