"""report.json: the whole run for machines, by the schema in spec/contract/report.schema.json."""

import json
import platform
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from spec.harness import files
from spec.harness.deviations import Deviation
from spec.harness.rule import Rule
from spec.harness.verdict import Case, Exit, Result, Results

VERSION = 2
SCHEMA = Path(__file__).parent.parent / "contract" / "report.schema.json"
PACKAGES = ("fastapi", "starlette", "pydantic", "uvicorn", "httpx", "pytest")


def versions() -> dict[str, str]:
    """The versions that a verdict depends on: Python and each installed package of PACKAGES."""
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def as_report(
    results: Results,
    *,
    target: dict[str, str],
    options: dict[str, Any],
    deviations: dict[str, Deviation],
    status: Exit,
    started: str,
    seconds: float,
) -> dict[str, Any]:
    """The report. ``complete`` is false when rules were left out because the run or its target ended early."""
    return {
        "version": VERSION,
        "complete": status in (Exit.CONFORMS, Exit.BROKEN, Exit.HARNESS_FAILED),
        "target": target,
        "versions": versions(),
        "options": options,
        "started": started,
        "seconds": round(seconds, 3),
        "verdict": status.name.lower().replace("_", " "),
        "exit_status": int(status),
        "counts": results.counts(),
        "stale": [result.rule.id for result in results.stale(deviations)],
        "rules": [_rule(result, deviations.get(result.rule.id)) for result in results],
    }


def describe(rule: Rule) -> dict[str, Any]:
    """A rule as data, in the catalogue and in the report."""
    return {
        "id": rule.id,
        "level": rule.level.name,
        "statement": rule.statement,
        "notes": rule.notes,
        "docs": rule.docs_url,
        "erratum": asdict(rule.erratum) if rule.erratum else None,
    }


def _rule(result: Result, deviation: Deviation | None) -> dict[str, Any]:
    return describe(result.rule) | {
        "chapter": result.chapter,
        "section": result.section,
        "outcome": str(result.outcome),
        "deviation": deviation and asdict(deviation) | {"since": deviation.since and str(deviation.since)},
        "cases": [_case(case) for case in result.cases],
    }


def _case(case: Case) -> dict[str, Any]:
    return {
        "test": case.test,
        "case": case.name,
        "outcome": str(case.outcome),
        "reason": case.reason,
        "prerequisite": case.prerequisite,
        "exchanges": case.exchanges,
    }


def write(folder: Path, report: dict[str, Any]) -> Path:
    """Write report.json into the folder. Raises OSError."""
    return files.write(folder / "report.json", json.dumps(report, ensure_ascii=False, indent=1) + "\n")
