"""Brings a database to this version's schema: plain SQL files, each applied once, in order.

The files are `supabase/migrations/<14 digits>_<name>.sql`, recorded where the Supabase command
line records them. Several processes may migrate at once: one applies, the others find it done.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import Connection, errors

from ringbook.errors import ConfigurationError, DatabaseUnavailable

__all__ = ["Migration", "migrate", "migrations", "missing"]

_FILES = Path(__file__).with_name("migrations")  # links to supabase/migrations; copies in a wheel
_FILE_NAME = re.compile(r"(\d{14})_([a-z0-9_]+)\.sql")
_FORMER = {
    "20261123000001": "32b2e4603242974b171191064a886ed4dc1a8ac89b9057fadda7d1ceee505b07",
}
"""Checksums of files that were reworded after they had been applied; they made the same schema."""
_LOCK = 0x72696E67  # one advisory lock for all migrators of a database

_RECORD = """
CREATE SCHEMA IF NOT EXISTS supabase_migrations;
CREATE TABLE IF NOT EXISTS supabase_migrations.schema_migrations
  (version text NOT NULL PRIMARY KEY, statements text[], name text);
REVOKE ALL ON SCHEMA supabase_migrations FROM PUBLIC
"""
# The catalog, because a name is only resolved for those who may use its schema.
_IS_RECORDED = """
SELECT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = 'supabase_migrations' AND c.relname = 'schema_migrations')
"""
_APPLIED = "SELECT version, statements FROM supabase_migrations.schema_migrations"
_APPLY = """
INSERT INTO supabase_migrations.schema_migrations (version, statements, name) VALUES (%s, %s, %s)
"""


@dataclass(frozen=True, slots=True)
class Migration:
    version: str
    name: str
    sql: str

    @property
    def checksum(self) -> str:
        return _checksum(self.sql)


def migrate(url: str) -> list[str]:
    """Applies what is missing and returns the names of the files applied.

    Raises:
        DatabaseUnavailable: the database cannot be reached.
        ConfigurationError: an applied file was edited since, one came too late, or this role may
            not apply what is missing.
    """
    with _connection(url) as connection:
        try:
            return _migrate(connection) if missing(connection) else []
        except errors.InsufficientPrivilege:
            raise ConfigurationError(
                "this role may not change the schema: run `ringbook migrate` as the owner first"
            ) from None


def missing(connection: Connection) -> list[str]:
    """Names of the files that are not applied yet; only reads, so that any role can ask.

    Raises:
        ConfigurationError: an applied file was edited since.
    """
    applied = _applied(connection)
    for migration in migrations():
        if migration.version in applied:
            _check_unchanged(migration, applied[migration.version])
    return [m.name for m in migrations() if m.version not in applied]


def _migrate(connection: Connection) -> list[str]:
    _alone(connection)
    connection.execute(_RECORD)
    connection.commit()
    return [m.name for m in migrations() if _apply(connection, m)]


def migrations() -> list[Migration]:
    """The files that this version ships, oldest first."""
    found = []
    for path in sorted(_FILES.glob("*.sql")):
        match = _FILE_NAME.fullmatch(path.name)
        if not match:
            raise ConfigurationError(f"not a migration's name: {path.name}")
        found.append(Migration(match[1], match[2], path.read_text()))
    return found


@contextmanager
def _connection(url: str) -> Iterator[Connection]:
    try:
        with psycopg.connect(url, prepare_threshold=None, connect_timeout=10) as connection:
            yield connection
    except psycopg.OperationalError as error:
        # the driver's text may quote the URL, and with it the password
        raise DatabaseUnavailable(f"no database at this address ({type(error).__name__})") from None


def _applied(connection: Connection) -> dict[str, list[str] | None]:
    """Statements by version. A role that may not even look is told apart from an empty database."""
    with connection.transaction():
        if connection.execute(_IS_RECORDED).fetchone() == (False,):
            return {}
        return dict(connection.execute(_APPLIED).fetchall())


def _alone(connection: Connection) -> None:
    connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))


def _apply(connection: Connection, migration: Migration) -> bool:
    with connection.transaction():
        _alone(connection)
        applied: dict[str, list[str] | None] = dict(connection.execute(_APPLIED).fetchall())
        if migration.version in applied:
            _check_unchanged(migration, applied[migration.version])
            return False
        if applied and max(applied) > migration.version:
            raise ConfigurationError(f"{migration.version}_{migration.name} came after a newer one")
        connection.execute(migration.sql.encode())  # our own file, many statements
        connection.execute(_APPLY, (migration.version, [migration.sql], migration.name))
        return True


def _check_unchanged(migration: Migration, statements: list[str] | None) -> None:
    """The Supabase command line stores single statements: only our own record is compared."""
    known = (migration.checksum, _FORMER.get(migration.version))
    if statements and len(statements) == 1 and _checksum(statements[0]) not in known:
        edited = f"{migration.version}_{migration.name}"
        raise ConfigurationError(f"{edited} was edited after it was applied")


def _checksum(sql: str) -> str:
    return hashlib.sha256(" ".join(sql.split()).encode()).hexdigest()
