"""The silences inside what an agent said, from the packets that its caller got."""

from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["Packet", "pauses"]

LENGTH = 20  # milliseconds of sound in a packet
LOUD = 30  # bytes from which a packet has more than silence
BUFFER = 100  # milliseconds that a caller's device waits for what is late
HUSHED = 30  # milliseconds without sound that are heard as a silence
QUIET = 600  # milliseconds of silence after which the agent has finished


class Packet(NamedTuple):
    """When it came and its place in the sound, each in milliseconds from a zero of its own; and
    its size in bytes: of a steady tone all are large, of silence all are small."""

    came: int
    place: int
    size: int


def pauses(packets: Iterable[Packet]) -> int:
    """Silences in speech: sound that was missing, or that came after it should have been played.

    As a device does, who had to wait goes on from there, later than before.
    """
    found, begun, last = 0, 0, -QUIET - LENGTH
    for packet in sorted((p for p in packets if p.size >= LOUD), key=lambda p: p.place):
        missing = packet.place - last - LENGTH
        if missing >= QUIET:
            begun = packet.came + BUFFER - packet.place
        found += HUSHED <= missing < QUIET
        late = packet.came - (begun + packet.place)
        if late > 0:
            found, begun = found + 1, begun + late
        last = packet.place
    return found
