"""Whatever a server sends, the client ends in time with a response or an AssertionError, and the next request works."""

import itertools
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from socketserver import BaseRequestHandler
from typing import NamedTuple

import httpx
import pytest

from fastapi_spec import language
from fastapi_spec.client.api import (
    LARGEST_BODY,
    ROOM,
    Api,
    Exchange,
    NoResponse,
    Recorder,
    Response,
    TimedOut,
    Unreachable,
)
from tests.servers import Part, head, responding, running, sized, slowly

TIMEOUT = 0.5
SOUND = sized(b'{"sound": true}')
CHUNKED = head(Transfer_Encoding="chunked")
MILLION = b"x" * 1_000_000

SILENT = "the target was silent until the timeout"
UNFINISHED = f"the target had not finished its response after {TIMEOUT} s"
ENDED = "the target closed the connection or did not send HTTP"
TOO_MUCH = "the target sent more than 2 MiB"
NOT_JSON = "the body is not JSON"

HOSTILE: dict[str, tuple[Callable[[], Iterable[Part]], str]] = {
    "says-nothing": (lambda: [60.0], SILENT),
    "stops-in-the-head": (lambda: [SOUND[:20], 60.0], UNFINISHED),
    "stops-in-the-body": (lambda: [SOUND[:-1], 60.0], UNFINISHED),
    "dribbles-the-head": (lambda: slowly(head(X="y" * 3000)), UNFINISHED),
    "dribbles-the-body": (lambda: slowly(sized(b" " * 3000)), UNFINISHED),
    "informs-for-ever": (lambda: itertools.repeat(head("100 Continue")), UNFINISHED),
    "closes": (lambda: [None], ENDED),
    "closes-in-the-head": (lambda: [SOUND[:20], None], ENDED),
    "closes-in-the-body": (lambda: [SOUND[:-1], None], ENDED),
    "closes-in-a-chunk": (lambda: [CHUNKED + b"9\r\n{}", None], ENDED),
    "head-without-end": (lambda: [SOUND[:17], *[b"X: y\r\n" * 10_000] * 100], ENDED),
    "body-without-end": (
        lambda: itertools.chain([CHUNKED], itertools.repeat(b"f4240\r\n" + MILLION + b"\r\n")),
        TOO_MUCH,
    ),
    "200-MB": (lambda: [head(Content_Length=200_000_000), *[MILLION] * 200], TOO_MUCH),
    "length-too-great": (lambda: [head(Content_Length=9) + b"{}", None], ENDED),
    "length-too-small": (lambda: [head(Content_Length=1) + b"{}"], NOT_JSON),
    "no-content-but-some": (lambda: [head("204 No Content") + SOUND], NOT_JSON),
    "two-lengths": (lambda: [head(Content_Length="2, 3") + b"{}"], ENDED),
    "not-a-length": (lambda: [head(Content_Length="two") + b"{}"], ENDED),
    "not-a-chunk": (lambda: [CHUNKED + b"{}\r\n"], ENDED),
    "not-HTTP": (lambda: [b"SSH-2.0-OpenSSH_9.6\r\n", None], ENDED),
    "not-a-status": (lambda: [head("two hundred")], ENDED),
    "a-switch-of-protocols": (lambda: [head("101 Switching Protocols", Connection="Upgrade", Upgrade="x")], ENDED),
    "a-redirect-to-itself": (
        lambda: [sized(b"", "307 Temporary Redirect", Location="/a-redirect-to-itself")],
        NOT_JSON,
    ),
    "not-gzip": (lambda: [sized(b"no", Content_Encoding="gzip")], NOT_JSON),
    "not-UTF-8": (lambda: [sized(b'"\xff"')], NOT_JSON),
    "not-a-number": (lambda: [sized(b"NaN")], NOT_JSON),
    "a-number-of-5000-digits": (lambda: [sized(b"1" * 5000)], NOT_JSON),
    "arrays-in-arrays": (lambda: [sized(b"[" * 100_000)], NOT_JSON),
}


def parts(path: str) -> Iterable[Part]:
    """The hostile response of that name, and to any other path a sound one that has the path in a header."""
    return HOSTILE[path[1:]][0]() if path[1:] in HOSTILE else [sized(b'{"sound": true}', X_Path=path)]


