"""What can go wrong with a provider, as switches of its stand-in."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["AT_CONNECT", "STATUSES", "Fault", "Faults", "Rule"]


class Fault(StrEnum):
    """One way to fail. The values are what reports and test names show.

    A provider that cannot fail so (only a language model calls tools) never meets that fault.
    `TLS` is no switch: it is an address, see `server.broken_tls`.
    """

    REFUSED = "connection refused"
    TLS = "TLS failure"
    UNAUTHORIZED = "401"
    NO_CREDIT = "402"
    RATE_LIMITED = "429 with Retry-After"
    SERVER_ERROR = "500"
    HANG_CONNECT = "hang before the handshake"
    HANG_FIRST = "hang before the first byte"
    HANG_MID = "hang in mid-stream"
    HANG_PIECE = "hang after a piece of an utterance"
    CUT_MID = "socket cut after half a sentence"
    CUT_AFTER_TOOL = "socket cut after a tool call"
    MALFORMED = "malformed JSON"
    EMPTY = "empty answer"
    FILTERED = "answer cut by the content filter"
    PROMPT_FILTERED = "400 by the content filter"
    ERROR_MID = "error in mid-stream"
    BAD_ARGUMENTS = "tool call with invalid arguments"
    INVENTED_ARGUMENTS = "tool call with invented arguments"


STATUSES = {
    Fault.UNAUTHORIZED: 401,
    Fault.NO_CREDIT: 402,
    Fault.RATE_LIMITED: 429,
    Fault.SERVER_ERROR: 500,
}
"""The faults that are an HTTP status, or an error message on an open socket."""
AT_CONNECT = (Fault.REFUSED, Fault.HANG_CONNECT, *STATUSES)
"""The faults of a websocket that can strike before it is open."""


@dataclass
class Rule[R]:
    """Fail so when a request fits; `left` counts down, None is for ever."""

    fault: Fault
    fits: Callable[[R], bool]
    left: int | None


@dataclass
class Faults[R]:
    """The switches of one stand-in. `struck` keeps what really went wrong, in order."""

    rules: list[Rule[R]] = field(default_factory=list)
    struck: list[Fault] = field(default_factory=list)

    def add(
        self, fault: Fault, *, when: Callable[[R], bool] | None = None, times: int | None = None
    ) -> None:
        """Fail at the requests that fit `when` (all, if not given), `times` times or for ever."""
        self.rules.append(Rule(fault, when or _always, times))

    def clear(self) -> None:
        """From now on nothing goes wrong."""
        self.rules.clear()

    def strike(self, request: R, among: Collection[Fault] = tuple(Fault)) -> Fault | None:
        """What of `among` goes wrong with this request."""
        for rule in self.rules:
            if rule.fault in among and rule.left != 0 and rule.fits(request):
                rule.left = None if rule.left is None else rule.left - 1
                self.struck.append(rule.fault)
                return rule.fault
        return None


def _always(_: object) -> bool:
    return True
