"""Servers that know nothing of the contract, say nothing, die: no rule holds by accident, no error is ours."""

import itertools
import json
import subprocess
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import BaseRequestHandler
from typing import Any

import pytest

from tests.attack import attack
from tests.conftest import COMMAND, Run
from tests.servers import Closing, Encrypting, Part, Server, always, answering, head, running, sized, slowly

SERVERS: dict[str, type[BaseHTTPRequestHandler] | type[BaseRequestHandler]] = {
    "200 with {}": always(200, "application/json", b"{}"),
    "500": always(500, "text/plain", b"Internal Server Error"),
    "404": always(404, "application/json", b'{"detail": "Not Found"}'),
    "closing": Closing,
}


@pytest.fixture(scope="module", params=SERVERS)
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The report of the whole specification against a server that gives one answer to everything."""
    folder: Path = tmp_path_factory.mktemp("report")
    with running(SERVERS[request.param]) as server:
        ran = attack(server.url, "--anyway", "--fail-on=should", f"--report={folder}", "-q", seconds=300)
    assert ran.status == 1, ran.output[-3000:]
    data: dict[str, Any] = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return data


def test_the_report_is_complete(report: dict[str, Any]) -> None:
    assert report["complete"]
    assert len(report["rules"]) == len(json.loads(Path("spec/contract/rules.json").read_text(encoding="utf-8")))


def test_the_harness_never_fails(report: dict[str, Any]) -> None:
    errors = [
        (rule["id"], case["reason"]) for rule in report["rules"] for case in rule["cases"] if case["outcome"] == "error"
    ]

    assert errors == []


def test_no_must_holds_by_accident(report: dict[str, Any]) -> None:
    held = [rule["id"] for rule in report["rules"] if rule["level"] == "MUST" and rule["outcome"] == "holds"]

    assert held == []


REDIRECTING = answering(lambda path: [sized(b"", "307 Temporary Redirect", Location=path)])
DRIBBLING = answering(lambda _: slowly(head(X="y" * 3000)))
SAYING_NOTHING = answering(lambda _: [60.0])
LIMITING = always(429, "application/json", b'{"detail": "Too Many Requests"}')
KNOWING_US = always(200, "application/json", b"{}")


@pytest.mark.parametrize(
    "handler, scheme, options, status, line",
    [
        pytest.param(REDIRECTING, "http", [], 6, "seems to be another API", id="redirects"),
        pytest.param(
            REDIRECTING, "http", ["--anyway"], 1, "received  status 307 Temporary Redirect", id="redirects us"
        ),
        pytest.param(DRIBBLING, "http", [], 6, "does not answer within 1 s", id="dribbles"),
        pytest.param(LIMITING, "http", [], 1, "received  status 429 Too Many Requests", id="limits us"),
        pytest.param(KNOWING_US, "https", ["--anyway"], 1, "reason    no TLS at https://", id="speaks no TLS"),
        pytest.param(
            Encrypting, "http", ["--anyway"], 1, "reason    the target broke off or sent no HTTP", id="speaks TLS"
        ),
    ],
)
def test_a_hostile_server_is_a_clear_outcome(
    handler: type[BaseRequestHandler], scheme: str, options: list[str], status: int, line: str
) -> None:
    with running(handler) as server:
        url = server.url.replace("http", scheme)
        ran = attack(url, "--timeout=1", *options, "spec/chapter03_requests/test_query_bool.py")

    assert ran.status == status
    assert line in ran.output


@pytest.mark.parametrize(
    "rules",
    [["spec/generated/test_sequences.py"], ["spec/properties", "-k", "any_sequence or any_segment"]],
    ids=["fuzzing", "laws"],
)
def test_a_silent_server_is_not_asked_on_and_on(rules: list[str]) -> None:
    with running(SAYING_NOTHING) as server:
        ran = attack(server.url, "--timeout=1", "--anyway", *rules)

    assert ran.status == 1
    assert "the target was silent until the timeout" in ran.output
    assert len(server.methods) <= 4


@pytest.mark.parametrize(
    "rules, requests",
    [
        ("spec/chapter03_requests", 200),
        ("spec/generated/test_sequences.py", 50),
        ("spec/properties/test_queries.py", 5),
    ],
    ids=["rules", "fuzzing", "laws"],
)
def test_6_for_a_server_that_dies_with_the_rule_named(rules: str, requests: int, tmp_path: Path) -> None:
    asked = itertools.count()

    def answer(_: str) -> list[Part]:
        return [Server.die, None] if next(asked) == requests else [sized(b"{}", Content_Type="application/json")]

    with running(answering(answer)) as server:
        ran = attack(server.url, rules, f"--report={tmp_path}")
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))

    assert ran.status == 6
    assert f"the target {server.url} died at {report['rules'][-1]['id']}" in ran.output
    assert not report["complete"]
    assert next(asked) == requests + 1


def echo(path: str) -> bytes:
    """What the mini specification asks for."""
    return sized(b'{"n": %d, "shape": "round", "colour": "red"}' % int(path[-1]))


def test_the_run_goes_on_behind_a_restart(mini: Path) -> None:
    def answer(path: str) -> list[Part]:
        return [Server.restart, None] if path.endswith("n=2") else [echo(path)]

    with running(answering(answer)) as server:
        ran = attack(server.url, "--anyway", cwd=mini)

    assert ran.status == 1
    assert "2 of 3 rules hold, 1 MUST broken" in ran.output


def test_a_slow_server_is_waited_for_with_the_progress_shown(mini: Path) -> None:
    with running(answering(lambda path: [2.0, echo(path)])) as server:
        command = [*COMMAND, "--url", server.url, "--anyway", "-v", "-k", "number"]
        with subprocess.Popen(command, cwd=mini, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            first = next(line for line in process.stdout if "MINI-A-1" in line)
            running_on = process.poll() is None
            rest = process.stdout.read()

    assert first.split()[-3:] == ["holds", "[", "50%]"]
    assert running_on
    assert process.returncode == 0
    assert "conforms: 1 of 1 rules hold" in rest


def test_the_applications_own_exception_is_shown_apart(run_mini: Run) -> None:
    output = run_mini("--app", "apps:crashing", "-k", "number").output

    assert "received  status 500 Internal Server Error" in output
    assert "printed by the application meanwhile:" in output
    assert "RuntimeError: boom in the application" in output