@pytest.fixture(scope="module")
def api() -> Iterator[Api]:
    """A client of the hostile server."""
    with running(responding(parts)) as server, Api(server.url, Recorder(TIMEOUT)) as client:
        yield client


@pytest.fixture(autouse=True)
def _nothing_recorded(api: Api) -> None:
    """Each test has exchanges of its own."""
    api.recorder.exchanges.clear()


class Outcome(NamedTuple):
    """What became of a hostile response, and of the request after it."""

    error: str
    expected: str
    exchange: Exchange
    following: object


@pytest.fixture(scope="module", params=HOSTILE)
def outcome(api: Api, request: pytest.FixtureRequest) -> Outcome:
    """A request that gets a hostile response, and another over the same client."""
    api.recorder.exchanges.clear()
    with pytest.raises(AssertionError) as raised:
        api.get(f"/{request.param}").json()
    [exchange] = api.recorder.exchanges
    return Outcome(str(raised.value), HOSTILE[request.param][1], exchange, api.get("/next").json())


def test_a_hostile_response_fails_the_rule_in_words(outcome: Outcome) -> None:
    """Silence, endless bodies and broken HTTP are AssertionErrors that say what happened."""
    assert outcome.error.startswith(outcome.expected)


def test_a_hostile_response_is_bounded_in_time_and_size(outcome: Outcome) -> None:
    """A run is neither held up nor filled by what a target sends."""
    assert outcome.exchange.milliseconds < 3000
    assert len(outcome.exchange.response_body) <= LARGEST_BODY + 2 * len(MILLION)


def test_the_next_request_gets_its_own_response(outcome: Outcome) -> None:
    """What is left of a hostile response on the connection is not taken for the next one."""
    assert outcome.following == {"sound": True}


@pytest.mark.parametrize(
    "name, error", [("says-nothing", TimedOut), ("stops-in-the-body", TimedOut), ("closes", NoResponse)]
)
def test_no_response_has_a_kind(api: Api, name: str, error: type[NoResponse]) -> None:
    """A timeout is told from a connection that was closed: the first may not be the end of the target."""
    with pytest.raises(NoResponse) as raised:
        api.get(f"/{name}")

    assert raised.type is error
    assert api.recorder.exchanges[0].failure == str(raised.value)
    assert api.recorder.exchanges[0].status in (None, 200)


