"""What is kept of a call that is to be played again: its events, and who decided in it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from pydantic import TypeAdapter, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from ringbook.dialogue.replay import Brain
from ringbook.dialogue.state.call_events import CallEvent
from ringbook.errors import ConfigurationError
from ringbook.store.calls import events_of
from ringbook.store.pool import Database

__all__ = ["KeptCall", "kept_call", "read_call", "write_call"]

FIND = """
SELECT tenant_id, usage FROM conversation_logs WHERE session_id = %(session)s
 ORDER BY created_at DESC LIMIT 1
"""
OWN_ENGINE = "ringbook"


@dataclass(frozen=True, slots=True)
class KeptCall:
    """`brain` is "model" as soon as a large language model had any part in the call."""

    session_id: str
    brain: Brain
    events: tuple[CallEvent, ...]


_KEPT: Final = TypeAdapter(KeptCall)


@dataclass(frozen=True, slots=True)
class _Log:
    tenant_id: UUID
    usage: dict[str, Any]


async def kept_call(db: Database, session_id: str) -> KeptCall:
    """A call by its session id, as `ringbook calls` lists it.

    Raises:
        ConfigurationError: there is no such call, or its words were erased.
    """
    found = await db.rows(_Log, FIND, {"session": session_id})
    if not found:
        raise ConfigurationError(f"there is no call {session_id!r}: see `ringbook calls`")
    events = await events_of(db, found[0].tenant_id, session_id)
    if not events:
        raise ConfigurationError("nothing is kept of what was said in this call")
    return KeptCall(session_id, _brain(found[0].usage), tuple(events))


def write_call(path: Path, kept: KeptCall) -> None:
    """Keeps a call in a YAML file, with the caller's words, name and number.

    Raises:
        ConfigurationError: the file cannot be written.
    """
    try:
        with path.open("w", encoding="utf-8") as file:
            YAML().dump(_KEPT.dump_python(kept, mode="json"), file)
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be written ({error.strerror})") from None


def read_call(path: Path) -> KeptCall:
    """A call that was kept in a file.

    Raises:
        ConfigurationError: it is not such a file.
    """
    try:
        return _KEPT.validate_python(YAML(typ="safe").load(path.read_text(encoding="utf-8")))
    except (ValidationError, YAMLError, UnicodeDecodeError):
        raise ConfigurationError(f"{path}: not a call that `ringbook replay` saved") from None


def _brain(usage: dict[str, Any]) -> Brain:
    lines = usage.get("lines", [])
    large = any(
        line["meter"].startswith("llm") and line["provider"] != OWN_ENGINE for line in lines
    )
    return "model" if large else "engine"
