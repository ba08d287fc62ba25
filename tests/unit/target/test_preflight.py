"""Before the first rule: whether a target may implement this API."""

import socket
from collections.abc import Callable

import pytest

from fastapi_spec.client.api import Api, Recorder, Response, Unreachable
from fastapi_spec.target.base import TargetError
from fastapi_spec.target.launched import Launched
from fastapi_spec.target.preflight import UNKNOWN, _knows, check_api, paths
from fastapi_spec.target.remote import Remote
from fastapi_spec.target.served import Served
from tests.servers import Closing, Part, always, responding, running, sized

LOGIN = "/chapter06/login"
NOT_FOUND = sized(b'{"detail":"Not Found"}', "404 Not Found", Content_Type="application/json")


def knowing(*parts: Part, path: str = "/chapter04/last") -> Callable[[str], list[Part]]:
    """The responses of a server that knows one path."""
    return lambda requested: [*parts] if requested == path else [NOT_FOUND]


def test_a_server_that_knows_no_path_is_another_api() -> None:
    """Nothing is written to a server that is not meant."""
    with running(always(404, "text/html", b"")) as server, pytest.raises(TargetError) as raised:
        check_api(Remote(server.url), 5)

    assert f"the server at {server.url} knows none of the {len([*paths()])} paths of the contract" in str(raised.value)
    assert "(status 404) and seems to be another API; nothing was written to it. Give the right" in str(raised.value)
    assert not raised.value.printed
    assert set(server.methods) == {"GET"}


@pytest.mark.parametrize("target", [Served("shop:app"), Launched("true {port}")], ids=["--app", "--launch"])
def test_the_developer_of_another_application_learns_what_the_rules_check(target: Served | Launched) -> None:
    """The rules say something of the versions of FastAPI; for their own routes developers write rules."""
    with running(always(404, "text/html", b"")) as server:
        target.url = server.url
        with pytest.raises(TargetError) as raised:
            check_api(target, 5)

    assert str(raised.value).startswith(f"{target.name} knows none of the ")
    assert "your versions of FastAPI with our application: use --with, --constraint or --python" in str(raised.value)
    assert "rules for your own routes: docs/writing-rules.md; or add --anyway" in str(raised.value)


def test_a_server_that_fails_everywhere_shows_why() -> None:
    """What an application printed may be the traceback of a middleware."""
    with running(always(500, "text/plain", b"")) as server, pytest.raises(TargetError, match="status 500") as raised:
        check_api(Remote(server.url), 5)

    assert raised.value.printed


def test_an_application_that_fails_everywhere_is_not_called_another_api() -> None:
    """A learner whose middleware returns nothing has the right API, and is not sent elsewhere."""
    with running(always(500, "text/plain", b"")) as server:
        target = Served("mine:app")
        target.url = server.url
        with pytest.raises(TargetError) as raised:
            check_api(target, 5)

    assert str(raised.value) == "mine:app responds to every request with status 500"


def test_the_first_path_is_enough() -> None:
    """The check costs a target that knows it two requests."""
    hello = sized(b'{"hello":"world"}', Content_Type="application/json")
    with running(responding(knowing(hello, path="/hello"))) as server:
        check_api(Remote(server.url), 5)

    assert server.methods == ["GET", "GET"]


def test_every_path_of_the_contract_is_enough(reference: str) -> None:
    """A learner may have begun anywhere: with a path that takes only POST, needs a login, or has a parameter."""
    with Api(reference, Recorder(10)) as api:
        unknown = api.get(UNKNOWN)
        undetected = [path for path in paths() if not _knows(path, api.get(path), unknown)]

    assert undetected == ["/chapter04/exc_nodetail"]  # it always responds as if it did not exist


@pytest.mark.parametrize("path, detected", [("/chapter03/query", True), ("/events/x", False)])
def test_a_path_that_does_not_end_its_response_is_known(path: str, *, detected: bool) -> None:
    """Only some responses are late, so the server has something there; another API may have events, too."""
    with running(responding(knowing(5.0, None, path=path))) as server:
        if detected:
            check_api(Remote(server.url), 0.2)
        else:
            with pytest.raises(TargetError, match="seems to be another API"):
                check_api(Remote(server.url), 0.2)


def test_a_server_that_does_not_speak_http_is_tested() -> None:
    """The rules tell one by one what is wrong with it."""
    with running(Closing) as server:
        check_api(Remote(server.url), 5)


def test_a_silent_server_is_told() -> None:
    """Without this check every rule would wait for its timeout."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(TargetError, match=r"accepts connections and does not respond within 0.1 s$"):
            check_api(Remote(url), 0.1)


def response(status: int, content_type: str = "application/json", body: str = "{}") -> Response:
    """A response."""
    return Response(status, headers={"content-type": content_type}, content=body.encode())


@pytest.mark.parametrize(
    "status, content_type, known",
    [
        (200, "application/json", True),
        (422, "application/problem+json", True),
        (405, "text/html", True),
        (500, "text/plain", True),
        (401, "application/json", True),
        (307, "", True),
        (200, "text/event-stream", True),
        (200, "text/html", False),
        (404, "application/json", False),
        (429, "application/json", False),
        (502, "text/plain", False),
    ],
)
def test_a_path_is_known_by_its_response(status: int, content_type: str, *, known: bool) -> None:
    """It responds otherwise than a path that no API has. A web page proves nothing, nor does a gateway."""
    assert _knows(LOGIN, response(status, content_type), response(404)) is known


@pytest.mark.parametrize("status", [401, 307])
def test_a_login_at_a_path_that_other_apis_have_proves_nothing(status: int) -> None:
    """A calendar has /events/1 as well, behind a login."""
    assert not _knows("/events/x", response(status), response(404))
    assert _knows("/events/x", response(200), response(404))


@pytest.mark.parametrize("status", [200, 400, 401, 405, 410, 500, 503])
def test_a_server_that_responds_to_all_paths_alike_knows_none(status: int) -> None:
    """A gateway that is starting, one that wants a key, or a page for all paths."""
    quoting = [response(status, body=f'{{"path": "{path}", "error": "no key"}}') for path in (LOGIN, UNKNOWN)]

    assert not _knows(LOGIN, *quoting)
    assert not _knows(LOGIN, response(status, "text/plain", "no"), response(status, "text/plain", "no"))


@pytest.mark.parametrize("status", [401, 503])
def test_only_a_404_for_an_unknown_path_makes_a_login_telling(status: int) -> None:
    """A gateway that has just started may respond with 401 after its 503."""
    assert not _knows(LOGIN, response(401), response(status))


def test_a_value_may_tell_a_path_from_a_page_for_all() -> None:
    """A server may respond with 200 to any path, and with something to those that it knows."""
    assert _knows("/hello", response(200, body='{"hello": "world"}'), response(200))
    assert _knows("/hello", response(200), response(200, "text/html", "<p>Welcome"))


def test_a_certificate_that_is_not_trusted_is_wrong_usage(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says nothing of the application: the error says how to trust it."""

    def rejected(*_: object) -> Response:
        raise Unreachable("no TLS at https://h ([SSL] certificate verify failed: self-signed)")

    monkeypatch.setattr(Api, "get", rejected)
    with pytest.raises(TargetError, match=r"^https://h is not trusted: certificate verify failed; name") as raised:
        check_api(Remote("https://h"), 5)
    assert raised.value.usage
