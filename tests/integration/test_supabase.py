"""On Supabase: an owner who is no superuser, generous defaults, a pooler in transaction mode."""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from tests.integration.conftest import CLINIC, NOW, Diary
from tests.integration.pgbouncer import find_pgbouncer, pgbouncer
from tests.integration.privileges import allowed, functions, may, objects, statements
from tests.integration.supabase_project import (
    BROWSER_ROLES,
    Project,
    migrate_as_supabase_does,
    project,
)
from tests.integration.text_calls import hold

from ringbook.config import Settings
from ringbook.domain.model import Practice, Slot, SlotQuery
from ringbook.domain.visit import VisitPart
from ringbook.domain.visit import Wish as Part
from ringbook.domain.waitlist import Wish
from ringbook.errors import ConfigurationError, OutsideOpeningHours, SlotTaken
from ringbook.local.doctor import examine
from ringbook.practice import PracticeFile, PreloadFile
from ringbook.store import one_time_codes, owners_changes, waitlist
from ringbook.store.booking_links import find_booking, move_booking
from ringbook.store.callers import erase_caller, identify_user
from ringbook.store.calls import read_record
from ringbook.store.costs import costs
from ringbook.store.migrate import migrate, migrations
from ringbook.store.pool import Database, open_database
from ringbook.store.practices import apply_practice, apply_preload, default_practice
from ringbook.store.waitlist_channels import announce

ALL = [m.name for m in migrations()]
DEBIAN = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
# The wheel's, and Debian's, which has pgcrypto.
SERVERS = [None, *DEBIAN[-1:]]
BOOK = [
    "I'd like to book a check-up on Monday at 10 am",
    "98860 14182",
    "yes",
    "my name is Priya Shah",
    "yes please",
    "no, that's all, thank you, goodbye",
]
APP = """
CREATE ROLE ringbook LOGIN PASSWORD 'secret' IN ROLE ringbook_app;
ALTER ROLE ringbook SET statement_timeout = '15s'
"""
SIZE = 2  # server connections of the pooler: fewer than any test's clients

NO_RLS = """
SELECT relname FROM pg_class
 WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relrowsecurity
"""


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
    async with _app(pooler) as db:
        yield Diary(db, await default_practice(db))


@asynccontextmanager
async def _app(pooler: str, size: int = 10) -> AsyncIterator[Database]:
    url = f"postgresql://ringbook:secret@{pooler}/migrated?sslmode=prefer"
    async with open_database(url, min_size=size, max_size=size) as db:
        yield db


async def _apply_clinic(url: str) -> None:
    async with open_database(url, max_size=1) as db:
        await apply_practice(db, PracticeFile.model_validate(CLINIC), NOW)


def test_the_owner_is_no_superuser_and_the_extension_is_where_supabase_has_them(
    migrated: str,
) -> None:
    with psycopg.connect(migrated) as owner:
        assert owner.execute("SHOW is_superuser").fetchone() == ("off",)
        found = owner.execute(
            "SELECT extnamespace::regnamespace::text FROM pg_extension WHERE extname = 'btree_gist'"
        )
        assert found.fetchone() == ("extensions",)


def test_what_supabases_command_line_applied_is_recognised(supabase: Project) -> None:
    url = supabase.empty("by_their_command_line")
    assert migrate_as_supabase_does(url) == ALL
    assert migrate(url) == []


def test_what_we_applied_is_recognised_by_supabases_command_line(migrated: str) -> None:
    assert migrate_as_supabase_does(migrated) == []
    assert migrate(migrated) == []


@pytest.mark.parametrize("role", BROWSER_ROLES)
def test_a_browsers_role_may_do_nothing_to_anything_in_public(migrated: str, role: str) -> None:
    with psycopg.connect(migrated) as owner:
        assert {kind for _, kind in objects(owner)} >= {"r", "v", "S"}
        assert functions(owner)
        assert allowed(owner, role) == []
        assert not may(owner, role, "schema", "public", "CREATE")
        assert not may(owner, role, "schema", "supabase_migrations", "USAGE")


