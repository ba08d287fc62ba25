"""``fastapi-spec`` and ``python -m spec``: the rules from a folder that is not the project's, without a trace in it."""

import os
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

import fastapi_spec.__main__ as command
from tests.conftest import PROJECT, Ran

RULE = '''
"""Greetings."""
from fastapi_spec.rules.rule import must


@must("GREET-NAME-1", notes="测试用例", docs="tutorial/testing/")
def test_the_name_is_greeted(api):
    """The name in the path is greeted."""
    assert api.get("/greeting/Rick").status_code == 200
'''


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder of somebody whose own settings of pytest must not matter."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "pyproject.toml").write_text('[tool.pytest]\naddopts = ["--no-such-option"]\n')
    (folder / "conftest.py").write_text("raise SystemExit('somebody else')\n")
    return folder


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


def fastapi_spec(*arguments: str, cwd: Path) -> Ran:
    """Run the command in a folder from which the package is found as an installed one is."""
    environment = os.environ | {"PYTHONPATH": str(PROJECT), "COLUMNS": "120"}
    done = subprocess.run(
        [sys.executable, "-P", "-m", "spec", *arguments],
        cwd=cwd,
        env=environment,
        text=True,
        capture_output=True,
        timeout=120,
    )
    return Ran(done.returncode, done.stdout + done.stderr)


def test_without_paths_every_rule_is_there_and_nothing_is_written(elsewhere: Path, cache: Path) -> None:
    before = sorted(elsewhere.iterdir())

    ran = fastapi_spec("-q", "-k", "process_time or (chapter12 and cors)", cwd=elsewhere)
    again = fastapi_spec("-q", "--lf", "--co", cwd=elsewhere)

    assert ran.status == 0, ran.output
    assert "reference_app.main:app conforms: " in ran.output
    assert "spec/chapter08_background/test_tasks.py::" in again.output
    assert sorted(elsewhere.iterdir()) == before
    assert (cache / "fastapi-spec").is_dir()


@pytest.mark.usefixtures("cache")
def test_a_node_id_of_a_card_works_from_any_folder(elsewhere: Path) -> None:
    (elsewhere / "conftest.py").unlink()
    node = "spec/chapter08_middleware/test_process_time.py::test_answers_tell_their_time"
    (elsewhere / "wrong.py").write_text("from fastapi import FastAPI\n\napp = FastAPI()\n")
    (elsewhere / "out").mkdir()

    ran = fastapi_spec("-q", "--app", "wrong:app", "--report", "out", "-n", "2", node, cwd=elsewhere)

    assert ran.status == 1, ran.output
    assert f"  rerun     fastapi-spec --app wrong:app '{node}[" in ran.output
    assert "report: out/report.json" in ran.output


@pytest.mark.usefixtures("cache")
def test_rules_of_ones_own_run_by_the_same_command(elsewhere: Path) -> None:
    (elsewhere / "conftest.py").unlink()
    (elsewhere / "spec").mkdir()
    (elsewhere / "spec" / "test_greeting.py").write_text(RULE)

    ran = fastapi_spec("-q", "spec/test_greeting.py", cwd=elsewhere)

    assert ran.status == 1, ran.output
    assert "  rerun     fastapi-spec spec/test_greeting.py::test_the_name_is_greeted\n" in ran.output


@pytest.mark.usefixtures("cache")
def test_a_folder_spec_of_ones_own_is_not_taken_for_ours(elsewhere: Path) -> None:
    (elsewhere / "conftest.py").unlink()
    (elsewhere / "spec").mkdir()
    (elsewhere / "spec" / "__init__.py").write_text("")
    (elsewhere / "own.py").write_text("from reference_app.main import app\n")

    ran = fastapi_spec("-q", "--app=own:app", "-k", "test_fixed_path_first", cwd=elsewhere)

    assert ran.status == 0, ran.output


def test_the_settings_are_those_of_the_project() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]
    installed = tomllib.loads((PROJECT / "spec" / "harness" / "settings.toml").read_text(encoding="utf-8"))

    assert installed["tool"]["pytest"] == {key: value for key, value in project.items() if key != "testpaths"}


def call(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["fastapi-spec", *arguments])
    return command.main()


def test_the_help_has_our_options_alone(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(monkeypatch, "--help") == 0

    output = capsys.readouterr().out
    assert output.startswith("usage: fastapi-spec [--url URL | --app MODULE:ATTR | --launch CMD] [options] [paths]\n")
    assert "--without CHAPTER" in output
    assert "--junitxml" in output
    assert "--pdb" not in output


def test_the_version_is_that_of_the_installed_project(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "version", lambda _: "1.2.3")
    assert call(monkeypatch, "--version") == 0
    assert capsys.readouterr().out.startswith("fastapi-spec 1.2.3\npython 3.")


def test_a_project_that_is_not_installed_has_no_version(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(command, "version", missing)
    assert call(monkeypatch, "--version") == 0
    assert capsys.readouterr().out.startswith("fastapi-spec (not installed)\n")


def test_reports_are_compared_and_put_side_by_side(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = elsewhere / "no.json"

    assert call(monkeypatch, "diff", str(missing), str(missing)) == 4
    assert call(monkeypatch, "matrix", f"ours={missing}") == 4
    assert (
        capsys.readouterr().err == f"ERROR: {missing}: No such file or directory; make a report with --report DIR\n" * 2
    )


def test_a_home_that_takes_no_cache_is_no_obstacle(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (elsewhere / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(elsewhere / "file"))

    ran = fastapi_spec("-q", "--collect-only", "-k", "chapter08", cwd=elsewhere)

    assert ran.status == 0, ran.output
