"""Run schemathesis by itself on every OpenAPI document that the reference application serves.

All checks of ``schemathesis run`` are on. What it finds has to be in the table (proof/schemathesis/findings.toml) with
the reason why it is not a defect. Ends with status 1 if something else is found, or if no seed finds what the table
lists. Three seeds, random unless --seed is given, with 100 examples an operation take about an hour.
"""

import argparse
import json
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from fastapi_spec.client.api import Api, Recorder
from fastapi_spec.generate.openapi import served
from fastapi_spec.rules.contract import documents
from fastapi_spec.suggest import did_you_mean
from fastapi_spec.target.base import TargetError
from fastapi_spec.target.served import serving
from proof.schemathesis.table import Listed, load
from spec.generated.credentials import credentials

INTERRUPTED = 2
OUTPUT = Path("build/schemathesis")

JSON = Any
Found = dict[tuple[str, str], str]
"""By title and operation: the command that finds it."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``python -m proof schemathesis``."""
    parser.add_argument("prefixes", metavar="PREFIX", nargs="*", help="such as /apps/guarded or / (default: all)")
    parser.add_argument("--seed", type=int, action="append", help="may be repeated (default: three random ones)")
    parser.add_argument("--examples", type=int, default=100, help="random cases of an operation (default 100)")


def main(options: argparse.Namespace) -> int:
    """Run schemathesis on the applications. Returns the exit status."""
    known = documents()
    chosen = [prefix.rstrip("/") for prefix in options.prefixes] or list(known)
    for prefix in chosen:
        if prefix not in known:
            options.error(f"no application {prefix}{did_you_mean(prefix, known)}")
    seeds = options.seed or [secrets.randbelow(2**32) for _ in range(3)]
    found: Found = {}
    try:
        with serving() as application:
            for seed in seeds:
                for prefix in chosen:
                    found |= _run(application.url, prefix, seed, options.examples) | found
    except KeyboardInterrupt:
        print("interrupted")
        return INTERRUPTED
    except TargetError as error:
        print(f"ERROR: {error}")
        return 1
    wrong = list(judged(found, [of for row in load() if (of := row.of(chosen)).operations]))
    print(*wrong, sep="\n", end="\n" if wrong else "")
    print(f"{len(seeds)} seeds, {len(found)} findings, {len(wrong)} differences from the table")
    return 1 if wrong else 0


def _run(url: str, prefix: str, seed: int, examples: int) -> Found:
    """What schemathesis finds in one application with one seed."""
    OUTPUT.mkdir(parents=True, exist_ok=True)
    name = f"{prefix.removeprefix('/apps/').replace('/', '-') or 'main'}-{seed}"
    report, log = OUTPUT / f"{name}.json", OUTPUT / f"{name}.txt"
    report.unlink(missing_ok=True)
    with Api(url, Recorder(20)) as api, tempfile.TemporaryDirectory() as folder:
        settings = Path(folder, "schemathesis.toml")
        settings.write_text(_settings(credentials(api, prefix, served(api, prefix) or {})), encoding="utf-8")
        command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(settings), "run"]
        command += [f"{url}{prefix}/openapi.json", "--checks=all", "--continue-on-failure", f"--seed={seed}"]
        command += [f"--max-examples={examples}", "--suppress-health-check=all", "--generation-database=none"]
        with log.open("w", encoding="utf-8") as output:
            subprocess.run([*command, f"--report-json-path={report}"], stdout=output, stderr=output, check=False)
    shown = f"python -m proof schemathesis --seed {seed} --examples {examples} {prefix or '/'}"
    found, cases = read(report, prefix)
    print(f"seed {seed}, {prefix or '/'}: {cases} cases, {len(found)} findings", flush=True)
    return dict.fromkeys(found, shown)


def _settings(auth: dict[str, JSON]) -> str:
    """The configuration of a run, which keeps nothing for the next one."""
    lines = ["[cache]", "enabled = false"]
    for scheme, values in auth.items():
        lines += [f"[auth.openapi.{json.dumps(scheme)}]", *(f"{key} = {json.dumps(values[key])}" for key in values)]
    return "\n".join(lines) + "\n"


def read(report: Path, prefix: str) -> tuple[list[tuple[str, str]], int]:
    """What a report of schemathesis has found, by title and operation, and the number of its cases.

    A run that did not come to its end has found that, and so has one in which schemathesis failed.
    """
    try:
        run = json.loads(report.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return [("no report", f"GET {prefix}/openapi.json")], 0
    found = [(each["title"], _whole(label, prefix)) for each in run["failures"] for label in each["operations"]]
    found += [(each["title"], f"GET {prefix}/openapi.json") for each in run["errors"]]
    if not run["complete"] or run["operations"]["tested"] < run["operations"]["total"]:
        found.append(("incomplete", f"GET {prefix}/openapi.json"))
    return found, run["test_cases"]["generated"]


def _whole(label: str, prefix: str) -> str:
    """An operation with its whole path; a finding in a sequence has none."""
    if label == "Stateful tests":
        return f"SEQUENCE {prefix}/"
    method, _, path = label.partition(" ")
    return f"{method} {prefix}{path}"


def judged(found: Found, table: Iterable[Listed]) -> Iterator[str]:
    """What is found and not listed, and what is listed and not found."""
    listed = {(row.finding, operation): row for row in table for operation in row.operations}
    for (title, operation), command in found.items():
        if (title, operation) not in listed:
            yield f"{operation}: {title}; not in the table; {command}"
    for (title, operation), row in listed.items():
        if (title, operation) not in found and not row.sometimes:
            yield f"{operation}: {title}; in the table, and no seed found it"
