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
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

from livekit.agents import llm, stt, tts
from livekit.agents.metrics import STTMetrics

__all__ = ["Chain", "Clock", "HearingMeter", "SpeakingMeter", "ThinkingMeter", "Tokens", "clients"]

type Clock = Callable[[], float]
"""Seconds from any fixed moment; never goes back."""

CHARACTERS_A_TOKEN = 4
"""English text, by OpenAI's rule of thumb; used until a request of the call says it better."""


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
class Tokens:
    """`input` includes `cached`, as providers report them."""

    input: int = 0
    cached: int = 0
    output: int = 0

    def __add__(self, other: "Tokens") -> "Tokens":
        return Tokens(
            self.input + other.input, self.cached + other.cached, self.output + other.output
        )

    def larger(self, other: "Tokens") -> "Tokens":
        """The larger of each number."""
        return Tokens(
            max(self.input, other.input),
            max(self.cached, other.cached),
            max(self.output, other.output),
        )


@dataclass(slots=True)
class _Request:
    """One request to a model while it runs."""

    said: int = 0
    pieces: int = 0
    usage: llm.CompletionUsage | None = None

    def take(self, _: object, chunk: llm.ChatChunk) -> None:
        self.pieces += 1
        self.usage = chunk.usage or self.usage
        if chunk.delta:
            self.said += len(chunk.delta.content or "")
            self.said += sum(len(c.name) + len(c.arguments) for c in chunk.delta.tool_calls)


@dataclass(slots=True)
class _Ratio:
    """How many characters make a token here, learned from the requests that were counted."""

    characters: int = 0
    tokens: int = 0

    def learn(self, characters: int, tokens: int) -> None:
        self.characters += characters
        self.tokens += tokens

    def estimate(self, characters: int) -> int:
        if self.tokens and self.characters:
            return round(characters * self.tokens / self.characters)
        return round(characters / CHARACTERS_A_TOKEN)


@dataclass(slots=True)
class _Learned:
    prompt: _Ratio = field(default_factory=_Ratio)
    answer: _Ratio = field(default_factory=_Ratio)


class ThinkingMeter:
    """Tokens of a model: `counted` by the provider, and `estimated` where its count never came.

    Estimated are the prompt and what had streamed in until then of each request that was cut (an
    interrupted answer, one prepared too early) or that broke off in the middle: characters, at
    the rate of characters a token that this call's finished requests had. What may have been in
    the provider's cache counts as if it was not. A request that failed before its first chunk
    counts nothing.
    """

    def __init__(self, part: llm.LLM[Any]) -> None:
        self.part = part
        self.counted = Tokens()
        self._learned = _Learned()
        self._cut: list[tuple[int, int]] = []
        _after(part, "chat", self._asked)

    @property
    def estimated(self) -> Tokens:
        prompts = (self._learned.prompt.estimate(prompt) for prompt, _ in self._cut)
        answers = (self._learned.answer.estimate(said) for _, said in self._cut)
        return Tokens(input=sum(prompts), output=sum(answers))

    def _asked(self, stream: llm.LLMStream, **_: object) -> None:
        request = _Request()
        _after(stream._event_ch, "send_nowait", request.take)
        _when_done(stream, lambda failed: self._answered(stream, request, failed))

    def _answered(self, stream: llm.LLMStream, request: _Request, failed: bool) -> None:
        if (usage := request.usage) is not None:
            self.counted += Tokens(
                usage.prompt_tokens, usage.prompt_cached_tokens, usage.completion_tokens
            )
            self._learned.prompt.learn(_prompt_size(stream), usage.prompt_tokens)
            self._learned.answer.learn(request.said, usage.completion_tokens)
        elif request.pieces or not failed:
            self._cut.append((_prompt_size(stream), request.said))


def _prompt_size(stream: llm.LLMStream) -> int:
    """Characters of the messages and tools as they are sent."""
    messages, _ = stream.chat_ctx.to_provider_format("openai")
    tools = llm.ToolContext(stream.tools).parse_function_tools("openai")
    return len(json.dumps([messages, tools], default=str))


# ---- speaking -----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Utterance:
    pushed: int = 0
    pieces: int = 0
    failed: bool = False

    def push(self, _: object, token: str) -> None:
        self.pushed += len(token)

    def take(self, _: object, audio: object) -> None:
        self.pieces += 1

    @property
    def billed(self) -> int:
        return 0 if self.failed and not self.pieces else self.pushed


class SpeakingMeter:
    """Characters that a voice was given, also of utterances that were cut.

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
