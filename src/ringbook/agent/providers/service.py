"""One provider of a chain: in service, or left after a failure and probed until it answers."""

import asyncio
import json
import logging
import ssl
from collections.abc import Awaitable, Callable, Iterator, Sequence

from livekit.agents import APIStatusError, APITimeoutError

__all__ = ["PAUSES", "Broken", "Noted", "Service", "reason"]

log = logging.getLogger("ringbook.providers")

PAUSES = (2.0, 5.0, 10.0, 20.0, 40.0)
"""Seconds before each probe. A provider that fails again right after its return starts further
on, so that one which answers probes but not callers is asked ever more seldom."""

_STATUS = {
    401: "key refused",
    403: "not allowed",
    404: "not found",
    429: "too many requests",
    1006: "connection lost",  # the code of a websocket that nobody closed
}


class Broken(Exception):
    """A provider answered, but not with what was asked for. The text is safe to log."""


class Noted:
    """The last error that a provider's client reported, for its event `error`.

    The SDK's streams raise an error once more, which takes away what led to it.
    """

    def __init__(self) -> None:
        self._said = ""

    def __call__(self, event: object) -> None:
        error = getattr(event, "error", None)
        self._said = reason(error) if isinstance(error, BaseException) else ""

    def why(self, error: BaseException) -> str:
        """The reason for `error`, as well as it is known."""
        said, noted, self._said = reason(error), self._said, ""
        return noted if noted and said == type(error).__name__ else said


class Service:
    """Whether a provider may be asked; `probe` raises as long as it does not answer."""

    def __init__(
        self,
        name: str,
        probe: Callable[[], Awaitable[None]],
        pauses: Sequence[float] = PAUSES,
    ) -> None:
        self.name = name
        self.up = True
        self.noted = Noted()
        self._probe = probe
        self._pauses = pauses
        self._failures = 0
        self._probing: asyncio.Task[None] | None = None

    def served(self) -> None:
        """It has answered a caller well."""
        self._failures = 0

    def leave(self, error: BaseException) -> None:
        """Ask it no more until a probe in the background is answered."""
        if not self.up:
            return
        self.up = False
        log.warning("%s: %s; going on without it", self.name, self.noted.why(error))
        self._probing = asyncio.create_task(self._until_it_answers(self._failures))
        self._failures += 1

    async def aclose(self) -> None:
        """Stop probing."""
        if self._probing is not None:
            self._probing.cancel()
            await asyncio.gather(self._probing, return_exceptions=True)

    async def _until_it_answers(self, failures: int) -> None:
        while True:
            await asyncio.sleep(self._pauses[min(failures, len(self._pauses) - 1)])
            failures += 1
            try:
                await self._probe()
            except Exception as error:
                log.info("%s: still %s", self.name, self.noted.why(error))
                continue
            self.up = True
            log.info("%s answers again", self.name)
            return


def reason(error: BaseException) -> str:
    """Why a provider failed, in a few words without anything that was said, sent or secret.

    The text of the error itself is never used: it may quote the request, a key or an address.
    """
    for cause in _causes(error):
        if said := _known(cause):
            return said
    return type(error).__name__


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what led to it, also where the provider's client hid that."""
    seen: list[BaseException] = []
    while error is not None and error not in seen:
        seen.append(error)
        yield error
        error = error.__cause__ or error.__context__


def _known(error: BaseException) -> str:
    match error:
        case Broken():
            return str(error)
        case APIStatusError(status_code=status) if status > 0:
            more = _STATUS.get(status, "server error" if 500 <= status < 600 else "")
            return f"status {status}, {more}" if more else f"status {status}"
        case TimeoutError() | APITimeoutError():
            return "no answer in time"
        case ssl.SSLError() | ssl.CertificateError():
            return "TLS failed"
        case ConnectionRefusedError():
            return "connection refused"
        case ConnectionError():
            return "connection lost"
        case json.JSONDecodeError():
            return "malformed answer"
        case _:
            return ""
