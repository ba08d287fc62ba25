"""The reference application on the oldest FastAPI: it starts, and what that lacks are rules that fail.

`python -m proof defects` runs it on many versions in between.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fastapi_spec.output.report import read
from fastapi_spec.target.base import TargetError
from fastapi_spec.verdict.outcomes import Outcome
from proof.engine.environments import command, interpreter
from reference_app.older_versions import optional
from tests.conftest import PROJECT, run

OLDEST = ["fastapi==0.105.0", "starlette==0.27.0"]
HOLD = ["QUERY-BOOL-3", "BODY-FIELD-1", "FORM-1", "FILE-1", "STATIC-1", "YIELD-1", "JWT-TOKEN-1", "DB-STAFF-1"]
"""A rule of each part of FastAPI, which every version satisfies."""
LACKING = ["YIELD-10", "BODY-SIZE-1", "PARAM-MODEL-1", "FORM-21", "STREAM-1"]
"""Rules on what it lacks: ``scope``, ``max_body_size``, models of parameters and forms, streams."""


def test_the_reference_application_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the version does not have is missing, and nothing else."""
    try:
        python = interpreter(OLDEST)
    except TargetError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no environment: {error}")
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))

    ran = run(*HOLD, *LACKING, "--report", str(tmp_path), "--launch", command(python))

    outcomes = {rule.id: rule.outcome for rule in read(tmp_path).rules}
    assert {id for id, outcome in outcomes.items() if outcome is Outcome.HOLDS} == set(HOLD), ran.output
    assert outcomes.keys() == {*HOLD, *LACKING}


def test_the_locked_version_lacks_nothing() -> None:
    """A module that cannot be built today is a bug, and not the lack of a version."""
    loaded = [sys.executable, "-c", "import reference_app.main"]

    assert subprocess.run(loaded, capture_output=True, text=True, check=True, cwd=PROJECT).stderr == ""


def test_a_module_that_cannot_be_built_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever serves the application reads what is missing, and why."""
    with optional("chapter00.example"):
        raise TypeError("Depends() got an unexpected\n  keyword argument")

    assert capsys.readouterr().err == (
        "reference_app: chapter00.example is left out: TypeError: Depends() got an unexpected keyword argument\n"
    )
