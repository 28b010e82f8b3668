"""Gets what Ringbook runs on, skips what is there, then becomes the command that was asked for.

    scripts/bootstrap [--dev] [--tests] [COMMAND [ARGUMENT …]]

uv (in the user's cache, never into the user's Python), Python 3.13, the locked Python packages,
the locked node packages, the built page; with --dev the tools of `make check`; with --tests also
a browser, PgBouncer and the LiveKit server. Standard library only, Python 3.8 or newer.
"""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Dict, Iterable, Iterator, List, Optional

UV = "0.13.9"
UV_OLDEST = (0, 9)
NODE_OLDEST = 20
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
WEB = ROOT / "web"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ringbook"
LOCKS = ("uv.lock", "pyproject.toml", ".python-version")
PGBOUNCER = CACHE / "pgbouncer"
BROWSER_PACKAGES = ("chromium-headless-shell", "fonts-noto-core", "fonts-liberation")
NOT_SOURCES = {"node_modules", "dist", "coverage"}


class Missing(Exception):
    """Something that we cannot get ourselves; the message says what to do."""


@contextlib.contextmanager
def step(what: str) -> Iterator[None]:
    """Says what is being done, and afterwards how long it took."""
    print(f"ringbook: {what} …", flush=True)
    started = time.monotonic()
    yield
    print(f"ringbook: … done in {time.monotonic() - started:.1f} s", flush=True)


def run(*command: object, **options: Any) -> None:
    """Runs a command, its output visible; a failure ends the bootstrap with one clear line."""
    line = [str(word) for word in command]
    try:
        subprocess.run(line, check=True, **options)
    except subprocess.CalledProcessError as error:
        failed = f"`{' '.join(line)}` failed (exit {error.returncode}), see above"
        raise Missing(failed) from None


