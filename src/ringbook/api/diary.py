"""The two questions that the web server asks of the database."""

from typing import Any, Protocol

from ringbook.domain.model import Practice

__all__ = ["Diary"]


class Diary(Protocol):
    async def practice(self, slug: str | None) -> Practice:
        """The practice of this slug, or the first one.

        Raises:
            ConfigurationError: there is none.
            DatabaseUnavailable: the database does not answer.
        """

    async def summary(self, session_id: str) -> dict[str, Any] | None:
        """The call's `call_summary` event; None until its record is complete."""
