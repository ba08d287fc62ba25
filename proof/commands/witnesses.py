"""Run every rule against the witnesses, and compare what they satisfy with the origins that the rules declare.

plain_app  the whole contract in plain FastAPI: breaks the rules that say so (``plain=``), satisfies all others
notes_app  the notes' own code: satisfies the rules of origin notes, and breaks those with an erratum on its code

Writes the report of each run into --reports, prints the rules on which a witness disagrees, and ends with status 1 if
there is one. spec/contract/errata.toml locks what the notes' own code responds with where an erratum corrects it: it
must be as in the run, and --write renews it.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from fastapi_spec import files
from fastapi_spec.output.report import Report, ReportError, RuleReport, read
from fastapi_spec.rules import errata
from fastapi_spec.rules.rule import Origin
from fastapi_spec.verdict import explained
from fastapi_spec.verdict.outcomes import Outcome


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``python -m proof witnesses``."""
    parser.add_argument(
        "words", metavar="RULE", nargs="*", help="ids, prefixes, patterns or paths (default: all rules)"
    )
    parser.add_argument("--reports", type=Path, default=Path("build/witnesses"), help="default build/witnesses")
    parser.add_argument("--write", action="store_true", help="renew spec/contract/errata.toml")


def main(options: argparse.Namespace) -> int:
    """Run the witnesses. Returns the exit status."""
    try:
        found = list(_found(options.reports, options.words, write=options.write))
    except ReportError as error:
        print(f"ERROR: {error}", file=sys.stderr)
        return 1
    print(*found, sep="\n", end="\n" if found else "")
    print(f"{len(WITNESSES)} witnesses, {len(found)} disagreements")
    return 1 if found else 0


def _found(reports: Path, words: list[str], *, write: bool = False) -> Iterator[str]:
    """The disagreements of all witnesses, which run at the same time. Raises ReportError."""
    with ThreadPoolExecutor() as pool:
        ran = pool.map(lambda name: run(WITNESSES[name][0], reports / name, words), WITNESSES)
        for (name, (_, disagreement)), report in zip(WITNESSES.items(), ran, strict=True):
            yield from (f"{name}: {line}" for line in disagreements(report, disagreement))
            if name == "notes_app":
                yield from (f"{name}: {line}" for line in _locked(report, write=write))


def _locked(report: Report, *, write: bool) -> Iterator[str]:
    """A line for each rule that ran and of which errata.toml has something else, unless it is written."""
    known, ran = errata.of_notes(), {rule.id for rule in report.rules}
    found = {rule.id: cases for rule in report.rules if (cases := received(rule))}
    if write:
        kept = {id: cases for id, cases in known.items() if id not in ran}
        files.write(errata.FILE, errata.written(dict(sorted({**kept, **found}.items()))))
        return
    for id in sorted(ran):
        if known.get(id) != found.get(id):
            yield f"{id} is not as in {errata.FILE.name}: add --write"


def received(rule: RuleReport) -> dict[str, errata.Received]:
    """What the notes' code responds with in the cases of a rule that an erratum corrects; nothing if it holds."""
    if not (rule.erratum and rule.erratum.in_code) or rule.outcome not in explained.SHORT:
        return {}
    short = [case for case in rule.cases if case.outcome in explained.SHORT]
    return {case.case: errata.received(case.reason, case.exchanges, case.raised) for case in short}


def run(application: str, folder: Path, words: list[str]) -> Report:
    """Run the rules against an application in a process of its own. Returns the report. Raises ReportError."""
    command = [
        sys.executable,
        "-m",
        "fastapi_spec",
        "-q",
        "--no-summary",
        f"--app={application}",
        f"--report={folder}",
        *words,
    ]
    (folder / "report.json").unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as data:
        subprocess.run(command, env=os.environ | {"DATA_DIR": data}, check=False, stdout=subprocess.DEVNULL)
    report = read(folder)
    if not report.complete:
        raise ReportError(f"{application}: the run is not complete ({report.verdict})")
    return report


def disagreements(report: Report, of: Callable[[RuleReport], str]) -> Iterator[str]:
    """A line for each rule on which the witness disagrees."""
    for rule in report.rules:
        if problem := of(rule):
            reason = next((case.reason for case in rule.cases if case.outcome is not Outcome.HOLDS), "")
            yield f"{rule.id} ({rule.origin}) {problem}{': ' if reason else ''}{' '.join(reason.split())[:120]}"


def of_plain(rule: RuleReport) -> str:
    """What plain_app says against the origin of a rule; empty if it agrees."""
    if rule.outcome is Outcome.HOLDS:
        return f"holds, but says that plain FastAPI {rule.plain}" if rule.plain else ""
    return "" if rule.plain else f"is {rule.outcome}, but does not say what plain FastAPI does instead"


def of_notes(rule: RuleReport) -> str:
    """What notes_app says against the origin or erratum of a rule; empty if it agrees."""
    wrong = rule.erratum is not None and rule.erratum.in_code
    if rule.origin != Origin.NOTES:
        return ""
    if rule.outcome is Outcome.HOLDS:
        return "holds, but has an erratum on the notes' code" if wrong else ""
    return "" if wrong else f"is {rule.outcome}, but has no erratum on the notes' code"


WITNESSES = {
    "plain_app": ("proof.witnesses.plain_app:app", of_plain),
    "notes_app": ("proof.witnesses.notes_app.main:app", of_notes),
}
