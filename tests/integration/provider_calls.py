"""Text calls for tests in which a provider's stand-in is the language model."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.integration.conftest import NOW
from tests.integration.text_calls import Held, Replies, hold

from ringbook.agent.offline_llm import OfflineLLM
from ringbook.agent.providers.language import choose_llm
from ringbook.agent.session import AnyLLM
from ringbook.config import Settings
from ringbook.domain.model import Practice
from ringbook.store.pool import Database

__all__ = ["NUMBER", "CloudCalls", "Row", "booking_caller", "cloud_calls", "settings_of"]

NUMBER = "+919886014182"
WISH = "I'd like to book a check-up on Monday at 10 am"
ANSWERS = {
    "anything else": "no, that's all, thank you, goodbye",
    "shall i book": "yes please",
    "is that right": "yes",
    "name": "my name is Priya Shah",
    "number": "98860 14182",
}
"""What the caller answers, by words of the question; the first that fit."""
MOST_TURNS = 14


def booking_caller(said: list[str]) -> str | None:
    """A patient caller who wants one appointment and answers what is asked."""
    if len(said) > MOST_TURNS:
        return None
    last = said[-1].lower() if said else ""
    return next((answer for words, answer in ANSWERS.items() if words in last), WISH)


PATIENT = {
    "ringbook_stt_timeout": 30.0,
    "ringbook_llm_timeout": 30.0,
    "ringbook_tts_timeout": 30.0,
}
"""Seconds; no provider is left because the machine paused. Where one hangs, the test says how long
it may."""
CHOICES = {"ringbook_stt": "local", "ringbook_llm": "offline", "ringbook_tts": "local"}


def settings_of(*environments: Mapping[str, str], **more: object) -> Settings:
    """Settings for stand-ins, by their environments; everything else is local."""
    given = {name.lower(): value for env in environments for name, value in env.items()}
    return Settings.model_validate(CHOICES | PATIENT | given | more)


@dataclass(frozen=True, slots=True)
class Row:
    """An appointment as stored."""

    contact_number: str
    status: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Usage:
    """The usage in a call's record."""

    usage: dict[str, Any]


@dataclass
class CloudCalls:
    """Holds calls with the model that the settings choose, and reads what was written."""

    db: Database
    practice: Practice
    unsaved: Path
    settings: Settings
    _models: list[AnyLLM] = field(default_factory=list)

    async def hold(self, inputs: Sequence[str] | Replies = booking_caller) -> Held:
        return await hold(
            self.db,
            self.practice,
            inputs,
            now=NOW,
            unsaved=self.unsaved,
            model_of=self._model_of,
        )

    async def appointments(self) -> list[Row]:
        sql = "SELECT contact_number, status, starts_at FROM appointments ORDER BY created_at"
        return await self.db.rows(Row, sql)

    async def usage(self, held: Held) -> dict[str, float]:
        """What the call's record says was used of providers, by meter."""
        sql = "SELECT usage FROM conversation_logs WHERE session_id = %s"
        (row,) = await self.db.rows(Usage, sql, (held.session_id,))
        return {line["meter"]: line["amount"] for line in row.usage["lines"] if line["amount"]}

    def _model_of(self, offline: OfflineLLM) -> AnyLLM:
        model = choose_llm(self.settings, offline)
        self._models.append(model)
        return model

    async def aclose(self) -> None:
        """Close the connections that a process would keep until its end."""
        for model in self._models:
            await model.aclose()


@asynccontextmanager
async def cloud_calls(
    db: Database, practice: Practice, unsaved: Path, settings: Settings
) -> AsyncIterator[CloudCalls]:
    """Calls that leave no connection open."""
    calls = CloudCalls(db, practice, unsaved, settings)
    try:
        yield calls
    finally:
        await calls.aclose()
