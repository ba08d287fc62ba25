"""Campaigns against servers of this process: what is sent, found, kept and left behind."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from socketserver import BaseRequestHandler
from types import SimpleNamespace
from typing import Any

import pytest
from schemathesis.engine import events
from schemathesis.engine.core import EventStream

from fastapi_spec.client.api import Api, NoResponse, Recorder
from fastapi_spec.client.expect import member
from fastapi_spec.generate import engine
from fastapi_spec.generate.budget import SIZES, Size
from fastapi_spec.generate.campaign import Campaign
from fastapi_spec.generate.engine import Upset
from fastapi_spec.generate.findings import SILENCE, UNREADABLE
from fastapi_spec.generate.plan import Application
from fastapi_spec.target.served import serving
from proof.faults import load
from proof.faults.switch import SWITCH
from spec.generated.applications import applications
from spec.generated.rows import Rows
from tests.servers import Closing, always, running

JSON = Any
QUICK = SIZES["quick"]
FOUND_BY = {
    "FUZZ-STATUS-1": "status_code_conformance",
    "FUZZ-VALID-1": "positive_data_acceptance",
    "FUZZ-AUTH-1": "ignored_auth",
    "FUZZ-ERROR-1": "not_a_server_error",
    "FUZZ-DELETED-1": "use_after_free",
}


class Nothing:
    """A guard that guards nothing."""

    def before(self, prefix: str, case: Any) -> None:
        """Let it pass."""

    def after(self, prefix: str, case: Any, exchange: Any) -> None:
        """Let it pass."""

    def sweep(self) -> None:
        """There is nothing."""


class Listing(Nothing):
    """Lists what is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def before(self, _: str, case: Any) -> None:
        self.asked.append(f"{case.method} {case.formatted_path} {case.query} {case.headers} {case.body}")


def document(*paths: str, **operation: JSON) -> JSON:
    """A document of operations that answer 200 to anything."""
    given = {"responses": {"200": {"description": "ok"}}} | operation
    return {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {path: {"get": given} for path in paths},
    }


def application(own: JSON, locked: JSON = None, **changes: JSON) -> Application:
    settings = {"selected": lambda _: True, "costly": lambda _: False, "auth": {}, "operations": []}
    return Application(**{"prefix": "", "document": own, "locked": locked or own, "own": True} | settings | changes)


def campaign(url: str, *applications: Application, size: Size = QUICK, timeout: float = 5) -> Campaign:
    """Run a campaign to its end."""
    with Api(url, Recorder(timeout)) as api:
        run = Campaign(api, Nothing(), size, 0)
        run.run(list(applications))
        return run


@pytest.fixture(scope="module")
def faulty() -> Iterator[Api]:
    """The reference application with a switch for its faults."""
    with serving("proof.faults.server:app") as target, Api(target.url, Recorder(20)) as api:
        yield api


def chapter(api: Api, *areas: str) -> Application:
    """Some areas of the main application, as its document is now."""
    [application] = applications(api, set(areas))
    return application


@pytest.mark.parametrize(
    "fault, rule, area",
    [
        ("undeclared-status", "FUZZ-STATUS-1", "chapter03"),
        ("too-wide-name", "FUZZ-VALID-1", "chapter07"),
        ("authentication-for-show", "FUZZ-AUTH-1", "chapter06"),
        ("crash-at-the-largest-id", "FUZZ-ERROR-1", "chapter07"),
        ("department-still-there", "FUZZ-DELETED-1", "chapter07"),
    ],
)
def test_a_fault_is_found_by_the_check_of_its_rule(faulty: Api, fault: str, rule: str, area: str) -> None:
    assert rule in load()[fault].breaks
    faulty.put(SWITCH + fault)
    try:
        run = Campaign(faulty, Rows(faulty), QUICK, 0)
        run.run([chapter(faulty, area)])
    finally:
        faulty.put(SWITCH)

    [finding] = run.record.of([FOUND_BY[rule]])[:1]
    assert finding.exchanges


def totals(api: Api) -> list[JSON]:
    """How many rows there are, and what the document of everybody holds."""
    departments = member(api.get("/chapter07/departments"), "total")
    staff = member(api.get("/chapter07/getStaffByPage/"), "result")["total"]
    return [departments, staff, member(api.get("/chapter08/readme"), "text")]


