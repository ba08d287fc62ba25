"""``python -m benchmarks.floor [RUNS] [PATH ...]``: what a run of the specification costs above its floor.

The run: ``pytest PATH ...`` (default: all rules), from start to verdict. The floor: a process that imports FastAPI
and pytest and sends the same requests by http.client over one kept connection to the same server. Both are
measured in turn, RUNS times (default 5); the ratio is that of the medians.
"""

import http.client
import os
import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from spec.harness.target import REFERENCE, Served


def replay(port: int, recorded: Path) -> None:
    """Send the recorded requests again and read every answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    for method, target, headers, body in pickle.loads(recorded.read_bytes()):
        connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
        for name, value in headers:
            connection.putheader(name, f"127.0.0.1:{port}" if name == "Host" else value.encode("latin-1"))
        connection.endheaders(body or None)
        connection.getresponse().read()


def timed(*command: str) -> float:
    """Seconds from start to end of a command that must succeed."""
    began = time.perf_counter()
    subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def main() -> None:
    """Measure and print."""
    runs, paths = int((sys.argv[1:] or ["5"])[0]), sys.argv[2:]
    with tempfile.TemporaryDirectory() as folder:
        recorded = Path(folder) / "requests"
        os.environ["REQUESTS"] = str(recorded)
        timed("-m", "pytest", "-q", "-p", "benchmarks.record", *paths)
        requests = len(pickle.loads(recorded.read_bytes()))
        target = Served(REFERENCE)
        target.start()
        while not target.ready(1):
            continue
        floors, wholes = [], []
        for run in range(runs):
            print(f"\rrun {run + 1} of {runs}", end="", file=sys.stderr, flush=True)
            floors.append(timed("-m", "benchmarks.floor", "replay", target.url.rpartition(":")[2], str(recorded)))
            wholes.append(timed("-m", "pytest", "-q", *paths))
        target.stop()
    floor, whole = statistics.median(floors), statistics.median(wholes)
    print(f"\r{requests} requests, {runs} runs in turn", file=sys.stderr)
    print(f"floor  {floor:6.2f} s  ({min(floors):.2f} to {max(floors):.2f})")
    print(f"pytest {whole:6.2f} s  ({min(wholes):.2f} to {max(wholes):.2f})")
    print(f"ratio  {whole / floor:6.2f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["replay"]:
        import fastapi  # noqa: F401
        import pytest  # noqa: F401

        replay(int(sys.argv[2]), Path(sys.argv[3]))
    else:
        main()
