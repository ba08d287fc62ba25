"""docs/contract/: how an exchange and an operation are written down, and what a page holds."""

from typing import Any

import pytest

from fastapi_spec.client.api import Exchange
from fastapi_spec.generate.openapi import operations
from fastapi_spec.rules.contract import documents, locked
from tools.contract import exchanges, pages
from tools.contract.operations import operation, schemas, type_of
from tools.contract.shorthand import Shorthand


def exchange(**given: Any) -> Exchange:
    """A GET with status 200, but for what is given."""
    defaults = {"method": "GET", "url": "http://127.0.0.1:1/a", "request_headers": [], "request_body": b""}
    return Exchange(**defaults | {"status": 200} | given)


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ({"url": f"http://127.0.0.1:1/{'x' * 300}"}, "GET /<300 times x> -> 200"),
        ({"url": f"http://127.0.0.1:1/{'xy' * 300}"}, f"GET /{'xy' * 149}x… (601 bytes) -> 200"),
        ({"request_body": b"a=1"}, 'GET /a [no Content-Type] "a=1" -> 200'),
        ({"request_body": b"\xff\x80"}, 'GET /a [no Content-Type] bytes "ÿ\\u0080" -> 200'),
        ({"request_body": b'"\\ud800"'}, 'GET /a [no Content-Type] "\\ud800" -> 200'),
        ({"request_body": b"[NaN]"}, 'GET /a [no Content-Type] "[NaN]" -> 200'),
        ({"request_body": b"[" * 30 + b"]" * 30}, f'GET /a [no Content-Type] "{"[" * 30}{"]" * 30}" -> 200'),
        ({"status": 422, "response_body": b'{"detail":"no"}'}, 'GET /a -> 422 [no Content-Type] {"detail":"no"}'),
        (
            {"status": 422, "response_body": b'{"detail":[{"loc":["a",1]}]}'},
            'GET /a -> 422 {"detail":[{"loc":["a",1],…}]}',
        ),
        ({"url": "http://127.0.0.1:1/x/openapi.json"}, "GET /x/openapi.json -> 200 (the document)"),
        ({"response_headers": [("x-process-time", "0.1")]}, "GET /a -> 200 [X-Process-Time: <seconds>]"),
        ({"request_headers": [("Connection", "close")]}, "GET /a [Connection: close] -> 200"),
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
    assert Shorthand([exchange(**given)], {"x-process-time"}, places=True).lines() == [line]


def test_of_a_poll_the_last_response_is_shown() -> None:
    """How often a rule had to read a log again is not part of the contract."""
    url = f"http://127.0.0.1:1/events/{'0123456789abcdef' * 2}"
    json = [("content-type", "application/json")]
    polls = [exchange(url=url, response_headers=json, response_body=b"%d" % n) for n in range(3)]

    assert Shorthand(polls, set(), places=True).lines() == ["GET /events/<unique> -> 200 2"]


def test_of_many_cases_some_are_left_out() -> None:
    """A rule with sixty rows stays readable, and says how many more there are."""
    cases = {f"case {n}": [f"GET /a/{n} -> 200 {n}", "GET /control -> 200 1"] for n in range(60)}

    lines = exchanges.shown(cases)

    assert lines[:4] == ["# case 0", "GET /a/0 -> 200 0", "GET /control -> 200 1", "GET /a/1 -> 200 1"]
    assert lines[-1] == "# and 21 more cases of this kind"


def test_lines_of_an_earlier_case_are_counted() -> None:
    """A repeated control request is not printed again."""
    first, second = ["GET /a -> 200 1", "GET /control -> 200 1"], ["GET /b -> 200 1", "GET /c -> 200 1"]

    lines = exchanges.shown({"one": first, "two": [*second, first[1]]})

    assert lines == ["# one", *first, "# two (+1)", *second]


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
        },
    }

    assert list(operation(declared, document)) == [
        "A",
        "",
        "- deprecated",
        "- security: `Key`",
        "- query `q`: `string | null = null`, optional",
        "- body `application/json`: `{f: any}`, optional",
        "- **201** Made; headers `Location`; link `read` to `read_a`; link `drop` to `#/b`",
        "- **200** `application/jsonl`: each `string`",
    ]


def test_the_schemas_that_a_page_uses_are_listed() -> None:
    """A schema that only another schema uses is there, one that nothing uses is not, a form is inline."""
    used = {"properties": {"b": {"$ref": "#/components/schemas/B"}}, "type": "object"}
    document = {"components": {"schemas": {"Body_a": {}, "A": used, "B": {"const": 1}, "C": {"const": 2}}}}

    lines = list(schemas(document, '{"$ref":"#/components/schemas/A"}{"$ref":"#/components/schemas/Body_a"}'))

    assert lines == ["- `A` = `{b?: B}`", "- `B` = `1`"]


@pytest.mark.parametrize(
    ("schema", "short"),
    [
        ({"type": "number", "exclusiveMinimum": 0.5, "maximum": 2.0}, "number <= 2 > 0.5"),
        ({"type": "string", "not": {"pattern": "a$"}}, "string not pattern a$"),
        ({"type": "array", "items": {"type": "string", "format": "uri"}}, "(string (uri))[]"),
    ],
)
def test_a_type_is_written_in_short(schema: dict[str, Any], short: str) -> None:
    """Bounds, patterns and items of a type fit in a few words."""
    assert type_of(schema) == short


def test_the_pages_name_every_operation_and_every_rule() -> None:
    """A porter who reads docs/contract/ alone misses nothing."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(pages.FOLDER.glob("*.md")))

    for prefix, document in documents().items():
        for name in operations(document):
            method, _, path = name.partition(" ")
            assert f"\n#### `{method} {prefix}{path}`\n" in text
    for rule in locked().values():
        assert f"\n#### {rule.id}\n\n**{rule.level.name}** *{rule.origin}* {rule.statement}\n" in text
