"""Latency of the tools and throughput of bookings: `python -m bench.store [--rows N]`.

Measured against N cells and N appointments (a million unless said otherwise), on the embedded
Postgres with its durability on. Bookings a second stand beside pgbench calling the same function.
"""

import argparse
import asyncio
import random
import subprocess
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import uuid4

import psycopg

from bench.figures import report
from bench.store_fill import NOW, fill, make_practices
from ringbook.domain.model import Appointment, Practice, Slot, SlotQuery
from ringbook.errors import SlotTaken
from ringbook.local.postgres import EmbeddedPostgres
from ringbook.local.postgres_binaries import wheel_binaries
from ringbook.store import bookings
from ringbook.store.migrate import migrate
from ringbook.store.pool import Database, open_database

type Queue = Iterator[tuple[Practice, Slot]]
"""Free cells to book, each with its practice."""

TIMES = 300
SECONDS = 4.0
CLIENTS = (1, 8, 32)
SETTINGS = {"shared_buffers": "512MB", "max_wal_size": "4GB"}

QUEUE = """
CREATE TABLE bench_queue AS
SELECT row_number() OVER (ORDER BY random()) AS n, s.tenant_id, s.id AS slot_id, v.id AS service_id
  FROM slots s JOIN services v ON v.tenant_id = s.tenant_id AND v.position = 0
 WHERE s.is_available AND s.starts_at > %(now)s AND s.starts_at < %(now)s + interval '89 days';
"""
PGBENCH = """
SELECT (book_appointment(q.tenant_id, '+919800000001', q.slot_id, q.service_id, gen_random_uuid(),
  'pgbench', '{now}', NULL, 'Guest ' || q.n)).outcome
  FROM bench_queue q WHERE q.n = (SELECT nextval('bench_next'));
"""


class Tools:
    """The tools on random practices, callers and days, `ahead` of them; `seed` makes runs alike."""

    def __init__(
        self, db: Database, practices: list[Practice], *, ahead: int = 59, seed: int = 1
    ) -> None:
        self._db, self._practices, self._choice = db, practices, random.Random(seed)
        self._ahead = ahead
        self.booked: list[tuple[Practice, str, Appointment]] = []

    async def one_day(self) -> tuple[Practice, tuple[Slot, ...]]:
        return await self._find(1)

    async def thirty_days(self) -> None:
        await self._find(30)

    async def nothing_found(self) -> None:
        """The whole horizon is looked through: nobody is open this late."""
        practice = self._choice.choice(self._practices)
        late = datetime(2026, 1, 1, 22, tzinfo=UTC).time()
        query = SlotQuery("Filling", earliest=late)
        await bookings.find_slots(self._db, practice, query, NOW)

    async def appointments_of(self) -> None:
        practice = self._choice.choice(self._practices)
        await bookings.appointments_of(self._db, practice, self._number(), NOW)

    async def book(self, practice: Practice, slot: Slot) -> None:
        number = self._number()
        booked = await bookings.book(
            self._db,
            practice,
            contact_number=number,
            slot=slot,
            request_id=uuid4(),
            session_id="bench",
            now=NOW,
            attendee=f"Guest {len(self.booked)}",  # nobody can be in two places
        )
        self.booked.append((practice, number, booked))

    async def move(self, at: int, slot: Slot) -> None:
        practice, number, booked = self.booked[at]
        moved = await bookings.modify(
            self._db,
            practice,
            contact_number=number,
            appointment_id=booked.id,
            slot=slot,
            request_id=uuid4(),
            session_id="bench",
            now=NOW,
        )
        self.booked[at] = (practice, number, moved)

    async def cancel(self, at: int) -> None:
        practice, number, booked = self.booked[at]
        await bookings.cancel(
            self._db,
            practice,
            contact_number=number,
            appointment_id=booked.id,
            session_id="bench",
            now=NOW,
        )

    async def free_of(self, practice: Practice) -> Slot | None:
        found = await bookings.find_slots(self._db, practice, self._days(1), NOW)
        return self._choice.choice(found) if found else None

    async def _find(self, days: int) -> tuple[Practice, tuple[Slot, ...]]:
        practice = self._choice.choice(self._practices)
        return practice, await bookings.find_slots(self._db, practice, self._days(days), NOW)

    def _days(self, days: int) -> SlotQuery:
        first = NOW.date() + timedelta(days=self._choice.randint(1, self._ahead))
        return SlotQuery(first=first, last=first + timedelta(days=days - 1))

    def _number(self) -> str:
        return f"+9198{self._choice.randrange(1, 10001):08}"


