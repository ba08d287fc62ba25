"""A failed assertion is said in words, the right way round."""

import ast
import importlib
from pathlib import Path
from typing import Any

import httpx
import pytest

from fastapi_spec import ABSENT, elements, errors, like, locations, media_type, member, names
from fastapi_spec.client.api import Response
from fastapi_spec.files import SPEC
from fastapi_spec.output.comparison import Handed, in_words, plainly
from fastapi_spec.output.sides import Unnamed
from fastapi_spec.verdict.values import Values

INVALID = b'{"detail": [{"loc": ["body", "x"], "type": "missing"}]}'


def response(status: int = 200, content: bytes = b"{}", **headers: str) -> httpx.Response:
    """A response with headers given as vary="Origin"."""
    return Response(status, headers={name.replace("_", "-"): value for name, value in headers.items()}, content=content)


def listed(response: httpx.Response, header: str, *names: str) -> set[str]:
    """Those of these names that a header lists."""
    return elements(response.headers, header) & set(names)


listed.__module__ = "spec.helpers"


def words(statement: str, handed: Handed | None = None, **variables: Any) -> tuple[str, str]:
    """Expected and received for an assertion with these variables."""
    (node,) = ast.parse(f"assert {statement}").body
    assert isinstance(node, ast.Assert)
    helpers = [ABSENT, elements, errors, like, locations, media_type, member, names, listed]
    known = {getattr(helper, "__name__", "ABSENT"): helper for helper in helpers}
    return in_words(node.test, Values(known | {"re": __import__("re"), "LATE": {"a"}} | variables), handed)


