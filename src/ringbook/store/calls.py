"""The record of a call: its events as they happen, and `conversation_logs` folded from them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from ringbook.dialogue.call_events import CALL_EVENT, CallEvent, Channel, EndReason
from ringbook.dialogue.record import CallRecord
from ringbook.domain.model import Appointment
from ringbook.events import AppointmentView
from ringbook.store.pool import Connection, Database

__all__ = [
    "CallRow",
    "Orphan",
    "append_events",
    "events_of",
    "finish_call",
    "heartbeat",
    "open_call",
    "orphans",
    "read_record",
    "recent_calls",
    "save_call",
]
