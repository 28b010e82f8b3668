"""A database of the first release, with data in it, goes on with what it has."""

from uuid import UUID

import psycopg
import pytest
from tests.integration.conftest import CLINIC, NOW, create_database

from ringbook.local.postgres import EmbeddedPostgres
from ringbook.practice import PracticeFile
from ringbook.store import migrate as migrating
from ringbook.store.pool import open_database
from ringbook.store.practices import apply_practice

FIRST_RELEASE = "20261125000001"
PRACTICE = """
WITH t AS (INSERT INTO tenants (slug, name, timezone)
             VALUES ('test-dental', 'Test Dental', 'Asia/Kolkata') RETURNING id),
     p AS (INSERT INTO providers (tenant_id, name) SELECT id, 'Dr. A' FROM t RETURNING id),
     v AS (INSERT INTO services (tenant_id, name, duration_minutes)
             SELECT id, 'Check-up', 30 FROM t RETURNING id),
     d AS (INSERT INTO service_providers SELECT t.id, v.id, p.id FROM t, p, v),
     u AS (INSERT INTO users (tenant_id, contact_number) SELECT id, '+919810000001' FROM t)
INSERT INTO slots (tenant_id, provider_id, slot_date, slot_time)
SELECT t.id, p.id, '2026-06-15', at
  FROM t, p, unnest(ARRAY[time '10:00', '10:30']) at RETURNING tenant_id, id
"""
BOOK = """
SELECT (book_appointment(%s, '+919810000001', %s, (SELECT id FROM services), gen_random_uuid(),
                         'before', %s)).id
"""
ROOMS = """
SELECT a.id, r.name FROM appointments a LEFT JOIN rooms r ON r.id = a.room_id ORDER BY a.starts_at
"""


def first_release(url: str, monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    """A booked practice as the first release left it; the ids of its appointments."""
    then = [m for m in migrating.migrations() if m.version <= FIRST_RELEASE]
    with monkeypatch.context() as patch:
        patch.setattr(migrating, "migrations", lambda: then)
        migrating.migrate(url)
    with psycopg.connect(url) as connection:
        cells = connection.execute(PRACTICE).fetchall()
        booked = [connection.execute(BOOK, (*cell, NOW)).fetchone() for cell in cells]
    return [row[0] for row in booked if row]


async def test_what_was_booked_before_rooms_gets_its_own(
    postgres: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = create_database(postgres, "of_the_first_release")
    booked = first_release(url, monkeypatch)
    assert migrating.migrate(url)
    fields = {"providers": [{"name": "Dr. A"}], "rooms": ["Chair"]}
    services = [{"name": "Check-up", "rooms": ["Chair"], "daily_cap": 1}]
    file = PracticeFile.model_validate(CLINIC | fields | {"services": services})
    async with open_database(url, max_size=1) as db:
        await apply_practice(db, file, NOW)
    with psycopg.connect(url) as connection:
        assert connection.execute(ROOMS).fetchall() == [(one, "Chair") for one in booked]
        kept = "SELECT count(*) FROM appointments WHERE status = 'scheduled' AND version = 1"
        assert connection.execute(kept).fetchone() == (2,)
