"""A Postgres of our own on this machine, without installing or configuring anything.

Used when `DATABASE_URL` is not set. What counts as alive is a protocol answer on the socket, never
"that pid exists"; sharing between processes is a file lock that the kernel releases on `kill -9`.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, TypedDict

from ringbook.config import Settings
from ringbook.errors import ConfigurationError, DatabaseUnavailable
from ringbook.local.postgres_binaries import usable_binaries
from ringbook.local.unprivileged import User, enterable, server_user
from ringbook.store.migrate import migrate

__all__ = ["EmbeddedPostgres", "database"]

_SOCKET = ".s.PGSQL.5432"
_LONGEST_SOCKET_PATH = 100  # sun_path: 107 bytes on Linux, 103 on macOS
_STARTED_LATEST = 30.0  # seconds, also for crash recovery after a kill -9


class _SpawnOptions(TypedDict, total=False):
    cwd: str
    stdin: int
    start_new_session: bool
    env: dict[str, str]
    user: int
    group: int
    extra_groups: list[int]


@contextlib.contextmanager
def database(settings: Settings) -> Iterator[str]:
    """The URL of a migrated database: the configured one, else our own while the block runs.

    Raises:
        DatabaseUnavailable: it cannot be reached or started.
        ConfigurationError: the machine lacks something; the message says what.
    """
    if settings.database_url is not None:
        url = settings.database_url.get_secret_value()
        migrate(url)
        yield url
        return
    server = EmbeddedPostgres(settings.home() / "postgres")
    try:
        url = server.start()
        migrate(url)
        yield url
    finally:
        server.close()


def answers(path: Path, timeout: float = 1.0) -> bool:
    """Whether a Postgres answers a start-up packet on this socket, and is not still starting."""
    body = struct.pack("!i", 196608) + b"user\0postgres\0database\0postgres\0\0"
    try:
        with socket.socket(socket.AF_UNIX) as s:
            s.settimeout(timeout)
            s.connect(str(path))
            s.sendall(struct.pack("!i", len(body) + 4) + body)
            reply = s.recv(4096)
    except OSError:
        return False
    starting = b"C57P03" in reply
    return reply[:1] == b"R" or (reply[:1] == b"E" and not starting)


class EmbeddedPostgres:
    """A Postgres cluster in `home`, started by the first user and stopped by the last.

    As root the server runs as an unprivileged user, because Postgres refuses root. That user must
    be able to enter the data directory: when `home` is closed to it (below /root, say), the data is
    in `/var/lib/ringbook/` under a name made from `home`, and `base` says where.
    """

    def __init__(
        self,
        home: Path,
        *,
        binaries: Path | None = None,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self.user: User | None = server_user()
        self.base = _data_directory(home.expanduser().absolute(), self.user)
        self.data = self.base / "pgdata"
        self.log = self.base / "postgres.log"
        self._binaries = binaries
        self._settings = dict(settings or {})
        self._process: subprocess.Popen[bytes] | None = None
        self._hold: IO[str] | None = None

    @property
    def socket(self) -> Path:
        return self._socket_directory() / _SOCKET

    @property
    def url(self) -> str:
        return f"postgresql://postgres@/postgres?host={self.socket.parent}"

    def start(self) -> str:
        """Starts the server, or joins the one that is running, and returns its URL.

        Raises:
            DatabaseUnavailable: the server did not start; the log's last lines are in the message.
            ConfigurationError: no usable binaries, or data of another major version.
        """
        self._make(self.base, 0o755)
        self._make(self.socket.parent, 0o700)
        with self._alone():
            binaries = usable_binaries(self._binaries, self.base, self.user)
            if not (self.data / "PG_VERSION").exists():
                self._create(binaries)
            self._check_version(binaries)
            if not answers(self.socket):
                self._launch(binaries)
            self._hold = (self.base / "clients.lock").open("a+")
            fcntl.flock(self._hold, fcntl.LOCK_SH)
        return self.url

    def close(self) -> None:
        """Leaves the server; the last one to leave stops it. Harmless when not started."""
        if self._hold is None:
            return
        with self._alone(), self._hold as hold:
            self._hold = None
            try:
                fcntl.flock(hold, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self._let_go()
            else:
                self._stop()

    def _let_go(self) -> None:
        """The server goes on for others: Python must not warn of a child left running."""
        if self._process and self._process.poll() is None:
            self._process.returncode = 0

    # ---- directories -------------------------------------------------------------------------

    def _socket_directory(self) -> Path:
        inside = self.base / "run"
        if len(str(inside / _SOCKET)) <= _LONGEST_SOCKET_PATH:
            return inside
        name = hashlib.sha256(str(self.base).encode()).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"ringbook-{name}"

    def _make(self, path: Path, mode: int) -> None:
        path.mkdir(mode=mode, parents=True, exist_ok=True)
        if self.user:
            os.chown(path, self.user.uid, self.user.gid)
        path.chmod(mode)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        with (self.base / "start.lock").open("a+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    # ---- the server --------------------------------------------------------------------------

    def _spawn_options(self) -> _SpawnOptions:
        options = _SpawnOptions(
            cwd="/",
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for us: we stop the server ourselves
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC", "HOME": "/"},
        )
        if self.user:
            options["user"], options["group"] = self.user.uid, self.user.gid
            options["extra_groups"] = []
        return options

    def _create(self, binaries: Path) -> None:
        """A new cluster, renamed into place when complete: a crash never leaves half of one."""
        partial = self.base / "pgdata.partial"
        shutil.rmtree(partial, ignore_errors=True)
        self._make(partial, 0o700)
        flags = "-U postgres -A trust -E UTF8 --no-locale --data-checksums --no-instructions"
        done = subprocess.run(  # noqa: S603 - our own binaries
            [binaries / "initdb", "-D", partial, *flags.split()],
            capture_output=True,
            text=True,
            check=False,
            **self._spawn_options(),
        )
        if done.returncode:
            raise DatabaseUnavailable(f"initdb failed in {self.base}:\n{done.stderr[-2000:]}")
        partial.rename(self.data)

    def _check_version(self, binaries: Path) -> None:
        command = [str(binaries / "postgres"), "-V"]
        version = subprocess.check_output(command, text=True)  # noqa: S603 - our own binaries
        ours = version.split()[2].split(".")[0]
        theirs = (self.data / "PG_VERSION").read_text().strip()
        if ours != theirs:
            raise ConfigurationError(
                f"the data in {self.data} is of Postgres {theirs}, the binaries are {ours}: "
                "dump and restore it, or set DATABASE_URL to a Postgres that has it"
            )

    def _launch(self, binaries: Path) -> None:
        deadline = time.monotonic() + _STARTED_LATEST
        while time.monotonic() < deadline:
            self._drop_stale_locks()
            with self.log.open("ab") as log:
                self._process = subprocess.Popen(  # noqa: S603 - our own binaries
                    self._command(binaries), stdout=log, stderr=log, **self._spawn_options()
                )
            if self._wait_until_up(self._process, deadline):
                return
            time.sleep(0.2)  # backends of a killed server still hold its shared memory
        tail = self.log.read_text(errors="replace")[-2000:]
        raise DatabaseUnavailable(f"Postgres did not start in {self.base}:\n{tail}")

    def _command(self, binaries: Path) -> list[str]:
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket.parent),
            "unix_socket_permissions": "0700",
            "port": "5432",
            "timezone": "UTC",
            # After a checkpoint each page is logged whole once more; what a crash must read again
            # stays bounded by max_wal_size
            "checkpoint_timeout": "15min",
            **self._settings,
        }
        flags = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        return [str(binaries / "postgres"), "-D", str(self.data), *flags]

    def _wait_until_up(self, process: subprocess.Popen[bytes], deadline: float) -> bool:
        while time.monotonic() < deadline and process.poll() is None:
            if answers(self.socket):
                return True
            time.sleep(0.02)
        return False

    def _drop_stale_locks(self) -> None:
        """Removes lock files whose pid is dead or something else. Nobody answers here."""
        for file in (self.data / "postmaster.pid", self.socket.with_name(f"{_SOCKET}.lock")):
            pid = _first_number(file)
            if pid is not None and not _runs_postgres(pid):
                file.unlink(missing_ok=True)

    def _stop(self) -> None:
        file = self.data / "postmaster.pid"
        pid = _first_number(file)
        if pid is None or not answers(self.socket):
            return  # only a server that answers is known to be ours
        os.kill(pid, signal.SIGINT)  # fast shutdown
        deadline = time.monotonic() + _STARTED_LATEST
        while file.exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        if self._process:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(10)


def _data_directory(home: Path, user: User | None) -> Path:
    if enterable(home.parent, user):
        return home
    name = hashlib.sha256(str(home).encode()).hexdigest()[:12]
    return Path("/var/lib/ringbook") / name


def _first_number(file: Path) -> int | None:
    try:
        return abs(int(file.read_text().split()[0]))
    except (OSError, ValueError, IndexError):
        return None


def _runs_postgres(pid: int) -> bool:
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)  # reaps it if it was our child
    try:
        status = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        return status not in "ZX" and Path(f"/proc/{pid}/comm").read_text().strip() == "postgres"
    except OSError:
        return False
