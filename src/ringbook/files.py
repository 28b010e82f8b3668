"""Files that other processes may read at any moment."""

import os
from pathlib import Path

__all__ = ["PRIVATE", "write_whole"]

PRIVATE = 0o600
"""The mode of a file that only its owner may read, not even for a moment anybody else."""


def write_whole(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Writes all of a file or nothing of it; makes its directory. `mode` is limited by the umask.

    Raises:
        OSError: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}")
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as out:
        out.write(data)
    part.replace(path)
