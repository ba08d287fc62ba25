"""``fastapi-spec diff A B``: the rules on which two targets differ, with what each responded."""

import os
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path

from fastapi_spec.files import PACKAGE
from fastapi_spec.output.http import lines
from fastapi_spec.output.report import CaseReport, Report, ReportError, RuleReport, read
from fastapi_spec.suggest import first_few
from fastapi_spec.verdict.summary import Exit

WIDTH = 78
MISSING = "absent"


def diff(a: str, b: str, options: list[str]) -> int:
    """Print the differences. ``options`` are those of the runs, for URLs.

    Returns the exit status: 0 for none, 1 for some. Raises ReportError.
    """
    if options and not any(map(_is_url, (a, b))):
        raise ReportError(f"{options[0]} is an option of a run, and both {a} and {b} are reports")
    reports = _report(a, options), _report(b, options)
    for letter, name, report in zip("AB", (a, b), reports, strict=True):
        aside = "" if report.complete else " (incomplete: the run ended early)"
        print(f"{letter}  {name}: {report.target.name}{aside}")
    before, after = ({rule.id: rule for rule in report.rules} for report in reports)
    shared = [id for id in before if id in after]
    differing = [id for id in shared if before[id].outcomes != after[id].outcomes]
    for id in differing:
        print("\n" + "\n".join(_difference(before[id], after[id])))
    alone = {"A": [id for id in before if id not in after], "B": [id for id in after if id not in before]}
    for letter, only in alone.items():
        if only:
            print(f"\nonly in {letter}: {first_few(only)}")
    print(f"\n{len(differing)} of {len(shared)} rules differ")
    return Exit.BROKEN if differing or any(alone.values()) else Exit.CONFORMS


def _difference(a: RuleReport, b: RuleReport) -> Iterator[str]:
    """The rule and its outcomes, then its first case that differs, with both exchanges."""
    tests = dict.fromkeys([*a.outcomes, *b.outcomes])
    test = next(test for test in tests if a.outcomes.get(test) != b.outcomes.get(test))
    yield f"{a.id}  {a.level}  {a.outcome} in A, {b.outcome} in B"
    yield textwrap.fill(a.statement, WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)
    yield f"  {test}"
    cases = {"A": a.case(test), "B": b.case(test)}
    lengths = [len(case.exchanges) for case in cases.values() if case and case.exchanges]
    for letter, case in cases.items():
        yield f"\n  {letter}  {case.outcome if case else MISSING}"
        yield from (f"     {line}" for line in _told(case, min(lengths, default=0)))


def _told(case: CaseReport | None, step: int) -> Iterator[str]:
    """Why the case does not hold, and its exchange number ``step``: the last that both have."""
    if case:
        yield from case.reason.splitlines()
        for exchange in case.exchanges[step - 1 : step]:
            yield from lines(exchange)


def _is_url(name: str) -> bool:
    return name.startswith(("http://", "https://"))


def _report(name: str, options: list[str]) -> Report:
    """The report of that name, or of a run against that URL, whose progress is shown on standard error."""
    if not _is_url(name):
        return read(Path(name))
    with tempfile.TemporaryDirectory() as folder:
        # -P: a folder fastapi_spec of theirs is not taken for ours, which need not be installed.
        environment = os.environ | {"PYTHONPATH": str(PACKAGE.parent)}
        command = [sys.executable, "-P", "-m", "fastapi_spec", "run", "--url", name, f"--report={folder}"]
        command += ["-q", "--no-summary", *options]
        done = subprocess.run(command, stdout=sys.stderr, env=environment, check=False)  # noqa: S603
        if done.returncode not in (Exit.CONFORMS, Exit.BROKEN):
            raise ReportError(f"no report on {name}: the run ended with status {done.returncode}", done.returncode)
        return read(Path(folder))
