"""Speech by key: Deepgram hears, Cartesia speaks. The clients are imported only when used."""

from collections.abc import Sequence
from typing import Any

from livekit.agents import NOT_GIVEN, stt, tts

from ringbook.agent.providers.chosen import secret
from ringbook.agent.providers.sentences import GuardedSentences
from ringbook.agent.providers.voice import SAMPLE_RATE
from ringbook.config import Settings
from ringbook.domain.model import Practice

__all__ = ["cartesia", "deepgram", "key_terms"]

MOST_KEY_TERMS = 80
"""Deepgram takes 500 tokens of key terms; a name is up to six."""


def deepgram(
    settings: Settings, terms: Sequence[str] = (), language: str | None = None
) -> stt.STT[Any]:
    """Digits as figures, helped by `terms` (Nova-3 alone takes them); not used to train.

    `language` "multi" tells languages apart as they are spoken; None is the settings' own.
    """
    from livekit.plugins import deepgram as plugin

    takes_terms = settings.deepgram_model.startswith("nova-3")
    return plugin.STT(
        model=settings.deepgram_model,
        language=language or settings.deepgram_language,
        numerals=True,
        smart_format=False,
        keyterm=list(terms) if terms and takes_terms else NOT_GIVEN,
        mip_opt_out=True,
        api_key=secret(settings.deepgram_api_key),
        base_url=settings.deepgram_url,
    )


def cartesia(settings: Settings, voice: str = "default") -> tts.TTS[Any]:
    """The voice of this id, with word timestamps; "default": the settings', or the plugin's own."""
    from livekit.plugins.cartesia.models import TTSDefaultVoiceId

    from ringbook.agent.providers.cartesia_client import CartesiaTTS

    own = None if voice == "default" else voice
    return CartesiaTTS(
        model=settings.cartesia_model,
        language=settings.cartesia_language,
        voice=own or settings.cartesia_voice or TTSDefaultVoiceId,
        speed=settings.cartesia_speed,
        sample_rate=SAMPLE_RATE,
        tokenizer=GuardedSentences(),
        api_key=secret(settings.cartesia_api_key),
        base_url=settings.cartesia_url,
    )


def key_terms(practice: Practice) -> list[str]:
    """Names that a recogniser could not guess: the practice, its people, its services."""
    people = [name for one in practice.providers for name in (one.name, *one.aliases)]
    services = [name for one in practice.services for name in (one.name, *one.aliases)]
    return list(dict.fromkeys([practice.name, *people, *services]))[:MOST_KEY_TERMS]