def output(*command: object, **options: Any) -> Optional[str]:
    """What a command printed; None if it is not there or failed."""
    try:
        done = subprocess.run(
            [str(word) for word in command],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            **options,
        )
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def fingerprint(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def is_current(stamp: Path, value: str) -> bool:
    return stamp.is_file() and stamp.read_text() == value


# ---- uv and Python ------------------------------------------------------------------------------


def works(uv: object) -> bool:
    """Whether this uv runs (a version manager's shim may not) and is new enough."""
    words = (output(uv, "--version") or "").split()
    try:
        return tuple(int(part) for part in words[1].split(".")[:2]) >= UV_OLDEST
    except (IndexError, ValueError):
        return False


def find_uv() -> str:
    own = CACHE / f"uv-{UV}"
    for candidate in (shutil.which("uv"), own / "bin" / "uv"):
        if candidate and works(candidate):
            return str(candidate)
    with step(f"getting uv {UV} into {own}"):
        install_uv(own)
    if not works(own / "bin" / "uv"):
        raise Missing("could not get uv; install it: https://docs.astral.sh/uv/")
    return str(own / "bin" / "uv")


def install_uv(own: Path) -> None:
    """In a virtual environment of its own; where venv is not installed, by pip into a directory."""
    shutil.rmtree(own, ignore_errors=True)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    package = ["install", "--quiet", "uv==" + UV]
    if subprocess.call([sys.executable, "-m", "venv", own], **quiet) == 0:
        subprocess.call([own / "bin" / "python", "-m", "pip", *package])
    else:
        shutil.rmtree(own, ignore_errors=True)
        subprocess.call([sys.executable, "-m", "pip", *package, "--target", own])


def find_python(uv: str) -> str:
    """uv's own search, then pyenv's versions, then a download by uv."""
    found = output(uv, "python", "find", "--no-python-downloads", "3.13", cwd=ROOT)
    if found:
        return found
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    for candidate in sorted(pyenv.glob("3.13*/bin/python"), reverse=True):
        if output(candidate, "--version"):
            return str(candidate)
    with step("getting Python 3.13"):
        if subprocess.call([uv, "python", "install", "3.13"]) != 0:
            raise Missing("needs Python 3.13 and could not download it: install it and run again")
    return "3.13"


def sync(dev: bool) -> None:
    """The locked packages, only when the lock changed. With dev is a superset of without."""
    stamp, value = VENV / ".ringbook", fingerprint(ROOT / name for name in LOCKS)
    if is_current(stamp, value + " dev") or (not dev and is_current(stamp, value)):
        return
    uv = find_uv()
    python = find_python(uv)
    with step("getting the locked Python packages"):
        extra = [] if dev else ["--no-dev"]
        run(uv, "sync", "--frozen", "--python", python, *extra, cwd=ROOT, env=environment())
    stamp.write_text(value + (" dev" if dev else ""))


def environment() -> Dict[str, str]:
    """Ours: the project's virtual environment first, whatever was active before."""
    env = dict(os.environ)
    env["VIRTUAL_ENV"] = str(VENV)
    env["PATH"] = str(VENV / "bin") + os.pathsep + env.get("PATH", "")
    # Without its __pycache__ (ignored by git) every process of ours compiles itself anew.
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    env.pop("PYTHONHOME", None)
    return env


# ---- the page -----------------------------------------------------------------------------------


def require_node() -> None:
    version = output("node", "--version") or ""
    if not shutil.which("npm") or int((version.lstrip("v") or "0").split(".")[0]) < NODE_OLDEST:
        have = "found " + version if version else "not found"
        raise Missing(f"needs Node.js {NODE_OLDEST} or newer with npm ({have}): nodejs.org")


def page() -> None:
    """`web/dist`, built when its sources changed."""
    if not (WEB / "package.json").is_file():
        return
    node_packages()
    stamp, value = WEB / "dist" / ".ringbook", fingerprint(page_sources())
    if is_current(stamp, value):
        return
    require_node()
    with step("building the page"):
        run("npm", "run", "--silent", "build", cwd=WEB)
    stamp.write_text(value)


def node_packages() -> None:
    stamp, value = WEB / "node_modules" / ".ringbook", fingerprint([WEB / "package-lock.json"])
    if is_current(stamp, value):
        return
    require_node()
    with step("getting the locked node packages"):
        run("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error", cwd=WEB)
    stamp.write_text(value)


def page_sources() -> Iterator[Path]:
    for directory, names, files in os.walk(WEB):
        names[:] = sorted(name for name in names if name not in NOT_SOURCES)
        for name in sorted(files):
            yield Path(directory) / name


# ---- what only the tests need -------------------------------------------------------------------


def test_needs() -> None:
    browser()
    pgbouncer()
    run(VENV / "bin" / "python", "-m", "ringbook.local.livekit_server", env=environment())


def browser() -> None:
    """Debian's Chromium without a window where we may install it, else Playwright's own."""
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        absent = [name for name in BROWSER_PACKAGES if not output("dpkg", "-s", name)]
        if absent:
            with step(f"getting {', '.join(absent)} by apt"):
                env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
                run("apt-get", "-qq", "update", env=env)
                run("apt-get", "-qq", "install", "-y", "--no-install-recommends", *absent, env=env)
    elif not any(map(shutil.which, ("chromium-headless-shell", "chromium"))):
        with step("getting Playwright's Chromium"):
            run(VENV / "bin" / "playwright", "install", "chromium", env=environment())


def pgbouncer() -> None:
    """Debian's PgBouncer, unpacked and not installed: the package would start a service."""
    is_there = shutil.which("pgbouncer", path=os.environ.get("PATH", "") + ":/usr/sbin")
    ours = PGBOUNCER / "usr" / "sbin" / "pgbouncer"
    if is_there or ours.is_file() or not (os.geteuid() == 0 and shutil.which("apt-get")):
        return  # where it cannot be got, its tests are skipped and say so
    archives = CACHE / "pgbouncer-packages"
    (archives / "partial").mkdir(parents=True, exist_ok=True)
    with step("getting PgBouncer by apt"):
        env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
        quiet = ["-qq", "-y", "--no-install-recommends", "-o", f"Dir::Cache::archives={archives}"]
        run("apt-get", "-qq", "update", env=env)
        run("apt-get", *quiet, "--download-only", "install", "pgbouncer", env=env)
        for package in sorted(archives.glob("*.deb")):
            run("dpkg-deb", "--extract", package, PGBOUNCER)
    shutil.rmtree(archives)


def main(arguments: List[str]) -> None:
    wanted = set()
    while arguments and arguments[0] in ("--dev", "--tests"):
        wanted.add(arguments.pop(0))
    try:
        sync(dev=bool(wanted))
        page()
        if "--tests" in wanted:
            test_needs()
    except Missing as missing:
        sys.exit(f"ringbook: {missing}")
    except KeyboardInterrupt:
        sys.exit(130)
    if arguments:
        env = environment()
        os.execvpe(shutil.which(arguments[0], path=env["PATH"]) or arguments[0], arguments, env)


if __name__ == "__main__":
    main(sys.argv[1:])
