"""What one call used of each provider: the session's own count, with its losses put back."""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Protocol

from livekit.agents import AgentSession, llm
from livekit.agents.metrics import LLMModelUsage, STTModelUsage, TTSModelUsage

from ringbook.agent.meters import (
    Clock,
    HearingMeter,
    SpeakingMeter,
    ThinkingMeter,
    clients,
)
from ringbook.agent.tokens import Tokens
from ringbook.agent.usage import Spent, spent
from ringbook.domain.prices import Column
from ringbook.domain.pricing import ModelUsage, Usage, is_ours

__all__ = ["UsageLedger"]

type Key = tuple[str, str]
"""Provider and model."""


class UsageLedger:
    """The usage of one session, from before its start; `close` is called by the session's own end.

    A meter on each provider's client counts (`agent.meters` says what the session's own count,
    `session.usage`, loses); the session counts for what has no meter. Tokens that nobody counted
    are estimated, and marked so. An avatar counts from its join until it leaves, or to the end.
    """

    def __init__(
        self,
        session: AgentSession[Any],
        prices: Column = "specification",
        clock: Clock = time.monotonic,
    ) -> None:
        self._session, self._prices, self._clock = session, prices, clock
        self._ended: float | None = None
        self._avatar: tuple[str, float] | None = None
        self._avatar_left: float | None = None
        model = session.llm if isinstance(session.llm, llm.LLM) else None
        self._hearing = [HearingMeter(part, self._now) for part in _paid(session.stt)]
        self._thinking = [ThinkingMeter(part) for part in _paid(model)]
        self._speaking = [SpeakingMeter(part) for part in _paid(session.tts)]
        session.on("close", lambda _: self.close())

    def avatar_joined(self, provider: str = "bey") -> None:
        """An avatar is in the room from now on."""
        self._avatar = provider, self._now()

    def avatar_left(self) -> None:
        """It is gone before the end of the call."""
        self._avatar_left = self._now()

    def close(self) -> None:
        """The call is over: nothing counts on."""
        self._ended = self._ended if self._ended is not None else self._clock()

    def spent(self, at: datetime) -> Spent:
        """What was used and what it costs at the prices of that moment."""
        return spent(self.usage(), at, self._prices)

    def usage(self) -> Usage:
        """All that was used so far, by provider and model."""
        return (*self._heard(), *self._thought(), *self._spoken(), *self._shown())

    def _now(self) -> float:
        return self._clock() if self._ended is None else self._ended

    # ---- by kind --------------------------------------------------------------------------------

    def _heard(self) -> Iterator[ModelUsage]:
        counted = {_name(u): u.audio_duration for u in self._counted(STTModelUsage)}
        seen = _sums((_name(meter.part), meter.seconds) for meter in self._hearing)
        for key, seconds in {**counted, **seen}.items():
            yield ModelUsage.stt(*key, round(seconds, 3))

    def _spoken(self) -> Iterator[ModelUsage]:
        counted = {_name(u): float(u.characters_count) for u in self._counted(TTSModelUsage)}
        seen = _sums((_name(meter.part), float(meter.characters)) for meter in self._speaking)
        for key, characters in {**counted, **seen}.items():
            yield ModelUsage.tts(*key, int(characters))

    def _thought(self) -> Iterator[ModelUsage]:
        for key, counted in self._tokens().items():
            yield ModelUsage.llm(*key, counted.input, counted.cached, counted.output)
        for meter in self._thinking:
            guess = meter.estimated
            if guess.input:
                name = _name(meter.part)
                yield ModelUsage.llm(*name, guess.input, guess.cached, guess.output, estimated=True)

    def _tokens(self) -> dict[Key, Tokens]:
        """What providers counted: the meters also saw it where the session did not listen."""
        found = {
            _name(u): Tokens(u.input_tokens, u.input_cached_tokens, u.output_tokens)
            for u in self._counted(LLMModelUsage)
        }
        seen: defaultdict[Key, Tokens] = defaultdict(Tokens)
        for meter in self._thinking:
            seen[_name(meter.part)] += meter.counted
        return {**found, **seen}

    def _shown(self) -> Iterator[ModelUsage]:
        if self._avatar is not None:
            provider, joined = self._avatar
            until = self._now() if self._avatar_left is None else self._avatar_left
            yield ModelUsage.avatar(provider, round(until - joined, 3))

    def _counted[Kind](self, kind: type[Kind]) -> list[Kind]:
        return [u for u in self._session.usage.model_usage if isinstance(u, kind)]


class _Named(Protocol):
    """A client, or the session's count of one."""

    @property
    def provider(self) -> str: ...
    @property
    def model(self) -> str: ...


def _name(named: _Named) -> Key:
    return named.provider, named.model


def _paid[Part: _Named](part: Part | None) -> list[Part]:
    """The clients of providers behind `part`; what runs on this machine is free."""
    found = clients(part) if part is not None else ()
    return [client for client in found if not is_ours(client.provider)]


def _sums(seen: Iterable[tuple[Key, float]]) -> dict[Key, float]:
    sums: defaultdict[Key, float] = defaultdict(float)
    for key, amount in seen:
        sums[key] += amount
    return dict(sums)