def test_a_server_is_left_as_it_was(faulty: Api) -> None:
    did = member(faulty.post("/chapter07/departments", json={"dname": "somebody's"}), "did")
    sid = member(faulty.post("/chapter07/staff", json={"sname": "somebody", "did": did}), "sid")
    user = {"account": time.time_ns() % 2**31, "password": "password", "role": 1}
    uid = member(faulty.post("/chapter07/users", json=user), "uid")
    faulty.post("/chapter08/background_tasks?framework=x")
    paths = [f"/chapter07/departments/{did}", f"/chapter07/staff/{sid}", f"/chapter07/users/{uid}"]
    before = [totals(faulty), [faulty.get(path).json() for path in paths]]

    run = Campaign(faulty, Rows(faulty), QUICK, 0)
    run.run([chapter(faulty, "chapter07", "chapter08")])

    assert run.wire.sent > 100
    assert [totals(faulty), [faulty.get(path).json() for path in paths]] == before
    for path in paths[::-1]:
        assert faulty.delete(path).status_code == 204


def test_the_same_seed_sends_the_same(faulty: Api) -> None:
    sent: list[list[str]] = []
    for _ in range(2):
        guard = Listing()
        Campaign(faulty, guard, QUICK, 3).run([chapter(faulty, "chapter05", "rest")])
        sent.append(guard.asked)

    assert sent[0] == sent[1]
    assert len(sent[0]) > 50


def test_a_duration_tries_one_seed_after_the_other() -> None:
    with running(always(200, "application/json", b"{}")) as server:
        run = campaign(server.url, application(document("/a")), size=Size("standard", 2, endless=True))

    assert run.last > run.seed


@pytest.mark.parametrize(
    "own", [document("/a", parameters=3), document("/a") | {"paths": {"/a": {"get": {"responses": 3}}}}]
)
def test_a_document_that_is_senseless_is_a_finding_and_the_locked_one_is_taken(own: JSON) -> None:
    with running(always(200, "application/json", b"{}")) as server:
        run = campaign(server.url, application(own, document("/b")))

    assert run.record.of([UNREADABLE])


def test_a_locked_document_that_is_senseless_is_an_error_of_ours() -> None:
    with running(always(200, "application/json", b"{}")) as server, pytest.raises(Upset):
        campaign(server.url, replace(application({"openapi": "3.1.0", "paths": 3}), own=False))


def test_an_operation_that_is_senseless_is_a_finding() -> None:
    senseless = document("/a", parameters=[{"$ref": "#/components/parameters/Missing"}])
    with running(always(200, "application/json", b"{}")) as server:
        run = campaign(server.url, application(senseless))

    [finding] = run.record.of([UNREADABLE])[:1]
    assert finding.operation == "GET /a"


def test_a_server_that_closes_is_asked_a_few_times_and_then_no_more() -> None:
    paths = [f"/{n}" for n in range(30)]
    with running(Closing) as server:
        run = campaign(server.url, application(document(*paths)), application(document(*paths)))

    assert run.wire.sent == 6
    assert {finding.check for finding in run.record.findings.values()} == {SILENCE}


class Clumsy(Nothing):
    """A guard with a fault of its own."""

    def before(self, *_: Any) -> None:
        raise ZeroDivisionError


def test_a_fault_of_ours_is_no_finding() -> None:
    with Api("http://127.0.0.1", Recorder(5)) as api, pytest.raises(ZeroDivisionError):
        Campaign(api, Clumsy(), QUICK, 0).run([application(document("/a"))])


def test_what_http_forbids_is_not_sent() -> None:
    class Odd(Nothing):
        def before(self, _: str, case: Any) -> None:
            case.headers["X-Odd"] = "a\0"

    with running(always(200, "application/json", b"{}")) as server, Api(server.url, Recorder(5)) as api:
        run = Campaign(api, Odd(), QUICK, 0)
        run.run([application(document("/a"))])

    assert server.methods == []
    assert run.record.findings == {}


class Stumbling(always(200, "application/json", b"{}")):  # type: ignore[misc]
    """Closes a connection that it promised to keep, after every answer."""

    def answer(self) -> None:
        super().answer()
        self.close_connection = True


