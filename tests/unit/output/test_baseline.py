"""Reading the report that a run is compared with."""

from dataclasses import replace
from pathlib import Path

import pytest

from fastapi_spec.output.baseline import load
from fastapi_spec.output.report import CaseReport, Report, ReportError, RuleReport, TargetReport, write
from fastapi_spec.verdict.outcomes import Before, Outcome


def report(*outcomes: Outcome) -> Report:
    """The report of a run whose rule A-1 has a case with each of these outcomes."""
    cases = [CaseReport(f"t.py::t[{n}]", str(n), outcome, "") for n, outcome in enumerate(outcomes)]
    rule = RuleReport("A-1", "MUST", "It holds.", "", "", "Chapter", "Section", outcomes[-1], cases)
    target = TargetReport("T", "http://h", versions={"fastapi": "0.115.0"})
    return Report(5, True, target, [rule], versions={"fastapi": "0.165.0"}, started="2026-11-29T10:00:00.000+00:00")


def test_a_report_is_a_baseline(tmp_path: Path) -> None:
    """Its cases are compared one by one, and the versions are those of its target."""
    write(tmp_path, report(Outcome.BROKEN, Outcome.HOLDS))

    baseline = load(tmp_path)
    assert str(baseline) == f"{tmp_path}: 1 of 1 rule held (T, 2026-11-29, fastapi 0.115.0)"
    assert [baseline.before("A-1", case) for case in "012"] == [Before.SHORT, Before.HELD, Before.UNKNOWN]


def test_an_old_report_is_a_baseline(tmp_path: Path) -> None:
    """Up to version 4 the target had no versions of its own."""
    write(tmp_path, replace(report(Outcome.HOLDS), version=1, target=TargetReport("T", "http://h"), started=""))

    assert load(tmp_path / "report.json").made == "T, fastapi 0.165.0"


@pytest.mark.parametrize(
    "found, line",
    [
        (
            replace(report(Outcome.HOLDS), complete=False, verdict="no target"),
            r"its run ended early \(verdict: no target\)",
        ),
        (report(Outcome.BROKEN), "no rule holds there, so none could fail; it is not a run of this API"),
    ],
    ids=["incomplete", "nothing holds"],
)
def test_a_report_in_which_too_little_holds_is_rejected(tmp_path: Path, found: Report, line: str) -> None:
    """A gate that cannot fail would be green for ever."""
    write(tmp_path, found)

    with pytest.raises(ReportError, match=f"^--baseline {tmp_path}: {line}"):
        load(tmp_path)


def test_a_missing_report_is_told(tmp_path: Path) -> None:
    """The error names the option."""
    with pytest.raises(ReportError, match=r"^--baseline .*report.json: No such file or directory; make a report with"):
        load(tmp_path)
