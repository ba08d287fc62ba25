"""report.json: the whole run for machines. One model writes it, reads it and gives its JSON Schema."""

from __future__ import annotations

import datetime
import functools
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi_spec import files
from fastapi_spec.client.transcript import Transcript
from fastapi_spec.language import say
from fastapi_spec.printable import json_text, visible
from fastapi_spec.rules.rule import Erratum
from fastapi_spec.rules.titles import english
from fastapi_spec.target.environment import versions_here
from fastapi_spec.told import of_system
from fastapi_spec.verdict.deviations import Deviation
from fastapi_spec.verdict.outcomes import Case, Outcome, Result
from fastapi_spec.verdict.summary import Exit, Summary

if TYPE_CHECKING:
    from pydantic import TypeAdapter

VERSION = 6
"""The version that is written. Every earlier one can be read."""
HARNESS = ("fastapi-spec", "httpx", "hypothesis", "pytest", "schemathesis")
"""The packages that run the rules."""


class ReportError(Exception):
    """No report to read; says in one line what to give instead. ``status`` is the exit status that it asks for."""

    def __init__(self, message: str, status: int = Exit.USAGE) -> None:
        super().__init__(message)
        self.status = status


@dataclass(slots=True)
class CaseReport:
    """A case: ``test`` is its node id, ``case`` the name of the row. Version 1 had no ``prerequisite``.

    ``operation`` is the one that is not built, and new in version 6, as that outcome is; so is ``raised``, the class of
    the exception behind a 500, if the run saw it. ``exchanges_left_out`` is how many exchanges there were besides those
    that were kept.
    """

    test: str
    case: str
    outcome: Outcome
    reason: str
    prerequisite: str = ""
    operation: str = ""
    raised: str = ""
    exchanges: list[Transcript] = field(default_factory=list)
    exchanges_left_out: int = 0


@dataclass(slots=True)
class RuleReport:
    """A rule with its cases; ``deviation`` is its entry in the list of known deviations, if it has one."""

    id: str
    level: str
    statement: str
    notes: str
    docs: str
    chapter: str
    section: str
    outcome: Outcome
    cases: list[CaseReport]
    erratum: Erratum | None = None
    origin: str = ""
    plain: str = ""
    deviation: Deviation | None = None

    @property
    def outcomes(self) -> dict[str, Outcome]:
        """The outcome of each case, by its node id."""
        return {case.test: case.outcome for case in self.cases}

    def case(self, test: str) -> CaseReport | None:
        """The case with that node id, or None."""
        return next((case for case in self.cases if case.test == test), None)


@dataclass(slots=True)
class TargetReport:
    """The target: the name by which it was given, its URL, and the options that chose it.

    ``versions`` are those of its environment, by the normalised names of packages and ``python``; empty for a server
    that the run did not serve. ``failure`` says why there was no target, or why it was lost, and ``last_lines`` are the
    last that it printed. New in version 5 but for the name and the URL.
    """

    name: str
    url: str
    options: list[str] = field(default_factory=list)
    versions: dict[str, str] = field(default_factory=dict)
    failure: str = ""
    last_lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class OptionsReport:
    """The options that decide the verdict; ``without`` are chapter folders. ``origin`` is new in version 4.

    ``baseline`` is the report that the run was compared with, and ``rules`` the release whose rules ran; both are empty
    without that, and new in version 5.
    """

    level: str = "MAY"
    fail_on: str = "MUST"
    without: list[str] = field(default_factory=list)
    origin: list[str] = field(default_factory=list)
    baseline: str = ""
    rules: str = ""