def test_a_closed_port_cannot_be_reached() -> None:
    """A rule tells in words that nothing listens at the address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        url = f"http://127.0.0.1:{free.getsockname()[1]}"

    with Api(url, Recorder(TIMEOUT)) as closed, pytest.raises(Unreachable, match=f"^cannot connect to {url}/"):
        closed.get("/")


class Plain(BaseRequestHandler):
    """Responds in HTTP to TLS."""

    def handle(self) -> None:
        """Respond to whatever arrives."""
        self.request.recv(1024)
        self.request.sendall(head("400 Bad Request"))


def test_an_exchange_is_english_and_its_error_in_the_language_of_the_output() -> None:
    """The exchange goes into the report, the error into the card."""
    recorder = Recorder(TIMEOUT)
    language.choose("zh")
    try:
        with Api("http://127.0.0.1:1", recorder) as api, pytest.raises(Unreachable, match=r"^无法连接 "):
            api.get("/")
    finally:
        language.choose("en")

    assert str(recorder.exchanges[0].failure).startswith("cannot connect to ")


def test_a_server_without_tls_cannot_be_reached_by_https() -> None:
    """An https URL of a server that speaks HTTP is as unreachable as a closed port."""
    with running(Plain) as server:
        url = server.url.replace("http:", "https:")
        with Api(url, Recorder(TIMEOUT)) as client, pytest.raises(Unreachable, match=f"^no TLS at {url}/"):
            client.get("/")


def test_an_exchange_is_kept_as_it_was_sent(api: Api) -> None:
    """The card and the report show the exchange that went over the wire."""
    api.post("/a?b=c", content=b"body", headers=[("X-Twice", "1"), ("X-Twice", "2")])

    [exchange] = api.recorder.exchanges
    assert (exchange.method, exchange.url.rpartition("/")[2], exchange.request_body) == ("POST", "a?b=c", b"body")
    assert [value for name, value in exchange.request_headers if name == "X-Twice"] == ["1", "2"]
    assert (exchange.status, exchange.response_body, exchange.failure) == (200, b'{"sound": true}', None)
    assert ("X-Path", "/a?b=c") in exchange.response_headers


def test_many_large_responses_are_not_kept_whole() -> None:
    """Of what went before only the beginning is for the card; the response of the rule itself stays whole."""
    with running(responding(lambda _: [sized(MILLION)])) as server, Api(server.url, Recorder(10)) as api:
        first = api.get("/")
        for _ in range(ROOM // len(MILLION) + 2):
            api.get("/")

    assert first.content == MILLION
    assert len(api.recorder.exchanges[0].response_body) < len(MILLION)
    assert len(api.recorder.exchanges[-1].response_body) == len(MILLION)


def test_the_client_adds_no_header_that_names_itself(api: Api) -> None:
    """A rule sends what it says: no User-Agent and no Accept-Encoding of httpx."""
    api.get("/")

    [exchange] = api.recorder.exchanges
    assert {name.lower() for name, _ in exchange.request_headers} == {"host", "accept", "connection"}


def test_a_rule_reacts_to_the_first_bytes() -> None:
    """A rule on a stream sends its next request before the response ends; both exchanges are kept."""
    reached = threading.Event()

    def stream(path: str) -> Iterable[Part]:
        if path == "/next":
            reached.set()
            return [SOUND]
        return itertools.chain([CHUNKED + b"1\r\n1\r\n"], (last() for _ in "1"))

    def last() -> Part:
        return b"1\r\n2\r\n0\r\n\r\n" if reached.wait(TIMEOUT) else None

    with running(responding(stream)) as server, Api(server.url, Recorder(TIMEOUT)) as client:
        response = client.reacting("GET", "/stream", react=lambda: client.get("/next"))

    assert response.text == "12"
    assert [exchange.response_body for exchange in client.recorder.exchanges] == [b"12", b'{"sound": true}']


def test_a_reaction_fails_the_rule(api: Api) -> None:
    """What fails in a reaction fails the rule; without a body it is not called."""

    def react() -> None:
        raise AssertionError("a reaction")

    with pytest.raises(AssertionError, match="a reaction"):
        api.reacting("GET", "/", react=react)
    with pytest.raises(NoResponse, match=ENDED):
        api.reacting("GET", "/closes", react=react)


@pytest.mark.parametrize("target", ["/a/../b", "/%2F%2e", "/a//b?x=%zz"])
def test_a_raw_target_is_sent_byte_for_byte(api: Api, target: str) -> None:
    """httpx would resolve dots and encode again; a rule on paths needs neither."""
    assert api.raw("GET", target).headers["x-path"] == target
    assert api.recorder.exchanges[0].url == f"{str(api.base_url).rstrip('/')}{target}"


def test_a_target_may_be_below_a_path(api: Api) -> None:
    """--url may have a path, which comes before those of the rules, raw ones among them."""
    with Api(f"{str(api.base_url).rstrip('/')}/v1", Recorder(TIMEOUT)) as below:
        assert below.get("/a").headers["x-path"] == "/v1/a"
        assert below.raw("GET", "/../a").headers["x-path"] == "/v1/../a"


def test_what_http_forbids_is_a_fault_of_the_rule(api: Api) -> None:
    """A header that no client can send is not an AssertionError: the target is not to blame."""
    with pytest.raises(httpx.LocalProtocolError):
        api.get("/", headers={"X-Blanks": " a "})


@pytest.mark.parametrize("charset", ["undefined", "idna", "rot13", "utf-16", "punycode"])
def test_text_in_an_unusable_charset_fails_the_rule(charset: str) -> None:
    """A Content-Type may name any codec of Python, or none."""
    strange = Response(200, headers={"content-type": f"text/plain; charset={charset}"}, content=b"\xd8\x00\xff")

    with pytest.raises(AssertionError, match="the body is not text in its charset"):
        _ = strange.text


def test_a_large_body_is_parsed() -> None:
    """Arrays with hundreds of thousands of objects are JSON like any other."""
    assert len(Response(200, content=b"[" + b"{}," * 100_000 + b"{}]").json()) == 100_001


VERBATIM: dict[str, tuple[list[Part], tuple[int | None, bytes]]] = {
    "nothing-behind-the-head": ([head("404 Not Found", Content_Length=4), None], (404, b"")),
    "a-body-at-once": ([head(Content_Length=4) + b"body", None], (200, b"body")),
    "a-body-later": ([head(Content_Length=4), 0.05, b"bo", 0.05, b"dy", None], (200, b"body")),
    "an-open-connection": ([head(Content_Length=4) + b"body", 60.0], (200, b"body")),
    "part-of-the-head": ([head(Content_Length=4)[:-2], None], (200, b"")),
    "no-response": ([None], (None, b"")),
}


@pytest.mark.parametrize("parts, expected", VERBATIM.values(), ids=VERBATIM)
def test_all_bytes_behind_the_head_of_a_response_are_kept(
    parts: list[Part], expected: tuple[int | None, bytes]
) -> None:
    """HTTP/1.1 has no body after HEAD: h11 does not read one, and a rule could not see it."""
    with running(responding(lambda _: parts)) as server, Api(server.url, Recorder(TIMEOUT)) as client:
        assert client.verbatim("HEAD", "/") == expected

    [exchange] = client.recorder.exchanges
    assert (exchange.status, exchange.response_body, exchange.failure) == (*expected, None)
    assert server.methods == ["HEAD"]


@pytest.mark.parametrize(
    "parts, error",
    [
        pytest.param([60.0], SILENT, id="silence"),
        pytest.param([b"SSH-2.0-OpenSSH_9.6\r\n", None], "the target did not send HTTP: 'SSH-2.0-", id="not-HTTP"),
        pytest.param([head("2000 OK"), None], "the target did not send HTTP: ", id="not-a-status"),
        pytest.param([head(), *[MILLION] * 20], TOO_MUCH, id="20-MB"),
    ],
)
def test_a_hostile_response_to_a_verbatim_request_fails_in_words(parts: list[Part], error: str) -> None:
    """Silence, other protocols and endless bodies are AssertionErrors here, too."""
    with (
        running(responding(lambda _: parts)) as server,
        Api(server.url, Recorder(TIMEOUT)) as client,
        pytest.raises(NoResponse, match=f"^{error}"),
    ):
        client.verbatim("GET", "/")

    [exchange] = client.recorder.exchanges
    assert (exchange.failure or "").startswith(error)


class Echo(BaseRequestHandler):
    """Responds with the bytes that arrive first."""

    def handle(self) -> None:
        """Send back what arrives."""
        self.request.sendall(head() + self.request.recv(1024))


def test_a_verbatim_request_is_sent_byte_for_byte() -> None:
    """A body may have any framing, and a header any name."""
    headers = [("transfer-encoding", "chunked"), ("X-A", " b")]
    with running(Echo) as server, Api(f"{server.url}/v1", Recorder(TIMEOUT)) as client:
        _, received = client.verbatim("PUT", "/a?b=c", headers=headers, content=b"2\r\n{}XX0\r\n\r\n")

    host = server.url.removeprefix("http://")
    assert received.decode() == (
        f"PUT /v1/a?b=c HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n"
        "transfer-encoding: chunked\r\nX-A:  b\r\n\r\n2\r\n{}XX0\r\n\r\n"
    )
    [exchange] = client.recorder.exchanges
    assert (exchange.method, exchange.url) == ("PUT", f"{server.url}/v1/a?b=c")
    assert exchange.request_body == b"2\r\n{}XX0\r\n\r\n"
    assert exchange.request_headers[2:] == headers


def test_a_closed_port_gets_no_verbatim_request() -> None:
    """Nothing listens: not a server that closes the connection."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        url = f"http://127.0.0.1:{free.getsockname()[1]}"

    with Api(url, Recorder(TIMEOUT)) as closed, pytest.raises(Unreachable, match=f"^cannot connect to {url}/"):
        closed.verbatim("GET", "/")
