"""The connection pool: retries what may be retried, and tells only what may be told.

Every write of this package may be sent twice (request ids, upserts), so a lost connection is
retried until the time budget is spent. The driver's messages can quote a row; they stay here.
"""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import LiteralString

import psycopg
from psycopg import AsyncConnection, errors
from psycopg.rows import class_row
from psycopg.types.datetime import TimestamptzLoader
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from ringbook.errors import DatabaseUnavailable, UnexpectedFailure

__all__ = ["Connection", "Database", "Params", "open_database"]

type Connection = AsyncConnection[tuple[object, ...]]
type Params = Mapping[str, object] | Sequence[object]

_BUDGET = 8.0  # seconds: longer than a restart of the server, shorter than a caller's patience
_LONGEST_PAUSE = 0.5
_FROM_POOL_WITHIN = 2.0
_GIVE_UP = (errors.QueryCanceled, errors.InvalidPassword, errors.InvalidCatalogName)
_LOST = (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout)


class _UtcLoader(TimestamptzLoader):
    """Instants in UTC: in one other zone, Python compares the two 01:30s of autumn as equal."""

    def load(self, data: bytes | bytearray | memoryview) -> datetime:
        return super().load(data).astimezone(UTC)


@dataclass(slots=True)
class _Reach:
    """What is known of the way to the database, whatever the budget."""

    lost: bool = False


class Database:
    """A pool whose operations are retried with full jitter, for at most `budget` seconds."""

    def __init__(
        self,
        pool: AsyncConnectionPool[Connection],
        budget: float = _BUDGET,
        reach: _Reach | None = None,
    ) -> None:
        self._pool = pool
        self._budget = budget
        self._reach = reach or _Reach()

    @property
    def silent(self) -> bool:
        """True from a lost connection until the database answers again."""
        return self._reach.lost

    def within(self, budget: float) -> "Database":
        """The same pool, with another budget."""
        return Database(self._pool, budget, self._reach)

    async def run[T](
        self, work: Callable[[Connection], Awaitable[T]], *, budget: float | None = None
    ) -> T:
        """Runs `work` with a connection in autocommit; it may run more than once.

        Raises:
            DatabaseUnavailable: no answer within `budget` seconds.
            UnexpectedFailure: the database refused; names SQLSTATE and constraint, no values.
        """
        seconds = self._budget if budget is None else budget
        try:
            async with asyncio.timeout(seconds):
                return await self._retry(work, asyncio.get_running_loop().time() + seconds)
        except TimeoutError:
            raise DatabaseUnavailable(f"no answer from the database in {seconds:g} s") from None
        except _GIVE_UP as error:
            raise DatabaseUnavailable(f"the database gave up ({error.sqlstate})") from None
        except psycopg.Error as error:
            constraint = error.diag.constraint_name or "no constraint"
            raise UnexpectedFailure(f"SQLSTATE {error.sqlstate}, {constraint}") from None

    async def in_transaction[T](
        self, work: Callable[[Connection], Awaitable[T]], *, budget: float | None = None
    ) -> T:
        """Like `run`, in one transaction."""

        async def whole(connection: Connection) -> T:
            async with connection.transaction():
                return await work(connection)

        return await self.run(whole, budget=budget)

    async def rows[T](self, kind: type[T], sql: LiteralString, params: Params = ()) -> list[T]:
        """All rows, each as a `kind` whose fields are the query's columns."""

        async def read(connection: Connection) -> list[T]:
            return await select(connection, kind, sql, params)

        return await self.run(read)

    async def execute(self, sql: LiteralString, params: Params = ()) -> int:
        """Runs one statement and returns how many rows it wrote."""

        async def write(connection: Connection) -> int:
            return (await connection.execute(sql, params)).rowcount

        return await self.run(write)

    async def _retry[T](self, work: Callable[[Connection], Awaitable[T]], deadline: float) -> T:
        """Until it works or the deadline; looks itself, as a pool's check can swallow a cancel."""
        attempt = 0
        while asyncio.get_running_loop().time() < deadline:
            try:
                async with self._pool.connection(timeout=_FROM_POOL_WITHIN) as connection:
                    done = await work(connection)
                self._reach.lost = False
                return done
            except _GIVE_UP:
                raise
            except _LOST:
                self._reach.lost = True
                await self._pause(attempt)
            attempt += 1
        raise TimeoutError

    async def _pause(self, attempt: int) -> None:
        """Full jitter; after the first time also drops connections that a restart has killed."""
        longest = min(_LONGEST_PAUSE, 0.01 * 2**attempt)
        await asyncio.sleep(random.uniform(0, longest))  # noqa: S311 - not a secret
        if attempt:
            await self._pool.check()


async def select[T](
    connection: Connection, kind: type[T], sql: LiteralString, params: Params = ()
) -> list[T]:
    """`Database.rows` within work that already has a connection."""
    async with connection.cursor(row_factory=class_row(kind)) as cursor:
        await cursor.execute(sql, params)
        return await cursor.fetchall()


@asynccontextmanager
async def open_database(
    url: str,
    *,
    min_size: int = 1,
    max_size: int = 10,
    budget: float = _BUDGET,
    wait: bool = True,
) -> AsyncIterator[Database]:
    """A pool for the time of the block. Without `wait` the first use finds out who answers.

    Raises:
        DatabaseUnavailable: nothing answers at `url` within `budget` seconds.
    """
    pool = AsyncConnectionPool(
        url,
        connection_class=AsyncConnection[tuple[object, ...]],
        kwargs={"autocommit": True, "prepare_threshold": None, "connect_timeout": 5},
        min_size=min_size,
        max_size=max_size,
        reconnect_timeout=1,
        configure=_configure,
        open=False,
    )
    try:
        await pool.open(wait=wait, timeout=budget)
    except PoolTimeout:
        await pool.close()
        raise DatabaseUnavailable(f"no database answered in {budget:g} s") from None
    try:
        yield Database(pool, budget)
    finally:
        await pool.close()


async def _configure(connection: Connection) -> None:
    connection.adapters.register_loader("timestamptz", _UtcLoader)
