"""What the tests of upgrading share: servers, and a practice as the first release wrote it."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from tests.integration.conftest import CLINIC, NOW
from tests.integration.supabase_clinic import SERVERS
from tests.integration.supabase_project import Project, project

from ringbook.practice import PracticeFile
from ringbook.store import migrate as migrating
from ringbook.store.migrate import migrations

NUMBER = "+918860141821"
THEN = CLINIC | {"services": [{"name": "Check-up"}]}

# What the first release wrote, by its own statements: its program is not here any more.
PRACTICE = """
INSERT INTO tenants (slug, name, timezone, phone_region, profile)
VALUES ('test-dental', 'Test Dental', 'Asia/Kolkata', 'IN', %(profile)s);
INSERT INTO providers (tenant_id, name) SELECT id, 'Test Dental' FROM tenants;
INSERT INTO services (tenant_id, name, duration_minutes) SELECT id, 'Check-up', 30 FROM tenants;
INSERT INTO service_providers (tenant_id, service_id, provider_id)
SELECT v.tenant_id, v.id, p.id FROM services v JOIN providers p USING (tenant_id);
INSERT INTO slots (tenant_id, provider_id, slot_date, slot_time, open_until, source)
SELECT tenant_id, id, date '2026-06-15', t, timestamptz '2026-06-15 13:00+05:30', 'hours'
  FROM providers, unnest('{09:00,09:30,10:00}'::time[]) t;
INSERT INTO users (tenant_id, contact_number, name)
SELECT id, %(number)s, 'Priya Shah' FROM tenants;
INSERT INTO conversation_logs (tenant_id, session_id, contact_number, summary, created_at, ended_at)
SELECT id, 'call-1', %(number)s, 'Booked.', %(now)s, %(now)s FROM tenants
"""
KEPT = "SELECT {columns} FROM {table} ORDER BY 1, 2"
TABLES = {
    "users": "contact_number, name, created_at",
    "slots": "id, starts_at, ends_at, is_available, open_until",
    "appointments": "id, slot_id, contact_number, starts_at, ends_at, status, version, busy",
    "appointment_events": "id, appointment_id, event, at",
    "conversation_logs": "id, session_id, contact_number, summary, ended_at",
}


@pytest.fixture(scope="module", params=SERVERS, ids=lambda path: "debian" if path else "wheel")
def server(request: pytest.FixtureRequest) -> Iterator[Project]:
    with tempfile.TemporaryDirectory(prefix="ringbook-upgrade-") as name:
        home = Path(name)
        home.chmod(0o755)  # the server runs as another user when we are root
        with project(home / "postgres", request.param) as made:
            yield made


def left_by(version: str, server: Project, patching: pytest.MonkeyPatch) -> str:
    """The owner's URL of a new database with the schema of that version, and the practice in it."""
    url = server.empty(f"before-{uuid4().hex[:8]}")
    until_then = [m for m in migrations() if m.version <= version]
    with patching.context() as patch:
        patch.setattr(migrating, "migrations", lambda: until_then)
        assert migrating.migrate(url)
    profile = PracticeFile.model_validate(THEN).model_dump_json()
    with psycopg.connect(url) as owner, psycopg.ClientCursor(owner) as cursor:
        cursor.execute(PRACTICE.encode(), {"profile": profile, "number": NUMBER, "now": NOW})
    return url
