"""Fills a database for the store's bench: fifty practices, ten providers each, by SQL alone."""

from datetime import UTC, datetime

import psycopg

from ringbook.domain.model import Practice
from ringbook.practice import PracticeFile
from ringbook.store.pool import Database
from ringbook.store.practices import apply_practice

__all__ = ["NOW", "fill", "make_practices"]

NOW = datetime(2026, 6, 12, 3, 30, tzinfo=UTC)
PRACTICES, PROVIDERS, CELLS_A_DAY = 50, 10, 16

USERS = """
INSERT INTO users (tenant_id, contact_number)
SELECT id, '+9198' || lpad(n::text, 8, '0') FROM tenants, generate_series(1, 10000) n
"""
DROP_SLOW = """
ALTER TABLE appointments DROP CONSTRAINT appointments_no_overlap;
DROP INDEX appointments_one_live_per_slot, appointments_request, appointments_by_user,
           appointments_due, slots_free
"""
# Half of the days are past, half to come; sixteen cells from 9:00 on each. Made day by day, as a
# diary is rolled forward.
SLOTS = """
INSERT INTO slots (tenant_id, provider_id, slot_date, slot_time, starts_at, ends_at, open_until,
                   source)
SELECT tenant_id, id, at::date, at::time, at AT TIME ZONE 'Asia/Kolkata',
       (at + interval '30 min') AT TIME ZONE 'Asia/Kolkata',
       (at::date + time '17:00') AT TIME ZONE 'Asia/Kolkata', 'hours'
  FROM providers, generate_series(-%(days)s / 2 + 1, %(days)s / 2) day, generate_series(0, 15) cell,
       LATERAL (SELECT date '2026-06-12' + day + time '09:00' + cell * interval '30 min' AS at) t
 ORDER BY day, tenant_id, id, cell
"""
# One completed appointment in each past cell, one scheduled in every other cell to come …
APPOINTMENTS = """
INSERT INTO appointments (tenant_id, contact_number, slot_id, appointment_date, appointment_time,
  duration_minutes, status, provider_id, service_id, starts_at, ends_at, buffer_before_minutes,
  buffer_after_minutes, busy)
SELECT s.tenant_id, '+9198' || lpad((1 + floor(random() * 10000))::int::text, 8, '0'), s.id,
       s.slot_date, s.slot_time, 30, {status}, s.provider_id, v.id, s.starts_at, s.ends_at, 0, 0,
       tstzrange(s.starts_at, s.ends_at)
  FROM slots s JOIN services v ON v.tenant_id = s.tenant_id AND v.position = 0 WHERE {which}
"""
PAST = APPOINTMENTS.format(status="'completed'", which="s.starts_at < %(now)s")
COMING = APPOINTMENTS.format(
    status="'scheduled'", which="s.starts_at >= %(now)s AND hashtext(s.id::text) %% 2 = 0"
)
# … and cancelled ones, until there are as many as there are cells.
CANCELLED = (
    APPOINTMENTS.format(status="'cancelled'", which="true")
    + " LIMIT (SELECT (SELECT count(*) FROM slots) - (SELECT count(*) FROM appointments))"
)
TAKEN = """
UPDATE slots s SET is_available = false FROM appointments a
 WHERE a.slot_id = s.id AND a.status = 'scheduled'
"""
RESTORE = """
CREATE UNIQUE INDEX appointments_one_live_per_slot ON appointments (slot_id)
  WHERE status = 'scheduled';
ALTER TABLE appointments ADD CONSTRAINT appointments_no_overlap
  EXCLUDE USING gist (provider_id WITH =, busy WITH &&) WITH (buffering = on)
  WHERE (status = 'scheduled');
CREATE UNIQUE INDEX appointments_request ON appointments (tenant_id, request_id)
  WHERE request_id IS NOT NULL;
CREATE INDEX appointments_by_user ON appointments (tenant_id, contact_number, starts_at DESC);
CREATE INDEX appointments_due ON appointments (starts_at) WHERE status = 'scheduled';
CREATE INDEX slots_free ON slots (tenant_id, starts_at, slot_time, provider_id) WHERE is_available
"""


async def make_practices(db: Database) -> list[Practice]:
    """Practices without hours: their cells come from `fill`."""
    forms = [
        PracticeFile.model_validate(
            {
                "name": f"Practice {number}",
                "timezone": "Asia/Kolkata",
                "phone_region": "IN",
                "opening_hours": {},
                "services": [
                    {"name": "Check-up", "duration_minutes": 30},
                    {"name": "Filling", "duration_minutes": 60, "buffer_after_minutes": 10},
                ],
                "providers": [{"name": f"Dr. {n}"} for n in range(PROVIDERS)],
                "policies": {"open_bookings_per_caller": 1000},
            }
        )
        for number in range(PRACTICES)
    ]
    return [await apply_practice(db, form, NOW) for form in forms]


def fill(url: str, rows: int) -> int:
    """Makes about `rows` cells and as many appointments; returns how many cells."""
    days = max(2, rows // (PRACTICES * PROVIDERS * CELLS_A_DAY))
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")  # no triggers
        connection.execute("SET maintenance_work_mem = '512MB'")
        connection.execute(USERS)
        connection.execute(DROP_SLOW)
        connection.execute(SLOTS, {"days": days})
        for statement in (PAST, COMING):
            connection.execute(statement, {"now": NOW})
        connection.execute(CANCELLED)
        connection.execute(TAKEN)
        connection.execute(RESTORE)
        connection.execute("VACUUM ANALYZE")
        connection.execute("CHECKPOINT")
        made = connection.execute("SELECT count(*) FROM slots").fetchone()
    return int(made[0]) if made else 0