@pytest.mark.parametrize("role", BROWSER_ROLES)
def test_a_browsers_statements_are_refused(supabase: Project, migrated: str, role: str) -> None:
    with psycopg.connect(migrated) as owner:
        found = objects(owner)
    with psycopg.connect(supabase.url("authenticator", "migrated"), autocommit=True) as browser:
        browser.execute(f"SET ROLE {role}".encode())
        for name, kind in found:
            for statement in statements(name, kind):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    browser.execute(statement.encode())


def test_what_is_made_later_is_not_the_browsers_either(migrated: str) -> None:
    with psycopg.connect(migrated) as owner:
        owner.execute("CREATE TABLE later (id bigserial)")
        owner.execute("CREATE FUNCTION later_too() RETURNS int LANGUAGE sql AS 'SELECT 1'")
        for role in BROWSER_ROLES:
            assert not may(owner, role, "table", "later", "SELECT")
            assert not may(owner, role, "sequence", "later_id_seq", "USAGE")
            assert not may(owner, role, "function", "later_too()", "EXECUTE")
        owner.rollback()


def test_row_level_security_is_on_for_every_table(migrated: str) -> None:
    with psycopg.connect(migrated) as owner:
        assert owner.execute(NO_RLS).fetchall() == []


def test_the_apps_role_is_neither_owner_nor_superuser_and_may_not_migrate(
    supabase: Project, migrated: str
) -> None:
    app = supabase.url("ringbook", "migrated")
    with psycopg.connect(app, autocommit=True) as connection:
        asked = (
            "SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = 'ringbook'"
        )
        assert connection.execute(asked).fetchone() == (False, False, False)
        for statement in ("DELETE FROM appointments", "CREATE TABLE mine ()", "SET ROLE postgres"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement.encode())
    assert migrate(app) == []
    supabase.empty("never_migrated")
    with pytest.raises(ConfigurationError, match="ringbook migrate"):
        migrate(supabase.url("ringbook", "never_migrated"))


def test_migrating_through_the_pooler_leaves_no_lock(supabase: Project, pooler: str) -> None:
    name = "migrated_through_the_pooler"
    supabase.empty(name)
    url = f"postgresql://postgres:owners@{pooler}/{name}"
    assert migrate(url) == ALL
    assert migrate(url) == []
    with psycopg.connect(supabase.url("postgres", name)) as owner:
        locks = "SELECT FROM pg_locks WHERE locktype = 'advisory'"
        assert owner.execute(locks).fetchall() == []


async def test_a_whole_call_through_the_pooler_books_and_is_recorded(
    diary: Diary, tmp_path: Path
) -> None:
    call = await hold(diary.db, diary.practice, BOOK, now=NOW, unsaved=tmp_path)
    assert call.ended() == "goodbye"
    assert call.data("book_appointment")["appointment"]["status"] == "scheduled"
    record = await read_record(diary.db, call.session_id)
    assert record is not None
    assert len(record["appointments"]) == 1
    assert os.listdir(tmp_path) == []  # no record that the database could not take
    assert await costs(diary.db, "day")
    proof = await erase_caller(diary.db, diary.practice.tenant_id, "+919886014182", "owner", NOW)
    assert proof is not None
    assert proof.appointments_cancelled == 1


async def test_a_series_through_the_pooler_is_booked_and_cancelled_whole(
    diary: Diary, tmp_path: Path
) -> None:
    book = ["I'd like a check-up every Monday at 10 am for three weeks", *BOOK[1:]]
    call = await hold(diary.db, diary.practice, book, now=NOW, unsaved=tmp_path)
    assert len(call.data("book_appointment")["series"]) == 3
    cancel = ["please cancel all my appointments", *BOOK[1:]]
    call = await hold(diary.db, diary.practice, cancel, now=NOW, unsaved=tmp_path)
    assert len(call.data("cancel_appointment")["series"]) == 3


async def test_a_visit_through_the_pooler_is_booked_and_cancelled_whole(
    diary: Diary, tmp_path: Path
) -> None:
    book = ["I'd like a check-up and a cleaning on Monday at 10 am", *BOOK[1:]]
    call = await hold(diary.db, diary.practice, book, now=NOW, unsaved=tmp_path)
    assert len(call.data("book_appointment")["visit"]) == 2
    cancel = ["please cancel all my appointments", *BOOK[1:]]
    call = await hold(diary.db, diary.practice, cancel, now=NOW, unsaved=tmp_path)
    assert len(call.data("cancel_appointment")["visit"]) == 2


