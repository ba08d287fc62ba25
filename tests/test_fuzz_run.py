"""Fuzzing by the real command: its options, its card, its report, its end."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import COMMAND, PROJECT, run

CHAPTER = str(PROJECT / "spec" / "generated")
FAULTY = "proof.faults.server:app"
REST = ["-k", "rest"]
"""Two operations, so that a campaign is short."""


@pytest.mark.parametrize(
    "arguments",
    [["spec/chapter03_requests", "-k", "true_spellings"], [CHAPTER, "--collect-only"], [CHAPTER, "--fuzz", "off"]],
    ids=["another chapter", "collection", "off"],
)
def test_nothing_is_imported_for_what_is_not_fuzzed(arguments: list[str]) -> None:
    code = f"""
import pytest, sys
assert pytest.main({["-q", *arguments]!r}) == 0
assert not {{"schemathesis", "hypothesis"}} & set(sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "option, line",
    [
        ("--fuzz=10x", "'10x': write quick, standard, off or a duration such as 90s, 10m, 1h"),
        ("--fuzz=stanard", "(did you mean standard?)"),
        ("--fuzz-seed=-1", "'-1': write a whole number from 0 up"),
        ("--fuz-seed=1", "unknown option --fuz-seed (did you mean --fuzz-seed?)"),
    ],
)
def test_4_for_a_wrong_size_or_seed(option: str, line: str) -> None:
    ran = run(CHAPTER, option)

    assert ran.status == 4
    assert line in ran.output
    assert "Traceback" not in ran.output


def test_off_is_said() -> None:
    ran = run(CHAPTER, "--fuzz", "off", *REST[:1], "rest or main")

    assert ran.status == 0
    assert re.search(r"fuzz: off, so \d+ rules were not asked", ran.output)
    assert "fuzz: off, seed" not in ran.output


def test_the_card_and_the_report_show_what_was_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAULT", "never-as-declared")

    ran = run(CHAPTER, "--app", FAULTY, "--fuzz-seed", "5", f"--report={tmp_path}", *REST)

    assert ran.status == 1
    assert "fuzz: quick, seed 5\n" in ran.output
    assert "reason    GET /hello: Undocumented status code: Received: 202 Documented: 200" in ran.output
    assert re.search(r"curl -i --path-as-is .* http://127\.0\.0\.1:\d+/hello\n", ran.output)
    rerun = "'spec/generated/test_responses.py::test_statuses[rest]'"
    assert f"rerun     pytest --app {FAULTY} --fuzz quick --fuzz-seed 5 {rerun}" in ran.output
    rules = {rule["id"]: rule for rule in json.loads((tmp_path / "report.json").read_text())["rules"]}
    [case] = rules["FUZZ-STATUS-1"]["cases"]
    assert case["exchanges"][0]["status"] == 202
    assert rules["FUZZ-REACH-1"]["cases"][0]["reason"].startswith("GET /hello: asked ")


NO_DOCUMENT = """
from reference_app.main import app as reference


async def app(scope, receive, send):
    if scope["type"] == "http" and scope["path"].endswith("/openapi.json"):
        scope = {**scope, "path": "/nowhere", "raw_path": b"/nowhere"}
    await reference(scope, receive, send)
"""


def test_a_target_without_a_document_is_fuzzed_by_the_locked_one(tmp_path: Path) -> None:
    (tmp_path / "undocumented.py").write_text(NO_DOCUMENT)

    ran = run(CHAPTER, "--app", "undocumented:app", "--fail-on=should", "-k", "rest or main", cwd=tmp_path)

    assert ran.status == 1
    assert "no OpenAPI document at /openapi.json: the locked contract stands in its place" in ran.output
    assert "fuzz: by the locked contract, for want of documents of the target: all" in ran.output
    assert re.search(r": \d+ of \d+ rules hold, \d+ SHOULD not reached$", ran.output, re.MULTILINE)


SENSELESS = """
import json
from reference_app.main import app as reference


async def app(scope, receive, send):
    if scope["type"] != "http" or scope["path"] != "/openapi.json":
        return await reference(scope, receive, send)
    document = {"openapi": "3.1.0", "info": {}, "paths": {"/hello": {"get": {"responses": 3}}}}
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/json")]})
    await send({"type": "http.response.body", "body": json.dumps(document).encode()})
"""


def test_a_senseless_document_is_no_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "senseless.py").write_text(SENSELESS)

    ran = run(CHAPTER, "--app", "senseless:app", "--fail-on=should", "-k", "rest or main", cwd=tmp_path)

    assert ran.status == 1
    assert "the document at /openapi.json makes no sense: TypeError" in ran.output
    assert re.search(r"^unmet +SHOULD FUZZ-DOCUMENT-1$", ran.output, re.MULTILINE)


DYING = """
import os
from reference_app.main import app as reference


async def app(scope, receive, send):
    if scope["type"] == "http" and scope["path"] == "/hello" and scope["method"] != "GET":
        os._exit(7)
    await reference(scope, receive, send)
"""


def test_6_when_the_target_dies(tmp_path: Path) -> None:
    (tmp_path / "dying.py").write_text(DYING)

    ran = run(CHAPTER, "--app", "dying:app", *REST, cwd=tmp_path)

    assert ran.status == 6
    assert "the target dying:app died at FUZZ-REACH-1: nobody answers at http://127.0.0.1:" in ran.output


def test_a_duration_says_how_far_it_is() -> None:
    ran = run(CHAPTER, "--fuzz", "4s", *REST)

    assert ran.status == 0
    seed = re.search(r"fuzz: 4s, seed (\d+)\n", ran.output)
    assert seed
    assert re.search(r"fuzz: seed \d+, the main application, \d+ requests, 0 findings", ran.output)
    assert re.search(rf"fuzz: 4s, seeds? {seed[1]}\b.*, \d+ requests\n", ran.output)


def test_in_two_processes_as_in_one() -> None:
    ran = run(CHAPTER, *REST, "-n", "2")

    assert ran.status == 0
    assert re.search(r" conforms: (\d+) of \1 rules hold$", ran.output, re.MULTILINE)


def test_a_failure_of_ours_is_told_by_every_rule(tmp_path: Path) -> None:
    broken = "import fastapi_spec.generate.engine as engine\n\nengine.from_schema = None\n"
    (tmp_path / "conftest.py").write_text(broken)

    ran = run(CHAPTER, *REST, "-p", "conftest", "--rootdir", str(PROJECT), cwd=tmp_path)

    assert ran.status == 3
    assert ran.output.count("'NoneType' object is not callable") >= 2


def test_2_when_interrupted_and_no_row_is_left(tmp_path: Path) -> None:
    command = [*COMMAND, CHAPTER, "--fuzz", "120s", "-k", "chapter07"]
    environment = os.environ | {"PYTHONUNBUFFERED": "1", "DATA_DIR": str(tmp_path)}
    environment.pop("DATABASE_URL", None)
    with subprocess.Popen(
        command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout
        for line in process.stdout:
            if line.startswith("fuzz: seed"):
                break
        process.send_signal(signal.SIGINT)
        output = process.stdout.read()

    assert process.returncode == 2, output
    assert "Traceback" not in output
    import sqlite3

    [file] = tmp_path.glob("*.*db*")
    with sqlite3.connect(file) as database:
        counts = [
            database.execute(f"select count(*) from {table}").fetchone()[0] for table in ("department", "staff", "user")
        ]
    assert counts == [0, 0, 0]
