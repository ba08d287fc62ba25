"""Serve the reference application with the versions of published defects: the rules of the table must detect them.

Prints for each defect what detects it, writes docs/defects.md, and ends with status 1 if the table is wrong. The
environments are made once and cached. Needs the network.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from fastapi_spec.output.report import read
from fastapi_spec.suggest import did_you_mean
from fastapi_spec.target.base import TargetError
from fastapi_spec.verdict.outcomes import Outcome
from proof.defects.table import PAGE, Defect, load, page
from proof.engine.environments import command, interpreter
from proof.engine.parts import in_parts

Outcomes = dict[str, Outcome]
"""By the id of a rule, and by that of each case (``STATIC-14[nul]``)."""
FAILS = (Outcome.BROKEN, Outcome.UNMET, Outcome.NOT_BUILT)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``python -m proof defects``."""
    parser.add_argument("names", metavar="REPORT", nargs="*", help="a report, or a part of its name (default: all)")
    parser.add_argument("--check", action="store_true", help="run nothing, only compare docs/defects.md with the table")
    parser.add_argument("--jobs", type=int, default=2, help="environments at the same time (default 2)")


def main(options: argparse.Namespace) -> int:
    """Run the table. Returns the exit status."""
    defects = load()
    if options.check:
        if PAGE.read_text(encoding="utf-8") == page(defects):
            return 0
        print("docs/defects.md is not what the table says: run python -m proof defects")
        return 1
    for name in options.names:
        if not any(name in defect.report for defect in defects):
            options.error(f"no report {name}{did_you_mean(name, [defect.report for defect in defects])}")
    chosen = [d for d in defects if not options.names or any(name in d.report for name in options.names)]
    wrong = 0
    faults = run_faults(chosen)
    with ThreadPoolExecutor(options.jobs) as pool:
        started = {environment: pool.submit(run, rules, environment) for environment, rules in needed(chosen).items()}
        for defect in chosen:
            ran = {key: started[key].result() for key in (defect.install, defect.fixed, ()) if key in started}
            problems = list(judged(defect, ran, faults))
            wrong += bool(problems)
            print(f"{defect.report}: {'; '.join(problems) or verdict(defect)}", flush=True)
    PAGE.write_text(page(defects), encoding="utf-8")
    print(f"{len(chosen)} defects, {wrong} rows of the table are wrong")
    return 1 if wrong else 0


def needed(defects: Iterable[Defect]) -> dict[tuple[str, ...], list[str]]:
    """The rules to run in each environment. The one without requirements is that of the lock."""
    found: dict[tuple[str, ...], dict[str, None]] = {}
    for defect in defects:
        for requirements in filter(None, [defect.install, defect.fixed]):
            for environment in [requirements, ()]:
                found.setdefault(environment, {}).update(dict.fromkeys(defect.ids))
    return {environment: list(rules) for environment, rules in found.items() if rules}


def run(rules: Sequence[str], requirements: Sequence[str]) -> Outcomes:
    """What the rules say of the reference application in this environment."""
    try:
        launch = command(interpreter(requirements))
    except TargetError as error:
        print(f"ERROR: {' '.join(requirements)}: {error}", file=sys.stderr)
        return {}
    with tempfile.TemporaryDirectory() as folder:
        arguments = ["-q", "--no-summary", "--fuzz=off", f"--report={folder}", f"--launch={launch}", *rules]
        ran = subprocess.run(
            [sys.executable, "-m", "fastapi_spec", *arguments],
            env={**os.environ, "DATA_DIR": f"{folder}/data"},
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        if not (Path(folder) / "report.json").exists():
            print(f"ERROR: {' '.join(requirements)}: the rules could not run\n{ran.stdout}", file=sys.stderr)
            return {}
        report = read(Path(folder))
    found = {rule.id: rule.outcome for rule in report.rules}
    return found | {f"{rule.id}[{case.case}]": case.outcome for rule in report.rules for case in rule.cases}


def run_faults(defects: Iterable[Defect]) -> dict[str, list[str]]:
    """The rules that detect each fault of these defects."""
    names = sorted({fault for defect in defects for fault in defect.faults})
    return {name: row["broken"] for name, row in in_parts("faults", names=names, jobs=1).items()} if names else {}


def judged(defect: Defect, ran: dict[tuple[str, ...], Outcomes], faults: dict[str, list[str]]) -> Iterator[str]:
    """What is wrong with a row of the table."""
    for rule in defect.rules:
        if defect.faults and not any(rule in faults[fault] for fault in defect.faults):
            yield f"{rule} does not detect {' or '.join(defect.faults)}"
        if not defect.install:
            continue
        if (outcome := ran[defect.install].get(rule)) not in FAILS:
            yield f"{rule} is {outcome or 'unknown'} with {' '.join(defect.install)}"
        for environment in filter(None, [defect.fixed, ("the lock",)]):
            outcomes = ran[() if environment == ("the lock",) else environment]
            if (outcome := outcomes.get(rule)) is not Outcome.HOLDS:
                yield f"{rule} is {outcome or 'unknown'} with {' '.join(environment)}"


def verdict(defect: Defect) -> str:
    """What detects a defect, in words."""
    if not defect.visible:
        return f"not visible: {defect.why}"
    return f"caught by {', '.join(defect.rules)} ({defect.level})" if defect.rules else f"missed: {defect.why}"
