"""The GitHub Action runs the installed command, with its inputs as they were given."""

import subprocess
import textwrap
from pathlib import Path

import pytest

from tests.conftest import PROJECT

SCRIPT = textwrap.dedent((PROJECT / "action.yml").read_text(encoding="utf-8").partition("run: |\n")[2])


def run_action(folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the action's script with a pipx that prints its arguments, one a line."""
    pipx = folder / "pipx"
    pipx.write_text("#!/bin/sh\nprintf '%s\\n' \"$@\"\n")
    pipx.chmod(0o755)
    environment = {"URL": "", "LAUNCH": "", "ARGS": "", "GITHUB_ACTION_PATH": "/the action", **inputs}
    shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", SCRIPT]
    path = f"{folder}:/usr/bin:/bin"
    return subprocess.run(shell, env={"PATH": path, **environment}, cwd=folder, capture_output=True, text=True)


@pytest.mark.parametrize(
    "inputs, options",
    [
        ({"URL": "http://127.0.0.1:3000"}, ["--url", "http://127.0.0.1:3000"]),
        ({"LAUNCH": "node 'my server.js' *"}, ["--launch", "node 'my server.js' *"]),
        ({"LAUNCH": "./run", "ARGS": "-k * --without 07"}, ["--launch", "./run", "-k", "*", "--without", "07"]),
        ({"URL": "u", "ARGS": "-k 'a or b'\n--next"}, ["--url", "u", "-k", "a or b", "--next"]),
    ],
    ids=["url", "launch", "args", "quotes and lines"],
)
def test_inputs_arrive_as_they_were_given(tmp_path: Path, inputs: dict[str, str], options: list[str]) -> None:
    """Neither spaces nor characters of the shell change an input; ``args`` is split like a command line."""
    done = run_action(tmp_path, **inputs)

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["run", "--no-cache", "--spec", "/the action", "fastapi-spec", *options]


def test_an_action_without_a_target_is_wrong_usage(tmp_path: Path) -> None:
    """The reference application, which would be the default, says nothing about the repository that is tested."""
    done = run_action(tmp_path)

    assert done.returncode == 4
    assert done.stderr == "ERROR: give url or launch\n"
