"""Servers that know nothing of the contract: a complete report, no rule that holds by accident, no error of ours."""

import json
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import BaseRequestHandler
from typing import Any

import pytest

from tests.conftest import Run, run
from tests.servers import Closing, always, running

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
        ran = run("--url", server.url, "--anyway", "--fail-on=should", f"--report={folder}", "-q", seconds=300)
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


ANSWERS = """
import asyncio


async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        return
    headers = [(b"content-type", b"application/json")]
    match scope["path"]:
        case "/hangs":
            await asyncio.sleep(60)
        case "/huge":
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            for _ in range(200):
                await send({"type": "http.response.body", "body": b"x" * 1_000_000, "more_body": True})
        case "/dribbles":
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            for _ in range(600):
                await send({"type": "http.response.body", "body": b" ", "more_body": True})
                await asyncio.sleep(0.1)
        case "/lies":
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"10")]})
            await send({"type": "http.response.body", "body": b"{}"})
        case "/gzip":
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-encoding", b"gzip")]})
            await send({"type": "http.response.body", "body": b"no gzip"})
        case _:
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": b"NaN"})
"""

RULES = '''
import pytest
from spec.harness.rule import must


@must("MINI-B-1", notes="bool 参数", docs="tutorial/")
@pytest.mark.parametrize("path", ["hangs", "huge", "dribbles", "lies", "gzip", "garbage"])
def test_the_body_is_json(api, path):
    """The body is JSON."""
    assert api.get("/" + path).json()
'''


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, str]]:
    """Outcome and reason of one rule against six hostile answers, in one run that goes on after each."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "pyproject.toml").write_text("[tool.pytest]\nstrict = true\n")
    (folder / "answers.py").write_text(ANSWERS)
    (folder / "test_mini.py").write_text(RULES)
    ran = run("--app", "answers:app", "--timeout=1", "--report=out", cwd=folder)
    assert ran.status == 1, ran.output
    rule = json.loads((folder / "out" / "report.json").read_text())["rules"][0]
    return {case["case"]: (case["outcome"], case["reason"]) for case in rule["cases"]}


@pytest.mark.parametrize(
    "path, reason",
    [
        ("hangs", "the target was silent until the timeout"),
        ("huge", "the target sent more than 16 MiB"),
        ("dribbles", "the target was still sending after 1 s"),
        ("lies", "the target broke off or sent no HTTP"),
        ("gzip", "the body is no JSON"),
        ("garbage", "the body is no JSON"),
    ],
)
def test_a_hostile_answer_is_a_clear_outcome(outcomes: dict[str, tuple[str, str]], path: str, reason: str) -> None:
    outcome, said = outcomes[path]

    assert outcome == "broken"
    assert said.startswith(reason)


def test_the_applications_own_exception_is_shown_apart(run_mini: Run) -> None:
    output = run_mini("--app", "apps:crashing", "-k", "number").output

    assert "received  status 500 Internal Server Error" in output
    assert "printed by the application meanwhile:" in output
    assert "RuntimeError: boom in the application" in output
