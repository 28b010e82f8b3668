"""A stand-in for Deepgram's live transcription: audio in, words out over one websocket."""

import asyncio
import json
import time
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMessage, WSMsgType, web
from tests.standins.deepgram_rules import MESSAGES, frame_problems, listen_problems
from tests.standins.deepgram_utterances import Utterance, Utterances
from tests.standins.faults import AT_CONNECT, STATUSES, Fault
from tests.standins.server import StandIn
from tests.standins.voices import Ears, scripted_ears

__all__ = ["DeepgramStandIn", "HearingServed"]

KEY = "deepgram-key-of-the-stand-in"
PATIENCE = 10.0
"""Seconds without audio and without KeepAlive after which Deepgram closes the stream."""
BROKEN = '{"type": "Results", "is_final": tr'
CLOSED_BY_ERROR = 1011

ALL, FIRST, REST = slice(None), slice(1), slice(1, None)
"""Words of an utterance."""

type Options = dict[str, Any]


@dataclass(slots=True)
class HearingServed:
    """One stream. The vendor bills the time it was open."""

    audio_seconds: float = 0.0
    open_seconds: float = 0.0
    frames: int = 0
    transcripts: list[str] = field(default_factory=list)
    options: Options = field(default_factory=dict)
    key_terms: list[str] = field(default_factory=list)
    closed_politely: bool = False