@pytest.mark.parametrize(
    "statement, received, expected, instead",
    [
        ("r.status_code == 404", response(), "status 404 Not Found", "status 200 OK"),
        ("404 == r.status_code", response(), "status 404 Not Found", "status 200 OK"),
        ("r.status_code == 299", response(), "status 299", "status 200 OK"),
        ("r.status_code != 200", response(), "status other than 200", "status 200 OK"),
        ("r.status_code in (422, 400)", response(), "status 400 or 422", "status 200 OK"),
        ("r.status_code not in (200, 204)", response(), "status other than 200 or 204", "status 200 OK"),
        ("400 <= r.status_code < 500", response(), "status from 400 to 499", "status 200 OK"),
        ("400 < r.status_code <= 499", response(), "status from 401 to 499", "status 200 OK"),
        ("r.status_code < 500", response(500), "status below 500", "status 500 Internal Server Error"),
        ("499 >= r.status_code", response(500), "status at most 499", "status 500 Internal Server Error"),
        ("r.status_code > 200", response(), "status above 200", "status 200 OK"),
        ("200 < r.status_code", response(), "status above 200", "status 200 OK"),
        ("r.status_code >= 201", response(), "status at least 201", "status 200 OK"),
        ("[x.status_code for x in [r]] == [201]", response(), "status 201", "status 200"),
        ("{x.status_code for x in [r]} == {201}", response(), "status 201 Created", "status 200 OK"),
        ("r.status_code == r.status_code == 201", response(), "status 201 Created", "status 200 OK, status 200 OK"),
        (
            "(r.status_code, r.content) == (204, b'')",
            response(),
            "status 204 No Content (r) and an empty body (r)",
            'status 200 OK (r) and body "{}" (r)',
        ),
        (
            "(r.status_code, r.content) in [(201, b'a'), (404, b'')]",
            response(),
            'status 201 Created (r) and body "a" (r), or status 404 Not Found (r) and an empty body (r)',
            'status 200 OK (r) and body "{}" (r)',
        ),
        (
            "r.status_code == 422 or r.json() == like(a=1)",
            response(content=b'{"a": 2}'),
            'status 422 Unprocessable Content, or body like {"a": 1}',
            "status 200 OK; body.a is 2, not 1",
        ),
        ("r.is_success and r.text == 'a'", response(), 'body "a"', 'body "{}"'),
        ("r.json() == like(a=1)", response(content=b'{"a": 2}'), 'body like {"a": 1}', "body.a is 2, not 1"),
        ("r.json() == like(5)", response(content=b"6"), "body 5", "body is 6, not 5"),
        (
            "r.json() == like(a=ABSENT)",
            response(content=b'{"a": 2}'),
            'body like {"a": must not be present}',
            "body.a is present, but must not be",
        ),
        ("r.text == ''", response(), "an empty body", 'body "{}"'),
        ("r.text == 'a'", response(content=b""), 'body "a"', "an empty body"),
        ("'a' in r.text", response(), 'body with "a"', 'body "{}"'),
        ("'a' not in r.text", response(content=b"cat"), 'body without "a"', 'body with "a"'),
        ("r.headers.get('vary') == 'a'", response(vary="b"), "header Vary: a", "header Vary: b"),
        ("r.headers['etag'] == 'a'", response(etag="b"), "header ETag: a", "header ETag: b"),
        ("r.headers.get('vary') is None", response(vary="b"), "no header Vary", "header Vary: b"),
        ("'vary' in r.headers", response(), "the header Vary", "no header Vary"),
        ("'vary' not in r.headers", response(vary="b"), "no header Vary", "header Vary: b"),
        (
            "'a' in elements(r.headers, 'vary')",
            response(vary="b"),
            "the header Vary to contain a",
            "header Vary: b",
        ),
        (
            "'b' not in elements(r.headers, 'vary')",
            response(vary="b"),
            "the header Vary not to contain b",
            "header Vary: b",
        ),
        (
            "{'a', 'b'} <= elements(r.headers, 'vary')",
            response(vary="b"),
            "the header Vary to contain a, b",
            "header Vary: b",
        ),
        ("elements(r.headers, 'vary') == {'a'}", response(vary="b"), "header Vary with a", "header Vary: b"),
        ("elements(r.headers, 'vary') == set()", response(vary="b"), "header Vary without elements", "header Vary: b"),
        ("listed(r, 'vary', 'a') == {'a'}", response(vary="b"), "header Vary with a", "header Vary: b"),
        (
            "['query', 'q'] in locations(r)",
            response(422, INVALID),
            "a validation error at [query, q]",
            "validation errors at [body, x]",
        ),
        (
            "['body', 'x'] not in locations(r)",
            response(422, INVALID),
            "no validation error at [body, x]",
            "validation errors at [body, x]",
        ),
        (
            "locations(r) == [['body', 'y']]",
            response(422, INVALID),
            "validation errors at [body, y]",
            "validation errors at [body, x]",
        ),
        ("locations(r)", response(422, b'{"detail": []}'), "at least one validation error", "no validation error"),
        (
            "any(each in [['path', 'a']] for each in locations(r))",
            response(422, INVALID),
            'a validation error at one of [["path", "a"]]',
            "validation errors at [body, x]",
        ),
        (
            "errors(r) == like([{'type': 'int'}])",
            response(422, INVALID),
            'validation errors like [{"type": "int"}]',
            'body.detail[0].type is "missing", not "int"',
        ),
        ("member(r, 'a') == 1", response(content=b'{"a": 2}'), "property a 1", "property a 2"),
        ("member(r, 'a')", response(content=b'{"a": 0}'), "a property a that is not empty", "property a 0"),
        (
            "isinstance(member(r, 'a'), str)",
            response(content=b'{"a": 0}'),
            "property a that is of type string",
            "property a 0",
        ),
        ("media_type(r) == 'a/b'", response(content_type="c/d"), 'media type "a/b"', 'media type "c/d"'),
        (
            "not names(r.json()) & {'a', 'b'}",
            response(content=b'{"a": 0}'),
            'properties without any of ["a", "b"]',
            'properties ["a"]',
        ),
        (
            "names(r.json()).isdisjoint({'a'})",
            response(content=b'{"a": 0}'),
            'properties without any of ["a"]',
            'properties ["a"]',
        ),
        (
            "not any(each in r.text for each in ('a', 'b'))",
            response(content=b"cat"),
            'body without any of ["a", "b"]',
            'body with ["a"]',
        ),
        (
            "not any('vary' in x.headers for x in [r])",
            response(vary="a"),
            "no header Vary in any response",
            "header Vary in a response",
        ),
        ("re.fullmatch('a', r.text)", response(), 'body that matches "a"', 'body "{}"'),
        ("not re.search('a.', r.text)", response(content=b"cat"), 'body that does not match "a."', "body 'at'"),
        ("r.text.endswith('a')", response(), 'body that ends with "a"', 'body "{}"'),
        ("r.text.startswith('a')", response(), 'body that begins with "a"', 'body "{}"'),
        ("len(r.text) == 1", response(), "length of body: 1", "length of body: 2"),
        (
            "r.text.count('{') == 2",
            response(),
            "number of times that body has '{': 2",
            "number of times that body has '{': 1",
        ),
        ("[x for x in LATE if x > 'b']", response(), "at least one of LATE with `x > 'b'`", "none"),
        ("not [x for x in LATE if x]", response(), "none of LATE with `x`", 'LATE ["a"]'),
        ("[x for x in LATE if x] == []", response(), "none of LATE with `x`", 'LATE ["a"]'),
        ("any(x == 'b' for x in LATE)", response(), "one of LATE with `x == 'b'`", 'LATE ["a"]'),
        ("any(x in ['b'] for x in LATE)", response(), 'LATE with one of ["b"]', 'LATE ["a"]'),
        ("not any(x for x in LATE)", response(), "none of LATE with `x`", 'LATE ["a"]'),
        ("not LATE", response(), "no LATE", 'LATE ["a"]'),
        (
            "listed(r, 'vary', 'a')",
            response(),
            "header Vary: Those of these names that a header lists",
            "no header Vary",
        ),
        ("not r.is_success", response(), "`not r.is_success`", ""),
        ("r.is_error", response(), "`r.is_error`", ""),
    ],
)
def test_an_assertion_is_said_in_words(statement: str, received: httpx.Response, expected: str, instead: str) -> None:
    """A status has its phrase, a body its difference, a header its field, a validation error its location."""
    assert words(statement, r=received) == (expected, instead)


