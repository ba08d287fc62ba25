"""``python -m benchmarks.workers [RUNS] [PATH ...]``: how much faster two processes are (``pytest -n 2``).

Both are run RUNS times (default 3) in turn, from the start of the command to the verdict. The machine needs two cores
without other work.
"""

import statistics
import sys

from benchmarks.floor import VERDICT, timed


def main() -> None:
    """Measure and print."""
    runs, paths = int((sys.argv[1:] or ["3"])[0]), sys.argv[2:]
    one, two = [], []
    for run in range(runs):
        print(f"\rrun {run + 1} of {runs}", end="", file=sys.stderr, flush=True)
        one.append(timed("-m", "pytest", "-q", *paths, until=VERDICT))
        two.append(timed("-m", "pytest", "-q", "-n", "2", *paths, until=VERDICT))
    print(file=sys.stderr)
    for word, take in (("median", statistics.median), ("fastest", min)):
        print(f"{word:<8} one {take(one):.2f} s, two {take(two):.2f} s, {take(one) / take(two):.2f} times as fast")


if __name__ == "__main__":
    main()
