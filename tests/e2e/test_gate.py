"""The gate of a team: a run fails on what changed, and runs the rules of a release."""

from pathlib import Path

import pytest

from fastapi_spec.output.report import read
from tests.conftest import Run, run

MODES = pytest.mark.parametrize("options", [[], ["-n", "2"]], ids=["one", "xdist"])


@MODES
def test_a_run_fails_on_what_changed_since_its_baseline(run_mini: Run, mini: Path, options: list[str]) -> None:
    """The report of one run is the baseline of the next, in the same folder."""
    run_mini("--app", "apps:bad", "--report=out")

    same = run_mini("--app", "apps:bad", "--baseline=out", "--report=out", *options)
    assert same.status == 0, same.output
    assert "apps:bad conforms to its baseline: 2 of 3 rules hold, 1 did not before either\n" in same.output
    assert read(mini / "out").options.baseline == "out"

    worse = run_mini("--app", "apps:crashing", "--baseline=out/report.json", "--fail-on=may", *options)
    assert worse.status == 1, worse.output
    assert "changed since the baseline out/report.json (apps:bad, 20" in worse.output
    assert "0 of 3 rules hold, 3 changed (1 MAY unmet, 1 MUST broken, 1 SHOULD unmet)\n" in worse.output


@pytest.mark.parametrize(
    "option, line",
    [
        (
            "--baseline=nowhere",
            "ERROR: --baseline nowhere: No such file or directory; make a report with --report DIR\n",
        ),
        ("--rules=9", "unknown release '9'; there is 0.1"),
    ],
)
def test_a_gate_that_cannot_work_is_wrong_usage(run_mini: Run, option: str, line: str) -> None:
    """One line says what to give instead."""
    ran = run_mini("--app", "apps:good", option)

    assert ran.status == 4
    assert line in ran.output
    assert "Traceback" not in ran.output


@MODES
def test_the_rules_of_a_release_run(options: list[str], tmp_path: Path) -> None:
    """Every rule of the module was in the first release."""
    ran = run("-q", "--rules=0.1", f"--report={tmp_path}", *options, "QUERY-BOOL")

    assert ran.status == 0, ran.output
    assert "reference_app.main:app conforms: " in ran.output
    assert read(tmp_path).options.rules == "0.1"
