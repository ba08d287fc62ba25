"""Servers that know nothing of the contract, stay silent, die: no rule holds by accident, no error is ours."""

import itertools
from pathlib import Path
from socketserver import BaseRequestHandler

import pytest

from fastapi_spec.output.report import read
from fastapi_spec.rules.chapters import module_of
from fastapi_spec.rules.contract import locked
from fastapi_spec.rules.rule import Level
from fastapi_spec.verdict.outcomes import Outcome
from tests.attack import attack
from tests.conftest import FUZZ, NIGHTLY
from tests.e2e.conftest import read_until, started
from tests.servers import Closing, Encrypting, Part, Server, always, head, responding, running, sized, slowly

REDIRECTING = responding(lambda path: [sized(b"", "307 Temporary Redirect", Location=path)])
DRIBBLING = responding(lambda _: slowly(head(X="y" * 3000)))
SILENT = responding(lambda _: [600.0])
LIMITING = always(429, "application/json", b'{"detail": "Too Many Requests"}')
EMPTY = always(200, "application/json", b"{}")
FIELDS = responding(lambda _: [sized(b"{}", **{f"X_{number}": "value" for number in range(3000)})])
COOKIES = responding(lambda _: [head(Content_Length=2)[:-2] + b"Set-Cookie: a=12345\r\n" * 1500 + b"\r\n{}"])
ARRAY = always(200, "application/json", b"[" + b",".join([b"{}"] * 600_000) + b"]")
BOOL = "spec/chapter03_requests/test_query_bool.py"


def generated(id: str) -> bool:
    """Whether a rule generates its requests, unless it is told not to."""
    return str(module_of(id)).startswith("generated/")


ALIKE: dict[str, tuple[type[BaseRequestHandler], Level]] = {
    "200 with {}": (EMPTY, Level.MAY),
    "500": (always(500, "text/plain", b"Internal Server Error"), Level.MUST),
    "404": (always(404, "application/json", b'{"detail": "Not Found"}'), Level.MUST),
    "closing": (Closing, Level.MAY),
}
"""Servers with one response to everything, and the level from which rules run. The first one deceives most rules."""


@pytest.mark.parametrize("name", ALIKE if NIGHTLY else [*ALIKE][:1])
def test_no_must_holds_by_accident(name: str, tmp_path: Path) -> None:
    """Against a server with one response to everything the run is complete, and each rule has a verdict."""
    handler, level = ALIKE[name]
    options = ["--anyway", f"--level={level.name}", f"--fuzz={FUZZ}", f"--report={tmp_path}", "-q", "--tb=no"]
    with running(handler) as server:
        ran = attack(server.url, *options, seconds=400)
    report = read(tmp_path)
    ids = [rule.id for rule in report.rules]
    expected = [id for id, rule in locked().items() if rule.level >= level]

    assert (ran.status, report.complete) == (1, True), ran.output[-3000:]
    assert ids == [id for id in expected if id in ids or FUZZ != "off" or not generated(id)]
    assert [rule.id for rule in report.rules if rule.outcome is Outcome.ERROR] == []
    assert [rule.id for rule in report.rules if (rule.level, rule.outcome) == ("MUST", Outcome.HOLDS)] == []


@pytest.mark.parametrize(
    "handler, scheme, options, status, line",
    [
        (REDIRECTING, "http", [], 6, "seems to be another API"),
        (REDIRECTING, "http", ["--anyway"], 1, "received  status 307 Temporary Redirect"),
        (DRIBBLING, "http", ["--response-timeout=1"], 6, "does not respond within 1 s"),
        (LIMITING, "http", ["--anyway"], 1, "received  status 429 Too Many Requests"),
        (EMPTY, "https", ["--anyway"], 1, "received  no TLS at https://"),
        (Encrypting, "http", ["--anyway"], 1, "received  the target closed the connection or"),
    ],
    ids=["redirects", "redirects us", "dribbles", "limits us", "speaks no TLS", "speaks TLS"],
)
def test_a_hostile_server_has_a_clear_outcome(
    handler: type[BaseRequestHandler], scheme: str, options: list[str], status: int, line: str
) -> None:
    """The run ends, and its card or its error names what the server does."""
    with running(handler) as server:
        ran = attack(server.url.replace("http", scheme), "--next", *options, BOOL)

    assert ran.status == status
    assert line in ran.output


