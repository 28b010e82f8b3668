"""What a role may do to whatever is in `public`, asked of the catalog and not of a list."""

from collections.abc import Iterator

import psycopg
from psycopg import sql

__all__ = ["allowed", "functions", "may", "objects", "statements"]

_OBJECTS = """
SELECT oid::regclass::text, relkind::text FROM pg_class
 WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
"""
_FUNCTIONS = """
SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace
"""
_ON_TABLES = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
_ON_COLUMNS = ("SELECT", "INSERT", "UPDATE", "REFERENCES")
_ON_SEQUENCES = ("USAGE", "SELECT", "UPDATE")
_READS = ("SELECT FROM {} LIMIT 1", "SELECT * FROM {}")
_WRITES = ("INSERT INTO {} DEFAULT VALUES", "DELETE FROM {}", "TRUNCATE {}")


def objects(owner: psycopg.Connection) -> list[tuple[str, str]]:
    """Name and kind (`pg_class.relkind`) of every table, view and sequence."""
    return [(str(name), str(kind)) for name, kind in owner.execute(_OBJECTS)]


def functions(owner: psycopg.Connection) -> list[str]:
    """Every function, with its arguments' types."""
    return [str(name) for (name,) in owner.execute(_FUNCTIONS)]


def allowed(owner: psycopg.Connection, role: str) -> list[tuple[str, str]]:
    """All that the role may do, as object and privilege."""
    asked = [("function", name, "EXECUTE") for name in functions(owner)]
    for name, kind in objects(owner):
        if kind == "S":
            asked += [("sequence", name, privilege) for privilege in _ON_SEQUENCES]
        else:
            asked += [("table", name, privilege) for privilege in _ON_TABLES]
            asked += [("any_column", name, privilege) for privilege in _ON_COLUMNS]
    return [(name, what) for kind, name, what in asked if may(owner, role, kind, name, what)]


def may(owner: psycopg.Connection, role: str, kind: str, name: str, privilege: str) -> bool:
    """Whether the role has the privilege, itself or by PUBLIC."""
    asks = sql.SQL("SELECT {}(%s, %s, %s)").format(sql.Identifier(f"has_{kind}_privilege"))
    return owner.execute(asks, (role, name, privilege)).fetchone() == (True,)


def statements(name: str, kind: str) -> Iterator[str]:
    """What somebody would try first; a view that joins takes no writes from anybody."""
    yield from (read.format(name) for read in _READS)
    if kind in "rp":
        yield from (write.format(name) for write in _WRITES)
    if kind == "S":
        yield f"SELECT nextval('{name}')"