@dataclass(slots=True)
class Report:
    """A run. ``complete`` is false if it or its target ended early; ``started`` is ISO 8601.

    ``changed`` are the ids of the rules of which a case held in the baseline and does not hold now (version 5).
    ``versions`` are those of the environment that ran the rules. Up to version 4 the target was taken to have the same.
    """

    version: int
    complete: bool
    target: TargetReport
    rules: list[RuleReport]
    versions: dict[str, str] = field(default_factory=dict)
    options: OptionsReport = field(default_factory=OptionsReport)
    started: str = ""
    seconds: float = 0.0
    verdict: str = ""
    exit_status: int = Exit.CONFORMS
    counts: dict[str, int] = field(default_factory=dict)
    stale: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)

    def rule(self, id: str) -> RuleReport | None:
        """The rule with that id, or None."""
        return next((rule for rule in self.rules if rule.id == id), None)


def report_of(
    summary: Summary, *, target: TargetReport, options: OptionsReport, started: float, seconds: float
) -> Report:
    """The report of a run. ``started`` is in seconds since the epoch."""
    status = Exit(summary.status)
    return Report(
        version=VERSION,
        complete=status in (Exit.CONFORMS, Exit.BROKEN, Exit.HARNESS_FAILED) and not summary.cut_short,
        target=target,
        rules=[_rule(result, summary) for result in summary.results],
        versions=versions_here(HARNESS),
        options=options,
        started=datetime.datetime.fromtimestamp(started, datetime.UTC).isoformat(timespec="milliseconds"),
        seconds=round(seconds, 3),
        verdict=status.name.lower().replace("_", " "),
        exit_status=int(status),
        counts=summary.results.counts(),
        stale=summary.stale,
        changed=[result.rule.id for result in summary.changed],
    )


def _rule(result: Result, summary: Summary) -> RuleReport:
    rule = result.rule
    return RuleReport(
        id=rule.id,
        level=rule.level.name,
        statement=rule.statement,
        notes=rule.notes,
        docs=rule.docs_url,
        chapter=english(result.chapter),
        section=english(result.section),
        outcome=result.outcome,
        cases=[_case(case) for case in result.cases],
        erratum=rule.erratum,
        origin=rule.origin or "",
        plain=rule.plain,
        deviation=summary.deviations.get(rule.id),
    )


def _case(case: Case) -> CaseReport:
    return CaseReport(
        case.test,
        case.name,
        case.outcome,
        case.reason,
        case.prerequisite,
        case.operation,
        case.raised,
        case.exchanges,
        case.exchanges_left_out,
    )


def write(folder: Path, report: Report) -> Path:
    """Write report.json into the folder. Raises OSError."""
    return files.write(folder / "report.json", json_text(asdict(report)) + "\n")


def read(path: Path) -> Report:
    """Read a report, or the ``report.json`` of a folder. Raises ReportError."""
    file = path / "report.json" if os.path.isdir(path) else path
    try:
        data = json.loads(file.read_bytes())
        number = data.get("version") if isinstance(data, dict) else None
        if isinstance(number, int) and number > VERSION:  # all else in it may have another form
            told = {"file": file, "version": number, "known": VERSION}
            raise ReportError(say("{file} is a report of version {version}: this command reads up to {known}", **told))
        return _adapter().validate_python(_cleaned(data))
    except OSError as error:
        told = {"file": file, "problem": of_system(error)}
        raise ReportError(say("{file}: {problem}; make a report with --report DIR", **told)) from None
    except (ValueError, RecursionError):
        raise ReportError(say("{file} is not a report: make one with --report DIR", file=file)) from None


def _cleaned(value: Any, name: str = "") -> Any:
    """What a report says, made visible: it may be someone else's. Exchanges stay, since commands repeat them."""
    match value:
        case str():
            return visible(value, "\n\t" if name in ("reason", "failure") else "")
        case list():
            return [_cleaned(each, name) for each in value]
        case dict():
            return {key: inner if key == "exchanges" else _cleaned(inner, key) for key, inner in value.items()}
    return value


def schema() -> dict[str, Any]:
    """The JSON Schema of report.json."""
    return _adapter().json_schema() | {"title": "report.json of fastapi-spec"}


@functools.cache
def _adapter() -> TypeAdapter[Report]:
    """pydantic takes longer to import than a report to be written: it is loaded only to read one."""
    from pydantic import TypeAdapter

    return TypeAdapter(Report)
