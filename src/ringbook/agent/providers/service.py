"""One provider of a chain: in service, or left after a failure and probed until it answers."""

import asyncio
import json
import logging
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from email.utils import parsedate_to_datetime

from livekit.agents import APIError, APIStatusError, APITimeoutError

__all__ = ["PAUSES", "Broken", "Noted", "Service", "reason", "retry_after"]

log = logging.getLogger("ringbook.providers")

PAUSES = (2.0, 5.0, 10.0, 20.0, 40.0)
"""Seconds before each probe. A provider that fails again right after its return starts further
on, so that one which answers probes but not callers is asked ever more seldom."""

LONGEST_WAIT = 60.0
"""Seconds that a provider which refuses may ask for at most; many a call is over before."""

_STATUS = {
    400: "request refused",
    401: "key refused",
    402: "no credit left",
    403: "not allowed",
    404: "not found",
    413: "request too long",
    429: "too many requests",
    # the codes with which a websocket is closed
    1000: "connection closed",
    1001: "connection closed",
    1006: "connection lost",  # nobody closed it
    1008: "audio refused",
    1011: "server error",
}

_CODES = {
    "content_filter": "content filter",
    "ResponsibleAIPolicyViolation": "content filter",
    "context_length_exceeded": "prompt too long",
    "string_above_max_length": "prompt too long",
    "insufficient_quota": "no quota left",
    "quota_exceeded": "no quota left",
    "concurrency_limited": "too many at once",
    "DeploymentNotFound": "no such deployment",
    "model_not_found": "no such model",
    "voice_not_found": "no such voice",
    "rate_limit_exceeded": "too many requests",
    "server_error": "server error",
    "internal_error": "server error",
}
"""What the vendors name in the body of an error; any other code is not shown."""


_KINDS = (
    (TimeoutError, "no answer in time"),
    (APITimeoutError, "no answer in time"),
    (ssl.SSLError, "TLS failed"),
    (ssl.CertificateError, "TLS failed"),
    (ConnectionRefusedError, "connection refused"),
    (socket.gaierror, "no such host"),
    (ConnectionError, "connection lost"),
    (json.JSONDecodeError, "malformed answer"),
)
_LOST = ("RemoteProtocolError", "ReadError", "WriteError", "ServerDisconnectedError")
"""What the HTTP clients call it, without a cause that tells more."""
_NO_AUDIO = "no audio frames were pushed"
"""How the SDK's message begins, which goes on with the text that was to be said."""


class Broken(Exception):
    """A provider answered, but not with what was asked for. The text is safe to log."""


class Noted:
    """The last error that a provider's client reported, for its event `error`.

    The SDK's streams raise an error once more, which takes away what led to it.
    """

    def __init__(self) -> None:
        self._said, self._asks = "", 0.0

    def __call__(self, event: object) -> None:
        error = getattr(event, "error", None)
        if isinstance(error, BaseException):
            self._said, self._asks = reason(error), retry_after(error)
        else:
            self._said, self._asks = "", 0.0

    def why(self, error: BaseException) -> tuple[str, float]:
        """The reason for `error`, as well as it is known, and the seconds for which the provider
        asks not to be asked again."""
        said, noted, asks = reason(error), self._said, max(retry_after(error), self._asks)
        self._said, self._asks = "", 0.0
        return noted if noted and said == type(error).__name__ else said, asks


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
        why, asks = self.noted.why(error)
        log.warning("%s: %s; going on without it", self.name, why)
        self._probing = asyncio.create_task(self._until_it_answers(self._failures, asks))
        self._failures += 1

    async def aclose(self) -> None:
        """Stop probing."""
        if self._probing is not None:
            self._probing.cancel()
            await asyncio.gather(self._probing, return_exceptions=True)

    async def _until_it_answers(self, failures: int, asks: float) -> None:
        while True:
            await asyncio.sleep(max(asks, self._pauses[min(failures, len(self._pauses) - 1)]))
            failures += 1
            try:
                await self._probe()
            except Exception as error:
                why, asks = self.noted.why(error)
                log.info("%s: still %s", self.name, why)
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


def retry_after(error: BaseException) -> float:
    """Seconds for which the provider asks not to be asked again, at most `LONGEST_WAIT`."""
    for cause in _causes(error):
        answer = getattr(cause, "response", cause)  # an HTTP error has headers, or its answer has
        if asked := _asked(getattr(answer, "headers", None) or {}):
            return min(asked, LONGEST_WAIT)
    return 0.0


def _asked(headers: Mapping[str, str]) -> float:
    """Seconds of `Retry-After`: a number, or a date (RFC 9110, 10.2.3).

    A date is taken from the answer's own `Date`, as the provider's clock need not agree with ours.
    """
    named = {name.lower(): str(value) for name, value in headers.items()}
    after = named.get("retry-after", "")
    if after.isdigit():
        return float(after)
    try:
        until, said = map(parsedate_to_datetime, (after, named.get("date", "")))
        return max((until - said).total_seconds(), 0.0)
    except (ValueError, TypeError):  # no date, or one without a zone beside one with
        return 0.0


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
            by_status = _STATUS.get(status, "server error" if 500 <= status < 600 else "")
            more = _named(error) or by_status
            return f"status {status}, {more}" if more else f"status {status}"
        case APIError(message=said) if said.startswith(_NO_AUDIO):
            return "no audio"
        case _ if type(error).__name__ in _LOST:
            return "connection lost"
        case _:
            found = (words for kind, words in _KINDS if isinstance(error, kind))
            return next(found, "") or _named(error)


def _named(error: BaseException) -> str:
    """By the code in the body of an error; OpenAI's mid-stream errors have nothing else."""
    body = getattr(error, "body", None)
    body = body.get("error", body) if isinstance(body, dict) else {}
    inner = body.get("innererror") if isinstance(body, dict) else None
    codes = (part.get("code") for part in (body, inner) if isinstance(part, dict))
    return next((_CODES[code] for code in codes if isinstance(code, str) and code in _CODES), "")
