"""Meters on the parts of a call, one on each provider's client, for what the SDK does not count.

What it loses, by its source (livekit-agents 1.8.9):

- The session stops listening to a recogniser before it closes the stream: what was heard since
  the last report, and the time that the connection stood open besides, are gone.
- `LLMStream` reports no tokens when it is cut before the provider's last chunk, and reports
  nothing at all when it is cut before the first or fails in the middle.
- `SynthesizeStream` reports its characters with the last frame of audio: never, when it is cut.

A meter sits on the client itself, below any chain of fallbacks, so each provider counts its own.
It watches what the SDK's plugins are written against: `stream`, `chat`, the channel `_event_ch`
into which a stream puts what it received, and the task that runs it.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from livekit.agents import llm, stt, tts
from livekit.agents.metrics import STTMetrics

from ringbook.agent.providers.sentences import split
from ringbook.agent.tokens import Estimator, Exchange, Tokens

__all__ = ["Chain", "Clock", "HearingMeter", "SpeakingMeter", "ThinkingMeter", "clients"]

type Clock = Callable[[], float]
"""Seconds from any fixed moment; never goes back."""


@runtime_checkable
class Chain(Protocol):
    """A part that chooses one of several clients."""

    def clients(self) -> list[Any]: ...


def clients[Part](part: Part) -> list[Part]:
    """The clients that do the work of `part`: those that a chain chooses from, or itself."""
    return part.clients() if isinstance(part, Chain) else [part]


# ---- hearing ------------------------------------------------------------------------------------


class HearingMeter:
    """Seconds that streams to a recogniser were connected: that is what is billed, not the audio.

    Includes the streams with which a chain tries whether the provider is back. A
    stream that never got a connection counts nothing.
    """

    def __init__(self, part: stt.STT[Any], clock: Clock) -> None:
        self.part, self._clock = part, clock
        self._connected: dict[int, float | None] = {}
        self._closed = 0.0
        _after(part, "stream", self._opened)
        part.on("metrics_collected", self._on_metrics)

    @property
    def seconds(self) -> float:
        now = self._clock()
        return self._closed + sum(now - at for at in self._connected.values() if at is not None)

    def _opened(self, stream: stt.RecognizeStream, **_: object) -> None:
        key = id(stream)
        self._connected[key] = None
        stream._task.add_done_callback(lambda _: self._ended(key))

    def _on_metrics(self, metrics: STTMetrics) -> None:
        """A plugin reports how long connecting took once it is connected."""
        waiting = [key for key, at in self._connected.items() if at is None]
        if metrics.acquire_time and waiting:
            self._connected[waiting[-1]] = self._clock()

    def _ended(self, key: int) -> None:
        at = self._connected.pop(key)
        self._closed += 0.0 if at is None else self._clock() - at


# ---- thinking -----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Answer:
    """What has come back of one request."""

    text: str = ""
    begun: bool = False
    usage: llm.CompletionUsage | None = None

    def take(self, _: object, chunk: llm.ChatChunk) -> None:
        self.begun = True
        self.usage = chunk.usage or self.usage
        if chunk.delta:
            self.text += chunk.delta.content or ""
            self.text += "".join(call.name + call.arguments for call in chunk.delta.tool_calls)

    def end(self, stream: llm.LLMStream) -> None:
        """Add what OpenAI's plugin keeps to itself: that the provider has accepted the request,
        and a tool call that is not whole yet."""
        self.begun = self.begun or getattr(stream, "_oai_stream", None) is not None
        for part in ("_fnc_name", "_fnc_raw_arguments"):
            self.text += getattr(stream, part, None) or ""


class ThinkingMeter:
    """Tokens of a model: `counted` by the provider, and `estimated` where its count never came.

    Estimated are the prompt and what had streamed in until then of each request that was cut (an
    interrupted answer, one prepared too early) or that broke off in the middle, at the rates of
    this call's finished requests (`agent.tokens`). A request that failed before the provider
    accepted it counts nothing.
    """

    def __init__(self, part: llm.LLM[Any]) -> None:
        self.part = part
        self.counted = Tokens()
        self._estimator = Estimator()
        self._cut: list[Exchange] = []
        _after(part, "chat", self._asked)

    @property
    def estimated(self) -> Tokens:
        return sum(map(self._estimator.estimate, self._cut), Tokens())

    def _asked(self, stream: llm.LLMStream, **_: object) -> None:
        answer = _Answer()
        _after(stream._event_ch, "send_nowait", answer.take)
        _when_done(stream, lambda failed: self._answered(stream, answer, failed))

    def _answered(self, stream: llm.LLMStream, answer: _Answer, failed: bool) -> None:
        answer.end(stream)
        if failed and not answer.begun:
            return
        exchange = self._estimator.exchange(_prompt(stream), answer.text)
        if (usage := answer.usage) is None:
            self._cut.append(exchange)
            return
        counted = Tokens(usage.prompt_tokens, usage.prompt_cached_tokens, usage.completion_tokens)
        self.counted += counted
        self._estimator.learn(exchange, counted)


def _prompt(stream: llm.LLMStream) -> str:
    """Tools and messages as they are sent; a provider's cache begins with the tools."""
    messages, _ = stream.chat_ctx.to_provider_format("openai")
    tools = llm.ToolContext(stream.tools).parse_function_tools("openai")
    return json.dumps([tools, messages], default=str)


# ---- speaking -----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Utterance:
    """What was submitted of one: a voice is sent whole sentences, and the rest at the end."""

    sent: str = ""
    rest: str = ""
    pieces: int = 0
    failed: bool = False

    def push(self, _: object, token: str) -> None:
        sentences, self.rest = split(self.rest + token)
        self.sent += "".join(sentences)

    def flush(self, _: object) -> None:
        self.sent, self.rest = self.sent + self.rest, ""

    def take(self, _: object, audio: object) -> None:
        self.pieces += 1

    @property
    def billed(self) -> int:
        return 0 if self.failed and not self.pieces else len(" ".join(self.sent.split()))


class SpeakingMeter:
    """Characters that a voice was sent, also of utterances that were cut.

    One that failed before its first audio counts nothing.
    """

    def __init__(self, part: tts.TTS[Any]) -> None:
        self.part = part
        self._utterances: list[_Utterance] = []
        _after(part, "stream", self._opened)

    @property
    def characters(self) -> int:
        return sum(utterance.billed for utterance in self._utterances)

    def _opened(self, stream: tts.SynthesizeStream, **_: object) -> None:
        utterance = _Utterance()
        self._utterances.append(utterance)
        _after(stream, "push_text", utterance.push)
        _after(stream, "flush", utterance.flush)
        _after(stream._event_ch, "send_nowait", utterance.take)

        def done(failed: bool) -> None:
            utterance.failed = failed

        _when_done(stream, done)


# ---- watching -----------------------------------------------------------------------------------


def _after(owner: object, method: str, then: Callable[..., None]) -> None:
    """Calls `then(result, *args, **named)` after each call of that method of that very object."""
    plain = getattr(owner, method)

    def watched(*args: object, **named: object) -> object:
        result: object = plain(*args, **named)
        then(result, *args, **named)
        return result

    setattr(owner, method, watched)


def _when_done(stream: llm.LLMStream | tts.SynthesizeStream, then: Callable[[bool], None]) -> None:
    """Calls `then` when nothing more can come; with True when the stream ended by an error."""
    stream._task.add_done_callback(
        lambda task: then(not task.cancelled() and task.exception() is not None)
    )
