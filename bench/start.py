"""From `ringbook up` to a page that answers: `python -m bench.start`.

Ready means that the worker takes calls too. Cold: an empty home, so the database is made and
filled. Warm: the same home again. Installed packages, the built page and the LiveKit server are
there in both.
"""

import tempfile
import time
from pathlib import Path

from tests.e2e.running import ringbook_up

from bench.figures import report

WARM_STARTS = 3


def started(home: Path) -> float:
    """Milliseconds until it is ready; it is stopped again before this returns."""
    begun = time.perf_counter()
    with ringbook_up(home, prepared=False):
        return 1000 * (time.perf_counter() - begun)


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        cold = started(Path(home))
        warm = [started(Path(home)) for _ in range(WARM_STARTS)]
    report("start", {"cold start": [cold], "warm start": warm})


if __name__ == "__main__":
    main()
