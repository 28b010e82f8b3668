"""The languages that a call can be held in with the providers that are set up."""

from ringbook.agent.providers.chosen import language_model, uses_cartesia, uses_deepgram
from ringbook.config import Settings
from ringbook.dialogue.languages.spoken_lines import SPOKEN

__all__ = ["call_languages", "hears"]

MULTILINGUAL = ("nova-3", "nova-3-general")
"""Deepgram's models that tell languages apart in mid-call."""


def call_languages(
    settings: Settings, listed: tuple[str, ...], *, by_voice: bool
) -> tuple[str, ...]:
    """Of the languages that a practice lists those that can be spoken, and English always.

    It takes a large model; by voice also a recogniser and a voice that know them. The local engine
    speaks English only.

    Raises:
        ConfigurationError: a provider is half configured.
    """
    able = language_model(settings) != "offline" and (not by_voice or _speech(settings))
    spoken = [code for code in listed if code == "en" or (able and code in SPOKEN)]
    return tuple(dict.fromkeys([*spoken, "en"]))


def hears(settings: Settings, languages: tuple[str, ...]) -> str:
    """The language that the recogniser is told to listen for."""
    return "multi" if len(languages) > 1 else settings.deepgram_language


def _speech(settings: Settings) -> bool:
    speech = uses_deepgram(settings) and uses_cartesia(settings)
    return speech and settings.deepgram_model in MULTILINGUAL