async def latencies(tools: Tools) -> dict[str, list[float]]:
    """Milliseconds of each tool, one call after the other."""
    figures = {
        "find_slots, one day": await timed(tools.one_day),
        "find_slots, 30 days": await timed(tools.thirty_days),
        "find_slots, nothing in 90 days": await timed(tools.nothing_found),
        "appointments_of": await timed(tools.appointments_of),
        "book_appointment": [],
        "modify_appointment": [],
        "cancel_appointment": [],
    }
    while len(tools.booked) < TIMES:
        practice, slots = await tools.one_day()
        if slots:
            figures["book_appointment"] += await timed(partial(tools.book, practice, slots[-1]), 1)
    for at in range(TIMES):
        slot = await tools.free_of(tools.booked[at][0])
        if slot:
            figures["modify_appointment"] += await timed(partial(tools.move, at, slot), 1)
    for at in range(TIMES):
        figures["cancel_appointment"] += await timed(partial(tools.cancel, at), 1)
    return figures


async def timed(work: Callable[[], Awaitable[object]], times: int = TIMES) -> list[float]:
    took = []
    for _ in range(times):
        began = time.perf_counter()
        await work()
        took.append((time.perf_counter() - began) * 1000)
    return took


# ---- throughput -------------------------------------------------------------------------------


async def ours(url: str, practices: list[Practice], queue: Queue, clients: int) -> float:
    """Bookings a second of `clients` callers at once, through the store."""
    async with open_database(url, min_size=clients, max_size=clients) as db:
        tools, until = Tools(db, practices), time.perf_counter() + SECONDS

        async def caller() -> None:
            while time.perf_counter() < until:
                try:
                    await tools.book(*next(queue))
                except SlotTaken:
                    continue

        began = time.perf_counter()
        await asyncio.gather(*(caller() for _ in range(clients)))
        return len(tools.booked) / (time.perf_counter() - began)


def pgbench(socket: Path, database: str, clients: int) -> float:
    """Bookings a second of the same function, called by pgbench over the same socket."""
    binaries = wheel_binaries()
    program = str(binaries / "pgbench") if binaries else "pgbench"
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(PGBENCH.format(now=NOW.isoformat()).replace("\n", " "))
        script.flush()
        command = [program, "-n", "-f", script.name, "-c", str(clients), "-j", "1"]
        command += ["-T", str(int(SECONDS)), "-h", str(socket.parent), "-U", "postgres", database]
        said = subprocess.check_output(command, text=True)
    line = next(line for line in said.splitlines() if line.startswith("tps"))
    return float(line.split()[2])


def queue_of(url: str, practices: list[Practice]) -> Queue:
    """Free cells in random order. pgbench takes them from the front, ours from the back."""
    by_tenant = {practice.tenant_id: practice for practice in practices}
    with psycopg.connect(url, autocommit=True) as connection:
        with psycopg.ClientCursor(connection) as cursor:
            cursor.execute(QUEUE, {"now": NOW})
        connection.execute("CREATE UNIQUE INDEX ON bench_queue (n)")
        connection.execute("CREATE SEQUENCE bench_next")
        statement = """SELECT q.tenant_id, s.id, s.starts_at, s.provider_id
                         FROM bench_queue q JOIN slots s ON s.id = q.slot_id ORDER BY q.n DESC"""
        rows = connection.execute(statement).fetchall()
    for tenant, slot, starts_at, provider in rows:
        yield by_tenant[tenant], Slot(slot, starts_at, 30, "Check-up", provider, "")


# ---- the run ----------------------------------------------------------------------------------


@contextmanager
def server() -> Iterator[EmbeddedPostgres]:
    with tempfile.TemporaryDirectory(prefix="ringbook-bench-") as home:
        Path(home).chmod(0o755)  # as root the server runs as another user
        postgres = EmbeddedPostgres(Path(home) / "postgres", settings=SETTINGS)
        postgres.start()
        try:
            yield postgres
        finally:
            postgres.close()


async def measure(
    url: str, socket: Path, rows: int
) -> tuple[dict[str, list[float]], dict[str, str]]:
    async with open_database(url) as db:
        practices = await make_practices(db)
        cells = await asyncio.to_thread(fill, url, rows)
        figures = await latencies(Tools(db, practices))
    facts = {"cells and appointments": f"{cells} each; {SETTINGS['shared_buffers']} buffers"}
    queue = queue_of(url, practices)
    # Whoever first touches a page after the checkpoint writes it whole to the log: neither alone
    await ours(url, practices, queue, CLIENTS[-1])
    await asyncio.to_thread(pgbench, socket, "postgres", CLIENTS[-1])
    for clients in CLIENTS:
        here = await ours(url, practices, queue, clients)
        there = await asyncio.to_thread(pgbench, socket, "postgres", clients)
        facts[f"bookings a second, {clients} clients"] = f"{here:.0f} (pgbench {there:.0f})"
    return figures, facts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="cells, and appointments")
    rows = parser.parse_args().rows
    with server() as postgres:
        migrate(postgres.url)
        figures, facts = asyncio.run(measure(postgres.url, postgres.socket, rows))
    report("store", figures, facts, percents=(50, 95, 99), digits=1)


if __name__ == "__main__":
    main()
