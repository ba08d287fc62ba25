"""Before the first rule: whether a server may implement this API."""

import socket

import pytest

from fastapi_spec.target.base import TargetError
from fastapi_spec.target.preflight import _knows, check_api
from tests.servers import Closing, always, running


def test_a_server_that_knows_no_path_is_another_api() -> None:
    """Nothing is written to a server that is not meant."""
    with running(always(404, "text/html", b"")) as server, pytest.raises(TargetError) as raised:
        check_api(server.url, 5)

    assert f"the server at {server.url} knows none of the " in str(raised.value)
    assert "seems to be another API; nothing was written to it" in str(raised.value)
    assert set(server.methods) == {"GET"}


def test_a_server_that_knows_a_path_is_tested() -> None:
    """One path is enough: an implementation may have little of the contract."""
    with running(always(200, "application/json", b"{}")) as server:
        check_api(server.url, 5)

    assert server.methods == ["GET"]


def test_a_server_that_does_not_speak_http_is_tested() -> None:
    """The rules tell one by one what is wrong with it."""
    with running(Closing) as server:
        check_api(server.url, 5)


def test_a_silent_server_is_told() -> None:
    """Without this check every rule would wait for its timeout."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(TargetError, match=r"accepts connections and does not respond within 0.1 s$"):
            check_api(url, 0.1)


@pytest.mark.parametrize(
    "status, content_type, known",
    [
        (200, "application/json", True),
        (422, "application/problem+json", True),
        (405, "", True),
        (500, "text/plain", True),
        (200, "text/html", False),
        (404, "application/json", False),
        (401, "application/json", False),
        (307, "application/json", False),
    ],
)
def test_a_path_is_known_by_its_response(status: int, content_type: str, *, known: bool) -> None:
    """A web page, a login or a redirect may be the same for every path."""
    assert _knows(status, content_type) is known
