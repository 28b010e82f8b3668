"""Lines that are the same in every call ("One moment."), kept on disk as audio.

Only lines named beforehand are kept: what is said to one caller may hold a name or a number.
"""

import hashlib
import logging
from collections.abc import Iterable
from pathlib import Path

from ringbook.files import write_whole

__all__ = ["FixedLines"]

log = logging.getLogger(__name__)


class FixedLines:
    """Audio of the given lines below a directory; `voice` names the model and its settings."""

    def __init__(self, directory: Path, voice: str, lines: Iterable[str] = ()) -> None:
        self._directory = directory
        self._voice = voice
        self._lines = frozenset(line.strip() for line in lines)
        self._heard: dict[str, bytes] = {}

    def get(self, text: str) -> bytes | None:
        """The line's samples, or None when it must be synthesised."""
        line = text.strip()
        if line not in self._lines:
            return None
        if line not in self._heard and (path := self._path(line)).is_file():
            self._heard[line] = path.read_bytes()
        return self._heard.get(line)

    def put(self, text: str, pcm: bytes) -> None:
        """Keep a line that was just synthesised; others are ignored."""
        line = text.strip()
        if line in self._lines and line not in self._heard:
            self._heard[line] = pcm
            self._write(self._path(line), pcm)

    def _path(self, line: str) -> Path:
        key = hashlib.sha256(f"{self._voice}\n{line}".encode()).hexdigest()[:32]
        return self._directory / f"{key}.pcm"

    def _write(self, path: Path, pcm: bytes) -> None:
        """Whole, for two workers may write the same line; a full disk does no harm."""
        try:
            write_whole(path, pcm)
        except OSError as error:
            log.debug("could not keep a fixed line: %s", error)
