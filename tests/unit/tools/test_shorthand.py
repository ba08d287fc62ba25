"""docs/contract/: how an exchange and an operation are written down, and what a page holds."""

import functools
import re
from pathlib import Path
from typing import Any

import pytest

from fastapi_spec.client.api import Exchange
from fastapi_spec.generate.openapi import operations
from fastapi_spec.rules.contract import documents, locked
from tools.contract import pages
from tools.contract.operations import operation, schemas
from tools.contract.shorthand import Shorthand


def exchange(**given: Any) -> Exchange:
    """A GET with status 200, but for what is given."""
    defaults = {"method": "GET", "url": "http://127.0.0.1:1/a", "request_headers": [], "request_body": b""}
    return Exchange(**defaults | {"status": 200} | given)


JSON = [("Content-Type", "application/json")]


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ({"url": f"http://127.0.0.1:1/{'x' * 300}"}, "GET /<300 times x> -> 200"),
        ({"request_body": b"a=1"}, "GET /a [no Content-Type] a=1 -> 200"),
        ({"request_body": b"9e2", "request_headers": JSON}, "GET /a 9e2 -> 200"),
        ({"request_body": b'{"a":1, "a":2}', "request_headers": JSON}, 'GET /a {"a":1, "a":2} -> 200'),
        ({"request_body": b"a\n"}, 'GET /a [no Content-Type] text "a\\n" -> 200'),
        ({"request_body": b" a"}, 'GET /a [no Content-Type] text " a" -> 200'),
        ({"request_body": b"[X: 1]"}, 'GET /a [no Content-Type] text "[X: 1]" -> 200'),
        ({"request_body": b"\xff\x80\x7f"}, 'GET /a [no Content-Type] bytes "ÿ\\u0080\\u007f" -> 200'),
        ({"request_body": "\ufeffa".encode()}, 'GET /a [no Content-Type] text "\\ufeffa" -> 200'),
        ({"request_body": "\ufeffa".encode("utf-16-le")}, 'GET /a [no Content-Type] utf-16 "\\ufeffa" -> 200'),
        ({"request_body": "\ufeffa".encode("utf-32-le")}, 'GET /a [no Content-Type] utf-32 "\\ufeffa" -> 200'),
        (
            {"request_body": b"1\r\na\r\n", "request_headers": [("Transfer-Encoding", "chunked")]},
            'GET /a [Transfer-Encoding: chunked] [no Content-Type] framed "1\\r\\na\\r\\n" -> 200',
        ),
        ({"response_body": b"x y" * 300, "response_headers": JSON}, "GET /a -> 200 <300 times x y>"),
        (
            {"response_body": bytes(range(65, 91)) * 2 + b"12" * 350, "response_headers": JSON},
            "GET /a -> 200 ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZ<350 times 12>",
        ),
        ({"status": 422, "response_body": b'{"detail":"no"}'}, 'GET /a -> 422 [no Content-Type] {"detail":"no"}'),
        (
            {"status": 422, "response_body": b'{"detail":[{"loc":["a",1]},{"loc":["b"]}]}', "response_headers": JSON},
            'GET /a -> 422 at ["a",1], ["b"]',
        ),
        ({"url": "http://127.0.0.1:1/x/openapi.json"}, "GET /x/openapi.json -> 200 (the document)"),
        ({"response_headers": [("x-process-time", "0.1")]}, "GET /a -> 200 [X-Process-Time: <seconds>]"),
        ({"response_headers": [("www-authenticate", "Bearer")]}, "GET /a -> 200 [WWW-Authenticate: Bearer]"),
        (
            {"request_headers": [("Host", "127.0.0.1:1"), ("Accept", "*/*"), ("Connection", "keep-alive")]},
            "GET /a -> 200",
        ),
        (
            {"request_headers": [("Host", "evil"), ("Connection", "close")]},
            "GET /a [Host: evil] [Connection: close] -> 200",
        ),
        ({"request_headers": [("x-token", "caf\xe9\t")]}, "GET /a [x-token: caf\\xe9\\x09] -> 200"),
        ({"request_headers": [("X", "eyJhIjoxfQ")]}, 'GET /a [X: b64({"a":1})] -> 200'),
        ({"request_headers": [("X", "eyJhIjoxfQ.eyJ_____.")]}, 'GET /a [X: b64({"a":1}).eyJ_____.] -> 200'),
        (
            {"request_headers": [("X", "eyJhIjoxfQ.W10.x.y")]},
            'GET /a [X: b64({"a":1}).b64([]).<another signature>.y] -> 200',
        ),
    ],
)
def test_an_exchange_is_one_line(given: dict[str, Any], line: str) -> None:
    """A reader sees what was sent and received, without what differs from run to run."""
    assert Shorthand([exchange(**given)], {"x-process-time"}, locations=True).lines() == [line]


def test_a_long_response_is_cut() -> None:
    """Its size is said; a quoted one is cut sooner."""
    numbers = b",".join(b"%d" % (n * n) for n in range(200))
    long = [exchange(response_body=body, response_headers=JSON) for body in (numbers, b"\n" + numbers)]

    raw, quoted = Shorthand(long, set(), locations=True).lines()

    assert raw == f"GET /a -> 200 {numbers.decode()[:600]}… ({len(numbers)} bytes)"
    assert quoted.endswith(f"… ({len(numbers) + 1} bytes)")
    assert len(quoted) < 350


