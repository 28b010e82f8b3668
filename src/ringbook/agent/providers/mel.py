"""Whisper's log-mel spectrogram in numpy.

Formulas: Radford et al. 2022, section 2.2, and the reference implementation openai/whisper
`audio.py`; mel scale and normalisation after Slaney's Auditory Toolbox (1998).
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["FRAMES_PER_SECOND", "RATE", "log_mel", "mel_filters"]

RATE = 16_000
"""Samples a second that Whisper hears."""
N_FFT = 400
HOP = 160
BANDS = 80
FRAMES_PER_SECOND = RATE // HOP

# Slaney's scale: linear below 1 kHz, logarithmic above.
_HZ_PER_MEL = 200 / 3
_KNEE_HZ = 1000.0
_KNEE_MEL = _KNEE_HZ / _HZ_PER_MEL
_LOG_STEP = np.log(6.4) / 27


def log_mel(audio: NDArray[np.float32], frames: int) -> NDArray[np.float32]:
    """The log-mel spectrogram of `audio` (mono, 16 kHz, ±1), shape (80, `frames`).

    Shorter audio is followed by silence, longer audio is cut.
    """
    padded = np.zeros(frames * HOP, np.float32)
    kept = min(len(audio), len(padded))
    padded[:kept] = audio[:kept]
    energies = mel_filters() @ _power(padded)
    log = np.log10(np.maximum(energies, 1e-10))
    scaled: NDArray[np.float32] = ((np.maximum(log, log.max() - 8.0) + 4.0) / 4.0).astype("f4")
    return scaled


@cache
def mel_filters() -> NDArray[np.float32]:
    """80 triangular filters over 201 frequency bins, each of unit area over Hz."""
    bins = np.fft.rfftfreq(N_FFT, 1 / RATE)
    edges = _hz(np.linspace(0.0, _mel(RATE / 2), BANDS + 2))
    low, centre, high = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    rising = (bins - low) / (centre - low)
    falling = (high - bins) / (high - centre)
    triangles = np.maximum(0.0, np.minimum(rising, falling))
    return (triangles * 2.0 / (high - low)).astype(np.float32)


def _power(audio: NDArray[np.float32]) -> NDArray[np.float32]:
    """Squared magnitudes, shape (201, frames); the window is centred on each hop."""
    centred = np.pad(audio, N_FFT // 2, mode="reflect")
    windows = np.lib.stride_tricks.sliding_window_view(centred, N_FFT)[:-1:HOP]
    spectrum = np.fft.rfft(windows * _hann(), axis=1)
    return np.ascontiguousarray((spectrum.real**2 + spectrum.imag**2).T)


@cache
def _hann() -> NDArray[np.float32]:
    """The periodic Hann window."""
    return (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(N_FFT) / N_FFT)).astype(np.float32)


def _mel(hz: float) -> float:
    if hz < _KNEE_HZ:
        return hz / _HZ_PER_MEL
    return float(_KNEE_MEL + np.log(hz / _KNEE_HZ) / _LOG_STEP)


def _hz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    above = _KNEE_HZ * np.exp(_LOG_STEP * (mel - _KNEE_MEL))
    return np.where(mel < _KNEE_MEL, mel * _HZ_PER_MEL, above)
