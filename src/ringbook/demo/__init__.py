"""The demo practices, as package data."""

from importlib.resources import files
from pathlib import Path

__all__ = ["demo_practice", "demo_practices"]

_NAMES = ("lotus-dental", "maple-hair")


def demo_practice() -> Path:
    """The file of the first demo practice, a dental clinic."""
    return demo_practices()[0]


def demo_practices() -> tuple[Path, ...]:
    """The files of all demo practices, in the order in which they are applied."""
    return tuple(Path(str(files(__name__))) / f"{name}.yaml" for name in _NAMES)
