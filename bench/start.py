"""From `ringbook up` to a page that answers: `python -m bench.start`.

Ready means that the worker takes calls too. Cold: an empty home, so the database is made and
filled. Warm: the same home again. Installed packages, the built page and the LiveKit server are
there in both.
"""

import time
from pathlib import Path

from tests.e2e.running import own_home, ringbook_up

from bench.figures import report

WARM_STARTS = 3


def started(home: Path) -> float:
    """Milliseconds until it is ready; it is stopped again before this returns."""
    begun = time.perf_counter()
    with ringbook_up(home, prepared=False):
        return 1000 * (time.perf_counter() - begun)


def main() -> None:
    with own_home() as home:
        cold = started(home)
        warm = [started(home) for _ in range(WARM_STARTS)]
    report("start", {"cold start": [cold], "warm start": warm})


if __name__ == "__main__":
    main()