async def test_the_apps_role_gives_rooms_finds_a_moves_openings_and_moves(diary: Diary) -> None:
    """What is run as its caller needs a right of its own for each table and function it reads."""
    rooms = {"name": "Roomed", "slug": "roomed", "rooms": ["Chair"]}
    services = [{"name": "Check-up", "rooms": ["Chair"], "daily_cap": 1}]
    file = PracticeFile.model_validate(CLINIC | rooms | {"services": services})
    roomed = Diary(diary.db, await apply_practice(diary.db, file, NOW))
    booked = await roomed.book((await roomed.free())[0])
    moving = await roomed.free(SlotQuery(moving=booked.id))
    moved = await roomed.move(booked, moving[0])
    row = {"contact_number": "+919810000002", "start": "2026-06-15T10:00"}
    form = PreloadFile.model_validate({"appointments": [row]})
    await apply_preload(diary.db, roomed.practice, form, NOW)
    monday = date(2026, 6, 15)
    assert await roomed.free(SlotQuery(first=monday, last=monday)) == ()
    assert (await roomed.cancel(moved)).status == "cancelled"


async def test_the_apps_role_waits_is_offered_and_takes_up(diary: Diary) -> None:
    """The list is served by a trigger in the role's own transaction, and by its job."""
    now, monday = diary.now, date(2026, 6, 15)
    (slot, *_) = await diary.free(SlotQuery(first=monday, last=monday))
    booked = await diary.book(slot)
    at_nine = slot.starts_at.astimezone(diary.practice.zone).time()
    wish = Wish("Check-up", monday, monday, at_nine, at_nine)
    waits = "+919810000002"
    await identify_user(diary.db, diary.practice.tenant_id, waits, None, now)
    db, practice = diary.db, diary.practice
    request = uuid4()
    await waitlist.join(db, practice, contact_number=waits, wish=wish, request_id=request, now=now)
    await diary.cancel(booked)
    (entry,) = await waitlist.waiting_of(db, practice, waits, now)
    assert entry.held is not None
    taken = await waitlist.accept(
        db,
        practice,
        contact_number=waits,
        offer_id=entry.held.id,
        request_id=request,
        session_id="waits",
        now=now,
    )
    assert taken.starts_at == booked.starts_at
    assert await waitlist.tend(db, practice, now) == 0
    assert await announce(db, [], now) == 0


async def test_the_apps_role_waits_for_a_visit_and_leaves_a_rule_aside(diary: Diary) -> None:
    db, practice, now, monday = diary.db, diary.practice, diary.now, date(2026, 6, 15)
    (slot, *_) = await diary.free(SlotQuery(first=monday, last=monday))
    at_nine = slot.starts_at.astimezone(practice.zone).time()
    name = practice.services[0].name
    parts = (Part(name), Part(name, "Tom"))
    wish = Wish(name, monday, monday, at_nine, at_nine, parts=parts)
    waits, request = "+919810000002", uuid4()
    await identify_user(db, practice.tenant_id, waits, None, now)
    await waitlist.join(db, practice, contact_number=waits, wish=wish, request_id=request, now=now)
    assert await waitlist.tend(db, practice, now) == 1
    (entry,) = await waitlist.waiting_of(db, practice, waits, now)
    assert entry.held is not None
    made = await waitlist.accept_visit(
        db, practice, contact_number=waits, offer_id=entry.held.id,
        parts=[VisitPart(part.service, part.attendee) for part in parts],
        request_id=request, session_id="waits", now=now,
    )  # fmt: skip
    assert [a.attendee for a in made].count("Tom") == 1
    booking = await find_booking(db, made[0].id, now)
    assert booking is not None
    evening = datetime.combine(monday, time(20), practice.zone)
    to = (practice.providers[0], evening)
    assert isinstance(await owners_changes.refusal(db, booking, to, now, ()), OutsideOpeningHours)
    moved = await owners_changes.move(db, booking, to, now, aside=["hours"])
    assert moved.starts_at == evening


