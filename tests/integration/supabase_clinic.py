"""A Supabase project that has our schema and a clinic, straight and through a pooler."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import psycopg
import pytest
from tests.integration.conftest import CLINIC, NOW, PATIENCE, Diary
from tests.integration.pgbouncer import find_pgbouncer, pgbouncer
from tests.integration.supabase_project import Project, project

from ringbook.practice import PracticeFile
from ringbook.store.migrate import migrate, migrations
from ringbook.store.pool import Database, open_database
from ringbook.store.practices import apply_practice, default_practice

ALL = [m.name for m in migrations()]
DEBIAN = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
# The wheel's, and Debian's, which has pgcrypto.
SERVERS = [None, *DEBIAN[-1:]]
APP = """
CREATE ROLE ringbook LOGIN PASSWORD 'secret' IN ROLE ringbook_app;
ALTER ROLE ringbook SET statement_timeout = '15s'
"""
SIZE = 2  # server connections of the pooler: fewer than any test's clients


@pytest.fixture(scope="module", params=SERVERS, ids=lambda path: "debian" if path else "wheel")
def supabase(request: pytest.FixtureRequest) -> Iterator[Project]:
    with tempfile.TemporaryDirectory(prefix="ringbook-supabase-") as name:
        home = Path(name)
        home.chmod(0o755)  # the servers run as another user when we are root
        with project(home / "postgres", request.param) as made:
            yield made


@pytest.fixture(scope="module")
def migrated(supabase: Project) -> str:
    """The owner's URL of a project that has our schema, and a login role for the app."""
    url = supabase.empty("migrated")
    assert migrate(url) == ALL
    with psycopg.connect(url) as owner:
        owner.execute(APP)
    asyncio.run(_apply_clinic(supabase.url("ringbook", "migrated")))
    return url


@pytest.fixture(scope="module")
def pooler(supabase: Project, migrated: str) -> Iterator[str]:
    binary = find_pgbouncer()
    if binary is None:
        pytest.skip("no PgBouncer in PATH: scripts/bootstrap --tests gets it as root on Debian")
    home = supabase.server.base.parent / "pgbouncer"
    passwords = {"postgres": "owners", "ringbook": "secret"}
    args = (binary, home, supabase.server.socket.parent, supabase.server.user, passwords, SIZE)
    with pgbouncer(*args) as place:
        yield place


@pytest.fixture
async def diary(pooler: str, migrated: str) -> AsyncIterator[Diary]:
    """The app's login role through the pooler, in an empty diary."""
    with psycopg.connect(migrated) as owner:
        owner.execute("TRUNCATE users, conversation_logs, erasures CASCADE")
        owner.execute("UPDATE slots SET is_open = is_open")
    async with app_pool(pooler) as db:
        yield Diary(db, await default_practice(db))


@asynccontextmanager
async def app_pool(pooler: str, size: int = 10) -> AsyncIterator[Database]:
    url = f"postgresql://ringbook:secret@{pooler}/migrated?sslmode=prefer"
    async with open_database(url, min_size=size, max_size=size, budget=PATIENCE) as db:
        yield db


async def _apply_clinic(url: str) -> None:
    async with open_database(url, max_size=1, budget=PATIENCE) as db:
        await apply_practice(db, PracticeFile.model_validate(CLINIC), NOW)
