"""``fastapi-spec`` in a folder that is not the project's: the rules are found, and nothing is left behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import COMMAND, PROJECT, environment, run

RULE = '''
"""Greetings."""
from fastapi_spec import must


@must("GREET-NAME-1")
def test_the_name_is_greeted(api):
    """The name in the path is greeted."""
    assert api.get("/greeting/Rick").status_code == 200
'''

HALF_BUILT = """
from fastapi import FastAPI

app = FastAPI()


@app.get("/hello")
def hello():
    return {"hello": "world"}
"""


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder of another project, which has settings of pytest and a package named spec."""
    folder = tmp_path / "elsewhere"
    (folder / "spec").mkdir(parents=True)
    (folder / "spec" / "__init__.py").write_text("")
    (folder / "spec" / "test_greeting.py").write_text(RULE)
    (folder / "pyproject.toml").write_text('[tool.pytest]\naddopts = ["--no-such-option"]\n')
    (folder / "conftest.py").write_text("")
    return folder


def listed(folder: Path) -> list[Path]:
    """All files and folders below a folder."""
    return sorted(path for path in folder.rglob("*") if "__pycache__" not in path.parts)


def test_the_rules_of_the_specification_run_from_any_folder(elsewhere: Path) -> None:
    """Neither the settings and the conftest.py of the folder nor its package named spec have a part in the run."""
    (elsewhere / "conftest.py").write_text("raise SystemExit('not ours')\n")
    before = listed(elsewhere)

    ran = run("-q", "-k", "chapter08_middleware and process_time", cwd=elsewhere)
    again = run("-q", "--lf", "--collect-only", "spec/chapter08_middleware", cwd=elsewhere)

    assert ran.status == again.status == 0, ran.output
    assert "reference_app.main:app conforms: " in ran.output
    assert "spec/chapter08_middleware/test_process_time.py::" in again.output
    assert listed(elsewhere) == before


def test_the_node_id_of_a_card_works_from_any_folder(elsewhere: Path) -> None:
    """The command on a card is typed where the run was; a report may go to a folder that exists."""
    node = "spec/chapter08_middleware/test_process_time.py::test_responses[200]"
    (elsewhere / "wrong.py").write_text(HALF_BUILT)
    (elsewhere / "out").mkdir()

    ran = run("-q", "--app", "wrong:app", "--report", "out", "-n", "2", node, cwd=elsewhere)

    assert ran.status == 1, ran.output
    assert f"  rerun     fastapi-spec --app wrong:app '{node}'\n" in ran.output
    assert "report: out/report.json" in ran.output


def test_rules_of_another_project_run_by_the_same_command(elsewhere: Path) -> None:
    """A path of the current folder comes before ours, and the command on the card runs it again."""
    ran = run("-q", "spec/test_greeting.py", cwd=elsewhere)

    assert ran.status == 1, ran.output
    assert "  rerun     fastapi-spec spec/test_greeting.py::test_the_name_is_greeted\n" in ran.output


def test_rules_that_cannot_be_collected_are_a_failure_of_the_harness(elsewhere: Path) -> None:
    """Only rules are expected of the command: a module that cannot be imported is missing in the verdict."""
    (elsewhere / "spec" / "test_greeting.py").write_text("import surely_not_there\n")

    assert run("-q", "spec/test_greeting.py", cwd=elsewhere).status == 3


def test_pytest_runs_the_rules_in_a_clone() -> None:
    """conftest.py loads the plugin, and that of -n, though the command line names neither."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "spec/chapter08_middleware"]
    done = subprocess.run(command, cwd=PROJECT, env=environment(), capture_output=True, text=True, timeout=120)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "reference_app.main:app conforms: " in done.stdout


@pytest.mark.parametrize(
    "words",
    [["--help"], ["list"], ["explain", "QUERY-BOOL-1"], ["-q", "spec/chapter08_middleware"]],
    ids=lambda words: words[0],
)
def test_a_reader_that_has_read_enough_is_not_an_error(words: list[str]) -> None:
    """``fastapi-spec list | head -1`` ends without a traceback, however much is left to print."""
    reader, writer = os.pipe()
    os.close(reader)
    variables = environment()
    del variables["PYTHONUNBUFFERED"]
    with open(writer, "wb") as pipe:
        done = subprocess.run([*COMMAND, *words], env=variables, stdout=pipe, stderr=subprocess.PIPE, timeout=120)

    assert (done.returncode, done.stderr) == (1, b"")


def test_a_terminal_without_chinese_gets_escapes() -> None:
    """The notes are quoted in Chinese, which the locale C cannot print."""
    ran = run("explain", "QUERY-BOOL-1", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")

    assert ran.status == 0
    assert "  notes     bool \\u53c2\\u6570\n" in ran.output
