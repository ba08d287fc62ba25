"""Before the first rule: which targets the rules may write to, and what is said of the others."""

import itertools
import socket
from collections.abc import Callable

import pytest

from fastapi_spec.client.api import Api, Response, Unreachable
from fastapi_spec.target import preflight
from fastapi_spec.target.base import Target, TargetError
from fastapi_spec.target.declared import FIRST, paths
from fastapi_spec.target.launched import Launched
from fastapi_spec.target.preflight import check_api
from fastapi_spec.target.recognition import BODIES, SECOND
from fastapi_spec.target.remote import Remote
from fastapi_spec.target.served import Served
from tests.servers import Closing, always, responding, running, sized

NOT_FOUND = sized(b'{"detail":"Not Found"}', "404 Not Found", Content_Type="application/json")
HELLO = sized(b'{"hello":"world"}', Content_Type="application/json")
PARAM = sized(b'{"param":false}', Content_Type="application/json")


def own(url: str) -> Served:
    """An application that the run serves."""
    target = Served("mine:app")
    target.url = url
    return target


def test_a_server_that_has_nothing_of_the_contract_is_another_api() -> None:
    """Nothing is written to a server that is not meant."""
    with running(always(404, "text/html", b"")) as server, pytest.raises(TargetError) as raised:
        check_api(Remote(server.url), 5)

    assert str(raised.value).startswith(
        f"the server at {server.url} seems to be another API (status 404): 0 of {len(BODIES)} responses are those of "
        "the contract, 2 are needed; nothing was written to it. Give the right address with --url. If it is yours, "
        f"begin with {FIRST} and {SECOND}, or add --anyway"
    )
    assert not raised.value.printed
    assert set(server.methods) == {"GET"}


def test_a_porter_begins_with_two_operations() -> None:
    """The error names them, and counts one of them."""
    replies = {FIRST: HELLO}
    with running(responding(lambda path: [replies.get(path, NOT_FOUND)])) as server:
        with pytest.raises(TargetError, match=f": 1 of {len(BODIES)} responses are those of the contract, 2 are"):
            check_api(Remote(server.url), 5)
        replies[SECOND] = PARAM
        check_api(Remote(server.url), 5)

    assert set(server.methods) == {"GET"}


@pytest.mark.parametrize("target", [Served("shop:app"), Launched("true {port}")], ids=["--app", "--launch"])
def test_the_developer_of_another_application_learns_what_the_rules_check(target: Served | Launched) -> None:
    """The rules say something of the versions of FastAPI; for their own routes developers write rules."""
    with running(always(404, "text/html", b"")) as server:
        target.url = server.url
        with pytest.raises(TargetError) as raised:
            check_api(target, 5)

    assert str(raised.value).startswith(f"{target.name} knows none of the {len([*paths()])} paths of the contract (")
    assert "your versions of FastAPI with our application: use --with, --constraint or --python" in str(raised.value)
    assert "rules for your own routes: docs/writing-rules.md; or add --anyway" in str(raised.value)


def test_one_path_is_enough_for_what_the_run_starts() -> None:
    """The user named it: a learner may have begun anywhere, with anything."""
    with running(responding(lambda path: [PARAM if path == "/chapter04/file" else NOT_FOUND])) as server:
        check_api(own(server.url), 5)
        with pytest.raises(TargetError, match="seems to be another API"):
            check_api(Remote(server.url), 5)


def test_a_server_that_fails_everywhere_shows_why() -> None:
    """What an application printed may be the traceback of a middleware."""
    with running(always(500, "text/plain", b"")) as server, pytest.raises(TargetError, match="status 500") as raised:
        check_api(Remote(server.url), 5)

    assert raised.value.printed


def test_an_application_that_fails_everywhere_is_not_called_another_api() -> None:
    """A learner whose middleware returns nothing has the right API, and is not sent elsewhere."""
    with running(always(500, "text/plain", b"")) as server, pytest.raises(TargetError) as raised:
        check_api(own(server.url), 5)

    assert str(raised.value) == "mine:app responds to every request with status 500"


def test_a_server_that_does_not_speak_http_is_tested_if_the_run_started_it() -> None:
    """The rules tell one by one what is wrong with it. Another may take what they send for something else."""
    with running(Closing) as server:
        check_api(own(server.url), 5)
        with pytest.raises(TargetError, match=r"sends no HTTP response \(the target closed the connection"):
            check_api(Remote(server.url), 5)


@pytest.mark.parametrize("make, told", [(Remote, "; give the right address with --url, or add "), (own, "")])
def test_a_silent_server_is_told(make: Callable[[str], Target], told: str) -> None:
    """Without this check every rule would wait for its timeout."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(TargetError, match=f"accepts connections and does not respond within 0.1 s{told or '$'}"):
            check_api(make(url), 0.1)


def test_a_slow_server_is_told() -> None:
    """It may be ours, which a few requests do not tell."""
    steps = itertools.count()
    with running(responding(lambda _: [NOT_FOUND])) as server, pytest.raises(TargetError) as raised:
        check_api(Remote(server.url), 5, clock=lambda: next(steps) * 4)

    assert str(raised.value) == (
        f"the server at {server.url} is too slow to be recognised (3 responses in 10 s); nothing was written to it; "
        "give the right address with --url, or add --anyway to run the rules against it"
    )


@pytest.mark.parametrize("patience, words", [(0, 1), (60, 0)], ids=["slow", "fast"])
def test_a_word_is_said_while_a_server_is_slow(monkeypatch: pytest.MonkeyPatch, patience: float, words: int) -> None:
    """What takes no time needs none."""
    said: list[str] = []
    monkeypatch.setattr(preflight, "PATIENCE", patience)
    replies = {FIRST: HELLO, SECOND: PARAM}
    with running(responding(lambda path: [0.1, replies.get(path, NOT_FOUND)])) as server:
        check_api(Remote(server.url), 5, said.append)

    assert said == [f"waiting for the responses of the server at {server.url} (10 s at most)"] * words


def test_a_certificate_that_is_not_trusted_is_wrong_usage(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says nothing of the application: the error says how to trust it."""

    def rejected(*_: object) -> Response:
        raise Unreachable("no TLS at https://h ([SSL] certificate verify failed: self-signed)")

    monkeypatch.setattr(Api, "get", rejected)
    with pytest.raises(TargetError, match=r"^https://h is not trusted: certificate verify failed; name") as raised:
        check_api(Remote("https://h"), 5)
    assert raised.value.usage
