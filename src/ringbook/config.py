"""One frozen `Settings`, read from the environment (and `.env`) by entry points only."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import Field, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, SettingsConfigDict

from ringbook.domain.booking_link import BookingLinks
from ringbook.errors import ConfigurationError

__all__ = ["Settings", "Webhook"]

LIMITS = ("gt", "ge", "le")


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where text messages are posted to, and the bearer key."""

    url: str = field(repr=False)
    key: str = field(repr=False)


class Settings(BaseSettings):
    """Everything that can be set from outside. Unset means: the local part, no key needed."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, frozen=True, extra="ignore"
    )

    database_url: SecretStr | None = Field(None, description="Postgres; unset: embedded")
    livekit_url: str | None = Field(None, description="LiveKit server; unset: our own on loopback")
    livekit_api_key: str | None = None
    livekit_api_secret: SecretStr | None = None

    deepgram_api_key: SecretStr | None = Field(None, description="speech-to-text by Deepgram")
    deepgram_model: str = "nova-3"
    deepgram_language: str = "en"
    deepgram_url: str = Field(
        "https://api.deepgram.com/v1/listen", description="or that of a region, or self-hosted"
    )
    azure_openai_api_key: SecretStr | None = Field(None, description="language model by Azure")
    azure_openai_endpoint: str | None = Field(None, description="names the region, too")
    azure_openai_deployment: str | None = None
    azure_openai_model: str | None = Field(None, description="behind it; unset: named like it")
    azure_openai_fallback_deployment: str | None = Field(None, description="asked when it fails")
    azure_openai_fallback_model: str | None = None
    openai_api_version: str = "2024-10-21"
    openai_base_url: str | None = Field(None, description="any endpoint that speaks OpenAI's API")
    openai_model: str | None = None
    openai_api_key: SecretStr | None = Field(None, description="vLLM and Ollama need none")
    cartesia_api_key: SecretStr | None = Field(None, description="text-to-speech by Cartesia")
    cartesia_model: str = "sonic-3"
    cartesia_voice: str | None = Field(None, description="id; unset: the plugin's own")
    cartesia_language: str = "en"
    cartesia_speed: float | None = Field(None, ge=0.6, le=2.0, description="1 is the voice's own")
    cartesia_url: str = "https://api.cartesia.ai"
    bey_api_key: SecretStr | None = Field(None, description="avatar by Beyond Presence")
    bey_avatar_id: str | None = None
    bey_url: str = "https://api.bey.dev"
    ringbook_messages_url: str | None = Field(
        None, description="your gateway for text messages: codes, the waiting list"
    )
    ringbook_messages_key: SecretStr | None = Field(None, description="sent to it as bearer")

    ringbook_home: Path | None = Field(None, description="data directory; default: user data dir")
    ringbook_stt: Literal["auto", "local", "deepgram"] = "auto"
    ringbook_llm: Literal["auto", "offline", "azure", "openai"] = "auto"
    ringbook_tts: Literal["auto", "local", "cartesia"] = "auto"
    ringbook_stt_timeout: float = Field(1.5, gt=0, description="s from last word to transcript")
    ringbook_llm_timeout: float = Field(2.5, gt=0, description="s to the first token")
    ringbook_llm_total_timeout: float = Field(
        3.2, gt=0, description="s for all models together, to the first sentence"
    )
    ringbook_tts_timeout: float = Field(1.0, gt=0, description="s to the first audio")
    ringbook_prices: Literal["specification", "list"] = Field(
        "specification", description="column of the price table that calls are costed by"
    )
    ringbook_page_shows_cost: bool = Field(False, description="to callers, what their call cost")
    ringbook_agent_name: str = Field("ringbook", description="name under which jobs are dispatched")
    ringbook_web_host: str = "127.0.0.1"
    ringbook_web_port: int = Field(8080, ge=0, le=65535)
    ringbook_tokens_per_minute: float = Field(20, gt=0, description="new calls of one address")
    ringbook_public_url: str | None = Field(None, description="of the page, in calendar files")
    ringbook_link_secret: SecretStr | None = Field(
        None, description="signs bookings' private links; unset: LIVEKIT_API_SECRET"
    )
    ringbook_bookings_per_minute: float = Field(
        60, gt=0, description="requests of one address about bookings with a private link"
    )
    ringbook_worker_port: int = Field(0, ge=0, le=65535, description="health endpoint; 0: any")
    ringbook_worker_ready: Path | None = Field(None, description="written once registered")
    ringbook_max_calls: int | None = Field(
        None,
        ge=1,
        description="calls at once that a worker takes; else by speech, cores and their speed",
    )
    ringbook_drain_seconds: int = Field(20, ge=1, description="for calls when a worker stops")
    ringbook_whisper_dir: Path | None = Field(None, description="another Whisper model directory")

    def __init__(self, **values: Any) -> None:
        """Read the environment; `values` come before it.

        Raises:
            ConfigurationError: a variable holds what it cannot; names it and what it takes.
        """
        try:
            super().__init__(**values)
        except ValidationError as error:
            raise ConfigurationError("\n".join(_advice(error))) from None

    def home(self) -> Path:
        """The directory for data, models and logs, following the XDG base directories."""
        return self.ringbook_home or Path.home() / ".local" / "share" / "ringbook"

    def require_database(self) -> str:
        """The database's URL.

        Raises:
            ConfigurationError: it is not set.
        """
        if self.database_url is None:
            raise ConfigurationError(
                "DATABASE_URL not set: `ringbook up` starts a Postgres of its own"
            )
        return self.database_url.get_secret_value()

    def booking_links(self) -> BookingLinks | None:
        """What makes and reads the private links of bookings; None without a secret."""
        secret = self.ringbook_link_secret or self.livekit_api_secret
        return BookingLinks.of(secret.get_secret_value()) if secret else None

    def require_livekit(self) -> tuple[str, str, str]:
        """URL, API key and secret of the LiveKit server.

        Raises:
            ConfigurationError: one of the three is missing; names which.
        """
        secret = self.livekit_api_secret.get_secret_value() if self.livekit_api_secret else ""
        values = {
            "LIVEKIT_URL": self.livekit_url or "",
            "LIVEKIT_API_KEY": self.livekit_api_key or "",
            "LIVEKIT_API_SECRET": secret,
        }
        if missing := [name for name, value in values.items() if not value]:
            raise ConfigurationError(
                f"{', '.join(missing)} not set: `ringbook up` starts a LiveKit server of its own"
            )
        return values["LIVEKIT_URL"], values["LIVEKIT_API_KEY"], values["LIVEKIT_API_SECRET"]


def _advice(error: ValidationError) -> Iterator[str]:
    """A line for each wrong variable. Its value is not shown: it may be a key in a wrong place."""
    for name in dict.fromkeys(str(one["loc"][0]) for one in error.errors()):
        field = Settings.model_fields[name]
        default = "not set" if field.default is None else field.default
        yield (
            f"{name.upper()} must be {_allowed(field)}; correct it in the environment or in .env, "
            f"or remove it (default: {default})"
        )


def _allowed(field: FieldInfo) -> str:
    if get_origin(field.annotation) is Literal:
        return f"one of {', '.join(get_args(field.annotation))}"
    kinds = (field.annotation, *get_args(field.annotation))
    kind = "a whole number" if int in kinds else "a number" if float in kinds else "text"
    return " ".join([kind, *_bounds(field.metadata)])


def _bounds(limits: list[Any]) -> Iterator[str]:
    """Pydantic keeps each limit as an object of its own."""
    found = {name: getattr(one, name) for one in limits for name in LIMITS if hasattr(one, name)}
    if "gt" in found:
        yield f"above {found['gt']}"
    elif "le" in found:
        yield f"from {found['ge']} to {found['le']}"
    elif "ge" in found:
        yield f"of at least {found['ge']}"
