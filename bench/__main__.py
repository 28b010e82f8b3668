"""All benches one after the other, then docs/benchmarks.md: `make bench`."""

import subprocess
import sys

from bench.report import BENCHES, write


def main() -> None:
    for name, title in BENCHES.items():
        print(f"\n{title}", flush=True)
        # Each in a process of its own: what one has loaded must not warm the next.
        subprocess.run([sys.executable, "-m", f"bench.{name}"], check=True)
    write()


if __name__ == "__main__":
    main()
