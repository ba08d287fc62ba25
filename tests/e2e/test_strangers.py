"""Servers that belong to another: whatever they send, they get nothing but a few GET requests."""

import itertools
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from socketserver import BaseRequestHandler
from typing import Any

import pytest

from fastapi_spec.files import SPEC
from fastapi_spec.rules.contract import documents
from fastapi_spec.target.base import TargetError
from fastapi_spec.target.preflight import check_api
from fastapi_spec.target.recognition import BODIES, SAMPLE
from fastapi_spec.target.remote import Remote
from tests.conftest import run
from tests.servers import Closing, Encrypting, responding, running, sized

MOST = len(BODIES) + SAMPLE + 3
"""Requests: the bodies, the operations that a document declares, the document, and two unknown paths."""
NUMBERS = itertools.count()
NOT_FOUND = {"detail": "Not Found"}
OURS = documents()[""]

Reply = Callable[[str], bytes]


def said(value: Any, status: str = "200 OK", **headers: object) -> bytes:
    """A response in JSON."""
    return sized(json.dumps(value).encode(), status, Content_Type="application/json", **headers)


def page(text: str, status: str = "200 OK") -> bytes:
    """A web page."""
    return sized(f"<html><body>{text}</body></html>".encode(), status, Content_Type="text/html")


def api(bodies: dict[str, Any], *operations: str, other: Reply = lambda _: said(NOT_FOUND, "404 Not Found")) -> Reply:
    """An API with these bodies and an OpenAPI document that declares operations, such as ``get /items``."""
    paths: dict[str, Any] = {}
    for method, path in map(str.split, operations):
        paths.setdefault(path, {})[method] = {"responses": {"200": {"description": "OK"}}}
    document = {"/openapi.json": {"openapi": "3.1.0", "info": {}, "paths": paths}} if operations else {}
    bodies = document | bodies
    return lambda path: said(bodies[path]) if path in bodies else other(path)


SHOP = api(
    {"/hello": {"hello": "world"}, "/users": [], "/items/x": {"item_id": "x"}},
    *("get /items/{item_id}", "post /items/{item_id}", "get /users", "get /hello", "post /token", "get /events/{id}"),
)
PETSTORE = api({"/pet/x": {"id": 1, "name": "doggie"}}, "get /pet/{petId}", "post /pet", "get /store/inventory")
BOOK = api(
    {"/hello": {"hello": "world"}},
    *(f"{method} {path}" for path, methods in OURS["paths"].items() for method in methods),
    other=lambda path: said({"title": path}) if path.startswith("/chapter") else said(NOT_FOUND, "404 Not Found"),
)

