"""The log-mel spectrogram against values and a transform computed another way."""

import numpy as np
import pytest
from numpy.typing import NDArray

from ringbook.agent.providers.mel import HOP, N_FFT, RATE, log_mel, mel_filters


def tone(hz: float, seconds: float = 1.0) -> NDArray[np.float32]:
    return np.sin(2 * np.pi * hz * np.arange(int(RATE * seconds)) / RATE).astype(np.float32)


def by_definition(audio: NDArray[np.float32], frame: int) -> NDArray[np.float64]:
    """One frame's mel energies from the written-out Fourier sum, in double precision."""
    centred = np.pad(audio.astype(np.float64), N_FFT // 2, mode="reflect")
    window = np.hanning(N_FFT + 1)[:-1] * centred[frame * HOP : frame * HOP + N_FFT]
    turns = np.outer(np.arange(N_FFT // 2 + 1), np.arange(N_FFT)) / N_FFT
    spectrum = (window * np.exp(-2j * np.pi * turns)).sum(axis=1)
    energies: NDArray[np.float64] = mel_filters().astype(np.float64) @ np.abs(spectrum) ** 2
    return energies


def test_filters_have_the_values_of_the_reference_implementation() -> None:
    filters = mel_filters()
    assert filters.shape == (80, 201)
    # From openai/whisper's mel_filters.npz.
    assert filters[0, :3] == pytest.approx([0.0, 0.02486259, 0.0], abs=1e-7)
    assert filters[1, 1] == pytest.approx(0.00199082, abs=1e-7)


def test_each_wide_filter_covers_unit_area() -> None:
    areas = mel_filters().sum(axis=1) * RATE / N_FFT
    assert areas[40:] == pytest.approx(np.ones(40), rel=0.07)


def test_frames_equal_the_written_out_transform() -> None:
    noise = np.random.default_rng(7).normal(0, 0.1, RATE).astype(np.float32)
    got = log_mel(noise, 100)
    want = np.stack([np.log10(by_definition(noise, frame)) for frame in (0, 13, 99)], axis=1)
    assert got[:, (0, 13, 99)] * 4 - 4 == pytest.approx(want, abs=1e-3)


@pytest.mark.parametrize("hz", [200.0, 1000.0, 3000.0, 7000.0])
def test_a_tone_is_loudest_in_the_band_around_it(hz: float) -> None:
    band = int(log_mel(tone(hz), 100)[:, 50].argmax())
    weights = mel_filters()[band]
    centre = float((weights * np.fft.rfftfreq(N_FFT, 1 / RATE)).sum() / weights.sum())
    assert centre == pytest.approx(hz, rel=0.05, abs=37)  # a band is 37 Hz wide or more


def test_short_audio_is_followed_by_silence_and_long_audio_cut() -> None:
    assert log_mel(tone(440, 0.1), 100).shape == (80, 100)
    assert log_mel(tone(440, 3.0), 100).shape == (80, 100)
    quiet = log_mel(tone(440, 0.1), 100)
    assert quiet[:, 99] == pytest.approx(np.full(80, quiet.min()))


def test_the_range_is_eight_decades_as_whisper_was_trained() -> None:
    mel = log_mel(tone(440), 100)
    assert mel.max() - mel.min() <= 2.0 + 1e-6
