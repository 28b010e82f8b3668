"""The lines of a text call: what a caller may send, and what is answered. Pure.

The form is public and stable; scripts and test suites rely on it.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ringbook.dialogue.state.call_events import EndReason
from ringbook.events import CallSummaryEvent, RingbookEvent, ToolCallEvent

__all__ = ["Bad", "Hangup", "Input", "Keypad", "Quiet", "User", "event_line", "parse"]

FORMS = '{"user": text}, {"keypad": digits}, {"silence": seconds} or {"hangup": true}'
KEYS = frozenset("0123456789*#")
LONGEST_SILENCE = 3600.0


@dataclass(frozen=True, slots=True)
class User:
    """The caller says this; empty text is a turn in which nothing intelligible was heard."""

    text: str


@dataclass(frozen=True, slots=True)
class Keypad:
    digits: str


@dataclass(frozen=True, slots=True)
class Quiet:
    """Nothing is heard for so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Hangup:
    reason: EndReason = "caller_hung_up"


@dataclass(frozen=True, slots=True)
class Bad:
    """A line that is none of these; `error` says why."""

    error: str


type Input = User | Keypad | Quiet | Hangup | Bad


def parse(line: bytes) -> Input | None:
    """What a line means; None for an empty one, which means nothing."""
    if not line.strip():
        return None
    try:
        content = json.loads(line)
    except (ValueError, RecursionError):
        return Bad(f"not a JSON object: expected {FORMS}")
    if not isinstance(content, Mapping) or len(content) != 1:
        return Bad(f"not one of the forms {FORMS}")
    (key, value), *_ = content.items()
    return _form(key, value)


def _form(key: str, value: object) -> Input:
    match key, value:
        case "user", str():
            return User(value)
        case "keypad", str() if value and set(value) <= KEYS:
            return Keypad(value)
        case "silence", int() | float() if _seconds(value):
            return Quiet(float(value))
        case "hangup", True:
            return Hangup()
        case _:
            return Bad(f"not one of the forms {FORMS}")


def _seconds(value: object) -> bool:
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and math.isfinite(value)
        and 0 <= value <= LONGEST_SILENCE
    )


def event_line(event: RingbookEvent) -> dict[str, Any] | None:
    """An event as a line of a text call; None for those that only a page shows."""
    match event:
        case ToolCallEvent():
            content = event.model_dump(mode="json")
            return {field: content[field] for field in ("tool", "status", "args", "data")}
        case CallSummaryEvent():
            return {"summary": event.model_dump(mode="json")}
        case _:
            return None
