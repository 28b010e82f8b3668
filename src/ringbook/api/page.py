"""The built page as static files: hashed assets are kept for good, everything else is asked for."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

__all__ = ["Page", "booking_page", "find_page"]

_HERE = Path(__file__).resolve().parent


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
    def __init__(self, directory: Path) -> None:
        super().__init__(directory=directory, html=True)

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        hashed = path.startswith("assets/") and response.status_code in {200, 304}
        response.headers["Cache-Control"] = (
            "public, max-age=31536000, immutable" if hashed else "no-cache"
        )
        return response

    def lookup_path(self, path: str) -> Any:
        """Dot files (our build stamp) are not part of the page."""
        if any(part.startswith(".") and part != "." for part in Path(path).parts):
            return "", None
        return super().lookup_path(path)
