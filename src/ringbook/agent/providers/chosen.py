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
AVATAR = ("bey_api_key", "bey_avatar_id")
"""What each needs; the key of an OpenAI-compatible endpoint is optional, and may be there for
another program, so it chooses nothing."""
OF_DEEPGRAM = ("deepgram_model", "deepgram_language", "deepgram_url")
OF_CARTESIA = (
    *("cartesia_model", "cartesia_voice", "cartesia_language", "cartesia_speed", "cartesia_url"),
)
OF_AZURE = ("azure_openai_model", "azure_openai_fallback_deployment", "azure_openai_fallback_model")
"""What is of no use without these: whoever sets it believes that the provider serves."""
ADDRESSES = ("azure_openai_endpoint", "openai_base_url", "deepgram_url", "cartesia_url", "bey_url")
SCHEMES = ("https", "http", "wss", "ws")
LOCAL_EARS, LOCAL_VOICE = "set RINGBOOK_STT=local", "set RINGBOOK_TTS=local"
LOCAL_MIND, NO_FACE = "set RINGBOOK_LLM=offline", "remove what is set of it"
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
        ConfigurationError: it is asked for, or set up but for its key, which is missing.
    """
    if settings.ringbook_stt == "local":
        return False
    if settings.ringbook_stt == "deepgram":
        _complete(settings, "RINGBOOK_STT=deepgram", ("deepgram_api_key",), LOCAL_EARS)
    if changed := _changed(settings, OF_DEEPGRAM):
        _complete(settings, changed, ("deepgram_api_key",), LOCAL_EARS)
    return bool(settings.deepgram_api_key)


def uses_cartesia(settings: Settings) -> bool:
    """Whether Cartesia speaks.

    Raises:
        ConfigurationError: it is asked for, or set up but for its key, which is missing.
    """
    if settings.ringbook_tts == "local":
        return False
    if settings.ringbook_tts == "cartesia":
        _complete(settings, "RINGBOOK_TTS=cartesia", ("cartesia_api_key",), LOCAL_VOICE)
    if changed := _changed(settings, OF_CARTESIA):
        _complete(settings, changed, ("cartesia_api_key",), LOCAL_VOICE)
    return bool(settings.cartesia_api_key)


def language_model(settings: Settings) -> LanguageModel:
    """Which model answers. Azure comes before another endpoint when both are set.

    Raises:
        ConfigurationError: half of what the chosen one needs is set; names the rest.
    """
    if settings.ringbook_llm == "offline":
        return "offline"
    if settings.ringbook_llm == "openai":
        _complete(settings, "RINGBOOK_LLM=openai", OPENAI, LOCAL_MIND)
        return "openai"
    if settings.ringbook_llm == "azure" or _any(settings, (*AZURE, *OF_AZURE)):
        _complete(settings, "Azure OpenAI", AZURE, LOCAL_MIND)
        if settings.azure_openai_fallback_model:
            needed = ("azure_openai_fallback_deployment",)
            _complete(settings, "AZURE_OPENAI_FALLBACK_MODEL", needed, "remove it")
        return "azure"
    if _any(settings, OPENAI):
        _complete(settings, "the OpenAI-compatible endpoint", OPENAI, LOCAL_MIND)
        return "openai"
    return "offline"


def uses_avatar(settings: Settings) -> bool:
    """Whether an avatar is wanted.

    Raises:
        ConfigurationError: only a part of key, avatar and another address is set.
    """
    if _any(settings, AVATAR) or _changed(settings, ("bey_url",)):
        _complete(settings, "the avatar", AVATAR, NO_FACE)
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
        ConfigurationError: a provider is half configured, or at no whole address.
    """
    for name in ADDRESSES:
        _is_address(settings, name)
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


def _changed(settings: Settings, names: tuple[str, ...]) -> str:
    """The first of these variables that is not what it is when nobody sets it; "" for none."""
    defaults = {name: Settings.model_fields[name].default for name in names}
    found = (name for name in names if getattr(settings, name) not in (defaults[name], ""))
    return next(found, "").upper()


def _complete(settings: Settings, what: str, names: tuple[str, ...], instead: str) -> None:
    # an empty key counts as none; a SecretStr is false when it is empty
    if missing := [name.upper() for name in names if not getattr(settings, name)]:
        are, them = ("is", "it") if len(missing) == 1 else ("are", "them")
        raise ConfigurationError(
            f"{what} needs {', '.join(missing)} too, which {are} not set; set {them}, or {instead}"
        )


def _is_address(settings: Settings, name: str) -> None:
    """The value is not shown: it may be a key in a wrong place."""
    if not (url := getattr(settings, name)):
        return
    try:
        place = urlsplit(url)
        found = place.scheme in SCHEMES and bool(place.hostname)
    except ValueError:
        found = False
    if not found:
        raise ConfigurationError(
            f"{name.upper()} must be a whole address, which begins with https:// "
            "(or http://); correct it in the environment or in .env, or remove it"
        )
