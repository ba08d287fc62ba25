"""Run the rules through reverse proxies: each may change only what the table says (proof/proxies/changes.toml).

Each proxy runs twice, as most people configure it and with the settings that avoid changes, and is compared with a run
without a proxy. Prints the rules that each one changes, writes docs/proxies.md, and ends with status 1 if the table is
wrong or a proxy is not installed, 2 if interrupted. A run takes about a minute, so all of them about ten.
"""

import argparse
import contextlib
import subprocess
import sys
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from fastapi_spec.output.report import Report, ReportError, RuleReport, read
from fastapi_spec.suggest import did_you_mean
from fastapi_spec.target.base import TargetError, address
from fastapi_spec.target.served import serving
from proof.proxies.front import KINDS, PROXIES, Proxy, missing, running
from proof.proxies.table import PAGE, Change, load, page

INTERRUPTED = 2
SHOWN = 150
"""How many characters of a reason are printed."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``python -m proof proxies``."""
    parser.add_argument("names", metavar="NAME", nargs="*", help=f"{', '.join(PROXIES)} (default: all)")
    parser.add_argument("--check", action="store_true", help="run nothing, only compare docs/proxies.md with the table")
    parser.add_argument("--output", type=Path, default=Path("build/proxies"), help="reports (default build/proxies)")


def main(options: argparse.Namespace) -> int:
    """Run the rules through the proxies. Returns the exit status."""
    table = load()
    if options.check:
        if PAGE.read_text(encoding="utf-8") == page(table):
            return 0
        print("docs/proxies.md is not what the table says: run python -m proof proxies")
        return 1
    for name in options.names:
        if name not in PROXIES:
            options.error(f"no proxy {name}{did_you_mean(name, PROXIES)}")
    chosen = [PROXIES[name] for name in options.names or PROXIES]
    if lacking := missing(chosen):
        print(f"not installed: {', '.join(proxy.program for proxy in lacking)}; install, or name the proxies to run")
        return 1
    try:
        wrong = list(_compare(chosen, table, options.output))
    except KeyboardInterrupt:
        print("interrupted")
        return INTERRUPTED
    except (TargetError, ReportError) as error:
        print(f"ERROR: {error}")
        return 1
    print(*wrong, sep="\n", end="\n" if wrong else "")
    PAGE.write_text(page(table), encoding="utf-8")
    print(f"{len(chosen)} proxies, {len(wrong)} rows of the table are wrong")
    return 1 if wrong else 0


def _compare(proxies: Iterable[Proxy], table: dict[str, list[Change]], output: Path) -> Iterator[str]:
    """Run the rules without a proxy and through each. Yields what is wrong with the table."""
    print("without a proxy", flush=True)
    with serving() as application:
        direct = _run(application.url, output / "direct")
    for proxy in proxies:
        for kind in KINDS:
            print(f"{proxy.name}, {kind}", flush=True)
            with serving() as application, running(proxy, kind, address(application.url)[1]) as front:
                found = changed(direct, _run(front.url, output / f"{proxy.name}-{kind}"))
            for rule in found:
                print(f"  {rule.id} {rule.level} {_reason(rule)}", flush=True)
            yield from judged(f"{proxy.name}, {kind}", {rule.id for rule in found}, table[proxy.name], kind)


def _run(url: str, folder: Path) -> Report:
    """The report of a run. Raises ReportError if there is none."""
    arguments = ["run", "-q", "--no-summary", "--fuzz=off", f"--url={url}", f"--report={folder}"]
    with contextlib.suppress(FileNotFoundError):
        (folder / "report.json").unlink()
    subprocess.run([sys.executable, "-m", "fastapi_spec", *arguments], stdout=subprocess.DEVNULL, check=False)
    report = read(folder)
    if not report.complete:
        raise ReportError(f"{folder}: the run did not come to its end")
    return report


def changed(direct: Report, through: Report) -> list[RuleReport]:
    """The rules whose outcome is another one through a proxy."""
    before = {rule.id: rule.outcome for rule in direct.rules}
    return [rule for rule in through.rules if rule.outcome is not before.get(rule.id)]


def judged(where: str, found: set[str], changes: Iterable[Change], kind: str) -> Iterator[str]:
    """What is wrong with the table of a proxy, if it changes these rules with the configuration of this kind."""
    remaining = [change for change in changes if kind == "usual" or not change.cures]
    patterns = {rule for change in remaining for rule in change.rules}
    unknown = {rule for rule in found if not any(fnmatchcase(rule, pattern) for pattern in patterns)}
    certain = {rule for change in remaining if not change.sometimes for rule in change.rules}
    yield from (f"{where}: {rule} changes, but the table does not name it" for rule in sorted(unknown))
    yield from (f"{where}: {rule} does not change, but the table names it" for rule in sorted(certain - found))


def _reason(rule: RuleReport) -> str:
    """What came instead, for the first case that says so, on one line."""
    reasons = (case.reason for case in rule.cases if case.reason)
    return " ".join(next(reasons, str(rule.outcome)).split())[:SHOWN]
