"""The built page as static files: hashed assets are kept for good, everything else is asked for.

Each practice has the page at `/{slug}`; it finds out itself whose it is.
"""

import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from ringbook.api.diary import Diary
from ringbook.errors import ConfigurationError, DatabaseUnavailable

__all__ = ["Page", "booking_page", "find_page"]

_HERE = Path(__file__).resolve().parent
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*/?")


def find_page() -> Path | None:
    """The built page: packaged with us, or `web/dist` of the checkout."""
    candidates = (_HERE / "page", _HERE.parents[2] / "web" / "dist")
    return next((found for found in candidates if (found / "index.html").is_file()), None)


def booking_page(directory: Path) -> Callable[[], Awaitable[Response]]:
    """The private page of any booking: the same file for every token, right or wrong."""

    async def page() -> Response:
        return FileResponse(directory / "index.html")

    return page


class Page(StaticFiles):
    def __init__(self, directory: Path, diary: Diary) -> None:
        super().__init__(directory=directory, html=True)
        self._diary = diary

    async def get_response(self, path: str, scope: Scope) -> Response:
        try:
            response = await super().get_response(path, scope)
        except HTTPException as error:
            if error.status_code != 404 or not _SLUG.fullmatch(path):
                raise
            response = await self._of_practice(path.removesuffix("/"), scope)
        hashed = path.startswith("assets/") and response.status_code in {200, 304}
        response.headers["Cache-Control"] = (
            "public, max-age=31536000, immutable" if hashed else "no-cache"
        )
        return response

    async def _of_practice(self, slug: str, scope: Scope) -> Response:
        """The page all the same where there is no such practice: it says so, and names others."""
        status = await self._status(slug)
        if status == 200:
            return await super().get_response("index.html", scope)
        unconditional = {**scope, "headers": []}  # "not modified" would have no body to show
        response = await super().get_response("index.html", unconditional)
        response.status_code = status
        return response

    async def _status(self, slug: str) -> int:
        try:
            await self._diary.practice(slug)
        except ConfigurationError:
            return 404
        except DatabaseUnavailable:
            return 503
        return 200

    def lookup_path(self, path: str) -> Any:
        """Dot files (our build stamp) are not part of the page."""
        if any(part.startswith(".") and part != "." for part in Path(path).parts):
            return "", None
        return super().lookup_path(path)
