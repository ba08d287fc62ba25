"""``--baseline REPORT``: the report of an earlier run as what a run is compared with."""

from __future__ import annotations

from pathlib import Path

from fastapi_spec.language import say
from fastapi_spec.output.report import Report, ReportError, read
from fastapi_spec.verdict.baseline import Baseline, Known


def load(path: Path) -> Baseline:
    """The baseline of a report or its folder. Raises ReportError.

    A report that ended early is rejected: what it lacks could never fail. So is one of which no rule holds, most often
    that of another API.
    """
    try:
        report = read(path)
    except ReportError as error:
        raise ReportError(f"--baseline {error}") from None
    if not report.complete:
        told = {"file": path, "verdict": report.verdict}
        raise ReportError(
            say(
                "--baseline {file}: its run ended early (verdict: {verdict}), so rules are missing; run it again",
                **told,
            )
        )
    rules = {rule.id: Known(rule.outcome, {case.case: case.outcome for case in rule.cases}) for rule in report.rules}
    baseline = Baseline(path, _made(report), rules)
    if not baseline.held:
        raise ReportError(
            say("--baseline {file}: no rule holds there, so none could fail; it is not a run of this API", file=path)
        )
    return baseline


def _made(report: Report) -> str:
    versions = report.target.versions or report.versions
    fastapi = f"fastapi {versions['fastapi']}" if "fastapi" in versions else ""
    return ", ".join(filter(None, [report.target.name, report.started[:10], fastapi]))
