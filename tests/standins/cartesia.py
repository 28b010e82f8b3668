"""A stand-in for Cartesia: sentences in over a websocket, audio and the times of words out."""

import asyncio
import base64
import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web
from tests.standins.cartesia_rules import connect_problems, speech_problems
from tests.standins.faults import AT_CONNECT, STATUSES, Fault
from tests.standins.server import StandIn
from tests.standins.voices import Speaker, resampled, tone

__all__ = ["CartesiaStandIn", "SpeechServed"]

KEY = "cartesia-key-of-the-stand-in"
CHUNK = 0.05
"""Seconds of audio in one message."""
BROKEN = '{"type": "chunk", "data": "AAA'

type Message = dict[str, Any]


@dataclass(slots=True)
class SpeechServed:
    """One context: what was submitted, and of that what was spoken.

    The vendor bills what it was sent and did not refuse, also when the caller interrupts. It says
    nothing of spaces: here those between words count once, and those at the ends do not.
    """

    context: str
    submitted: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    audio_seconds: float = 0.0
    done: bool = False
    asked: Message = field(default_factory=dict)
    """The first request."""

    @property
    def characters(self) -> int:
        return len(" ".join(" ".join(self.submitted).split()))


class CartesiaStandIn(StandIn[str]):
    """Speaks with `speaker`. Its faults are chosen by the sentence, "" while connecting."""

    def __init__(self, speaker: Speaker = tone, *, key: str = KEY) -> None:
        super().__init__()
        self.speaker = speaker
        self.key = key
        self.served: list[SpeechServed] = []
        self.connections = 0

    def environment(self) -> dict[str, str]:
        return {"CARTESIA_API_KEY": self.key, "CARTESIA_URL": self.url}

    def _app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/tts/websocket", self._socket)
        app.router.add_post("/tts/bytes", self._bytes)
        return app

    async def _bytes(self, request: web.Request) -> web.Response:
        """The same speech in one answer."""
        body = await request.json() | {"context_id": f"bytes-{len(self.served)}"}
        if await self._denied(request, request.headers.get("Cartesia-Version", "")):
            return web.Response(status=401, text="Unauthorized")
        if found := speech_problems(body, None):
            self.violation(", ".join(found))
            return web.Response(status=400, text=found[0])
        served = SpeechServed(body["context_id"], [body["transcript"]])
        self.served.append(served)
        pcm = await self.speak(body, served)
        return web.Response(body=pcm, content_type="audio/pcm")

    async def _denied(self, request: web.Request, version: str) -> bool:
        found = connect_problems(version)
        if request.headers.get("X-API-Key") != self.key:
            found.append("401: a wrong X-API-Key")
        for problem in found:
            self.violation(problem)
        return bool(found)

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        if await self._denied(request, request.query.get("cartesia_version", "")):
            return web.Response(status=401, text="Unauthorized")
        fault = self.faults.strike("", AT_CONNECT)
        if await self.struck_down(request, fault):
            return web.Response()
        if fault is not None:
            return web.Response(status=STATUSES[fault], headers={"Retry-After": "1"})
        self.connections += 1
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await _Conversation(self, request, socket).hold()
        return socket

    async def speak(self, body: Message, served: SpeechServed) -> bytes:
        """The audio of a sentence at the rate asked for, counted as if all of it were heard."""
        text = body["transcript"].strip()
        rate = body["output_format"]["sample_rate"]
        pcm = resampled(await self.speaker(text), rate)
        served.sentences.append(text)
        served.audio_seconds += len(pcm) / 2 / rate
        return pcm


class _Conversation:
    """One websocket: what is asked is spoken in order, while more may come in."""

    def __init__(
        self, vendor: CartesiaStandIn, request: web.Request, socket: web.WebSocketResponse
    ) -> None:
        self._vendor = vendor
        self._request = request
        self._socket = socket
        self._waiting = asyncio.Queue[Message]()
        self._first: dict[str, Message] = {}
        self._contexts: dict[str, SpeechServed] = {}

    async def hold(self) -> None:
        speaking = asyncio.create_task(self._speak_all())
        try:
            async for message in self._socket:
                if message.type is WSMsgType.TEXT:
                    await self._take(message.data)
        finally:
            speaking.cancel()
            with contextlib.suppress(asyncio.CancelledError, ConnectionError):
                await speaking

    async def _take(self, text: str) -> None:
        body: Message = json.loads(text)
        context = str(body.get("context_id"))
        if body.get("cancel"):
            return
        if found := speech_problems(body, self._first.get(context)):
            self._vendor.violation(", ".join(found))
            await self._error(context, 400, found[0])
            return
        if context not in self._first:
            self._first[context] = body
            self._contexts[context] = SpeechServed(context, asked=body)
            self._vendor.served.append(self._contexts[context])
        self._contexts[context].submitted.append(body["transcript"])
        self._waiting.put_nowait(body)

    async def _speak_all(self) -> None:
        while True:
            body = await self._waiting.get()
            served = self._contexts[body["context_id"]]
            if text := body["transcript"].strip():
                fault = self._vendor.faults.strike(text)
                if fault is not None and fault is not Fault.EMPTY:
                    await self._fail(body, served, fault)
                    return
                await self._sentence(body, served, part=0.0 if fault else 1.0)
            if not body.get("continue"):
                served.done = True
                await self._send(served.context, "done", done=True, status_code=200)

    async def _sentence(self, body: Message, served: SpeechServed, part: float = 1.0) -> None:
        start = served.audio_seconds
        pcm = await self._vendor.speak(body, served)
        rate = body["output_format"]["sample_rate"]
        for chunk in _chunks(pcm[: int(len(pcm) * part) // 2 * 2], rate):
            data = base64.b64encode(chunk).decode()
            await self._send(served.context, "chunk", data=data, step_time=1.0)
        if body.get("add_timestamps") and part == 1.0:
            words = _word_times(served.sentences[-1], start, served.audio_seconds)
            await self._send(served.context, "timestamps", word_timestamps=words)

    async def _fail(self, body: Message, served: SpeechServed, fault: Fault) -> None:
        """Nothing more is said on this socket."""
        if fault in STATUSES:
            served.submitted = [*served.sentences]
            await self._error(served.context, STATUSES[fault], fault)
        elif fault in (Fault.HANG_MID, Fault.CUT_MID):
            await self._sentence(body, served, part=0.5)
        elif fault is Fault.MALFORMED:
            await self._socket.send_str(BROKEN)
        elif fault is Fault.REFUSED:
            self._vendor.refuse()
        if fault in (Fault.CUT_MID, Fault.REFUSED):
            self._vendor.cut(self._request)

    async def _error(self, context: str, status: int, why: str) -> None:
        await self._send(context, "error", done=True, status_code=status, error=why, title=why)

    async def _send(self, context: str, kind: str, **content: object) -> None:
        frame = {"type": kind, "context_id": context, "status_code": 206, "done": False}
        await self._socket.send_str(json.dumps(frame | content))


def _chunks(pcm: bytes, rate: int) -> Iterator[bytes]:
    size = int(rate * CHUNK) * 2
    for start in range(0, len(pcm), size):
        yield pcm[start : start + size]


def _word_times(sentence: str, start: float, end: float) -> dict[str, list[Any]]:
    """Each word as long as its share of the letters."""
    words = sentence.split()
    letters = sum(map(len, words)) or 1
    times, at = [start], start
    for word in words:
        at += (end - start) * len(word) / letters
        times.append(at)
    return {"words": words, "start": times[:-1], "end": times[1:]}