def test_unique_strings_are_counted() -> None:
    """Two of them have two names, and an unusual length is said."""
    first, second = "0123456789abcdef" * 2, "123456789abcdef0" * 2
    sent = [exchange(url=f"http://127.0.0.1:1/{first}/{second}/{first}/{first + second}")]

    lines = Shorthand(sent, set(), locations=True).lines()

    assert lines == ["GET /<unique>/<unique2>/<unique>/<unique3, 64 characters> -> 200"]


def test_of_a_poll_the_last_response_is_shown() -> None:
    """How often a rule had to read a log again is not part of the contract."""
    url = f"http://127.0.0.1:1/events/{'0123456789abcdef' * 2}"
    polls = [exchange(url=url, response_headers=JSON, response_body=b"%d" % n) for n in range(3)]

    assert Shorthand(polls, set(), locations=True).lines() == ["GET /events/<unique> -> 200 2"]


def test_of_requests_at_once_no_response_is_shown() -> None:
    """Who comes first is not part of the contract."""
    rest = [exchange(url=f"http://127.0.0.1:1/{path}") for path in "cbb"]

    assert Shorthand([exchange(), *rest], set(), locations=True).lines(at_once=1) == [
        "GET /a -> 200",
        "GET /b",
        "GET /c",
    ]


def test_an_operation_is_written_down() -> None:
    """Parameters, body, responses, headers and links of an operation are one line each."""
    document = {"components": {"schemas": {"Body_a": {"type": "object", "properties": {"f": {}}, "required": ["f"]}}}}
    declared = {
        "summary": "A",
        "deprecated": True,
        "security": [{"Key": []}],
        "parameters": [{"in": "query", "name": "q", "schema": {"type": ["string", "null"], "default": None}}],
        "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Body_a"}}}},
        "responses": {
            "201": {
                "description": "Made",
                "headers": {"Location": {}},
                "links": {"read": {"operationId": "read_a"}, "drop": {"operationRef": "#/b"}},
            },
            "200": {"content": {"application/jsonl": {"itemSchema": {"type": "string"}}}},
            "422": {"description": "Invalid"},
        },
    }

    assert list(operation(declared, document, {"422": "Invalid"})) == [
        "A",
        "",
        "- deprecated",
        "- security: `Key`",
        "- query `q`: `string | null = null`, optional",
        "- body `application/json`: `{f: any}`, optional",
        "- **201** Made; headers `Location`; link `read` to `read_a`; link `drop` to `#/b`",
        "- **200** `application/jsonl`: each `string`",
        "- **422** as usual",
    ]


def test_the_schemas_that_a_page_uses_are_listed() -> None:
    """A schema that only another schema uses is there, one that nothing uses is not, a form is inline."""
    used = {"properties": {"b": {"$ref": "#/components/schemas/B"}}, "type": "object"}
    document = {"components": {"schemas": {"Body_a": {}, "A": used, "B": {"const": 1}, "C": {"const": 2}}}}

    lines = list(schemas(document, '{"$ref":"#/components/schemas/A"}{"$ref":"#/components/schemas/Body_a"}'))

    assert lines == ["- `A` = `{b?: B}`", "- `B` = `1`"]


def test_the_pages_name_every_operation_and_every_rule() -> None:
    """A porter who reads docs/contract/ alone misses nothing, and sees an exchange of each operation."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(pages.FOLDER.glob("*.md")))

    for prefix, document in documents().items():
        for name in operations(document):
            method, _, path = name.partition(" ")
            _, heading, rest = text.partition(f"\n#### `{method} {prefix}{path}`\n")
            said = rest.partition("\n#")[0]
            assert heading
            assert f"```text\n{method} {prefix}" in said or "it is like [" in said
    for rule in locked().values():
        said = f"**{rule.level.name}** *{rule.origin}* {rule.statement}\n"
        assert f"\n#### {rule.id}\n\n{said}" in text or f"\n- {rule.id} {said}" in text


@pytest.mark.parametrize("path", sorted(pages.FOLDER.glob("*.md")), ids=lambda path: path.stem)
def test_links_lead_somewhere(path: Path) -> None:
    """Each link leads to one heading, and each id in brackets is a link."""
    text = path.read_text(encoding="utf-8")
    prose = re.sub(r"^```.*?^```$|`[^`\n]*`", "", text, flags=re.MULTILINE | re.DOTALL)
    links = dict(re.findall(r"^\[(.*?)\]: (.*)$", text, re.MULTILINE))

    for link in [*re.findall(r"\]\((.*?)\)", prose), *links.values()]:
        file, _, heading = link.partition("#")
        assert not heading or anchors(path.parent / file if file else path).count(heading) == 1, link
    assert set(re.findall(r"\[([A-Z0-9-]+-\d+)\](?!:)", prose)) == links.keys()


@functools.cache
def anchors(path: Path) -> list[str]:
    """The anchors of a page."""
    text = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return [pages.anchor(heading) for heading in re.findall(r"^#+ (.*)$", text, re.MULTILINE)]
