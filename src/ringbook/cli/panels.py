"""The headings under which `ringbook --help` lists the commands."""

from typing import Final

__all__ = ["CALLS", "DIARY", "PARTS", "START"]

START: Final = "Start and try"
DIARY: Final = "Practice, diary and callers"
CALLS: Final = "Calls that are over"
PARTS: Final = "Single parts, by themselves"
