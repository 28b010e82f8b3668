"""One-time codes in the database: kept as hashes, counted before they are compared, forgotten."""

import asyncio
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from ringbook.dialogue.state.code_events import CodeChecked
from ringbook.domain.one_time_code import LENGTH, code_hash, same_code
from ringbook.errors import TooManyCodes
from ringbook.store.pool import Database

__all__ = ["MINUTES", "SENDS_AN_HOUR", "Issued", "check", "forget", "issue", "withdraw"]

MINUTES: Final = 5
"""How long a code is good for."""
SENDS_AN_HOUR: Final = 3
"""For one number at one practice, over all calls."""
_SALT_BYTES: Final = 16

ISSUE = """
SELECT (c).outcome, (c).has_bookings
  FROM issue_code(%(id)s, %(tenant)s, %(contact)s, %(session)s, %(salt)s, %(hash)s,
                  %(minutes)s, %(most)s, %(now)s) c
"""
TRY = """
SELECT (c).outcome, (c).id, (c).salt, (c).hash, (c).tries_left
  FROM try_code(%(tenant)s, %(contact)s, %(session)s, %(now)s) c
"""
WITHDRAW = "SELECT withdraw_code(%(id)s)"
USE = "SELECT use_code(%(id)s, %(now)s)"
FORGET = "SELECT forget_codes(%(now)s) AS count"


@dataclass(frozen=True, slots=True)
class Issued:
    """A code that can be tried from now on. `has_bookings`: the number has something to open."""

    id: UUID
    code: str
    has_bookings: bool

    def __repr__(self) -> str:
        return f"Issued({self.id})"


@dataclass(frozen=True, slots=True)
class _IssuedRow:
    outcome: Literal["issued", "too_many"]
    has_bookings: bool


@dataclass(frozen=True, slots=True)
class _Tried:
    outcome: Literal["compare", "expired", "none"]
    id: UUID | None
    salt: bytes | None
    hash: bytes | None
    tries_left: int


@dataclass(frozen=True, slots=True)
class _Count:
    count: int


async def issue(
    db: Database, tenant_id: UUID, contact_number: str, session_id: str, now: datetime
) -> Issued:
    """Makes a code for the number in this call; one that was there before is good no more.

    Raises:
        TooManyCodes: there were `SENDS_AN_HOUR` within the hour before `now`.
    """
    # The id too is random: what is sent twice after a lost answer is one code and counts once.
    code_id, salt = UUID(bytes=secrets.token_bytes(16), version=4), secrets.token_bytes(_SALT_BYTES)
    code = f"{secrets.randbelow(10**LENGTH):0{LENGTH}d}"
    params = {
        "id": code_id, "tenant": tenant_id, "contact": contact_number, "session": session_id,
        "salt": salt, "hash": await asyncio.to_thread(code_hash, code, salt),
        "minutes": MINUTES, "most": SENDS_AN_HOUR, "now": now,
    }  # fmt: skip
    row = (await db.rows(_IssuedRow, ISSUE, params))[0]
    if row.outcome == "too_many":
        raise TooManyCodes
    return Issued(code_id, code, row.has_bookings)


async def withdraw(db: Database, code_id: UUID) -> None:
    """Takes back a code that did not get out: it does not count and cannot be tried."""
    await db.execute(WITHDRAW, {"id": code_id})


async def check(
    db: Database, tenant_id: UUID, contact_number: str, session_id: str, said: str, now: datetime
) -> CodeChecked:
    """Compares what was said with the code of this call, in constant time; the try counts first."""
    params = {
        "tenant": tenant_id, "contact": contact_number, "session": session_id, "now": now,
    }  # fmt: skip
    tried = (await db.rows(_Tried, TRY, params))[0]
    if tried.id is None or tried.salt is None or tried.hash is None:
        return CodeChecked("expired")
    if await asyncio.to_thread(same_code, said, tried.salt, tried.hash):
        await db.execute(USE, {"id": tried.id, "now": now})
        return CodeChecked("right")
    if tried.tries_left:
        return CodeChecked("wrong", tried.tries_left)
    return CodeChecked("ended")


async def forget(db: Database, now: datetime) -> int:
    """Deletes codes too old to count; returns how many. `now` is the real time."""
    return (await db.rows(_Count, FORGET, {"now": now}))[0].count