async def test_the_apps_role_issues_checks_and_forgets_codes(diary: Diary) -> None:
    tenant, number = diary.practice.tenant_id, "+919810000002"
    await identify_user(diary.db, tenant, number, None, NOW)
    args = (diary.db, tenant, number, "a call")
    lost = await one_time_codes.issue(*args, NOW)
    await one_time_codes.withdraw(diary.db, lost.id)
    issued = await one_time_codes.issue(*args, NOW)
    assert (await one_time_codes.check(*args, issued.code, NOW)).result == "right"
    assert await one_time_codes.forget(diary.db, NOW + timedelta(hours=1)) == 1


async def test_the_apps_role_changes_a_booking_by_its_private_link(diary: Diary) -> None:
    first, later, *_ = await diary.free()
    booking = await find_booking(diary.db, (await diary.book(first)).id, NOW)
    assert booking is not None
    assert (await move_booking(diary.db, booking, later.id, NOW)).slot_id == later.id


async def test_of_many_callers_through_few_connections_one_gets_the_slot(
    diary: Diary, pooler: str
) -> None:
    monday = SlotQuery(first=date(2026, 6, 15), last=date(2026, 6, 15))
    slot = (await diary.free(monday))[0]
    async with _app(pooler, size=20) as crowd:
        told = await asyncio.gather(
            *(_books(Diary(crowd, diary.practice), slot, n) for n in range(40))
        )
    assert sorted(told) == [False] * 39 + [True]


async def _books(diary: Diary, slot: Slot, n: int) -> bool:
    try:
        await diary.book(slot, f"+9198100001{n:02}")
    except SlotTaken:
        return False
    return True


async def test_nothing_of_one_call_stays_on_the_connection_for_the_next(
    diary: Diary, pooler: str
) -> None:
    slots = await diary.free(SlotQuery(first=date(2026, 6, 15), last=date(2026, 6, 16)))
    await diary.book(slots[0])
    left = """SELECT concat(current_setting('app.tenant_id', true),
      current_setting('app.session_id', true), current_setting('app.request_id', true))"""
    url = f"postgresql://ringbook:secret@{pooler}/migrated"
    clients = [psycopg.connect(url, autocommit=False) for _ in range(SIZE)]
    try:  # each holds a transaction open, so that together they see every server connection
        assert [c.execute(left).fetchone() for c in clients] == [("",)] * SIZE
        prepared = "SELECT count(*) FROM pg_prepared_statements"
        assert [c.execute(prepared).fetchone() for c in clients] == [(0,)] * SIZE
    finally:
        for client in clients:
            client.close()


async def test_two_practices_through_one_pooler_do_not_mix(diary: Diary, pooler: str) -> None:
    practices: list[Practice] = []
    for n in range(2):
        file = PracticeFile.model_validate(CLINIC | {"name": f"Other {n}", "slug": f"other-{n}"})
        practices.append(await apply_practice(diary.db, file, NOW))
    async with _app(pooler, size=10) as crowd:
        await asyncio.gather(
            *(
                identify_user(crowd, practices[n % 2].tenant_id, f"+9198200001{n:02}", None, NOW)
                for n in range(40)
            )
        )
    counted = await diary.db.rows(
        _Count, "SELECT tenant_id::text AS tenant, count(*) AS n FROM users GROUP BY 1"
    )
    assert {c.tenant: c.n for c in counted} == {str(p.tenant_id): 20 for p in practices}


class _Count:
    def __init__(self, tenant: str, n: int) -> None:
        self.tenant, self.n = tenant, n


def test_the_doctor_names_a_missing_right_and_missing_tls(
    supabase: Project, pooler: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RINGBOOK_HOME", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", supabase.url("authenticator", "migrated"))
    assert "not a member of ringbook_app" in _database_advice()
    elsewhere = pooler.replace("127.0.0.1", "127.1")  # loopback by a name that is not known as such
    monkeypatch.setenv("DATABASE_URL", f"postgresql://ringbook:secret@{elsewhere}/migrated")
    assert "sslmode=require" in _database_advice()


def _database_advice() -> str:
    found = {finding.part: finding for finding in examine(Settings())}
    return found["database"].advice