def test_what_pytest_compared_is_not_computed_again() -> None:
    """A function that sends a request is not called once more."""
    assert words("log.events() == like(['a'])", ("==", ["b"], like(["a"]))) == (
        'events like ["a"]',
        'events[0] is "b", not "a"',
    )


def test_without_its_value_a_side_is_shown_as_it_is_written() -> None:
    """Nothing is guessed."""
    assert words("api.get('/').status_code == wanted") == ("status `wanted`", "")


def test_what_has_no_name_has_no_words() -> None:
    """The caller then shows the assertion itself."""
    with pytest.raises(Unnamed):
        words("(lambda: 0) == 1")


@pytest.mark.parametrize(
    "sign, left, right, line",
    [
        ("==", 1, 2, "expected 2, received 1"),
        (">", 1, 2, "expected > 2, received 1"),
        ("in", 1, [2], "1 in [2]"),
    ],
)
def test_pytest_has_a_line_for_a_comparison(sign: str, left: object, right: object, line: str) -> None:
    """It is seen where no card replaces it."""
    assert plainly(sign, left, right) == line


@pytest.mark.parametrize("path", sorted(SPEC.rglob("*.py")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_assertion_of_the_specification_has_words(path: Path) -> None:
    """No card of a rule shows an expression of Python where a sentence could be."""
    name = ".".join(path.relative_to(SPEC.parent).with_suffix("").parts)
    known = vars(importlib.import_module(name)) if path.name != "conftest.py" else {}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assert):
            assert in_words(node.test, Values(known)).expected.strip("`"), ast.unparse(node)
