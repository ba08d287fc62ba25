"""Run every rule against the witnesses, and compare what they satisfy with the origins that the rules declare.

plain_app  the whole contract in plain FastAPI: breaks the rules that say so (``plain=``), satisfies all others
notes_app  the notes' own code: satisfies the rules of origin notes, and breaks those with an erratum on its code

Writes the report of each run into --reports, prints the rules on which a witness disagrees, and ends with status 1 if
there is one. Two files of spec/contract lock what the notes' own code does: witnesses.toml which rules it does not
satisfy, errata.toml what it responds with where an erratum corrects it. Both must be as in the run, and --write renews
them.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from fastapi_spec import files
from fastapi_spec.output.report import Report, ReportError, RuleReport, read
from fastapi_spec.rules import errata, witnesses
from fastapi_spec.rules.rule import Origin
from fastapi_spec.verdict import explained
from fastapi_spec.verdict.outcomes import Outcome

T = TypeVar("T")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``python -m proof witnesses``."""
    parser.add_argument(
        "words", metavar="RULE", nargs="*", help="ids, prefixes, patterns or paths (default: all rules)"
    )
    parser.add_argument("--reports", type=Path, default=Path("build/witnesses"), help="default build/witnesses")
    parser.add_argument("--write", action="store_true", help="renew what is locked in spec/contract")


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
                yield from (f"{name}: {line}" for line in locked(report, write=write))


def locked(report: Report, *, write: bool) -> Iterator[str]:
    """A line for each rule that ran and of which a file has something else, unless both are written."""
    ran = {rule.id for rule in report.rules}
    responses = {rule.id: cases for rule in report.rules if (cases := received(rule))}
    outcomes = {rule.id: rule.outcome for rule in report.rules if rule.outcome is not Outcome.HOLDS}
    if write:
        files.write(errata.FILE, errata.written(_renewed(errata.of_notes(), responses, ran)))
        files.write(witnesses.FILE, witnesses.written(_renewed(witnesses.of_notes(), outcomes, ran)))
        return
    for id in sorted(ran):
        if errata.of_notes().get(id) != responses.get(id):
            yield f"{id} is not as in {errata.FILE.name}: add --write"
        if witnesses.of_notes().get(id) != outcomes.get(id):
            yield f"{id} is not as in {witnesses.FILE.name}: add --write"


def _renewed(known: Mapping[str, T], found: Mapping[str, T], ran: set[str]) -> dict[str, T]:
    """What was found, and what is known of the rules that did not run, by id."""
    kept = {id: value for id, value in known.items() if id not in ran}
    return dict(sorted({**kept, **found}.items()))


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
