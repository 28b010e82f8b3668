"""What goes wrong quietly on a page: its console's errors, and exceptions that nobody caught."""

import re

from playwright.sync_api import BrowserContext

HUNG_UP = "User-Initiated Abort"
"""The other end closed the data channels. When the server ends a room it says so on the websocket
and closes the channels at once; livekit-client reports an error when the second arrives first."""

CLOSED = re.compile(r"publisher data channel '\w+' closed unexpectedly")
"""What livekit-client adds for each channel; by itself it means a message that was too large."""

NO_SUCH_PAGE = "404 (Not Found)"
"""The browser's own word on a link that leads nowhere."""


class Console:
    """Collects from now on what the pages of a context complain of."""

    def __init__(self, context: BrowserContext) -> None:
        self._errors: list[str] = []
        context.on(
            "console", lambda line: self._errors.append(line.text) if line.type == "error" else None
        )
        context.on("weberror", lambda error: self._errors.append(str(error.error)))

    def complaints(self) -> list[str]:
        """Every error but those of a line that the server ended."""
        return complaints(self._errors)


def complaints(errors: list[str]) -> list[str]:
    """What is left of a console's errors without those of a line that the server ended."""
    left = [error for error in errors if HUNG_UP not in error]
    ended = len(left) < len(errors)
    return [error for error in left if not (ended and CLOSED.match(error))]
