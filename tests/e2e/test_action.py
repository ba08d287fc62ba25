"""The steps of the GitHub Action, run by bash as a job runs them."""

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

from fastapi_spec.output.report import read
from tests.conftest import PROJECT

ACTION = yaml.safe_load((PROJECT / "action.yml").read_text(encoding="utf-8"))
INSTALL, RUN = (step for step in ACTION["runs"]["steps"] if "run" in step)


class Job:
    """A job with the action: its folder, and the files by which a step tells it something."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.temporary = folder / "temporary"
        self.temporary.mkdir()
        self.output = folder / "output"
        self.summary = folder / "summary"

    def step(self, step: dict[str, Any], **inputs: str) -> subprocess.CompletedProcess[str]:
        """Run a step of the action with these inputs; underscores are written for hyphens."""
        given = {name: settings["default"] for name, settings in ACTION["inputs"].items()}
        given |= {name.replace("_", "-"): value for name, value in inputs.items()}
        env = {
            variable: re.sub(r"\$\{\{ inputs\.([a-z-]+) }}", lambda name: given[name[1]], value)
            for variable, value in step["env"].items()
        }
        job = {
            "RUNNER_TEMP": self.temporary,
            "GITHUB_ACTION_PATH": PROJECT,
            "GITHUB_OUTPUT": self.output,
            "GITHUB_STEP_SUMMARY": self.summary,
        }
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            env={**os.environ, **{name: str(path) for name, path in job.items()}, **env},
            cwd=self.folder,
            capture_output=True,
            text=True,
        )


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """A job in an empty folder."""
    return Job(tmp_path)


@pytest.fixture
def printing(job: Job) -> Job:
    """A job in which the installed command prints its arguments, one a line."""
    command = job.temporary / "fastapi-spec" / "bin" / "fastapi-spec"
    command.parent.mkdir(parents=True)
    command.write_text("#!/bin/sh\nprintf '%s\\n' \"$@\"\n")
    command.chmod(0o755)
    return job


@pytest.mark.parametrize(
    "inputs, options",
    [
        ({"url": "http://127.0.0.1:3000"}, ["run", "--url=http://127.0.0.1:3000"]),
        ({"launch": "node 'my server.js' *"}, ["run", "--launch=node 'my server.js' *"]),
        ({"constraint": "a.txt\nb.txt\n"}, ["run", "--constraint", "a.txt", "--constraint", "b.txt"]),
        ({"constraint": "uv.lock", "app": "m:app"}, ["run", "--constraint", "uv.lock", "--app=m:app"]),
        ({"url": "u", "fail_on": "should"}, ["run", "--url=u", "--fail-on=should"]),
        ({"url": "u", "args": "-k 'a or b' *\n--next"}, ["run", "--url=u", "-k", "a or b", "*", "--next"]),
        (
            {"from": "old.txt", "to": "fastapi\nstarlette<1", "app": "m:app", "args": "--only fastapi"},
            [
                "upgrade",
                "--from",
                "old.txt",
                "--to",
                "fastapi",
                "--to",
                "starlette<1",
                "--app=m:app",
                "--only",
                "fastapi",
            ],
        ),
    ],
    ids=["url", "launch", "constraints", "app", "fail-on", "quotes and lines", "upgrade"],
)
def test_inputs_arrive_as_they_were_given(printing: Job, inputs: dict[str, str], options: list[str]) -> None:
    """Neither spaces nor characters of the shell change an input; ``args`` is split like a command line."""
    done = printing.step(RUN, **inputs)

    report = str(printing.temporary / "fastapi-spec-report")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [*options, "--report", report, "--github"]
    assert printing.output.read_text() == f"report={report}\n"


def test_an_own_application_is_served_by_the_python_of_the_job(printing: Job) -> None:
    """It has the packages of the application, which the environment of the rules lacks."""
    done = printing.step(RUN, app="main:app")

    assert re.match(r"run\n--python\n/.*/python3\n--app=main:app\n", done.stdout), done


@pytest.mark.parametrize(
    "inputs, line",
    [
        ({}, "give from and to, or constraint, url, launch or app"),
        ({"from": "a.txt"}, "give both from and to"),
        ({"to": "a.txt", "from": "b.txt", "url": "u"}, "from and to say which versions are served"),
        ({"url": "u", "args": "-k 'a or b"}, "args: a quote is not closed"),
    ],
)
def test_inputs_that_do_not_fit_are_wrong_usage(printing: Job, inputs: dict[str, str], line: str) -> None:
    """An annotation says what to give."""
    done = printing.step(RUN, **inputs)

    assert done.returncode == 4
    assert done.stdout.startswith(f"::error title=fastapi-spec::{line}")


def test_the_steps_run_the_checked_out_version(job: Job) -> None:
    """A real environment, a real run of a few rules, and what the job is told of it."""
    installed = job.step(INSTALL, python_version="3")
    assert installed.returncode == 0, installed.stderr
    done = job.step(RUN, constraint=str(PROJECT / "requirements.lock"), args="--fuzz off\nQUERY-BOOL")

    assert done.returncode == 0, done.stdout + done.stderr
    assert read(job.temporary / "fastapi-spec-report").counts["holds"] == 10
    assert job.output.read_text().endswith("verdict=conforms\nfailing=\n")
    assert job.summary.read_text(encoding="utf-8").startswith(
        "## ✅ reference_app.main:app conforms: 10 of 10 rules hold\n"
    )
