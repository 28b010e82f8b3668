"""Speech by key: Deepgram hears, Cartesia speaks. The clients are imported only when used."""

from typing import Any

from livekit.agents import APIConnectOptions, stt, tts
from pydantic import SecretStr

from ringbook.agent.providers.sentences import GuardedSentences
from ringbook.config import Settings
from ringbook.domain.model import Practice
from ringbook.errors import ConfigurationError

__all__ = [
    "PATIENCE",
    "cartesia",
    "deepgram",
    "key_terms",
    "secret",
    "uses_cartesia",
    "uses_deepgram",
]

PATIENCE = APIConnectOptions(max_retry=0, timeout=3.0)
"""A provider that does not answer in three seconds is given up for the local part: no retries,
for the caller hears silence meanwhile."""
MOST_KEY_TERMS = 80
"""Deepgram takes 500 tokens of key terms; a name is up to six."""


def uses_deepgram(settings: Settings) -> bool:
    """Whether Deepgram hears.

    Raises:
        ConfigurationError: it is asked for and its key is missing.
    """
    has_key = bool(settings.deepgram_api_key)
    if settings.ringbook_stt == "deepgram" and not has_key:
        raise ConfigurationError("RINGBOOK_STT=deepgram needs DEEPGRAM_API_KEY, which is not set")
    return has_key and settings.ringbook_stt != "local"


def uses_cartesia(settings: Settings) -> bool:
    """Whether Cartesia speaks.

    Raises:
        ConfigurationError: it is asked for and its key is missing.
    """
    has_key = bool(settings.cartesia_api_key)
    if settings.ringbook_tts == "cartesia" and not has_key:
        raise ConfigurationError("RINGBOOK_TTS=cartesia needs CARTESIA_API_KEY, which is not set")
    return has_key and settings.ringbook_tts != "local"


def deepgram(settings: Settings, practice: Practice) -> stt.STT[Any]:
    """Nova-3, digits as figures, helped by the practice's names; not used to train models."""
    from livekit.plugins import deepgram as plugin

    return plugin.STT(
        model="nova-3",
        language="en",
        numerals=True,
        smart_format=False,
        keyterm=key_terms(practice),
        mip_opt_out=True,
        api_key=secret(settings.deepgram_api_key),
        base_url=settings.deepgram_url,
    )


def cartesia(settings: Settings) -> tts.TTS[Any]:
    """Sonic 3 in the configured voice, or the plugin's own."""
    from livekit.plugins import cartesia as plugin
    from livekit.plugins.cartesia.models import TTSDefaultVoiceId

    return plugin.TTS(
        model="sonic-3",
        language="en",
        voice=settings.cartesia_voice or TTSDefaultVoiceId,
        tokenizer=GuardedSentences(),
        api_key=secret(settings.cartesia_api_key),
        base_url=settings.cartesia_url,
    )


def secret(value: SecretStr | None) -> str:
    """A key as the clients want it; empty when it is not set."""
    return value.get_secret_value() if value else ""


def key_terms(practice: Practice) -> list[str]:
    """Names that a recogniser could not guess: the practice, its people, its services."""
    people = [name for one in practice.providers for name in (one.name, *one.aliases)]
    services = [name for one in practice.services for name in (one.name, *one.aliases)]
    return list(dict.fromkeys([practice.name, *people, *services]))[:MOST_KEY_TERMS]
