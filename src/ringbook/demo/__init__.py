"""The demo practice, as package data."""

from importlib.resources import files
from pathlib import Path

__all__ = ["demo_practice"]


def demo_practice() -> Path:
    """Where `practice.yaml` of the demo is."""
    return Path(str(files(__name__))) / "lotus-dental.yaml"
