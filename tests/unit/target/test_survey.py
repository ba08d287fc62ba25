"""Before the first rule: which operations the target does not have."""

import itertools
import json
from collections.abc import Callable, Iterable
from http.server import BaseHTTPRequestHandler

import pytest

from fastapi_spec.client.api import Exchange
from fastapi_spec.client.expect import like
from fastapi_spec.rules.called import Operation, by_path, every, users
from fastapi_spec.target.survey import Survey, survey
from tests.servers import always, responding, running

HELLO, LOGIN = Operation("GET", "/hello"), Operation("POST", "/chapter06/token")
PUT_CITY = users("", "CityInfo")[0]
NOT_FOUND = '{"detail":"Not Found"}'
SURVEY = Survey("http://h", frozenset({HELLO, LOGIN}), {"paths": {}}, NOT_FOUND)

Reply = tuple[int, dict[str, str], str]


def server(reply: Callable[[str, str], Reply]) -> type[BaseHTTPRequestHandler]:
    """A handler whose responses depend on the method and the path."""

    class Replying(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            self.server.methods.append(self.command)  # type: ignore[attr-defined]
            status, headers, body = reply(self.command, self.path)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def do_OPTIONS(self) -> None:
            self.do_GET()

        def log_message(self, format: str, *args: object) -> None:
            """Print nothing."""

    return Replying


def starlette(method: str, path: str) -> Reply:
    """Has GET /hello, and serves no document: OPTIONS is a 405 where there is something."""
    if path != "/hello":
        return 404, {}, NOT_FOUND
    return (200, {}, "{}") if method == "GET" else (405, {"Allow": "GET"}, "")


def fastify(method: str, path: str) -> Reply:
    """Knows no OPTIONS, and names the method and the path in its 404."""
    if path == "/hello" and method == "GET":
        return 200, {}, "{}"
    return 404, {}, json.dumps({"message": f"Route {method}:{path} not found", "id": "6f7a8b9c"})


def documented(method: str, path: str) -> Reply:
    """Serves a document with POST /events, whose Allow has GET alone, as Starlette's has that of the first route."""
    if path == "/openapi.json":
        return 200, {}, json.dumps({"paths": {"/chapter07/users/{id}": {"get": {}, "delete": {}}}})
    if path == "/chapter07/users/x":
        return (422, {}, "{}") if method == "GET" else (405, {"Allow": "GET"}, "")
    return 404, {}, NOT_FOUND


def hidden(method: str, path: str) -> Reply:
    """Knows no OPTIONS, and has a file and an operation that its document leaves out."""
    if path == "/openapi.json":
        return 200, {}, json.dumps({"paths": {"/hello": {"get": {}}}})
    there = method == "GET" and path in ("/static/a.txt", "/chapter03/models/header/only")
    return (200, {}, "a") if there else (404, {}, NOT_FOUND)


def exchange(method: str, path: str, status: int = 404, body: str = NOT_FOUND, **headers: str) -> Exchange:
    """An exchange with http://h."""
    named = [(name.replace("_", "-"), value) for name, value in headers.items()]
    return Exchange(method, f"http://h{path}", named, b"", status, [], body.encode())


@pytest.mark.parametrize("reply", [starlette, fastify])
def test_what_is_not_there_is_missing(reply: Callable[[str, str], Reply]) -> None:
    """Whether or not the server responds to OPTIONS; and nothing is written."""
    with running(server(reply)) as target:
        found = survey(target.url, 5)

    assert found.missing == {*every()} - {HELLO}
    assert set(target.methods) == {"GET", "OPTIONS"}


def test_an_operation_of_the_document_is_there() -> None:
    """Allow may list one of several methods only."""
    with running(server(documented)) as target:
        found = survey(target.url, 5)

    there = {Operation("GET", "/chapter07/users/{uid}"), Operation("DELETE", "/chapter07/users/{uid}")}
    assert {*every()} - found.missing == there
    assert found.document["paths"]


def test_what_no_document_has_is_looked_for() -> None:
    """By GET, since it is in no document."""
    with running(server(hidden)) as target:
        found = survey(target.url, 5)

    there = {Operation("GET", "/static/{file}"), Operation("GET", "/chapter03/models/header/only")}
    assert {*every()} - found.missing == there


@pytest.mark.parametrize("status", [200, 401, 500, 503])
def test_a_server_that_responds_to_all_paths_alike_does_not_tell(status: int) -> None:
    """A login or a web page in front of the application hides what is there."""
    with running(always(status, "text/html", b"")) as target:
        assert survey(target.url, 5).missing == frozenset()


def test_a_server_that_sends_no_http_does_not_tell() -> None:
    """The rules say it better."""
    assert survey("http://127.0.0.1:9", 1) == Survey()


def every_step(seconds: float) -> Callable[[], float]:
    """A clock by which so many seconds pass with each look at it."""
    ticks = itertools.count()
    return lambda: next(ticks) * seconds


def test_a_slow_target_is_asked_for_a_while() -> None:
    """What was found until then is missing; of the rest nothing is known."""
    with running(server(starlette)) as target:
        found = survey(target.url, 5, clock=every_step(0.1))

    assert found.unfinished
    done, of = found.unfinished
    assert 0 < done < of == len(by_path())
    assert found.missing == {each for there in [*by_path().values()][:done] for each in there} - {HELLO}
    assert len(target.methods) < 100
    assert found.absent([exchange("GET", "/chapter06/users/me")]) is None


def test_a_slow_target_may_be_known_not_at_all() -> None:
    """Then nothing is missing."""
    with running(server(starlette)) as target:
        found = survey(target.url, 5, clock=every_step(20))

    assert (found.missing, found.document, found.unfinished) == (frozenset(), None, (0, len(by_path())))
    assert found.absent([exchange("GET", "/hello")]) is None


def test_a_response_is_not_awaited_longer_than_the_survey_may_take() -> None:
    """The last request ends with it."""
    with running(responding(lambda _: [600.0])) as target:
        found = survey(target.url, 600, clock=iter([0.0, 9.99]).__next__)

    assert found.unfinished == (0, len(by_path()))


def test_a_survey_tells_how_far_it_is() -> None:
    """Before each path."""
    told: list[tuple[int, int]] = []
    with running(server(starlette)) as target:
        found = survey(target.url, 5, lambda done, of: told.append((done, of)))

    assert told == [(done, len(by_path())) for done in range(len(by_path()))]
    assert found.unfinished is None


def test_the_reference_application_has_everything(reference: str) -> None:
    """No rule waits for what is there."""
    assert survey(reference, 10).missing == frozenset()


@pytest.mark.parametrize(
    "called",
    [
        exchange("GET", "/hello"),
        exchange("HEAD", "/hello", body=""),
        exchange("GET", "/hello", 405, ""),
        exchange("PUT", "/hello"),
        exchange("GET", "/hello/"),
        exchange("OPTIONS", "/hello", Access_Control_Request_Method="GET"),
        exchange("OPTIONS", "/hello", 200, "OK", Access_Control_Request_Method="GET"),
        exchange("OPTIONS", "/hello", 400, "Disallowed CORS method", Access_Control_Request_Method="DELETE"),
    ],
)
def test_a_call_in_vain_is_found(called: Exchange) -> None:
    """The operation itself, another method of its path, or a preflight request, to which middleware responds."""
    assert SURVEY.absent([exchange("GET", "/nope"), called]) == HELLO


@pytest.mark.parametrize(
    "called",
    [
        exchange("OPTIONS", "/nope"),
        exchange("OPTIONS", "/nope", 200, "OK", Access_Control_Request_Method="GET"),
        exchange("OPTIONS", "/chapter03/query", 200, "OK", Access_Control_Request_Method="GET"),
        exchange("GET", "/nope"),
        exchange("GET", "/static/a.txt"),
        exchange("GET", "/hello", 200, "{}"),
        exchange("GET", "/hello", 500),
        exchange("GET", "/hello", 404, '{"detail":"no such row"}'),
        exchange("GET", "/chapter06/token", 405, ""),
        exchange("GET", "/events/1"),
    ],
)
def test_another_call_is_not_in_vain(called: Exchange) -> None:
    """An unknown path of a rule, a response of the operation itself, another method of a path, or what was found."""
    assert SURVEY.absent([called]) is None


def test_an_application_of_which_nothing_is_there_is_missing_as_a_whole() -> None:
    """So are its document and its files."""
    below = [operation for operation in every() if operation.path.startswith("/apps/guarded/")]
    found = Survey("http://h", frozenset(below), None, NOT_FOUND)

    assert found.absent([exchange("GET", "/apps/guarded/openapi.json")]) in below
    assert found.absent([exchange("GET", "/apps/cors/default/openapi.json")]) is None


@pytest.mark.parametrize(
    "expected, operation",
    [
        (like(paths={"/hello": {}}), HELLO),
        (like(paths={"/events": {}}), None),
        (like(info={}), None),
        ({"paths": {"/hello": {}}}, None),
        (like(components={"schemas": {"CityInfo": {}}}), PUT_CITY),
        (like(components={"schemas": {"ValidationError": {}}}), None),
        (like(components={"securitySchemes": {"OAuth2PasswordBearer": {}}}), None),
        (like(components={"schemas": None}), None),
        ("/hello", HELLO),
        ("hello", None),
    ],
)
def test_a_document_lacks_what_is_missing(expected: object, operation: Operation | None) -> None:
    """A rule on the document of a missing operation waits for it, too."""
    sent: Iterable[Exchange] = [exchange("GET", "/openapi.json", 200, "{}")]

    found = Survey("http://h", SURVEY.missing | {*users("", "CityInfo")}, {"paths": {}}, NOT_FOUND)
    assert found.undocumented(sent, expected) == operation


def test_a_name_is_about_a_document_only_where_one_was_read() -> None:
    """A path may be the value that a rule expects of another response."""
    assert SURVEY.undocumented([exchange("GET", "/redirect", 200, "{}")], "/hello") is None
    assert SURVEY.undocumented([], "/hello") is None


def test_a_document_of_which_nothing_is_there_is_bare() -> None:
    """A prerequisite that compares it with the contract waits for its first operation."""
    below = frozenset(operation for operation in every() if operation.path.startswith("/apps/guarded/"))
    found = Survey("http://h", below, None, NOT_FOUND)

    assert found.bare([exchange("GET", "/apps/guarded/openapi.json", 200, "{}")]) in below
    assert found.bare([exchange("GET", "/openapi.json", 200, "{}")]) is None
    assert found.bare([exchange("GET", "/apps/guarded/hello", 200, "{}")]) is None
