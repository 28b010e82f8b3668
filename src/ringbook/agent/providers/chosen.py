"""Which provider serves in each role, by what is set. Nothing is loaded and nothing connects."""

from typing import Literal
from urllib.parse import urlsplit

from pydantic import SecretStr

from ringbook.config import Settings, Webhook
from ringbook.errors import ConfigurationError

__all__ = [
    "check",
    "clients",
    "describe",
    "language_model",
    "secret",
    "uses_avatar",
    "uses_cartesia",
    "uses_deepgram",
    "webhook",
]

type LanguageModel = Literal["offline", "azure", "openai"]

AZURE = ("azure_openai_api_key", "azure_openai_endpoint", "azure_openai_deployment")
OPENAI = ("openai_base_url", "openai_model")
"""What each needs; the key of an OpenAI-compatible endpoint is optional, and may be there for
another program, so it chooses nothing."""
ON_THIS_MACHINE = "on this machine"


def check(settings: Settings) -> None:
    """Fail at start, not in the first call, when a provider is only half configured.

    Raises:
        ConfigurationError: names the missing variable.
    """
    describe(settings)


def uses_deepgram(settings: Settings) -> bool:
    """Whether Deepgram hears.

    Raises:
        ConfigurationError: it is asked for and its key is missing.
    """
    if settings.ringbook_stt == "local":
        return False
    if settings.ringbook_stt == "deepgram":
        _complete(settings, "RINGBOOK_STT=deepgram", ("deepgram_api_key",))
    return bool(settings.deepgram_api_key)


def uses_cartesia(settings: Settings) -> bool:
    """Whether Cartesia speaks.

    Raises:
        ConfigurationError: it is asked for, or its voice is set, and its key is missing.
    """
    if settings.ringbook_tts == "local":
        return False
    if settings.ringbook_tts == "cartesia":
        _complete(settings, "RINGBOOK_TTS=cartesia", ("cartesia_api_key",))
    if settings.cartesia_voice:
        _complete(settings, "CARTESIA_VOICE", ("cartesia_api_key",))
    return bool(settings.cartesia_api_key)


def language_model(settings: Settings) -> LanguageModel:
    """Which model answers. Azure comes before another endpoint when both are set.

    Raises:
        ConfigurationError: half of what the chosen one needs is set; names the rest.
    """
    if settings.ringbook_llm == "offline":
        return "offline"
    if settings.ringbook_llm == "openai":
        _complete(settings, "RINGBOOK_LLM=openai", OPENAI)
        return "openai"
    if settings.ringbook_llm == "azure" or _any(
        settings, (*AZURE, "azure_openai_fallback_deployment")
    ):
        _complete(settings, "Azure OpenAI", AZURE)
        return "azure"
    if _any(settings, OPENAI):
        _complete(settings, "the OpenAI-compatible endpoint", OPENAI)
        return "openai"
    return "offline"


def uses_avatar(settings: Settings) -> bool:
    """Whether an avatar is wanted.

    Raises:
        ConfigurationError: only one of key and avatar is set.
    """
    needed = ("bey_api_key", "bey_avatar_id")
    if _any(settings, needed):
        _complete(settings, "the avatar", needed)
        return True
    return False


def webhook(settings: Settings) -> Webhook | None:
    """Where text messages to callers are posted; None: callers are sent none.

    Raises:
        ConfigurationError: only address or key is set, or messages would travel in clear.
    """
    url, key = settings.ringbook_messages_url, settings.ringbook_messages_key
    needed = ("ringbook_messages_url", "ringbook_messages_key")
    if not _any(settings, needed):
        return None
    if absent := [name.upper() for name in needed if not getattr(settings, name)]:
        raise ConfigurationError(
            f"text messages need {absent[0]} too, which is not set; set it, or remove the other"
        )
    if not _safe(url or ""):
        raise ConfigurationError(
            "RINGBOOK_MESSAGES_URL must begin with https:// (http:// only on this machine)"
        )
    return Webhook(url or "", secret(key))


def _safe(url: str) -> bool:
    try:
        place = urlsplit(url)
    except ValueError:
        return False
    here = place.hostname in ("127.0.0.1", "::1", "localhost")
    return bool(place.hostname) and (place.scheme == "https" or (place.scheme == "http" and here))


def describe(settings: Settings) -> list[tuple[str, str, str]]:
    """Role, chosen part and the reason, for people. Shows no key.

    Raises:
        ConfigurationError: a provider is half configured.
    """
    return [
        _row(
            "speech recognition",
            f"Deepgram {settings.deepgram_model}" if uses_deepgram(settings) else "",
            "DEEPGRAM_API_KEY",
            f"Whisper tiny.en {ON_THIS_MACHINE}",
        ),
        _language_row(settings),
        _row(
            "voice",
            f"Cartesia {settings.cartesia_model}" if uses_cartesia(settings) else "",
            "CARTESIA_API_KEY",
            f"hibari {ON_THIS_MACHINE}",
        ),
        _row("avatar", "Beyond Presence" if uses_avatar(settings) else "", "BEY_API_KEY", "none"),
        _row(
            "messages",
            "gateway by webhook" if webhook(settings) else "",
            "RINGBOOK_MESSAGES_URL",
            "none",
        ),
    ]


def clients(settings: Settings) -> list[str]:
    """Modules of the chosen providers' clients: importing one in a call stalls it for a second.

    Raises:
        ConfigurationError: a provider is half configured.
    """
    chosen = {
        "deepgram": uses_deepgram(settings),
        "openai": language_model(settings) != "offline",
        "cartesia": uses_cartesia(settings),
        "bey": uses_avatar(settings),
    }
    return [f"livekit.plugins.{name}" for name, is_used in chosen.items() if is_used]


def secret(value: SecretStr | None) -> str:
    """A key as the clients want it; empty when it is not set."""
    return value.get_secret_value() if value else ""


def _language_row(settings: Settings) -> tuple[str, str, str]:
    here = f"offline engine {ON_THIS_MACHINE}"
    match language_model(settings):
        case "azure":
            deployments = [settings.azure_openai_deployment]
            deployments += filter(None, [settings.azure_openai_fallback_deployment])
            there = f"Azure OpenAI {', then '.join(map(str, deployments))}"
            return _row("language model", there, "AZURE_OPENAI_API_KEY", here)
        case "openai":
            there = f"{settings.openai_model} at {settings.openai_base_url}"
            return _row("language model", there, "OPENAI_BASE_URL", here)
        case "offline":
            return _row("language model", "", "AZURE_OPENAI_API_KEY", here)


def _row(role: str, there: str, variable: str, here: str) -> tuple[str, str, str]:
    if there:
        behind = "" if here == "none" else f"; behind it: {here}"
        return role, there, f"{variable} is set{behind}"
    return role, here, f"{variable} is not set, or the local part is chosen"


def _any(settings: Settings, names: tuple[str, ...]) -> bool:
    return any(getattr(settings, name) for name in names)


def _complete(settings: Settings, what: str, names: tuple[str, ...]) -> None:
    # an empty key counts as none; a SecretStr is false when it is empty
    if missing := [name.upper() for name in names if not getattr(settings, name)]:
        raise ConfigurationError(
            f"{what} needs {', '.join(missing)} too, which is not set; "
            "set it, or choose the local part (RINGBOOK_STT, RINGBOOK_LLM, RINGBOOK_TTS)"
        )
