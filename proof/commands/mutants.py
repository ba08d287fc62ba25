"""Run the rules against mutants of the reference application: one change in its source each.

All mutants of the files, or a random --sample of them, run in copies of the project. Writes a row per mutant to
--output and prints the survivors. Ends with 0 if survivors.toml lists each of them, 1 if it does not, 2 if interrupted
(what is known so far is written), 3 if the rules fail on the application as it is.
"""

import argparse
import asyncio
import json
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

from fastapi_spec.files import write
from fastapi_spec.rules.chapters import chapters
from fastapi_spec.suggest import did_you_mean
from fastapi_spec.verdict.summary import Exit
from proof.mutants.asking import SURVIVED, Copy
from proof.mutants.known import known
from proof.mutants.mutants import Key, Mutant, mutants, mutated_files
from proof.mutants.report import Asked, as_json, progress, report


class Run:
    """The mutants chosen of those listed, and what came of each so far."""

    def __init__(self, chosen: list[Mutant], listed: int, given: argparse.Namespace) -> None:
        self.chosen, self.listed, self.given = chosen, listed, given
        self.asked: Asked = {}
        self.reasons = known()
        self._began = self._told = time.monotonic()

    async def ask(self) -> str:
        """Ask the rules of each mutant, several at once. Returns what is wrong without any, or nothing.

        Raises KeyboardInterrupt or CancelledError when interrupted or terminated, with nothing left behind.
        """
        if task := asyncio.current_task():
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
        with tempfile.TemporaryDirectory(prefix="mutation-", ignore_cleanup_errors=True) as folder:
            jobs = min(self.given.jobs, len(self.chosen))
            copies = [Copy(Path(folder), self.given.fuzz, self.given.timeout) for _ in range(jobs)]
            self._tell(f"{len(self.chosen)} mutants; first the rules of the application as it is")
            sound = await copies[0].asked([[f"spec/{chapter}" for chapter in chapters()]])
            if sound.outcome != SURVIVED:
                return f"baseline failed: the unmodified application breaks rules: {sound.outcome} ({sound.by})"
            self._began = time.monotonic()
            waiting = iter(self.chosen)
            async with asyncio.TaskGroup() as group:
                for copy in copies:
                    group.create_task(self._work(copy, waiting))
        return ""

    async def _work(self, copy: Copy, waiting: Iterator[Mutant]) -> None:
        for mutant in waiting:
            self.asked[mutant] = await copy.ask(mutant)
            if sys.stderr.isatty() or time.monotonic() > self._told + 10:
                self._tell(progress(self.asked, len(self.chosen), time.monotonic() - self._began))
                self.save()

    def _tell(self, line: str) -> None:
        """On a terminal in one line that changes, elsewhere in another line."""
        self._told = time.monotonic()
        print(f"\r\x1b[K{line}" if sys.stderr.isatty() else f"{line}\n", end="", file=sys.stderr, flush=True)

    def save(self) -> dict[str, Any]:
        """Write, and return, what came of the mutants so far."""
        result = as_json(self.asked, self.reasons, self.listed, time.monotonic() - self._began)
        self.given.output.parent.mkdir(parents=True, exist_ok=True)
        write(self.given.output, json.dumps(result, indent=1, ensure_ascii=False) + "\n")
        return result


def choose(given: argparse.Namespace, error: Callable[[str], NoReturn]) -> tuple[list[Mutant], int]:
    """The mutants to ask, and how many there are in all."""
    files = mutated_files()
    for file in given.files:
        if file not in files:
            error(f"{file}: not a file of the reference application{did_you_mean(file, files)}")
    listed = [*mutants(given.files or files)]
    if given.again:
        if not given.output.exists():
            error(f"--again: there is no {given.output}, run without it first")
        survived = {
            Key(*(survivor[field] for field in Key._fields))
            for survivor in json.loads(given.output.read_text(encoding="utf-8"))["survivors"]
        }
        chosen = [mutant for mutant in listed if mutant.key in survived]
    else:
        chosen = random.Random(given.seed).sample(listed, min(given.sample or len(listed), len(listed)))
    if not chosen:
        error("there is no mutant to run")
    return chosen, len(listed)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``python -m proof mutants``."""
    parser.add_argument("files", metavar="FILE", nargs="*", help="a file of the reference application (default: all)")
    parser.add_argument("--sample", metavar="N", type=int, help="how many mutants, at random (default: all)")
    parser.add_argument("--seed", metavar="N", type=int, default=0, help="of the sample and the order (default 0)")
    parser.add_argument("--again", action="store_true", help="those that survived according to --output")
    parser.add_argument("--jobs", metavar="N", type=int, default=2, help="mutants at once (default 2)")
    parser.add_argument("--fuzz", metavar="SIZE", default="quick", help="as of pytest: quick (default) or off")
    parser.add_argument("--timeout", metavar="SECONDS", type=float, default=300, help="for one step (default 300)")
    parser.add_argument("--output", metavar="FILE", type=Path, default=Path("build/mutation.json"))


def main(given: argparse.Namespace) -> int:
    """Run the rules against the mutants. Returns the exit status."""
    run = Run(*choose(given, given.error), given)
    interrupted, wrong = False, ""
    try:
        wrong = asyncio.run(run.ask())
    except (KeyboardInterrupt, asyncio.CancelledError):
        interrupted = True
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr)
    if wrong:
        print(f"ERROR: {wrong}", file=sys.stderr)
        return Exit.HARNESS_FAILED
    status = report(run.asked, run.reasons, run.save())
    return Exit.INTERRUPTED if interrupted else status
