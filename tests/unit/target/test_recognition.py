"""By which responses a target is recognised."""

import itertools
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from fastapi_spec.client.api import Api, Recorder
from fastapi_spec.rules.contract import documents
from fastapi_spec.target.declared import FIRST, paths
from fastapi_spec.target.recognition import BODIES, SAMPLE, SECOND, Recognition, TimeIsOver
from tests.conftest import PROJECT
from tests.servers import Part, responding, running, sized

OURS = documents()[""]
NOT_FOUND = sized(b'{"detail":"Not Found"}', "404 Not Found", Content_Type="application/json")
INVALID = sized(b'{"detail":[]}', "422 Unprocessable Entity", Content_Type="application/json")


def said(value: Any) -> bytes:
    """A response in JSON."""
    return sized(json.dumps(value).encode(), Content_Type="application/json")


def document(*names: str) -> dict[str, Any]:
    """The OpenAPI document of an application with some operations of the contract."""
    return {"paths": {name: OURS["paths"][name] for name in names}}


@contextmanager
def asking(replies: dict[str, list[Part]], unknown: bytes = NOT_FOUND, timeout: float = 5) -> Iterator[Recognition]:
    """What asks a server with responses to some paths."""
    with (
        running(responding(lambda path: replies.get(path, [unknown]))) as server,
        Api(server.url, Recorder(timeout)) as api,
    ):
        found = Recognition(api)
        found.begin()
        yield found


def recognised(bodies: dict[str, Any], unknown: bytes = NOT_FOUND) -> bool:
    """Whether a server with these bodies is; one as bytes is a whole response."""
    replies: dict[str, list[Part]] = {
        path: [body if isinstance(body, bytes) else said(body)] for path, body in bodies.items()
    }
    with asking(replies, unknown) as found:
        return found.is_ours()


def test_the_reference_application_has_all_bodies(reference: str) -> None:
    """They are those of the contract, and two requests find them."""
    with Api(reference, Recorder(10)) as api:
        received = {path: api.get(path).json() for path in BODIES}
        found = Recognition(api)
        found.begin()

        assert found.is_ours()
        assert found.statuses == [404, 200, 200]

    assert received == BODIES
    assert len(set(map(str, BODIES.values()))) == len(BODIES)


def test_the_documents_name_all_bodies() -> None:
    """A porter reads there which operations to begin with."""
    text = (PROJECT / "docs" / "options.md").read_text(encoding="utf-8")

    assert [path for path in BODIES if f"`{path}`" not in text] == []


@pytest.mark.parametrize("first, second", [*itertools.pairwise(BODIES)])
def test_two_bodies_are_enough(first: str, second: str) -> None:
    """A port in another language begins with any two, and need not serve a document."""
    assert recognised({first: BODIES[first], second: {**BODIES[second], "more": 1}})
    assert not recognised({second: BODIES[second]})
    assert not recognised({first: BODIES[first], second: {"param": 0}})


def test_a_learner_begins_with_one_operation() -> None:
    """An application of FastAPI describes itself: nothing but /hello, or with an operation of the contract."""
    city = "/chapter03/enum/{city}"

    assert recognised({FIRST: BODIES[FIRST], "/openapi.json": document(FIRST)})
    mixed = {"paths": document(city)["paths"] | {FIRST: {}, "/users": {}}}
    assert recognised({FIRST: BODIES[FIRST], "/openapi.json": mixed, "/chapter03/enum/x": "wrong"})
    assert not recognised({FIRST: BODIES[FIRST], "/openapi.json": mixed})
    assert not recognised({FIRST: BODIES[FIRST], "/openapi.json": {"paths": {FIRST: {}, "/users": {}}}})
    assert not recognised({FIRST: "wrong", "/openapi.json": document(FIRST)})


def test_a_broken_port_is_recognised_by_its_document() -> None:
    """All that it sends may be wrong, if operations that it declares are there."""
    names = [SECOND, "/chapter04/login/"]

    assert recognised({"/openapi.json": document(*names), "/chapter04/login/": INVALID})
    assert not recognised({"/openapi.json": document(*names)})
    assert not recognised({"/openapi.json": document(SECOND), SECOND: INVALID})


def test_an_operation_is_looked_for_where_unknown_paths_are_alike() -> None:
    """A server that responds otherwise each time tells nothing."""
    numbers = itertools.count()
    with (
        running(responding(lambda path: [said(OURS if path == "/openapi.json" else next(numbers))])) as server,
        Api(server.url, Recorder(5)) as api,
    ):
        found = Recognition(api)
        found.begin()

        assert not found.is_ours()
        assert not found.has_begun()
        assert len(server.methods) == len(BODIES) + 3 < len(BODIES) + 3 + SAMPLE


def test_every_path_of_the_contract_is_a_beginning(reference: str) -> None:
    """A learner may have begun anywhere: with a path that takes only POST, needs a login, or has a parameter."""
    with Api(reference, Recorder(10)) as api:
        found = Recognition(api)
        found.begin()
        missed = [path for path in paths() if not found._is_there(path)]

    assert missed == ["/chapter04/exc_nodetail"]  # it always responds as if it did not exist


@pytest.mark.parametrize(
    "path, reply, begun",
    [
        (FIRST, [said("Hello")], True),
        (FIRST, [sized(b"<p>Hello")], False),
        ("/chapter04/last", [said("Hello")], False),
        (SECOND, [INVALID], True),
        (SECOND, [sized(b"", "405 Method Not Allowed")], True),
        (SECOND, [sized(b"Internal Server Error", "500 Internal Server Error")], True),
        (SECOND, [sized(b"", "503 Service Unavailable")], False),
        (SECOND, [sized(b"<p>no", "404 Not Found")], False),
        (SECOND, [5.0, None], True),
        ("/events/x", [5.0, None], False),
    ],
)
def test_one_path_is_a_beginning(path: str, reply: list[Part], *, begun: bool) -> None:
    """It responds otherwise than a path that no API has, or late; but another API may have a calendar."""
    with asking({path: reply}, timeout=0.5) as found:
        assert found.has_begun() is begun


@pytest.mark.parametrize("status", ["200 OK", "400 Bad Request", "401 Unauthorized", "500 Internal Server Error"])
def test_a_server_that_responds_to_all_paths_alike_has_not_begun(status: str) -> None:
    """A gateway, or a page for all paths, may quote the path."""
    quoting = responding(lambda path: [sized(f'["{path}"]'.encode(), status)])
    with running(quoting) as server, Api(server.url, Recorder(5)) as api:
        found = Recognition(api)
        found.begin()

        assert not found.has_begun()


def every_step(seconds: float) -> Callable[[], float]:
    """A clock that is so much later at each look."""
    steps = itertools.count()
    return lambda: next(steps) * seconds


def test_a_slow_server_gets_few_requests() -> None:
    """Each takes 3 of 10 seconds."""
    with running(responding(lambda _: [NOT_FOUND])) as server, Api(server.url, Recorder(5)) as api:
        found = Recognition(api, every_step(3))
        found.begin()
        with pytest.raises(TimeIsOver):
            found.is_ours()

    assert len(server.methods) == 4
