"""One small real request to each provider that is set up: its answer, how soon, at what cost."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from time import perf_counter

import aiohttp
from livekit.agents import APIConnectOptions, APIStatusError, utils
from livekit.agents.llm import ChatContext
from livekit.agents.metrics import LLMMetrics, TTSMetrics

from ringbook.agent.providers import cloud
from ringbook.agent.providers.chosen import secret, uses_avatar, uses_cartesia, uses_deepgram
from ringbook.agent.providers.finding import Finding
from ringbook.agent.providers.language import AnyLLM, large_models
from ringbook.agent.providers.local_speech import spoken_sample
from ringbook.agent.providers.service import Broken, Noted
from ringbook.agent.providers.stt_chain import words
from ringbook.config import Settings
from ringbook.domain.pricing import ModelUsage, calculate_costs

__all__ = ["try_providers"]

FACE = "Beyond Presence"
VARIABLES = {
    "Deepgram": ("DEEPGRAM_API_KEY", "DEEPGRAM_URL", "DEEPGRAM_MODEL"),
    "Azure OpenAI": (
        "AZURE_OPENAI_API_KEY",
        "AZURE_OPENAI_ENDPOINT",
        "AZURE_OPENAI_DEPLOYMENT or AZURE_OPENAI_FALLBACK_DEPLOYMENT",
    ),
    "OpenAI-compatible": ("OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_MODEL"),
    "Cartesia": ("CARTESIA_API_KEY", "CARTESIA_URL", "CARTESIA_MODEL or CARTESIA_VOICE"),
    FACE: ("BEY_API_KEY", "BEY_URL", "BEY_AVATAR_ID"),
}
"""By how the name begins: where its key, its address and what is asked of it are set."""
UNREACHED = ("connection refused", "connection lost", "no such host", "TLS failed")

PATIENCE = 10.0
"""Seconds; longer than a call waits, to tell a slow provider from a dead one."""
ONCE = APIConnectOptions(max_retry=0, timeout=PATIENCE)


@dataclass(slots=True)
class _Trial:
    """One request while it runs; the first result stops its clock."""

    begun: float
    used: list[ModelUsage] = field(default_factory=list)
    noted: Noted = field(default_factory=Noted)
    took: float | None = None

    def answered(self) -> None:
        self.took = self.took or perf_counter() - self.begun

    def count(self, metrics: LLMMetrics | TTSMetrics) -> None:
        """For the plugins' event `metrics_collected`."""
        about = metrics.metadata
        provider, model = (about and about.model_provider) or "", (about and about.model_name) or ""
        match metrics:
            case LLMMetrics():
                usage = ModelUsage.llm(
                    provider,
                    model,
                    metrics.prompt_tokens,
                    metrics.prompt_cached_tokens,
                    metrics.completion_tokens,
                )
            case TTSMetrics():
                usage = ModelUsage.tts(provider, model, metrics.characters_count)
        self.used.append(usage)

    def cost(self) -> str:
        costs = calculate_costs(tuple(self.used), datetime.now(UTC).date())
        return "cost unpriced" if costs.unpriced else f"${costs.total}"


type _Request = Callable[[_Trial], Awaitable[None]]


async def try_providers(settings: Settings) -> list[Finding]:
    """Ask all at once; none of them when nothing is set up.

    Raises:
        ConfigurationError: a provider is half configured.
    """
    with _without_logs():
        async with utils.http_context.open():
            return await asyncio.gather(*(_try(*request) for request in _requests(settings)))


def _requests(settings: Settings) -> list[tuple[str, float, _Request]]:
    """A name, the seconds that a call waits for the same, and the request."""
    requests: list[tuple[str, float, _Request]] = [
        (name, settings.ringbook_llm_timeout, partial(_ask, model))
        for name, model in large_models(settings)
    ]
    if uses_deepgram(settings):
        requests.insert(0, ("Deepgram", settings.ringbook_stt_timeout, partial(_hear, settings)))
    if uses_cartesia(settings):
        requests.append(("Cartesia", settings.ringbook_tts_timeout, partial(_speak, settings)))
    if uses_avatar(settings):
        requests.append((FACE, PATIENCE, partial(_face, settings)))
    return requests


async def _try(name: str, limit: float, request: _Request) -> Finding:
    trial = _Trial(perf_counter())
    try:
        async with asyncio.timeout(PATIENCE):
            await request(trial)
    except Exception as error:
        why, _ = trial.noted.why(error)
        return Finding(name, False, why, _advice(name, why))
    took = trial.took or 0.0
    slow = f", slower than the {limit:g} s that a call waits" if took > limit else ""
    return Finding(name, True, f"answers in {took * 1000:.0f} ms{slow}, {trial.cost()}")


def _advice(name: str, why: str) -> str:
    key, place, asked = next(
        found for vendor, found in VARIABLES.items() if name.startswith(vendor)
    )
    if any(status in why for status in ("401", "403")):
        return f"check {key}"
    if any(status in why for status in ("400", "404", "422")):
        return f"check {place} and {asked}"
    if any(word in why for word in ("402", "credit", "quota")):
        return "look after the account: it has no credit or quota left"
    if "429" in why:
        return "its limit is used up: wait, or have it raised"
    without = "by voice alone" if name == FACE else "with the local part"
    there = f"check {place}; " if why in UNREACHED else ""
    return f"{there}a call would go on {without}"


async def _ask(model: AnyLLM, trial: _Trial) -> None:
    model.on("metrics_collected", trial.count)
    model.on("error", trial.noted)
    asked = ChatContext.empty()
    asked.add_message(role="user", content="Say OK.")
    async with model, model.chat(chat_ctx=asked, conn_options=ONCE) as stream:
        async for chunk in stream:
            if chunk.has_response():
                trial.answered()
    if trial.took is None:
        raise Broken("empty answer")


async def _hear(settings: Settings, trial: _Trial) -> None:
    spoken = await asyncio.to_thread(spoken_sample, settings)
    ears = cloud.deepgram(settings)
    ears.on("error", trial.noted)
    trial.begun = perf_counter()
    async with ears, ears.stream(conn_options=ONCE) as stream:
        stream.push_frame(spoken)
        stream.flush()
        async for event in stream:
            if words(event):
                trial.answered()
                trial.used.append(ModelUsage.stt(ears.provider, ears.model, spoken.duration))
                return
    raise Broken("no transcript")


async def _speak(settings: Settings, trial: _Trial) -> None:
    voice = cloud.cartesia(settings)
    voice.on("metrics_collected", trial.count)
    voice.on("error", trial.noted)
    async with voice, voice.stream(conn_options=ONCE) as stream:
        stream.push_text("Hello.")
        stream.end_input()
        async for _ in stream:
            trial.answered()
    if trial.took is None:
        raise Broken("no audio")


async def _face(settings: Settings, trial: _Trial) -> None:
    """Looks the avatar up, which costs nothing; a session would need a room."""
    url = f"{settings.bey_url}/v1/avatars/{settings.bey_avatar_id}"
    headers = {"x-api-key": secret(settings.bey_api_key)}
    async with utils.http_context.http_session().get(url, headers=headers) as answer:
        if answer.status >= 400:
            raise APIStatusError("refused", status_code=answer.status)
        try:
            await answer.json()
        except aiohttp.ContentTypeError:
            raise Broken("malformed answer") from None
    trial.answered()


@contextmanager
def _without_logs() -> Iterator[None]:
    """The clients log failures at length, with tracebacks; here one line says why."""
    sdk = logging.getLogger("livekit")
    before = sdk.level
    sdk.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        sdk.setLevel(before)
