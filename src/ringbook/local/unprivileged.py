"""The user that a server runs as when we are root, and what that user can reach."""

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path

from ringbook.errors import ConfigurationError

__all__ = ["User", "enterable", "server_user"]


@dataclass(frozen=True, slots=True)
class User:
    uid: int
    gid: int


def server_user() -> User | None:
    """Whom to run a server as: None is ourselves; as root `postgres`, else `nobody`.

    Raises:
        ConfigurationError: we are root and the machine has neither.
    """
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return User(entry.pw_uid, entry.pw_gid)
    raise ConfigurationError(
        "Postgres does not run as root, and there is no user `postgres` or `nobody`: "
        "set DATABASE_URL"
    )


def enterable(path: Path, user: User | None) -> bool:
    """Whether `user` may pass through `path` and every directory above it (those that exist)."""
    if user is None:
        return True
    existing = [p for p in (path, *path.parents) if p.exists()]
    return all(_may_pass(p.stat(), user) for p in existing)


def _may_pass(status: os.stat_result, user: User) -> bool:
    if status.st_uid == user.uid:
        return bool(status.st_mode & stat.S_IXUSR)
    if status.st_gid == user.gid:
        return bool(status.st_mode & stat.S_IXGRP)
    return bool(status.st_mode & stat.S_IXOTH)
