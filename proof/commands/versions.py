"""Serve the reference application with other versions of FastAPI, and of what is around it: which rules differ.

Runs each set of proof/versions/sets.toml, and writes docs/versions.md, docs/versions.json and
spec/contract/versions.toml. What has been run is cached in build/versions until a version, a rule or the reference
application changes, so that an interrupted run goes on where it was. Needs the network.

Ends with status 1 if proof/versions/flips.toml does not explain a difference.
"""

import argparse
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path

from fastapi_spec import files
from fastapi_spec.suggest import did_you_mean
from fastapi_spec.verdict.summary import Exit
from proof.versions import book, page, released
from proof.versions import results as results_file
from proof.versions.flips import Note, notes
from proof.versions.measured import Measured, Runner
from proof.versions.results import Results, dump, parse, results
from proof.versions.sets import Group, VersionSet, chosen, load


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``python -m proof versions``."""
    parser.add_argument("names", metavar="NAME", nargs="*", help="a group or a set, for example 0.118.0 (default: all)")
    parser.add_argument("--jobs", type=int, default=2, help="sets at the same time (default 2)")
    parser.add_argument("--again", action="store_true", help="run the sets again that are cached")
    parser.add_argument("--page", action="store_true", help="run nothing, only write the page of what was measured")
    parser.add_argument(
        "--check", action="store_true", help="run nothing, only compare the page with what was measured"
    )
    parser.add_argument(
        "--book", metavar="DIR", type=Path, help="run nothing, only write a page in HTML of each group that was run"
    )


def main(options: argparse.Namespace) -> int:
    """Run the sets. Returns the exit status."""
    groups, explained = load(), notes()
    if options.book:
        options.book.mkdir(parents=True, exist_ok=True)
        for file in book.write(options.book, groups, Runner()):
            print(file, flush=True)
        return 0
    earlier = parse(results_file.FILE.read_text(encoding="utf-8")) if results_file.FILE.exists() else None
    if options.check or options.page:
        if earlier is None:
            print("nothing was measured: run python -m proof versions", file=sys.stderr)
            return 1
        return _checked(groups, earlier, explained) if options.check else _write(groups, earlier, explained)
    try:
        sets = chosen(groups, options.names)
    except ValueError as error:
        names = [name for group in groups for one in group.sets for name in (group.name, one.name)]
        options.error(f"no set {error}{did_you_mean(str(error), names)}")
    try:
        found = run(sets, Runner(again=options.again), options.jobs)
    except KeyboardInterrupt:
        print("interrupted: the same command goes on where it was", file=sys.stderr)
        return Exit.INTERRUPTED
    touched = {one.group for one in sets}
    rest = [one for group in groups if group.name in touched for one in group.sets if one.title not in found]
    cached = Runner()
    found |= {one.title: known for one in rest if (known := cached.cached(one))}
    return _write(groups, results(groups, found, earlier), explained)


def run(sets: Sequence[VersionSet], runner: Runner, jobs: int) -> dict[str, Measured]:
    """What was measured of each set, by its title. Raises KeyboardInterrupt after the runs have ended."""
    found: dict[str, Measured] = {}
    begun: dict[str, float] = {}

    def measure(one: VersionSet) -> Measured:
        begun[one.title] = time.monotonic()
        return runner.run(one)

    with ThreadPoolExecutor(jobs) as pool:
        waiting: dict[Future[Measured], VersionSet] = {pool.submit(measure, one): one for one in sets}
        try:
            while waiting:
                done, _ = wait(waiting, timeout=1, return_when=FIRST_COMPLETED)
                for future in done:
                    one = waiting.pop(future)
                    found[one.title] = future.result()
                    _show(_line(one, found[one.title], len(found), len(sets), time.monotonic() - begun[one.title]))
                if waiting and sys.stderr.isatty():
                    running = [one.title for one in waiting.values() if one.title in begun]
                    seconds = [f"{title}: {time.monotonic() - begun[title]:.0f} s" for title in running[:jobs]]
                    print(f"\r\x1b[K{len(found)} of {len(sets)} sets, {', '.join(seconds)}", end="", file=sys.stderr)
        except BaseException:
            for future in waiting:
                future.cancel()
            runner.stop()
            raise
    return found


def _line(one: VersionSet, found: Measured, number: int, of: int, seconds: float) -> str:
    holding = sum(rule.outcome == "holds" for rule in found.rules.values())
    said = f"did not run: {found.failure}" if found.failure else f"{holding} of {len(found.rules)} rules hold"
    return f"{number} of {of} sets, {one.title}: {seconds:.0f} s, {said}"


def _show(line: str) -> None:
    """Print a line where the progress was."""
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
    print(line, flush=True)


def _pages(groups: Sequence[Group], found: Results, explained: Sequence[Note]) -> Mapping[Path, str]:
    return {page.PAGE: page.page(groups, found, explained), released.FILE: released.released(groups, found, explained)}


def _write(groups: Sequence[Group], found: Results, explained: Sequence[Note]) -> int:
    files.write(results_file.FILE, dump(found))
    for file, text in _pages(groups, found, explained).items():
        files.write(file, text)
    for group in groups:
        if group.name not in found.groups:
            print(f"{group.name}: not every set was run, so that docs/versions.md does not have it")
    return _judged(found, explained)


def _checked(groups: Sequence[Group], found: Results, explained: Sequence[Note]) -> int:
    wrong = [
        file.name
        for file, text in _pages(groups, found, explained).items()
        if not file.exists() or file.read_text(encoding="utf-8") != text
    ]
    for name in wrong:
        print(f"{name} is not what docs/versions.json and flips.toml say: run python -m proof versions --page")
    return 1 if wrong else _judged(found, explained)


def _judged(found: Results, explained: Sequence[Note]) -> int:
    """Say which flips have no entry, and which entries explain nothing."""
    total = sum(len(table.flips) for table in found.groups.values())
    missing = list(page.unexplained(found, explained))
    for group, flip in missing:
        print(f"unexplained: {group} {flip.before} to {flip.after}: {flip.rule}")
    stale = list(page.stale(found, explained))
    for note in stale:
        print(f"explains no flip: {note.package} {note.release}: {', '.join(note.rules)}")
    print(f"{total} flips, {len(missing)} unexplained")
    return 1 if missing or stale else 0
