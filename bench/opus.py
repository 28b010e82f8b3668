"""Sound as Opus packets of 20 milliseconds, as callers send it."""

from collections.abc import Iterator

import av
import numpy as np

from bench.room_caller import RATE, Sound

__all__ = ["opus_packets"]


def opus_packets(sound: Sound) -> Iterator[bytes]:
    """Of samples at 16 kHz; the last one is filled up with silence."""
    encoder = av.CodecContext.create("libopus", "w")
    encoder.sample_rate, encoder.layout, encoder.format = RATE, "mono", "s16"
    encoder.options = {"application": "voip"}
    frame = av.AudioFrame.from_ndarray(_pcm(sound), format="s16", layout="mono")
    frame.sample_rate = RATE
    for given in (frame, None):
        for packet in encoder.encode(given):
            yield bytes(packet)


def _pcm(sound: Sound) -> np.ndarray:
    return (np.clip(sound, -1, 1) * 32767).astype("<i2")[np.newaxis]
