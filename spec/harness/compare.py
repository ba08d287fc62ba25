"""``fastapi-spec diff A B``: the rules on which two targets differ, with what each answered."""

import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path

from spec.harness.mask import lines
from spec.harness.nearest import some
from spec.harness.saved import Case, Parser, Report, ReportError, Rule, read, run
from spec.harness.verdict import Exit

WIDTH = 78
ABSENT = "absent"


def main(arguments: list[str]) -> int:
    """Print the differences. Returns the exit status: 0 for none, 1 for some, 4 for wrong usage."""
    parser = Parser(prog="fastapi-spec diff", description="Print the rules on which two targets differ.")
    parser.add_argument("a", metavar="A", help="a report, the folder of one, or the address of a server to ask now")
    parser.add_argument("b", metavar="B", help="the same for the other target")
    parser.epilog = "Further options, such as -k, --timeout and --anyway, are those of the runs for addresses."
    given, options = parser.parse_known_args(arguments)
    if options and not any(map(_is_url, (given.a, given.b))):
        parser.error(f"{options[0]} is for a run, and both {given.a} and {given.b} are reports")

    def command() -> int:
        return _print(_report(given.a, options), _report(given.b, options), (given.a, given.b))

    return run(command)


def _print(a: Report, b: Report, names: tuple[str, str]) -> int:
    for letter, name, report in zip("AB", names, (a, b), strict=True):
        aside = "" if report.complete else " (incomplete: the run ended early)"
        print(f"{letter}  {name}: {report.target}{aside}")
    shared = [id for id in a.rules if id in b.rules]
    differing = [id for id in shared if _outcomes(a.rules[id]) != _outcomes(b.rules[id])]
    for id in differing:
        print("\n" + "\n".join(_difference(a.rules[id], b.rules[id])))
    alone = [id for id in [*a.rules, *b.rules] if id not in shared]
    for letter, report in (("A", a), ("B", b)):
        if only := [id for id in report.rules if id in alone]:
            print(f"\nonly in {letter}: {some(only)}")
    print(f"\n{len(differing)} of {len(shared)} rules differ")
    return Exit.BROKEN if differing or alone else Exit.CONFORMS


def _outcomes(rule: Rule) -> dict[str, str]:
    return {test: case.outcome for test, case in rule.cases.items()}


def _difference(a: Rule, b: Rule) -> Iterator[str]:
    """The rule and its outcomes, then its first case that differs with both exchanges."""
    tests = [*a.cases, *(test for test in b.cases if test not in a.cases)]
    test = next(test for test in tests if _outcome(a, test) != _outcome(b, test))
    yield f"{a.id}  {a.level}  {a.outcome} in A, {b.outcome} in B"
    yield _wrapped(a.statement, "  ")
    yield f"  {test}"
    asked = [len(rule.cases[test].exchanges) for rule in (a, b) if test in rule.cases and rule.cases[test].exchanges]
    for letter, rule in (("A", a), ("B", b)):
        yield f"\n  {letter}  {_outcome(rule, test)}"
        if test in rule.cases:
            yield from (f"     {line}" for line in _told(rule.cases[test], min(asked, default=0)))


def _outcome(rule: Rule, test: str) -> str:
    return rule.cases[test].outcome if test in rule.cases else ABSENT


def _told(case: Case, step: int) -> Iterator[str]:
    """Why the case does not hold, and its exchange number ``step``: the last that both came to."""
    yield from case.reason.splitlines()
    for exchange in case.exchanges[step - 1 : step]:
        yield from lines(exchange)


def _wrapped(text: str, indent: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


def _is_url(name: str) -> bool:
    return name.startswith(("http://", "https://"))


def _report(name: str, options: list[str]) -> Report:
    """The report of that name, or of a run against that address, whose progress is shown on standard error."""
    if not _is_url(name):
        return read(Path(name))
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "spec", "--url", name, f"--report={folder}", "-q", "--no-summary", *options]
        status = subprocess.run(command, stdout=sys.stderr, check=False).returncode  # noqa: S603
        if status not in (Exit.CONFORMS, Exit.BROKEN):
            raise ReportError(f"no report on {name}: the run ended with status {status}", status)
        return read(Path(folder))
