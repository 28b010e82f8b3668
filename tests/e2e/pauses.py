"""How long the machine ran nobody: what a caller waits then is not the product's doing."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["Pauses", "watched_for_pauses"]

EVERY = 0.02
LONG = 0.25
"""Seconds; a busy machine is late by less, and that counts: it is skipped or it is quick enough."""


class Pauses:
    """`seconds` in which nothing ran, so far."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.done = threading.Event()

    def note(self) -> None:
        """Until it is done: a look every now and then, and how late it came."""
        looked = time.monotonic()
        while not self.done.wait(EVERY):
            now = time.monotonic()
            late = now - looked - EVERY
            self.seconds += late if late > LONG else 0.0
            looked = now


@contextmanager
def watched_for_pauses() -> Iterator[Pauses]:
    """While the block runs."""
    pauses = Pauses()
    noting = threading.Thread(target=pauses.note)
    noting.start()
    try:
        yield pauses
    finally:
        pauses.done.set()
        noting.join()
