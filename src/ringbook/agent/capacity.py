"""How many calls at once a worker takes: by its speech, its cores and how fast they are."""

import os
from statistics import median
from time import thread_time

from ringbook.agent.providers.chosen import uses_cartesia, uses_deepgram
from ringbook.config import Settings

__all__ = ["most_calls", "pace"]

CLOUD, LOCAL = 200.0, 150.0
"""Pace at which a core holds one call, with the providers' speech and with the local models. On two
cores whose pace went from 60 to 100, four and six calls by the providers were held, and eight
stuttered; four were with the local models (docs/benchmarks.md). A worker that takes more than it
can hold makes all stutter."""
ADDITIONS = 200_000
TRIALS = 5


def most_calls(settings: Settings, its_pace: float) -> int:
    """As many as were set, else as many as the cores hold at this pace; at least one."""
    if settings.ringbook_max_calls is not None:
        return settings.ringbook_max_calls
    by_cloud = uses_deepgram(settings) and uses_cartesia(settings)
    a_core = (CLOUD if by_cloud else LOCAL) / its_pace
    return max(1, int(a_core * (os.cpu_count() or 1)))


def pace() -> float:
    """Milliseconds of processor time that a million additions take: how fast a core is now.

    Takes a tenth of a second. Where cores are shared with other machines the same work takes
    half or twice as long at another time.
    """
    return median(_trial() for _ in range(TRIALS)) * 1_000_000 / ADDITIONS


def _trial() -> float:
    begun, total = thread_time(), 0
    for number in range(ADDITIONS):
        total += number
    return 1000 * (thread_time() - begun)
