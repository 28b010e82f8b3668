"""The record of a call: its events as they happen, and `conversation_logs` folded from them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from ringbook.dialogue.record import CallRecord
from ringbook.dialogue.state.call_events import CALL_EVENT, CallEvent, Channel, EndReason
from ringbook.dialogue.understand.frustration import Level
from ringbook.domain.model import Preferences
from ringbook.domain.pricing import CostBreakdown
from ringbook.event_views import cost_view, summary_event
from ringbook.events import CallSummaryEvent
from ringbook.store.pool import Database

__all__ = [
    "CallRow",
    "Orphan",
    "append_events",
    "events_of",
    "finish_call",
    "open_call",
    "orphans",
    "read_record",
    "recent_calls",
    "save_call",
]

OPEN_CALL = """
INSERT INTO conversation_logs (tenant_id, session_id, created_at, channel)
VALUES (%(tenant)s, %(session)s, %(at)s, %(channel)s) ON CONFLICT (tenant_id, session_id) DO NOTHING
"""
# Also the heartbeat. Nothing is added to a call whose caller has been erased meanwhile.
APPEND_EVENTS = """
WITH alive AS (
  UPDATE conversation_logs SET heartbeat_at = clock_timestamp()
   WHERE tenant_id = %(tenant)s AND session_id = %(session)s AND erased_at IS NULL RETURNING 1
)
INSERT INTO call_events (tenant_id, session_id, seq, at, event)
SELECT %(tenant)s, %(session)s, seq, at, event
  FROM unnest(%(seqs)s::int[], %(ats)s::timestamptz[], %(events)s::jsonb[]) e (seq, at, event)
 WHERE EXISTS (SELECT FROM alive)
ON CONFLICT (tenant_id, session_id, seq) DO NOTHING
"""
SAVE_CALL = """
UPDATE conversation_logs SET
  contact_number = %(contact)s, transcript = %(transcript)s, summary = %(summary)s,
  tool_calls = %(tool_calls)s, duration_seconds = %(duration)s, appointments = %(appointments)s,
  user_preferences = %(preferences)s, cost_breakdown = coalesce(%(cost)s, cost_breakdown),
  usage = coalesce(%(usage)s, usage), heartbeat_at = clock_timestamp()
 WHERE tenant_id = %(tenant)s AND session_id = %(session)s AND erased_at IS NULL
   AND ended_at IS NULL
"""
# A process that was taken for dead may still bring the true end.
FINISH_CALL = """
UPDATE conversation_logs SET
  contact_number = %(contact)s, transcript = %(transcript)s, summary = %(summary)s,
  tool_calls = %(tool_calls)s, duration_seconds = %(duration)s, appointments = %(appointments)s,
  user_preferences = %(preferences)s, cost_breakdown = coalesce(%(cost)s, cost_breakdown),
  usage = coalesce(%(usage)s, usage), interrupted = %(interrupted)s, end_reason = %(reason)s,
  ended_at = created_at + make_interval(secs => %(duration)s)
 WHERE tenant_id = %(tenant)s AND session_id = %(session)s AND erased_at IS NULL
   AND (ended_at IS NULL OR interrupted AND NOT %(interrupted)s)
"""
READ_RECORD = """
SELECT summary, appointments, user_preferences, cost_breakdown, duration_seconds, ended_at,
       transcript ->> 'frustration' AS frustration
  FROM conversation_logs
 WHERE session_id = %(session)s AND ended_at IS NOT NULL AND erased_at IS NULL
 ORDER BY created_at DESC LIMIT 1
"""
EVENTS_OF = """
SELECT event FROM call_events WHERE tenant_id = %(tenant)s AND session_id = %(session)s ORDER BY seq
"""
ORPHANS = """
SELECT tenant_id, session_id FROM conversation_logs
 WHERE ended_at IS NULL AND heartbeat_at < %(older_than)s ORDER BY created_at
