"""What the web server asks of the database."""

from typing import Any, Protocol

from ringbook.domain.model import Practice
from ringbook.practice.logo import Logo

__all__ = ["Diary"]


class Diary(Protocol):
    async def practice(self, slug: str | None) -> Practice:
        """The practice of this slug, or the first one.

        Raises:
            ConfigurationError: there is none.
            DatabaseUnavailable: the database does not answer.
        """

    async def practices(self) -> list[Practice]:
        """All practices, the first one first.

        Raises:
            DatabaseUnavailable: the database does not answer.
        """

    async def logo(self, slug: str) -> Logo | None:
        """A practice's logo; None where there is none.

        Raises:
            DatabaseUnavailable: the database does not answer.
        """

    async def summary(self, session_id: str) -> dict[str, Any] | None:
        """The call's `call_summary` event; None until its record is complete."""
