"""One frozen `Settings`, read from the environment (and `.env`) by entry points only."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from ringbook.errors import ConfigurationError

__all__ = ["Settings"]


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
    azure_openai_fallback_deployment: str | None = Field(None, description="asked when it fails")
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
    ringbook_agent_name: str = Field("ringbook", description="name under which jobs are dispatched")
    ringbook_web_host: str = "127.0.0.1"
    ringbook_web_port: int = Field(8080, ge=0, le=65535)
    ringbook_tokens_per_minute: float = Field(20, gt=0, description="new calls of one address")
    ringbook_worker_port: int = Field(0, ge=0, le=65535, description="health endpoint; 0: any")
    ringbook_worker_ready: Path | None = Field(None, description="written once registered")
    ringbook_max_calls: int | None = Field(
        None, ge=1, description="calls at once that a worker takes; else by cores and speech"
    )
    ringbook_drain_seconds: int = Field(20, ge=1, description="for calls when a worker stops")
    ringbook_whisper_dir: Path | None = Field(None, description="another Whisper model directory")

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
