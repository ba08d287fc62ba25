"""Generated requests go over the client of the rules: bounded, kept, and given up where nothing responds."""

import socket
from typing import Any

import pytest

from fastapi_spec.client.api import NoResponse
from fastapi_spec.generate.budget import BUDGETS, Budget
from fastapi_spec.generate.findings import SILENCE, UNREADABLE
from fastapi_spec.generate.wire import BOUNDARY
from tests.servers import Closing, Part, always, responding, running, sized
from tests.unit.generate.samples import NUMBER, Listing, Nothing, application, document, fuzz

SOUND = always(200, "application/json", b"{}")


class Closes(SOUND):  # type: ignore[misc, valid-type]
    """Closes a connection that it promised to keep, after every response."""

    def respond(self) -> None:
        """Respond and close."""
        super().respond()
        self.close_connection = True


def slow(path: str) -> list[Part]:
    """The response to a path, late if it begins with /hangs."""
    return [0.5, sized(b"")] if path.startswith("/hangs") else [sized(b"")]


def test_a_server_that_closes_gets_a_few_requests() -> None:
    """After six requests in a row without a response no more are sent, to any application."""
    given = application(document(*(f"/{n}" for n in range(30))))
    with running(Closing) as server:
        campaign = fuzz(server.url, given, given)

    assert campaign.wire.sent == 6
    assert {finding.check for finding in campaign.record.findings.values()} == {SILENCE}


def test_a_server_that_is_gone_gets_one_request() -> None:
    """A closed port will not open again."""
    with socket.socket() as taken:  # no other process gets the port, and nothing listens there
        taken.bind(("127.0.0.1", 0))
        campaign = fuzz(f"http://127.0.0.1:{taken.getsockname()[1]}", application(document("/a", "/b")))

    assert isinstance(campaign.wire.unreachable, NoResponse)
    assert campaign.wire.sent == 1


def test_a_connection_that_was_kept_may_be_closed() -> None:
    """A server may close a connection at any time (RFC 9112 §9.3.1): the request is sent again."""
    with running(Closes) as server:
        campaign = fuzz(server.url, application(document("/a", "/b")))

    assert campaign.record.of([SILENCE]) == []
    assert campaign.wire.sent > 4


def test_an_operation_that_hangs_is_given_up_and_the_others_are_not() -> None:
    """Two timeouts of one operation are enough."""
    given = application(document("/hangs", "/a", parameters=[NUMBER]))
    with running(responding(slow)) as server:
        record = fuzz(server.url, given, budget=BUDGETS["standard"], timeout=0.3).record

    [finding] = record.of([SILENCE])
    assert (finding.operation, finding.times) == ("GET /hangs", 2)
    assert record.asked["GET /a"] > 5


def test_a_slow_target_ends_with_the_budget() -> None:
    """The time is bounded, whatever is left to send."""
    given = application(document(*(f"/hangs/{n}" for n in range(20))))
    with running(responding(slow)) as server:
        record = fuzz(server.url, given, budget=Budget("standard", 2)).record

    assert 0 < len(record.asked) < 20


POST = {
    "responses": {"200": {"description": "ok"}},
    "requestBody": {"content": {"application/json": {"schema": NUMBER}}},
}


@pytest.mark.parametrize("status", [200, 500])
@pytest.mark.parametrize("size", ["quick", "standard"])
def test_what_is_not_idempotent_is_sent_once(size: str, status: int) -> None:
    """A failed POST is not sent again to confirm it: each request differs from all others."""
    own = document("/a")
    own["paths"]["/a"] = {"post": POST | {"parameters": [NUMBER]}}
    guard = Listing()
    with running(always(status, "application/json", b"{}")) as server:
        fuzz(server.url, application(own), budget=BUDGETS[size], guard=guard)
        received = server.methods

    assert received.count("POST") > 5
    assert received.count("POST") == len({line for line in guard.sent if line.startswith("POST")})


def test_a_post_that_gets_no_response_is_not_sent_again() -> None:
    """It may have done what it asks for (RFC 9110 §9.2.2)."""
    own = document("/a")
    own["paths"]["/a"] = {"post": POST}
    with running(responding(lambda _: [None])) as server:
        fuzz(server.url, application(own))

    assert server.methods == ["PATCH", "POST"]  # and no more, since two without a response are enough


def test_a_form_has_the_same_boundary_every_time() -> None:
    """The same seed sends the same bytes."""
    own = document("/a")
    kind = {"multipart/form-data": {"schema": {"type": "object", "properties": {"n": {"type": "string"}}}}}
    own["paths"]["/a"] = {"post": POST | {"requestBody": {"content": kind}}}
    with running(SOUND) as server:
        exchange = fuzz(server.url, application(own)).record.last["POST /a"]

    assert exchange.request_body.startswith(f"--{BOUNDARY.decode()}".encode())


class Odd(Nothing):
    """Adds a header that HTTP forbids."""

    def before(self, _: str, case: Any) -> None:
        """Change the case."""
        case.headers["X-Odd"] = "a\0"


def test_what_http_forbids_is_not_sent() -> None:
    """A case that no client can send is not a finding."""
    with running(SOUND) as server:
        campaign = fuzz(server.url, application(document("/a")), guard=Odd())

    assert server.methods == []
    assert campaign.record.findings == {}


def test_requests_have_no_header_of_schemathesis() -> None:
    """The rules send no such header, either."""
    with running(SOUND) as server:
        record = fuzz(server.url, application(document("/a"))).record

    names = {name.lower() for name, _ in record.last["GET /a"].request_headers}
    assert not names & {"user-agent", "accept-encoding", "x-schemathesis-testcaseid"}


@pytest.mark.parametrize(
    "body, fits",
    [
        (b"[" * 100_000, False),
        (b"[" * 500 + b"]" * 500, False),
        (b"[" * 150 + b"]" * 150, True),
        (b'["\\ud800"]', True),
        (b'{"a": [1]}', False),
        (b"\xff", False),
        (b"[1" + b",1" * 500_000 + b"]", False),
    ],
    ids=["bottomless", "deep", "less deep", "lone surrogate", "object", "not JSON", "long"],
)
def test_every_body_is_judged(body: bytes, *, fits: bool) -> None:
    """A body that schemathesis falls over is a finding of its schema, and not of the document."""
    array = {"application/json": {"schema": {"type": "array"}}}
    own = document("/a", responses={"200": {"description": "ok", "content": array}})
    with running(always(200, "application/json", body)) as server:
        record = fuzz(server.url, application(own)).record

    assert record.of([UNREADABLE]) == []
    assert (record.of(["response_schema_conformance"]) == []) is fits