"""
RECENT_CALLS = """
SELECT l.id, l.session_id, l.created_at, l.contact_number, l.end_reason, l.interrupted,
       l.duration_seconds, l.channel, l.transcript ->> 'frustration' AS frustration,
       ARRAY(SELECT e.event FROM appointment_events e
              WHERE e.tenant_id = l.tenant_id AND e.session_id = l.session_id ORDER BY e.id) AS did
  FROM conversation_logs l WHERE l.tenant_id = %(tenant)s
 ORDER BY l.created_at DESC LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class Orphan:
    """A call whose process has not been heard of."""

    tenant_id: UUID
    session_id: str


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call in a list; `did` are what it booked, modified and cancelled, in order.

    `contact_number` is in full: mask it before showing it. `frustration` is the caller's.
    """

    id: UUID
    session_id: str
    created_at: datetime
    contact_number: str | None
    end_reason: EndReason | None
    interrupted: bool
    duration_seconds: int | None
    channel: Channel
    frustration: Level | None
    did: list[str]


@dataclass(frozen=True, slots=True)
class _Event:
    event: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Record:
    summary: str | None
    appointments: list[dict[str, Any]]
    user_preferences: dict[str, Any]
    cost_breakdown: dict[str, Any] | None
    duration_seconds: int | None
    ended_at: datetime
    frustration: Level | None


async def open_call(
    db: Database, tenant_id: UUID, session_id: str, at: datetime, channel: Channel
) -> None:
    """The call's row, from its first second. Again is the same as once."""
    row = {"tenant": tenant_id, "session": session_id, "at": at, "channel": channel}
    await db.execute(OPEN_CALL, row)


async def append_events(
    db: Database, tenant_id: UUID, session_id: str, events: Sequence[tuple[int, CallEvent]]
) -> None:
    """Adds numbered events; those already there stay as they are. None is a heartbeat."""
    row = {
        "tenant": tenant_id,
        "session": session_id,
        "seqs": [seq for seq, _ in events],
        "ats": [event.at for _, event in events],
        "events": [Jsonb(CALL_EVENT.dump_python(event, mode="json")) for _, event in events],
    }
    await db.execute(APPEND_EVENTS, row)


async def save_call(
    db: Database,
    tenant_id: UUID,
    session_id: str,
    record: CallRecord,
    usage: Mapping[str, object] | None = None,
) -> None:
    """Brings the row of a running call up to date; one that has ended stays as it is."""
    await db.execute(SAVE_CALL, _row(tenant_id, session_id, record, usage))


async def finish_call(
    db: Database,
    tenant_id: UUID,
    session_id: str,
    record: CallRecord,
    usage: Mapping[str, object] | None = None,
    *,
    interrupted: bool = False,
) -> None:
    """Completes the row. The first end stays, but a sweep's gives way to the call's own."""
    row = _row(tenant_id, session_id, record, usage)
    await db.execute(FINISH_CALL, row | {"interrupted": interrupted, "reason": record.end_reason})


async def read_record(db: Database, session_id: str) -> dict[str, Any] | None:
    """The `call_summary` event of a call that has ended, as JSON; None while it runs."""
    found = await db.rows(_Record, READ_RECORD, {"session": session_id})
    return _summary(found[0]) if found else None


async def events_of(db: Database, tenant_id: UUID, session_id: str) -> list[CallEvent]:
    """What happened in a call, in order."""
    found = await db.rows(_Event, EVENTS_OF, {"tenant": tenant_id, "session": session_id})
    return [CALL_EVENT.validate_python(row.event) for row in found]


async def orphans(db: Database, older_than: datetime) -> list[Orphan]:
    """Calls that have not ended and were last heard of before `older_than` (server's clock)."""
    return await db.rows(Orphan, ORPHANS, {"older_than": older_than})


async def recent_calls(db: Database, tenant_id: UUID, limit: int = 20) -> list[CallRow]:
    """The last calls of a practice, newest first."""
    return await db.rows(CallRow, RECENT_CALLS, {"tenant": tenant_id, "limit": limit})


def _row(
    tenant_id: UUID, session_id: str, record: CallRecord, usage: Mapping[str, object] | None
) -> dict[str, object]:
    shown = summary_event(record, datetime.now(UTC)).model_dump(mode="json")
    learned = record.preferences != Preferences()
    return {
        "tenant": tenant_id,
        "session": session_id,
        "contact": record.contact_number,
        "transcript": Jsonb(record.transcript),
        "summary": record.summary,
        "tool_calls": Jsonb(record.tool_calls),
        "duration": record.duration_seconds,
        "appointments": Jsonb(shown["appointments"]),
        "preferences": Jsonb(asdict(record.preferences) if learned else {}),
        "cost": None if record.cost_breakdown is None else Jsonb(record.cost_breakdown),
        "usage": None if usage is None else Jsonb(usage),
    }


def _summary(row: _Record) -> dict[str, Any]:
    event = CallSummaryEvent.model_validate(
        {
            "summary": row.summary or "",
            "appointments": row.appointments,
            "user_preferences": {"preferred_time": None, "preferred_days": []}
            | row.user_preferences,
            "cost_breakdown": row.cost_breakdown or cost_view(CostBreakdown()),
            "duration_seconds": row.duration_seconds or 0,
            "timestamp": row.ended_at,
            "frustration": row.frustration,
        }
    )
    return event.model_dump(mode="json")
