"""What schemathesis finds is written down, and what goes wrong in it is told from what is wrong with the target."""

import threading
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from schemathesis.engine import events
from schemathesis.engine.core import EventStream

from fastapi_spec.client.api import Api, Recorder
from fastapi_spec.generate import engine
from fastapi_spec.generate.campaign import Campaign
from fastapi_spec.generate.engine import Upset, _in_a_line
from fastapi_spec.generate.findings import UNREADABLE
from tests.servers import always, running
from tests.unit.generate.samples import JSON, NUMBER, QUICK, Nothing, application, document, fuzz

SECRET = {"components": {"securitySchemes": {"S": {"type": "http", "scheme": "bearer"}}}}
SECURE = document("/a", security=[{"S": []}]) | SECRET
CONTENT = {"application/json": {"schema": {"type": "array"}}}
ARRAY = document("/a", responses={"200": {"description": "ok", "content": CONTENT}})


@pytest.mark.parametrize(
    "own, status, check",
    [
        (document("/a"), 202, "status_code_conformance"),
        (document("/a"), 500, "not_a_server_error"),
        (document("/a", parameters=[NUMBER]), 200, "negative_data_rejection"),
        (document("/a", parameters=[NUMBER]), 422, "positive_data_acceptance"),
        (SECURE, 200, "ignored_auth"),
        (document("/a"), 200, "unsupported_method"),
        (ARRAY, 200, "response_schema_conformance"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_defect_is_found_by_its_check(own: JSON, status: int, check: str) -> None:
    """A finding names the operation, has its exchange, and says in a line what is wrong."""
    given = application(own, prefix="/p", auth={"S": {"bearer": "t"}} if own is SECURE else {})
    with running(always(status, "application/json", b"{}")) as server:
        [finding, *_] = fuzz(server.url, given).record.of([check])

    assert finding.operation == "GET /p/a"
    assert finding.exchanges[-1].url.startswith(f"{server.url}/p/a")
    assert finding.said
    assert "\n" not in finding.said


def test_a_finding_can_be_found_again() -> None:
    """Its options are those of the seed with which it was found."""
    with running(always(202, "application/json", b"{}")) as server, Api(server.url, Recorder(5)) as api:
        campaign = Campaign(api, Nothing(), QUICK, 3)
        campaign.run([application(document("/a"))])

    [finding, *_] = campaign.record.of(["status_code_conformance"])
    assert finding.said == "Undocumented status code: Received: 202 Documented: 200"
    assert finding.options == ["--fuzz", "quick", "--fuzz-seed", "3"]


def test_an_operation_that_responds_as_declared_is_kept() -> None:
    """It is counted, and its last exchange is remembered."""
    with running(always(200, "application/json", b"{}")) as server:
        record = fuzz(server.url, application(document("/a"))).record

    assert record.kept == {"GET /a"}
    assert record.asked["GET /a"] > 0
    assert record.last["GET /a"].status is not None


@pytest.mark.parametrize("status, succeeded", [(200, {"GET /a"}), (404, set())])
def test_an_operation_that_responds_with_2xx_succeeds(status: int, succeeded: set[str]) -> None:
    """A declared 4xx is as declared, and not a success."""
    own = document("/a", responses={"200": {"description": "ok"}, "404": {"description": "no"}})
    with running(always(status, "application/json", b"{}")) as server:
        record = fuzz(server.url, application(own)).record

    assert record.kept == {"GET /a"}
    assert record.succeeded == succeeded


@pytest.mark.parametrize(
    "broken", [{"parameters": [{"$ref": "#/components/parameters/Missing"}]}, {"parameters": 3}, {"responses": 3}]
)
def test_an_operation_that_cannot_be_read_is_a_finding(broken: JSON) -> None:
    """The other operations of the document are fuzzed all the same."""
    own = document("/a", "/b")
    own["paths"]["/a"] = {"get": own["paths"]["/a"]["get"] | broken}
    with running(always(200, "application/json", b"{}")) as server:
        record = fuzz(server.url, application(own)).record

    assert [finding.operation for finding in record.of([UNREADABLE])] == ["GET /a"]
    assert record.kept == {"GET /b"}


def follow(monkeypatch: pytest.MonkeyPatch, follow: Callable[[], events.EventGenerator]) -> None:
    """Replace schemathesis's engine by one that has these events."""
    replacement = SimpleNamespace(execute=lambda: EventStream(follow(), threading.Event()))
    monkeypatch.setattr(engine, "from_schema", lambda _: replacement)


@pytest.mark.parametrize(
    "event, raised",
    [
        (events.FatalError(exception=ZeroDivisionError()), Upset),
        (events.Interrupted(phase=None), KeyboardInterrupt),
    ],
)
def test_what_ends_the_engine_ends_the_campaign(
    monkeypatch: pytest.MonkeyPatch, event: events.EngineEvent, raised: type[BaseException]
) -> None:
    """Before anything was sent nothing of the target is to blame."""
    follow(monkeypatch, lambda: (each for each in [event]))

    with pytest.raises(raised):
        fuzz("http://127.0.0.1", replace(application(document("/a")), own=False))


def test_what_upsets_the_engine_after_a_response_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    """schemathesis fell over something that the target sent."""
    with Api("http://127.0.0.1", Recorder(5)) as api:
        campaign = Campaign(api, Nothing(), QUICK, 0)

        def fail() -> events.EventGenerator:
            campaign.wire.sent += 1
            raise ZeroDivisionError
            yield

        follow(monkeypatch, fail)
        campaign.run([replace(application(document("/a")), own=False)])

    assert [str(finding) for finding in campaign.record.of([UNREADABLE])] == ["GET /openapi.json: ZeroDivisionError"]


@pytest.mark.filterwarnings("error")
def test_a_thread_of_the_engine_that_fails_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the thread had still to send is lost."""

    def fail() -> events.EventGenerator:
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
        yield events.EngineStarted()

    follow(monkeypatch, fail)
    [finding] = fuzz("http://127.0.0.1", application(document("/a"))).record.of([UNREADABLE])
    assert finding.said == "ZeroDivisionError: division by zero"


@pytest.mark.parametrize(
    "message, line",
    [
        ("", "T"),
        ("a\n  b", "T: a b"),
        ("a\n\nadvice", "T: a"),
        ("a\n    Schema:\n{}", "T: a"),
        ("x" * 500, f"T: {'x' * 397} ..."),
    ],
)
def test_a_failure_is_told_in_a_line(message: str, line: str) -> None:
    """The schema that it quotes and the advice that it ends with are in the document."""
    assert _in_a_line("T", message) == line


def test_nothing_of_schemathesis_stays_changed() -> None:
    """Whatever is replaced while a campaign runs is put back."""
    from schemathesis.engine.run import probes
    from schemathesis.transport.requests import REQUESTS_TRANSPORT

    def changed() -> list[Any]:
        return [probes.PROBES, REQUESTS_TRANSPORT.send, threading.excepthook]

    before = changed()
    with running(always(200, "application/json", b"{}")) as server:
        fuzz(server.url, application(document("/a")))
    assert changed() == before