@pytest.mark.parametrize("handler", [FIELDS, COOKIES, ARRAY], ids=["fields", "cookies", "array"])
def test_a_flood_leaves_little(handler: type[BaseRequestHandler], tmp_path: Path) -> None:
    """Neither memory nor the report nor the cards grow with what a target sends."""
    options = ["--anyway", "--cards=all", f"--report={tmp_path}", f"--junitxml={tmp_path / 'junit.xml'}"]
    with running(handler) as server:
        ran = attack(server.url, *options, BOOL, "-k", "maybe or null")
    files = [tmp_path / "report.json", tmp_path / "junit.xml", tmp_path / "index.html"]

    assert ran.status == 1
    assert max(len(ran.output), *(path.stat().st_size for path in files)) < 1_000_000


@pytest.mark.parametrize(
    "rules",
    [["spec/generated/test_sequences.py"], ["spec/properties", "-k", "any_sequence or any_segment"]],
    ids=["generated", "properties"],
)
def test_a_silent_server_gets_few_requests(rules: list[str]) -> None:
    """Rules that send many requests give up after the first timeouts."""
    with running(SILENT) as server:
        ran = attack(server.url, "--response-timeout=1", "--anyway", *rules)

    assert ran.status == 1
    assert "the target was silent until the timeout" in ran.output
    assert len(server.methods) <= 4


@pytest.mark.parametrize(
    "rules, requests",
    [
        ("spec/chapter03_requests", 200),
        ("spec/generated/test_sequences.py", 50),
        ("spec/properties/test_parameters.py", 5),
    ],
    ids=["rules", "generated", "properties"],
)
def test_a_server_that_dies_ends_the_run(rules: str, requests: int, tmp_path: Path) -> None:
    """The rule that sent the last request is named, and no further request is sent."""
    sent = itertools.count()

    def respond(_: str) -> list[Part]:
        return [Server.die, None] if next(sent) == requests else [sized(b"{}", Content_Type="application/json")]

    with running(responding(respond)) as server:
        ran = attack(server.url, rules, "--anyway", f"--report={tmp_path}")
    report = read(tmp_path)

    assert ran.status == 6
    assert f"the target {server.url} died at {report.rules[-1].id}" in ran.output
    assert not report.complete
    assert next(sent) == requests + 1


def echo(path: str) -> bytes:
    """The response that the mini specification expects."""
    return sized(b'{"n": %d, "shape": "round", "colour": "red"}' % int(path[-1]))


def test_a_run_continues_after_a_lost_connection(mini: Path) -> None:
    """One lost response breaks one rule; the target is dead only if it accepts no connection."""
    with running(responding(lambda path: [None] if path.endswith("n=2") else [echo(path)])) as server:
        ran = attack(server.url, "test_mini.py", cwd=mini)

    assert ran.status == 1
    assert "2 of 3 rules hold, 1 MUST broken" in ran.output


def test_a_slow_server_is_waited_for_with_the_progress_shown(mini: Path) -> None:
    """The first rule is printed while the second waits."""
    with (
        running(responding(lambda path: [1.0, echo(path)])) as server,
        started("-v", "-k", "number or shape", "--url", server.url, "test_mini.py", cwd=mini) as process,
    ):
        read_until(process, "MINI-A-1        A number is echoed. 2/2")
        assert process.poll() is None
        output, _ = process.communicate(timeout=60)

    assert process.returncode == 0
    assert "conforms: 2 of 2 rules hold" in output
