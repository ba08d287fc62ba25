"""``python -m benchmarks.upgrade [RUNS] [FROM TO] [OPTION ...]``: what ``fastapi-spec upgrade`` costs above two runs.

In turn, RUNS times (default 3): a run with each of the two requirements (default ``fastapi==0.121.3`` and
``fastapi==0.122.0``), then the upgrade from one to the other. Their environments are made before. The options are those
of all runs.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence

from fastapi_spec.verdict.summary import Exit


def timed(*words: str) -> float:
    """Seconds that the command takes. Whether rules hold does not matter."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "fastapi_spec", *words, f"--report={folder}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (Exit.CONFORMS, Exit.BROKEN):
        sys.exit(done.stderr or done.stdout)
    return time.perf_counter() - began


def main(words: Sequence[str]) -> None:
    """Measure and print."""
    runs, before, after, *options = [*words, *["3", "fastapi==0.121.3", "fastapi==0.122.0"][len(words) :]]
    sides = [["--with", before], ["--with", after]]
    for side in sides:
        timed("run", *side, "-q", "QUERY-BOOL-1")
    singles, upgrades = [], []
    for number in range(int(runs)):
        print(f"\rrun {number + 1} of {runs}", end="", file=sys.stderr, flush=True)
        singles.append(sum(timed("run", *side, "-q", *options) for side in sides))
        upgrades.append(timed("upgrade", "--from", before, "--to", after, *options))
    print(f"\r{runs} runs in turn, from {before} to {after}", file=sys.stderr)
    two, one = statistics.median(singles), statistics.median(upgrades)
    print(f"median: two runs {two:.1f} s, upgrade {one:.1f} s, ratio {one / two:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
