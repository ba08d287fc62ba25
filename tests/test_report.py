"""report.json: complete, by its schema, without secrets."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from fastapi_spec.client.api import Exchange
from fastapi_spec.output import report
from fastapi_spec.output.redact import as_data, curl, lines
from tests.conftest import Run, edit

SCHEMA = json.loads(report.SCHEMA.read_text())


def read(folder: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return data


@pytest.mark.parametrize("options", [[], ["-n", "2"]], ids=["one", "xdist"])
def test_a_report_keeps_its_schema_and_tells_the_run(run_mini: Run, mini: Path, options: list[str]) -> None:
    run_mini("--app", "apps:bad", "--report=out", *options)

    data = read(mini / "out")
    jsonschema.validate(data, SCHEMA)
    assert (data["complete"], data["verdict"], data["exit_status"]) == (True, "broken", 1)
    assert {outcome: count for outcome, count in data["counts"].items() if count} == {"holds": 2, "broken": 1}
    assert set(data["counts"]) == set(SCHEMA["$defs"]["outcome"]["enum"])
    assert [rule["id"] for rule in data["rules"]] == ["MINI-A-1", "MINI-A-2", "MINI-A-3"]


def test_a_case_has_its_exchange_and_its_reason(run_mini: Run, mini: Path) -> None:
    run_mini("--app", "apps:bad", "--report=out")

    broken = next(case for case in read(mini / "out")["rules"][0]["cases"] if case["outcome"] == "broken")
    assert broken["case"] == "2"
    assert broken["reason"] == 'expected: body like {"n": 2}\nreceived: body.n is 3, not 2'
    assert broken["exchanges"][0]["url"].endswith("/echo?n=2")
    assert broken["exchanges"][0]["status"] == 200
    assert json.loads(broken["exchanges"][0]["response_body"]["text"])["n"] == 3


@pytest.mark.parametrize("folder, reason", [("taken", "File exists"), ("taken/out", "Not a directory")])
def test_a_folder_that_cannot_be_is_wrong_usage(run_mini: Run, mini: Path, folder: str, reason: str) -> None:
    (mini / "taken").write_text("a file")

    ran = run_mini("--app", "apps:good", f"--report={folder}")

    assert ran.status == 4
    assert f"--report {folder}: {reason}" in ran.output
    assert (mini / "taken").read_text() == "a file"


def test_a_report_that_cannot_be_written_fails_the_run(run_mini: Run, mini: Path) -> None:
    edit(
        mini,
        '    response = api.get("/echo"',
        '    import shutil; shutil.rmtree("out", True)\n    response = api.get("/echo"',
    )

    ran = run_mini("--app", "apps:good", "--report=out")

    assert ran.status == 3
    assert "ERROR: not written: " in ran.output


def test_versions_name_what_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "PACKAGES", ("pytest", "surely-not-there"))

    assert report.versions().keys() == {"python", "pytest"}


def test_an_old_report_stays_whole_when_writing_fails(tmp_path: Path) -> None:
    report.write(tmp_path, {"version": 1})

    with pytest.raises(TypeError):
        report.write(tmp_path, {"version": object()})

    assert read(tmp_path) == {"version": 1}
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]


LOGIN = Exchange(
    "POST",
    "http://127.0.0.1:1/token?access_token=abc",
    [("Authorization", "Bearer abc"), ("Content-Type", "application/json"), ("Host", "x"), ("X-Empty", "")],
    b'{"username": "u", "password": "hunter2"}',
    200,
    [("set-cookie", "sid=1"), ("content-type", "application/json")],
    b'{"access_token": "abc.def", "token_type": "bearer"}',
    1.5,
)


def test_secrets_are_masked_everywhere() -> None:
    data = as_data(LOGIN)

    shown = json.dumps(data) + curl(data) + "".join(lines(data))
    assert "hunter2" not in shown
    assert "abc" not in shown
    assert '"username": "u"' in data["request_body"]["text"]
    assert "Bearer ***" in curl(data)


def test_a_form_password_is_masked() -> None:
    exchange = Exchange("POST", "http://h/", [], b"username=a&password=b%2Bc&x=1")

    assert as_data(exchange)["request_body"]["text"] == "username=a&password=***&x=1"


def test_a_long_body_is_cut_and_a_binary_one_encoded() -> None:
    long = as_data(Exchange("POST", "http://h/", [], "é".encode() * 5000))
    binary = as_data(Exchange("POST", "http://h/", [], b"\xff\x00"))

    assert long["request_body"]["bytes"] == 10000
    assert len(long["request_body"]["text"]) == 2048
    assert binary["request_body"] == {"bytes": 2, "base64": "/wA="}
    assert "> ... (10000 bytes)" in lines(long)
    assert "> (2 bytes that are no text)" in lines(binary)


def test_curl_repeats_the_request_as_it_was() -> None:
    get = Exchange("GET", "http://h/a/../b?x=1", [("Host", "h"), ("X-Token", "a b"), ("X-Empty", "")], b"")
    head = Exchange("HEAD", "http://h/", [("User-Agent", "me")], b"")
    put = Exchange("PUT", "http://h/", [], b"{}")

    assert curl(as_data(get)) == (
        "curl -i --path-as-is -H 'X-Token: a b' -H 'X-Empty;' -H User-Agent: 'http://h/a/../b?x=1'"
    )
    assert curl(as_data(head)) == "curl -i --path-as-is --head -H 'User-Agent: me' http://h/"
    assert curl(as_data(put)) == (
        "curl -i --path-as-is -X PUT -H User-Agent: -H Content-Type: --data-binary '{}' http://h/"
    )


def test_an_exchange_without_an_answer_says_why() -> None:
    data = as_data(Exchange("GET", "http://h/", [], b"", failure="the target was silent"))

    assert lines(data) == ["> GET http://h/", "< the target was silent"]