STRANGERS: dict[str, Reply] = {
    "502 of a gateway": lambda _: page("Bad Gateway", "502 Bad Gateway"),
    "503 of a load balancer": lambda _: page("starting", "503 Service Unavailable"),
    "504 in JSON": lambda path: said({"message": "timeout", "path": path}, "504 Gateway Timeout"),
    "429 in JSON": lambda _: said({"error": "slow down"}, "429 Too Many Requests", Retry_After=1),
    "503, then 401": lambda path: said({}, "503 No" if path.startswith("/fastapi") else "401 Unauthorized"),
    "405 for everything": lambda _: said({"detail": "Method Not Allowed"}, "405 Method Not Allowed", Allow="POST"),
    "405 for some paths": lambda path: page("", "405 No" if path.startswith("/ch") else "404 Not Found"),
    "400 without a key": lambda _: said({"error": "api_key_required"}, "400 Bad Request"),
    "400 without a key for some paths": lambda path: said({}, "400 No" if path.startswith("/ch") else "404 Not Found"),
    "410": lambda path: said({"gone": path}, "410 Gone"),
    "401 with Basic": lambda _: sized(b"", "401 Unauthorized", WWW_Authenticate="Basic realm=x"),
    "403 in JSON": lambda _: said({"message": "Missing Authentication Token"}, "403 Forbidden"),
    "403 of a bucket": lambda path: sized(f"<Error><Key>{path}</Key></Error>".encode(), "403 Forbidden"),
    "302 to a login": lambda path: sized(b"", "302 Found", Location=f"/login?next={path}"),
    "307 to itself": lambda path: sized(b"", "307 Temporary Redirect", Location=path),
    "a page for all paths": lambda _: page("<div id=app>"),
    "JSON for all paths": lambda _: said({}),
    "null": lambda _: said(None),
    "the path in JSON": lambda path: said({"path": path, "message": path.rpartition("/")[2]}),
    "a number and a time in JSON": lambda path: said({"id": next(NUMBERS), "path": path}),
    "hello world for all paths": lambda _: said({"hello": "world"}),
    "GraphQL": lambda _: said({"errors": [{"message": "Must provide query string."}]}, "400 Bad Request"),
    "GraphQL with 200": lambda _: said({"data": None, "errors": [{"message": "no query"}]}),
    "another FastAPI": SHOP,
    "a pet store": PETSTORE,
    "a mock of the pet store": lambda path: said({"title": f"Route not resolved: {path}"}, "404 Not Found"),
    "a book whose paths have our names": BOOK,
    "our document as a file": api({"/openapi.json": OURS}),
    "our document and a page for the rest": api({"/openapi.json": OURS}, other=lambda _: page("Redoc")),
    "our document and numbers": api({"/openapi.json": OURS}, other=lambda _: said(next(NUMBERS))),
    "no document that can be read": api({"/openapi.json": {"paths": {"/chapter03/query": {"get": {"parameters": 1}}}}}),
    "a document of braces": api({"/openapi.json": {"paths": {"{" * 1_000_000: {}}}}),
    "404 in 200": lambda path: said({"code": 404, "path": path}),
    "500 in JSON": lambda path: said({"error": "boom", "path": path}, "500 Internal Server Error"),
    "500 for some paths": lambda path: page("", "500 No" if path.startswith("/ch") else "404 Not Found"),
    "207 of WebDAV": lambda path: sized(f"<multistatus><href>{path}".encode(), "207 Multi-Status"),
    "headers in JSON": lambda path: said({"url": path, "args": {}, "headers": {"Accept": "*/*", "Hello": "world"}}),
    "hello in a text": lambda path: said("Hello") if path == "/hello" else said(NOT_FOUND, "404 Not Found"),
    "hello world alone": api({"/hello": {"hello": "world"}}),
    "200 and 404 in turn": lambda _: said({"hello": "world"}, "200 OK" if next(NUMBERS) % 2 else "404 Not Found"),
    "418": lambda _: said({"detail": "I'm a teapot"}, "418 I'm a teapot"),
    "204": lambda _: sized(b"", "204 No Content"),
    "JSON in an odd charset": lambda _: sized(b"{}", Content_Type="application/json; charset=punycode"),
    "bytes that are not UTF-8": lambda _: sized(b"\xff\x00\x1b", Content_Type="application/json"),
    "3 MiB": lambda _: sized(b"[" + b"0," * 1_500_000 + b"0]", Content_Type="application/json"),
    "no HTTP": lambda _: b"\x1b]0;title\x07 220 ready\r\n",
}
HANDLERS: dict[str, type[BaseRequestHandler]] = {
    name: responding(lambda path, reply=reply: [reply(path)])  # type: ignore[misc]
    for name, reply in STRANGERS.items()
} | {"closes the connection": Closing, "speaks TLS": Encrypting}


@pytest.mark.parametrize("handler", [*HANDLERS.values()], ids=HANDLERS)
def test_a_stranger_gets_nothing_but_a_few_gets(handler: type[BaseRequestHandler]) -> None:
    """No response but those of the contract alone lets the rules write; one line says what to do."""
    with running(handler) as server, pytest.raises(TargetError) as raised:
        check_api(Remote(server.url), 5)

    assert set(server.methods) <= {"GET"}
    assert len(server.methods) <= MOST
    message = str(raised.value)
    assert f"the server at {server.url} " in message
    assert "the right address with --url" in message
    assert "add --anyway to run the rules against it" in message
    assert message.isprintable()
    assert not raised.value.usage


@pytest.mark.parametrize(
    "name, options",
    [("400 without a key for some paths", []), ("another FastAPI", ["-n", "2"])],
    ids=["one", "xdist"],
)
def test_a_run_against_a_stranger_ends(name: str, options: list[str]) -> None:
    """Nothing is sent before the check, beside it, or after it."""
    with running(HANDLERS[name]) as server:
        ran = run("--url", server.url, *options, "BODY-FIELD-1", "DB-DEPT-1")

    assert ran.status == 6, ran.output
    assert ran.output.count("add --anyway to run the rules against it") == 1
    assert set(server.methods) <= {"GET"}
    assert len(server.methods) <= MOST


@pytest.mark.parametrize("workers", [[], ["-n", "2"]], ids=["one", "xdist"])
@pytest.mark.parametrize("named", ["spec", ".", "spec/chapter07_database/test_departments.py"])
def test_a_copy_of_the_rules_writes_nothing_either(tmp_path: Path, named: str, workers: list[str]) -> None:
    """Whoever copies the rules into a project of their own has not said whose server it is."""
    shutil.copytree(SPEC, tmp_path / "spec")
    with running(HANDLERS["another FastAPI"]) as server:
        ran = run("--url", server.url, *workers, "-k", "DB-DEPT or DB-USER", named, cwd=tmp_path)

    assert ran.status == 6, ran.output
    assert ran.output.count("add --anyway to run the rules against it") == 1
    assert set(server.methods) <= {"GET"}
    assert len(server.methods) <= MOST