class DeepgramStandIn(StandIn[str]):
    """Hears with `ears`. Its faults are chosen by what was heard, "" while connecting."""

    def __init__(
        self, ears: Ears | None = None, *, key: str = KEY, in_pieces: bool = False
    ) -> None:
        """`in_pieces`: a long utterance is reported so, as Deepgram does while it is spoken."""
        super().__init__()
        self.in_pieces = in_pieces
        self.ears = ears or scripted_ears()
        self.key = key
        self.served: list[HearingServed] = []

    def environment(self) -> dict[str, str]:
        return {"DEEPGRAM_API_KEY": self.key, "DEEPGRAM_URL": f"{self.url}/v1/listen"}

    def _app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/v1/listen", self._listen)
        return app

    async def _listen(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("Authorization") != f"Token {self.key}":
            self.violation("401: a wrong Authorization")
            return web.Response(status=401)
        key_terms = request.query.getall("keyterm", [])
        if found := listen_problems(dict(request.query), key_terms):
            self.violation(", ".join(found))
            return web.Response(status=400, text=found[0])
        fault = self.faults.strike("", AT_CONNECT)
        if await self.struck_down(request, fault):
            return web.Response()
        if fault is not None:
            return web.Response(status=STATUSES[fault], headers={"Retry-After": "1"})
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await _Listening(self, request, socket).hold()
        return socket


class _Listening:
    """One stream from its first frame to its end."""

    def __init__(
        self, vendor: DeepgramStandIn, request: web.Request, socket: web.WebSocketResponse
    ) -> None:
        self._vendor = vendor
        self._request = request
        self._socket = socket
        self._options = dict(request.query)
        self._rate = int(request.query["sample_rate"])
        self._number = len(vendor.served)
        self._served = HearingServed(
            options=self._options, key_terms=request.query.getall("keyterm", [])
        )
        self._utterances = Utterances(self._rate)
        self._hearing: asyncio.Task[None] | None = None
        self._broken = False
        vendor.served.append(self._served)

    async def hold(self) -> None:
        opened = time.monotonic()
        try:
            await self._converse()
        finally:
            self._served.open_seconds = time.monotonic() - opened
            if self._hearing is not None:
                self._hearing.cancel()

    async def _converse(self) -> None:
        while not self._socket.closed:
            try:
                message = await self._socket.receive(timeout=PATIENCE)
            except TimeoutError:
                await self._socket.close(code=CLOSED_BY_ERROR, message=b"NET-0001")
                return
            if message.type is WSMsgType.BINARY:
                await self._audio(message.data)
            elif message.type is not WSMsgType.TEXT or await self._command(message):
                return

    async def _audio(self, pcm: bytes) -> None:
        for problem in frame_problems(pcm, self._rate):
            self._vendor.violation(problem)
        self._served.frames += 1
        self._served.audio_seconds += len(pcm) / 2 / self._rate
        started, ended = self._utterances.push(pcm)
        if started and not self._broken and self._options.get("vad_events") == "true":
            content = {"channel": [0], "timestamp": self._served.audio_seconds}
            await self._send("SpeechStarted", content)
        if ended is not None:
            await self._heard(ended)

    async def _command(self, message: WSMessage) -> bool:
        """Whether the stream is over."""
        kind = json.loads(message.data).get("type")
        if kind not in MESSAGES:
            self._vendor.violation(f"no such message: {kind!r}")
        if kind in ("Finalize", "CloseStream") and (rest := self._utterances.finish()) is not None:
            await self._heard(rest)
        if kind != "CloseStream":
            return False
        if self._hearing is not None:
            await self._hearing
        content = {"duration": self._served.audio_seconds, "channels": 1}
        await self._send("Metadata", content | {"request_id": f"dg-{self._number}"})
        self._served.closed_politely = True
        await self._socket.close()
        return True

    async def _heard(self, utterance: Utterance) -> None:
        """Recognise beside the stream, one utterance after the other."""
        before = self._hearing

        async def recognise() -> None:
            if before is not None:
                await before
            await self._report(utterance, await self._vendor.ears(utterance.pcm, self._rate))

        self._hearing = asyncio.create_task(recognise())

    async def _report(self, utterance: Utterance, text: str) -> None:
        if self._broken:
            return
        fault = self._vendor.faults.strike(text)
        if fault is not None:
            await self._fail(utterance, text, fault)
            return
        self._served.transcripts.append(text)
        if self._options.get("interim_results") == "true":
            await self._results(utterance, text, final=False)
        if self._vendor.in_pieces:
            await self._results(utterance, text, final=True, part=FIRST)
            await self._results(utterance, text, final=True, part=REST)
        else:
            await self._results(utterance, text, final=True)
        if "utterance_end_ms" in self._options:
            end = utterance.start + utterance.seconds(self._rate)
            await self._send("UtteranceEnd", {"channel": [0, 1], "last_word_end": end})

    async def _fail(self, utterance: Utterance, text: str, fault: Fault) -> None:
        """Malformed and empty answers are of this utterance; after the others nothing comes."""
        self._broken = fault not in (Fault.MALFORMED, Fault.EMPTY)
        if fault is Fault.MALFORMED:
            await self._socket.send_str(BROKEN)
        elif fault is Fault.EMPTY:
            await self._results(utterance, "", final=True)
        elif fault is Fault.HANG_PIECE:
            await self._results(utterance, text, final=True, part=FIRST)
        elif fault in (Fault.HANG_MID, Fault.CUT_MID):
            half = " ".join(text.split()[: len(text.split()) // 2])
            await self._results(utterance, half, final=False)
        elif fault in STATUSES:
            await self._send("Error", {"description": fault, "variant": "NET-0000"})
            await self._socket.close(code=CLOSED_BY_ERROR, message=b"NET-0000")
        if fault is Fault.REFUSED:
            self._vendor.refuse()
        if fault in (Fault.CUT_MID, Fault.REFUSED):
            self._vendor.cut(self._request)

    async def _results(
        self, utterance: Utterance, text: str, *, final: bool, part: slice = ALL
    ) -> None:
        seconds = utterance.seconds(self._rate)
        words = _words(text, utterance.start, seconds)[part]
        said = text if part == ALL else " ".join(word["punctuated_word"] for word in words)
        alternative = {"transcript": said, "confidence": 0.99 if said else 0.0, "words": words}
        content: Options = {
            "channel_index": [0, 1],
            "start": utterance.start,
            "duration": seconds,
            "is_final": final,
            "speech_final": final and part != FIRST,
            "from_finalize": False,
            "channel": {"alternatives": [alternative]},
            "metadata": {"request_id": f"dg-{self._number}", "model_uuid": "stand-in"},
        }
        await self._send("Results", content)

    async def _send(self, kind: str, content: Options) -> None:
        if not self._socket.closed:
            await self._socket.send_str(json.dumps({"type": kind} | content))


def _words(text: str, start: float, seconds: float) -> list[Options]:
    said = text.split()
    length = seconds / max(1, len(said))
    return [
        {
            "word": word.lower().strip(".,?!"),
            "punctuated_word": word,
            "start": start + n * length,
            "end": start + (n + 1) * length,
            "confidence": 0.99,
        }
        for n, word in enumerate(said)
    ]
