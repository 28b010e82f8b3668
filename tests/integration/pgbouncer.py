"""A PgBouncer for tests, in transaction mode, as Supabase's pooler on port 6543 is."""

import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ringbook.local.ports import choose_port
from ringbook.local.unprivileged import User

__all__ = ["find_pgbouncer", "pgbouncer"]

_CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ringbook"
_UNPACKED = _CACHE / "pgbouncer"  # by scripts/bootstrap --tests
_WITHIN = 60.0  # seconds; only a broken one takes so long to start or to stop

_SETTINGS = """
[databases]
* = host={socket}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = plain
auth_file = {home}/users
pool_mode = transaction
default_pool_size = {size}
max_client_conn = 200
"""


def find_pgbouncer() -> Path | None:
    """The machine's own, else the one that the bootstrap has unpacked."""
    search = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin"))
    if found := shutil.which("pgbouncer", path=search):
        return Path(found)
    ours = _UNPACKED / "usr" / "sbin" / "pgbouncer"
    return ours if ours.is_file() else None


@contextlib.contextmanager
def pgbouncer(
    binary: Path,
    home: Path,
    directory: Path,
    user: User | None,
    passwords: Mapping[str, str],
    size: int,
) -> Iterator[str]:
    """`host:port` of a pooler with `size` server connections for each user and database."""
    home.mkdir()
    port = choose_port(0)
    settings = _SETTINGS.format(socket=directory, port=port, home=home, size=size)
    (home / "settings.ini").write_text(settings)
    lines = [f'"{name}" "{password}"\n' for name, password in passwords.items()]
    (home / "users").write_text("".join(lines))
    command = [*_runnable(binary, home), str(home / "settings.ini")]
    place = f"127.0.0.1:{port}"
    with (home / "log").open("wb") as log:
        process = _spawn(command, log.fileno(), user)
        try:
            _wait(process, port, home / "log")
            yield place
        finally:
            process.terminate()
            process.wait(_WITHIN)


def _runnable(binary: Path, home: Path) -> Sequence[str]:
    """The unpacked one is copied: its cache may be closed to the user who runs it."""
    if not binary.is_relative_to(_UNPACKED):
        return [str(binary)]
    libraries = [str(path.parent) for path in _UNPACKED.rglob("*.so*")]
    for library in _UNPACKED.rglob("*.so*"):
        shutil.copy(library, home)
    shutil.copy(binary, home)
    return ["env", f"LD_LIBRARY_PATH={home}" if libraries else "LC_ALL=C", str(home / binary.name)]


def _spawn(command: Sequence[str], log: int, user: User | None) -> subprocess.Popen[bytes]:
    if user is None:
        return subprocess.Popen(command, stdout=log, stderr=log)
    return subprocess.Popen(
        command, stdout=log, stderr=log, user=user.uid, group=user.gid, extra_groups=[], cwd="/"
    )


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + _WITHIN
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.05)
    raise AssertionError(f"PgBouncer did not start:\n{log.read_text()}")
