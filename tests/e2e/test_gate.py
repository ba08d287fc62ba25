"""The gate of a team: a run fails on what changed, and runs the rules of a release."""

import re
import subprocess
from pathlib import Path

import pytest

from fastapi_spec.output.report import read
from tests.conftest import PROJECT, Run, run

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


def test_a_team_sees_what_an_upgrade_changes_and_keeps_its_environment(tmp_path: Path) -> None:
    """The first command of docs/gate.md as it is written, but for one rule, in a project on an old FastAPI."""
    page = (PROJECT / "docs" / "gate.md").read_text(encoding="utf-8")
    [command] = re.findall(r"^\$ (uvx .* --report out)$", page, re.MULTILINE)
    subprocess.run(["uv", "venv", "--quiet", ".venv"], cwd=tmp_path, check=True)
    install = ["uv", "pip", "install", "--quiet", "--python", ".venv", "fastapi==0.115.6", "pytest-timeout"]
    subprocess.run(install, cwd=tmp_path, check=True)
    freeze = ["uv", "pip", "freeze", "--python", ".venv"]
    before = subprocess.run(freeze, cwd=tmp_path, check=True, capture_output=True, text=True).stdout

    words = command.replace("SOURCE", str(PROJECT)).split()
    done = subprocess.run([*words, "OAUTH-OTHER-1"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^fastapi +0\.115\.6 +0\.\d+\.\d+$", done.stdout, re.MULTILINE)
    assert "\n  OAUTH-OTHER-1   MUST   403 → 401 A missing or wrong bearer token" in done.stdout
    assert (tmp_path / "out" / "summary.md").exists()
    assert subprocess.run(freeze, cwd=tmp_path, check=True, capture_output=True, text=True).stdout == before