def test_a_connection_that_was_kept_alive_may_be_closed() -> None:
    with running(Stumbling) as server:
        run = campaign(server.url, application(document("/a", "/b")))

    assert run.record.of([SILENCE]) == []
    assert run.wire.sent > 4


class Gone(BaseRequestHandler):
    """The server goes away with the first request."""

    def handle(self) -> None:
        self.server.socket.close()  # type: ignore[attr-defined]


def test_a_server_that_is_gone_is_asked_no_more() -> None:
    with running(always(200, "application/json", b"{}")) as server:
        server.server_close()
        run = campaign(server.url, application(document("/a", "/b")))

    assert isinstance(run.wire.unreachable, NoResponse)
    assert run.wire.sent == 1


class Hanging(BaseHTTPRequestHandler):
    """Answers all but /hangs."""

    def do_GET(self) -> None:
        if self.path.startswith("/hangs"):
            time.sleep(1)
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""


def test_an_operation_that_hangs_is_given_up_and_the_others_are_not() -> None:
    parameter = {"name": "q", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 9}}
    with running(Hanging) as server:
        given = application(document("/hangs", "/a", parameters=[parameter]))
        run = campaign(server.url, given, size=SIZES["standard"], timeout=0.2)

    [finding] = run.record.of([SILENCE])
    assert (finding.operation, finding.times) == ("GET /hangs", 2)
    assert run.record.asked["GET /a"] > 5


def test_a_slow_target_ends_with_the_time_there_is() -> None:
    with running(Hanging) as server:
        paths = [f"/hangs/{n}" for n in range(20)]
        run = campaign(server.url, application(document(*paths)), size=Size("standard", 0.5), timeout=5)

    assert 0 < len(run.record.asked) < 3


def engine_that(monkeypatch: pytest.MonkeyPatch, follow: Callable[[], events.EventGenerator]) -> None:
    """Put an engine of our own in place of schemathesis's."""
    engine_of_ours = SimpleNamespace(execute=lambda: EventStream(follow(), threading.Event()))
    monkeypatch.setattr(engine, "from_schema", lambda _: engine_of_ours)


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
    engine_that(monkeypatch, lambda: (each for each in [event]))

    with pytest.raises(raised):
        campaign("http://127.0.0.1", replace(application(document("/a")), own=False))


def test_what_upsets_the_engine_after_an_answer_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    with Api("http://127.0.0.1", Recorder(5)) as api:
        run = Campaign(api, Nothing(), QUICK, 0)

        def follow() -> events.EventGenerator:
            run.wire.sent += 1
            raise ZeroDivisionError
            yield

        engine_that(monkeypatch, follow)
        run.run([replace(application(document("/a")), own=False)])

    assert [str(finding) for finding in run.record.of([UNREADABLE])] == ["GET /openapi.json: ZeroDivisionError"]


@pytest.mark.filterwarnings("error")
def test_a_thread_of_the_engine_that_fails_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def follow() -> events.EventGenerator:
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
        yield events.EngineStarted()

    engine_that(monkeypatch, follow)

    run = campaign("http://127.0.0.1", application(document("/a")))

    [finding] = run.record.of([UNREADABLE])
    assert finding.said == "ZeroDivisionError: division by zero"


@pytest.mark.parametrize(
    "body, fits",
    [
        (b"[" * 100_000, False),
        (b"[" * 500 + b"]" * 500, False),
        (b"[" * 150 + b"]" * 150, True),
        (b'["\\ud800"]', True),
        (b'{"a": [1]}', False),
        (b"\xff", False),
    ],
    ids=["bottomless", "deep", "less deep", "half a character", "object", "no JSON"],
)
def test_whatever_is_answered_is_judged(body: bytes, *, fits: bool) -> None:
    array = {"application/json": {"schema": {"type": "array"}}}
    own = document("/a", responses={"200": {"description": "ok", "content": array}})
    with running(always(200, "application/json", body)) as server:
        run = campaign(server.url, application(own))

    assert run.record.of([UNREADABLE]) == []
    assert (run.record.of(["response_schema_conformance"]) == []) is fits
