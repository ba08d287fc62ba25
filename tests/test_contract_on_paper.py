"""docs/contract.md, written from locked files; and exchanges.json, which is what the reference application answers."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from fastapi_spec.client.api import Exchange
from fastapi_spec.rules import catalogue
from fastapi_spec.rules.catalogue import LockError
from tests.conftest import PROJECT
from tools.contract import exchanges, paper
from tools.contract.operations import operation, schemas, type_of
from tools.contract.shorthand import Shorthand

RENEW = "run python -m tools.contract"

# Modules that between them send everything: a login of the session, rows, several writers, logs and documents.
RECORDED = [
    "chapter03_requests/test_query_bool.py",
    "chapter06_security/test_jwt_login.py",
    "chapter07_database/test_users.py",
    "chapter07_database/test_writers.py",
    "chapter08_background/test_documents.py",
]


class Terminal(io.StringIO):
    """Takes what is printed for a person."""

    def isatty(self) -> bool:
        return True


def locked() -> exchanges.Recorded:
    recorded: exchanges.Recorded = json.loads(exchanges.LOCK.read_text(encoding="utf-8"))
    return recorded


def test_the_paper_is_that_of_the_locked_files() -> None:
    assert paper.PAPER.read_text(encoding="utf-8") == paper.contract(), RENEW


def test_every_rule_of_the_recorded_chapters_has_its_exchanges() -> None:
    folders = tuple(str(Path(folder).relative_to(PROJECT)) for folder in exchanges.chapters())
    rules = [id for id, rule in catalogue.locked().items() if rule["test"].startswith(folders)]

    assert list(locked()) == rules, RENEW
    assert [id for id, cases in locked().items() if not any(cases.values())] == []


def test_what_is_recorded_is_what_is_locked(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)

    recorded = exchanges.record([str(PROJECT / "spec" / module) for module in RECORDED])

    assert recorded == {id: locked()[id] for id in recorded}, RENEW
    assert {"QUERY-BOOL-3", "JWT-TOKEN-9", "DB-USER-1", "DB-WRITE-2", "BG-1"} < recorded.keys()
    assert f"asking the reference application: {sum(map(len, recorded.values()))} cases\n" in terminal.getvalue()


def test_nothing_is_recorded_of_rules_that_cannot_run() -> None:
    with pytest.raises(LockError, match=r"(?s)does not keep every rule.*no/such/rules"):
        exchanges.record(["no/such/rules"])


def test_the_paper_is_written_when_it_differs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recorded = locked()
    monkeypatch.setattr(exchanges, "record", lambda paths: recorded if paths == exchanges.chapters() else {})
    monkeypatch.setattr(exchanges, "LOCK", tmp_path / "exchanges.json")
    monkeypatch.setattr(paper, "PAPER", tmp_path / "docs" / "contract.md")

    assert paper.renew() == ["docs/contract.md: written"]
    assert paper.renew() == ["docs/contract.md: nothing changed"]
    assert sorted(path.name for path in tmp_path.rglob("*.*")) == ["contract.md", "exchanges.json"]
    assert exchanges.LOCK.read_text() == (PROJECT / "spec/contract/exchanges.json").read_text()


def test_the_paper_names_every_operation_and_every_rule() -> None:
    text = paper.PAPER.read_text(encoding="utf-8")
    documents: dict[str, Any] = json.loads(catalogue.DOCUMENTS.read_text(encoding="utf-8"))

    for prefix, document in documents.items():
        for path, item in document["paths"].items():
            for method in item:
                assert f"\n#### `{method.upper()} {prefix}{path}`\n" in text
    for id, rule in catalogue.locked().items():
        assert f"\n##### {id}\n\n**{rule['level']}** {rule['statement']}\n" in text


def test_no_more_cases_are_shown_than_a_reader_reads() -> None:
    cases = {f"case {n}": [f"GET /a/{n} -> 200 {n}", "GET /control -> 200 1"] for n in range(60)}

    lines = exchanges.shown(cases)

    assert lines[:4] == ["# case 0", "GET /a/0 -> 200 0", "GET /control -> 200 1", "GET /a/1 -> 200 1"]
    assert lines[-1] == "# and 21 more cases of this kind"


def test_what_stood_in_an_earlier_case_is_counted() -> None:
    first, second = ["GET /a -> 200 1", "GET /control -> 200 1"], ["GET /b -> 200 1", "GET /c -> 200 1"]

    lines = exchanges.shown({"one": first, "two": [*second, first[1]]})

    assert lines == ["# one", *first, "# two (+1)", *second]


def exchange(**given: Any) -> Exchange:
    defaults = {"method": "GET", "url": "http://127.0.0.1:1/a", "request_headers": [], "request_body": b""}
    return Exchange(**defaults | {"status": 200} | given)


@pytest.mark.parametrize(
    "given, line",
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
    assert Shorthand([exchange(**given)], {"x-process-time"}, places=True).lines() == [line]


def test_of_what_is_read_again_and_again_the_last_is_shown() -> None:
    url = f"http://127.0.0.1:1/events/{'0123456789abcdef' * 2}"
    polls = [
        exchange(url=url, response_headers=[("content-type", "application/json")], response_body=b"%d" % n)
        for n in range(3)
    ]

    assert Shorthand(polls, set(), places=True).lines() == ["GET /events/<unique> -> 200 2"]


def test_what_an_openapi_document_may_say_is_written_down() -> None:
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
            }
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
    ]
    assert list(schemas({"components": {"schemas": {"Body_a": {}, "A": {"const": 1}}}})) == ["- `A` = `1`"]
    assert type_of({"type": "number", "exclusiveMinimum": 0.5, "maximum": 2.0}) == "number <= 2 > 0.5"
    assert type_of({"type": "string", "not": {"pattern": "a$"}}) == "string not pattern a$"
    assert type_of({"type": "array", "items": {"type": "string", "format": "uri"}}) == "(string (uri))[]"
