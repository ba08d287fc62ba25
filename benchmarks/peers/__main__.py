"""``PEERS=FOLDER python -m benchmarks.peers [ROUNDS]``: how long each tool takes for the same sixty exchanges.

FOLDER (default ``build/peers``) holds the tools that ``bash benchmarks/peers/install.sh FOLDER`` installed; those that
it does not hold are left out. One server, the reference application, runs throughout. First each tool shows that it
sends all sixty requests, and that it fails after a wrong status and after a wrong body. Then the tools take turns,
ROUNDS times (default 5), each from the start of its process to the end. A ratio is that of a tool's median to ours.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.peers.exchanges import COUNT, Exchange, exchanges
from benchmarks.peers.relay import Relay
from benchmarks.peers.tools import OURS, TOOLS, Tool, environment
from fastapi_spec.target.served import serving

LIMIT = 120
"""Seconds that one run of a tool may take."""


def say(line: str) -> None:
    """Show the progress."""
    print(line, file=sys.stderr, flush=True)


def run(tool: Tool, command: list[str], folder: Path) -> tuple[float, subprocess.CompletedProcess[str]]:
    """Run a command in the folder of its files. Returns the seconds it took, its exit status and its output."""
    began = time.perf_counter()
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment(tool, folder.parent),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=LIMIT,
        check=False,
    )
    return time.perf_counter() - began, done


def check(tool: Tool, installed: Path, expected: Sequence[Exchange], relay: Relay, folder: Path) -> None:
    """End with a message unless the tool sends every request, passes, and fails after a wrong expectation."""
    requests = sorted((exchange.request.method, exchange.request.target) for exchange in expected)
    middle = expected[COUNT // 2]
    for case, wrong in {
        "right": middle,
        "wrong-status": replace(middle, status=middle.status + 1),
        "wrong-body": replace(middle, text='{"wrong":true}'),
    }.items():
        chosen = [wrong if exchange is middle else exchange for exchange in expected]
        files = folder / f"{tool.name}-{case}"
        _, done = run(tool, tool.command(installed, chosen, relay.url, files), files)
        if bool(done.returncode) is (wrong is middle):
            sys.exit(f"{done.stdout}\n{tool.name}: exit status {done.returncode} in the case {case}")
        if (sent := relay.requests()) != requests:
            different = set(sent) ^ set(requests)
            sys.exit(f"{done.stdout}\n{tool.name}: {len(sent)} requests in the case {case}, different: {different}")


def main(rounds: int, installed: Path) -> None:
    """Check, measure and print."""
    tools = [tool for tool in TOOLS if (installed / tool.program).exists()]
    for tool in TOOLS:
        if tool not in tools:
            say(f"{tool.name} is left out: {installed / tool.program} does not exist")
    with tempfile.TemporaryDirectory() as name, serving() as target:
        folder, expected = Path(name), exchanges(target.url)
        with Relay(target.url) as relay:
            threading.Thread(target=relay.serve_forever, daemon=True).start()
            for tool in tools:
                say(f"checking {tool.name}")
                check(tool, installed, expected, relay, folder)
            relay.shutdown()
        commands = {tool.name: tool.command(installed, expected, target.url, folder / tool.name) for tool in tools}
        seconds: dict[str, list[float]] = {tool.name: [] for tool in tools}
        for n in range(1, rounds + 1):
            for tool in tools:
                took, done = run(tool, commands[tool.name], folder / tool.name)
                if done.returncode:
                    sys.exit(f"{done.stdout}\n{tool.name}: exit status {done.returncode}")
                seconds[tool.name].append(took)
                say(f"round {n} of {rounds}: {tool.name} {took:.2f} s")
    medians = {name: statistics.median(times) for name, times in seconds.items()}
    print(f"{'tool':<16} median s   fastest s   ratio")
    for name, median in sorted(medians.items(), key=lambda item: item[1]):
        print(f"{name:<16} {median:8.2f}   {min(seconds[name]):9.2f}   {median / medians[OURS]:5.2f}")


if __name__ == "__main__":
    main(int((sys.argv[1:2] or ["5"])[0]), Path(os.environ.get("PEERS", "build/peers")).absolute())
