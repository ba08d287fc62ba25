"""``python -m benchmarks.floor [RUNS] [PATH ...]``: what a run of the specification costs above its floor.

The run: ``pytest PATH ...`` (default: all rules), from start to verdict. It starts the server and sends the requests,
as the floor does: the start of the same server, then a bare process that sends the same requests by http.client over
one kept connection. That process imports only what it uses and checks nothing. "Requests" is the floor without the
start of the server. All are measured in turn, RUNS times (default 5), with compiled modules in the cache. On a machine
with other work the fastest say more than the medians.
"""

import http.client
import pickle
import sys

VERDICT = " conforms: "
DONE = "replayed"


def replay(port: int, recorded: str) -> None:
    """Send the recorded requests again and read every response."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    with open(recorded, "rb") as file:
        requests = pickle.load(file)
    for method, target, headers, body in requests:
        connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
        for name, value in headers:
            connection.putheader(name, f"127.0.0.1:{port}" if name == "Host" else value.encode("latin-1"))
        try:
            connection.endheaders(body or None)
            response = connection.getresponse()
            response.read()
        except ConnectionError:  # a body that is too large is rejected while it is still being sent
            connection.close()
            continue
        if response.status >= 500:  # after an exception the server closes, too
            connection.close()
    connection.close()


def timed(*command: str, until: str) -> float:
    """Seconds from the start of a command that must succeed to the line of its output that holds ``until``."""
    import os
    import subprocess
    import time

    began, ended = time.perf_counter(), 0.0
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONUNBUFFERED"] = "1"
    with subprocess.Popen(
        [sys.executable, *command], env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        for line in process.stdout or ():
            if until in line:
                ended = time.perf_counter()
    if process.returncode or not ended:
        sys.exit(f"{' '.join(command)} ended with status {process.returncode} and no {until!r}")
    return ended - began


def main() -> None:
    """Measure and print. The imports are here because the floor does not need them."""
    import os
    import statistics
    import tempfile
    import time
    from pathlib import Path

    from fastapi_spec.target.served import serving

    runs, paths = int((sys.argv[1:] or ["5"])[0]), sys.argv[2:]
    with tempfile.TemporaryDirectory() as folder:
        recorded = Path(folder) / "requests"
        os.environ["REQUESTS"] = str(recorded)
        timed("-m", "pytest", "-q", "-p", "benchmarks.record", *paths, until=VERDICT)
        requests = len(pickle.loads(recorded.read_bytes()))
        requests_alone, floors, wholes = [], [], []
        for run in range(runs):
            print(f"\rrun {run + 1} of {runs}", end="", file=sys.stderr, flush=True)
            began = time.perf_counter()
            with serving() as target:
                start = time.perf_counter() - began
                port = target.url.rpartition(":")[2]
                requests_alone.append(timed("-m", "benchmarks.floor", "replay", port, str(recorded), until=DONE))
                floors.append(start + requests_alone[-1])
            wholes.append(timed("-m", "pytest", "-q", *paths, until=VERDICT))
    print(f"\r{requests} requests, {runs} runs in turn", file=sys.stderr)
    for word, take in (("median", statistics.median), ("fastest", min)):
        alone, floor, whole = take(requests_alone), take(floors), take(wholes)
        print(f"{word:<8} pytest {whole:.2f} s, floor {floor:.2f} s, ratio {whole / floor:.2f}; ", end="")
        print(f"requests {alone:.2f} s, ratio {whole / alone:.2f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["replay"]:
        replay(int(sys.argv[2]), sys.argv[3])
        print(DONE)
    else:
        main()
