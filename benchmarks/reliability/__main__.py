"""Load the reference application, kill it and take away its storage: is each write that it acknowledged still there?

It is served by uvicorn with several workers, on SQLite and on a PostgreSQL server of its own. All of it takes six
minutes, more on a machine with other work. The exit status is 1 if a write is lost, if a request fails without a
reason, or if memory or descriptors grow.
"""

import asyncio
import signal
import sys

from benchmarks.reliability.page import figures, save
from benchmarks.reliability.parts import COLUMNS, PARTS, Options, Result
from benchmarks.reliability.server import Failed
from benchmarks.reliability.storage import postgresql_version
from fastapi_spec.parser import Parser
from fastapi_spec.verdict.summary import Exit

WIDTHS = [20, *(len(column) + 2 for column in COLUMNS[1:])]


def main() -> int:
    """Run the parts. Returns the exit status."""
    parser = Parser(prog="python -m benchmarks.reliability", description=__doc__)
    parser.add_argument("--seconds", type=float, default=30, help="of each load (default 30)")
    parser.add_argument("--connections", type=int, default=200, help="of the clients (default 200)")
    parser.add_argument("--workers", type=int, default=4, help="of the server (default 4)")
    parser.add_argument("--only", metavar="PART", default="", help=f"those that contain this: {', '.join(PARTS)}")
    parser.add_argument("--write", action="store_true", help="renew the figures of docs/reliability.md")
    given = parser.parse_args()
    chosen = [name for name in PARTS if given.only in name]
    if not chosen:
        parser.error(f"no part contains {given.only!r}: {', '.join(PARTS)}")
    if given.write and given.only:
        parser.error("--write needs all parts: leave out --only")
    if min(given.seconds, given.connections, given.workers) <= 0:
        parser.error("--seconds, --connections and --workers are more than 0")
    if not sys.platform.startswith("linux"):
        parser.error("it needs the folder /proc of Linux")
    options = Options(given.seconds, given.connections, given.workers)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # also where a shell ignores it for what it starts with &
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))  # so that all that runs is ended
    try:
        results = measure(chosen, options)
        if given.write:
            save(figures(results, options, postgresql_version()))
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return Exit.INTERRUPTED
    except Failed as error:
        print(f"ERROR: {error}", file=sys.stderr)
        return Exit.HARNESS_FAILED
    return Exit.BROKEN if any(result.problems for result in results) else Exit.CONFORMS


def measure(chosen: list[str], options: Options) -> list[Result]:
    """Run the chosen parts and print a line for each, what else it measured, and its problems."""
    print(_line(COLUMNS), flush=True)
    results: list[Result] = []
    for name in chosen:
        if sys.stderr.isatty():
            print(f"{name} …", end="\r", file=sys.stderr, flush=True)
        result = asyncio.run(PARTS[name](options))
        results.append(result)
        print(_line(result.row()), flush=True)
        for text in [*result.facts, *(f"PROBLEM: {problem}" for problem in result.problems)]:
            print(f"    {text}", flush=True)
    return results


def _line(cells: list[str]) -> str:
    first, *others = zip(cells, WIDTHS, strict=True)
    return first[0].ljust(first[1]) + "".join(cell.rjust(width) for cell, width in others)


if __name__ == "__main__":
    sys.exit(main())
