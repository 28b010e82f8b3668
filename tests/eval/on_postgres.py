"""Calls over a real Postgres: the session, the tools, the store and the record, as in a text call.

Each call has a practice of its own in the database, so that no other call is in its diary.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

from tests.eval.agenda import Caller
from tests.eval.entries import Row
from tests.eval.held import Held
from tests.eval.in_memory import TURNS, diary_of, rows_of
from tests.eval.scenario import Scenario
from tests.integration import text_calls

from ringbook.dialogue.state.call_events import CallEvent, Ended
from ringbook.domain.model import Practice
from ringbook.practice import PreloadFile
from ringbook.store.calls import events_of
from ringbook.store.pool import Database
from ringbook.store.practices import apply_practice, apply_preload

__all__ = ["before_the_call", "hold", "rows"]

ROWS: Final = """
SELECT a.contact_number, a.starts_at, s.name AS service, p.name AS provider
  FROM appointments a
  JOIN services s ON s.tenant_id = a.tenant_id AND s.id = a.service_id
  JOIN providers p ON p.tenant_id = a.tenant_id AND p.id = a.provider_id
 WHERE a.tenant_id = %(tenant)s AND a.status = 'scheduled'
"""


@dataclass(frozen=True, slots=True)
class _Stored:
    contact_number: str
    starts_at: datetime
    service: str
    provider: str


async def hold(db: Database, unsaved: Path, scenario: Scenario, caller: Caller) -> Held:
    """The whole call."""
    practice = await before_the_call(db, scenario)
    before = await rows(db, practice)
    replies = _Replies(caller)
    held = await text_calls.hold(
        db,
        practice,
        replies,
        now=scenario.now,
        unsaved=unsaved,
        caller_id=scenario.caller.number if scenario.form.caller_id else None,
    )
    events = tuple(await events_of(db, practice.tenant_id, held.session_id))
    after = await rows(db, practice)
    return Held(scenario, events, before, after, _reason(events), replies.broken)


async def before_the_call(db: Database, scenario: Scenario) -> Practice:
    """The scenario's practice under a name of its own, its diary as it is when the call comes."""
    slug = f"{scenario.practice.slug}-{uuid4().hex[:8]}"
    file = scenario.practice.model_copy(update={"slug": slug})
    practice = await apply_practice(db, file, scenario.now)
    await apply_preload(db, practice, _preload(scenario), scenario.now)
    return practice


@dataclass
class _Replies:
    """The caller's side of a text call."""

    caller: Caller
    heard: int = 0
    turns: int = 0
    broken: str = ""

    def __call__(self, said: list[str]) -> str | None:
        new, self.heard = " ".join(said[self.heard :]), len(said)
        self.turns += 1
        reply = self.caller.reply(new) if self.turns <= TURNS else None
        if reply is None:
            self.broken = "no end" if self.turns > TURNS else "the caller lost patience"
        return reply


def _reason(events: tuple[CallEvent, ...]) -> str | None:
    return next((e.reason for e in events if isinstance(e, Ended)), None)


def _preload(scenario: Scenario) -> PreloadFile:
    """The diary as it is, row by row."""
    known = {k.person.number: k.person.name for k in scenario.known}
    standing = sorted(rows_of(diary_of(scenario)), key=lambda r: (r.start, r.provider))
    return PreloadFile.model_validate(
        {
            "users": [{"contact_number": n, "name": name} for n, name in known.items()],
            "appointments": [
                {
                    "contact_number": row.number,
                    "start": row.start.isoformat(timespec="minutes"),
                    "service": row.service,
                    "provider": row.provider,
                }
                for row in standing
            ],
        }
    )


async def rows(db: Database, practice: Practice) -> frozenset[Row]:
    """All that is scheduled."""
    tenant: dict[str, UUID] = {"tenant": practice.tenant_id}
    stored = await db.rows(_Stored, ROWS, tenant)
    return frozenset(
        Row(
            s.contact_number,
            s.starts_at.astimezone(practice.zone).replace(tzinfo=None),
            s.service,
            s.provider,
        )
        for s in stored
    )
