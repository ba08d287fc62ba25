"""What is English where it comes from: that all of it is translated, that no translation is left over, and how."""

import ast
import importlib
import inspect
import pkgutil
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import jsonschema_rs
import pytest
import schemathesis
from schemathesis.core import failures
from schemathesis.openapi import checks

from fastapi_spec import language, told
from fastapi_spec.client import expect
from fastapi_spec.files import PACKAGE, SPEC
from fastapi_spec.generate import failures as ours
from fastapi_spec.output import sides
from fastapi_spec.output.comparison import in_words
from fastapi_spec.rules.contract import applications, documents
from fastapi_spec.rules.since import changes
from fastapi_spec.verdict.values import Values

TABLES = tomllib.loads(told.FILE.read_text(encoding="utf-8"))
HELPERS = TABLES["helpers"]
VERSIONS = tomllib.loads(told.VERSIONS.read_text(encoding="utf-8"))
OPERATIONS = tomllib.loads(told.OPERATIONS.read_text(encoding="utf-8"))
NOT_FOUND = ("Custom check failed", "Response time limit exceeded")
"""The titles of checks of schemathesis that a run does not make."""
QUOTED = {
    **{name: [PACKAGE / "generate" / f"{name}.py"] for name in ("findings", "failures", "properties")},
    **{name: [PACKAGE / "generate" / f"{name}.py"] for name in ("openapi_compare", "schema_compare")},
    "browser": [SPEC / "chapter08_cors" / "browser.py"],
}
"""Modules that return what a message says."""
BOUNDS = {"may be smaller", "may be greater", "may be shorter than {}", "may be longer than {}"}
PARTS = {" ({} times)", "{} parameter {}", "header ", "no {}{}", "the value", "{}.{} may be missing", *BOUNDS}
PARTS |= {"{}{}: it may be missing"}
"""Parts of messages: the templates have them whole, and a test below reads each."""


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    """Each test speaks Chinese, and ends in English."""
    language.choose("zh")
    yield
    language.choose("en")


def shape(text: str) -> str:
    """A message without the names of its values."""
    return re.sub(r"{\w*}", "{}", text)


def written(node: ast.expr | None) -> str:
    """A string in the source of a module, or an f-string with ``{}`` for each value; empty for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return ""


def asserted(path: Path) -> Iterator[str]:
    """The messages of the assertions of a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assert):
            yield written(node.msg)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "AssertionError" and node.args:
            yield written(node.args[0])


def sentences(path: Path) -> Iterator[str]:
    """The strings of a module that have several words, but for its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = list(ast.walk(tree))
    apart = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    apart |= {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in ast.walk(node) if part != node}
    for node in nodes:
        if isinstance(node, ast.expr) and id(node) not in apart and re.search(r"[a-z] |} [a-z]", written(node)):
            yield written(node)


def messages() -> set[str]:
    """All messages of assertions of our own."""
    found = {text for path in [*SPEC.rglob("*.py"), Path(expect.__file__)] for text in asserted(path)}
    found |= {text for paths in QUOTED.values() for path in paths for text in sentences(path)}
    return {shape(text) for text in found} - {""} - {shape(part) for part in PARTS}


def test_every_message_of_an_assertion_is_translated() -> None:
    """Those of rules, of what they compare with, and of what is found by generated requests."""
    said = {shape(english) for table in ("around", "messages") for english in TABLES[table]}
    untold = {text for text in messages() if text not in said and told.told(filled(text)) == filled(text)}

    assert not untold


def filled(text: str) -> str:
    """A message with values."""
    text = text.replace("{}: ", "GET /a: ", 1) if text.startswith("{}: ") else text
    return text.replace("{} parameter {}", "query parameter q").replace("{}", "200")


def test_no_message_is_left_over() -> None:
    """Each translation is of words that a source has."""
    sources = [*SPEC.rglob("*.py"), Path(expect.__file__), *(path for paths in QUOTED.values() for path in paths)]
    text = " ".join(path.read_text(encoding="utf-8") for path in sources)
    literal = {english: [part.strip() for part in told.FIELD.split(english)[::2]] for english in TABLES["messages"]}
    wrong = [
        english
        for english, parts in literal.items()
        if not all(word in text for part in parts for word in re.split(r": |(?<=never responded) | parameter$", part))
    ]

    assert not wrong


def titles() -> set[str]:
    """The titles of the failures that the checks of schemathesis raise."""
    kinds = [kind for module in (failures, checks) for _, kind in inspect.getmembers(module, inspect.isclass)]
    found = {str(kind.kind_title) for kind in kinds if issubclass(kind, failures.Failure)}
    return found - set(NOT_FOUND)


def source_of_schemathesis() -> str:
    """The sources of schemathesis as one text, without the breaks of lines and strings."""
    folder = Path(schemathesis.__file__).parent
    text = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    return re.sub(r'\\n|"\s*f?"|\s+', " ", text)


def test_what_schemathesis_finds_has_a_chinese_title() -> None:
    """Every title that it may give is known."""
    assert titles() <= set(TABLES["titles"])


@pytest.mark.parametrize("table", ["titles", "schemathesis"])
def test_schemathesis_says_what_is_translated(table: str) -> None:
    """Each translation is of words that it still has, or that its library for schemas says."""
    text = re.sub(r" +", " ", source_of_schemathesis()).lower()
    said = {re.sub(r" +", " ", each) for each in of_schemas()}
    wrong = [
        english
        for english in TABLES[table]
        if not any(told._template(english, "", told.KINDS).english.fullmatch(each) for each in said)
        and any(part.strip(" `'-.()").lower() not in text for part in re.split(r"{\w+}|: ", english))
    ]

    assert not wrong


def of_schemas() -> Iterator[str]:
    """What is said of values that violate schemas, a sentence for every keyword that an OpenAPI document may have."""
    samples: list[tuple[Any, Any]] = [
        ({"required": ["a"]}, {}),
        ({"type": "integer"}, "x"),
        ({"type": ["integer", "null"]}, "x"),
        ({"minimum": 3}, 1),
        ({"maximum": 3}, 5),
        ({"exclusiveMinimum": 3}, 3),
        ({"exclusiveMaximum": 3}, 3),
        *(({"minLength": size}, "") for size in (1, 2)),
        *(({"minItems": size}, []) for size in (1, 2)),
        *(({"maxLength": size}, "abc") for size in (1, 2)),
        *(({"maxItems": size}, [1, 2, 3]) for size in (1, 2)),
        *(({"minProperties": size}, {}) for size in (1, 2)),
        *(({"maxProperties": size}, {"a": 1, "b": 2, "c": 3}) for size in (1, 2)),
        ({"pattern": "^a"}, "b"),
        ({"format": "email"}, "b"),
        ({"enum": ["a", "b"]}, "c"),
        ({"enum": ["a"]}, "c"),
        ({"enum": ["a", "b", "c", "d", "e"]}, "x"),
        ({"const": 1}, 2),
        ({"anyOf": [{"type": "integer"}, {"type": "null"}]}, "x"),
        ({"oneOf": [{"type": "integer"}, {"type": "null"}]}, "x"),
        ({"oneOf": [{"type": "integer"}, {"minimum": 1}]}, 3),
        ({"properties": {}, "additionalProperties": False}, {"a": 1}),
        ({"properties": {}, "additionalProperties": False}, {"a": 1, "b": 1}),
        ({"uniqueItems": True}, [1, 1]),
        ({"multipleOf": 2}, 3),
        (False, 1),
        ({"not": {"type": "integer"}}, 1),
    ]
    for schema, value in samples:
        validator = jsonschema_rs.validator_for(schema, validate_formats=True)
        yield from (error.message for error in validator.iter_errors(value))


def test_what_violates_a_schema_is_told_in_chinese() -> None:
    """Every sentence of the library that schemathesis validates with."""
    assert [text for text in of_schemas() if told.told(text) == text] == []


@pytest.mark.parametrize(
    "english, chinese",
    [
        (
            'GET /a/{id}: Response violates schema: "total" is a required property (6 times)',
            'GET /a/{id}：响应不符合模式：缺少必填属性 "total"（6 次）',
        ),
        ("POST /a: application/json: in the contract .name may be longer than 5", None),
        ("GET /a: header parameter x-token: the value may be other than ['a']", None),
        ("GET /a: 200: header etag: the value may be anything", "GET /a：200：响应头 etag：值可以是任意值"),
        ("GET /a: 200: header etag: it may be missing", "GET /a：200：响应头 etag：可以缺少"),
        ("GET /a: application/json: .a[].b may be missing", "GET /a：application/json：.a[].b 可以缺少"),
        ("GET /a: query parameter q: the value may be smaller", "GET /a：查询参数 q：值可以更小"),
        ("GET /a: query parameter q: the value may be greater", "GET /a：查询参数 q：值可以更大"),
        ("GET /a: query parameter q: the value may be shorter than 3", "GET /a：查询参数 q：值的长度可以小于 3"),
        ("GET /a: query parameter q: the value may be longer than 3", "GET /a：查询参数 q：值的长度可以大于 3"),
        ("GET /a: no query parameter limit", "GET /a：没有查询参数 limit"),
        ("GET /a: 201: no link to PATCH /b/{} with $response.body#/id", None),
        ("GET /a: 17 requests, never responded as declared", "GET /a：发送了 17 个请求，从未按声明返回响应"),
        ("GET /a: the target was silent until the timeout (GET http://h/a)", None),
        (
            "GET /a: API accepts requests without authentication: Expected 401 or 403, got `200 OK` for `GET /a` "
            "(2 times)",
            "GET /a：未认证的请求也被接受：期望 401 或 403，`GET /a` 实际返回 `200 OK`（2 次）",
        ),
        ("blocked: Access-Control-Allow-Origin is missing", "blocked：缺少 Access-Control-Allow-Origin"),
        ("GET /hello", "GET /hello"),
        ("what another project says: it is wrong", "what another project says: it is wrong"),
    ],
)
def test_a_message_in_chinese(english: str, chinese: str | None) -> None:
    """It is translated with what it quotes; another one stays as it is. None: no English word is left."""
    found = told.told(english)

    assert found == chinese if chinese else not re.search(r"[a-z]{2,} [a-z]{2,}", found)


def test_a_list_of_findings_ends_in_their_number() -> None:
    """What a card does not show is counted."""
    listed = str(ours.FailureList(["GET /a"] * 30)).splitlines()

    assert told.told(listed[-1]) == "另有 5 项"


def named() -> set[str]:
    """What the cards of all rules call their helpers and variables, and what they quote of docstrings."""
    met: set[str] = set()

    def note(english: str) -> str:
        met.add(english)
        return english

    modules = [path for path in SPEC.rglob("*.py") if path.name != "conftest.py"]
    with patch.object(sides, "named", note):
        for path in [*SPEC.rglob("conftest.py"), *modules, Path(expect.__file__)]:
            parts = path.relative_to(SPEC.parent if path in modules else PACKAGE.parent).with_suffix("").parts
            known = vars(importlib.import_module(".".join(parts))) if path.name != "conftest.py" else {}
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Assert):
                    in_words(node.test, Values(known))
    return met - {""}


def test_every_helper_has_a_chinese_name() -> None:
    """What a card calls a value that a rule computes is translated, and no name is left over."""
    assert named() == set(HELPERS)


def test_every_operation_is_described_in_chinese() -> None:
    """So is what the OpenAPI documents say of operations, and what the applications are for."""
    said = set(applications().values())
    for document in documents().values():
        for operation in (each for path in document["paths"].values() for each in path.values()):
            said |= {" ".join(str(operation.get(key, "")).split()) for key in ("summary", "description")}

    assert set(OPERATIONS) == said - {""}


@pytest.mark.parametrize("table", ["around", "messages", "schemathesis", "parser", "pytest"])
def test_a_translation_has_the_same_values(table: str) -> None:
    """None is lost, and none is invented."""
    wrong = [en for en, zh in TABLES[table].items() if set(told.FIELD.findall(en)) != set(told.FIELD.findall(zh))]

    assert not wrong


@pytest.mark.parametrize(
    "error, english, chinese",
    [
        (FileNotFoundError(2, "No such file or directory"), "No such file or directory", "没有这个文件或文件夹"),
        (OSError("[Errno 110] Connection timed out"), "[Errno 110] Connection timed out", "连接超时"),
        (OSError("new"), "new", "new"),
        (OSError(), "OSError", "OSError"),
    ],
)
def test_what_the_operating_system_says(error: OSError, english: str, chinese: str) -> None:
    """It is said when it is printed: Chinese in the terminal, English in a report."""
    found = told.of_system(error)

    assert str(found) == chinese
    with language.speaking("en"):
        assert str(found) == english
        assert str(told.of_system(error, begins_lower=True)) == english.lower()


def test_why_a_release_changed_a_rule_is_told_in_chinese() -> None:
    """Each reason of versions.toml is translated, and none is left over."""
    assert set(VERSIONS) == {change.why for rows in changes().values() for change in rows} - {""}


def test_the_words_of_a_report_are_those_of_a_card() -> None:
    """Every message of the modules that put an assertion into words is known, but for what joins others."""
    names = ["comparison", "sides", "truth", "wording", "reason"]
    paths = [Path(expect.__file__), *(PACKAGE / "output" / f"{name}.py" for name in names)]
    said = {message for path in paths for message in language_messages(path)}
    kinds = {"null", "boolean", "number", "string", "array", "object", "anything", "must not be present"}
    joined = {" and ", " like", " or ", ", or ", "; ", "expected {expected}, received {received}", "status {status}"}

    assert set(TABLES["reasons"]["in_zh"]) == said - kinds - joined
    assert joined | kinds <= said


def language_messages(path: Path) -> Iterator[str]:
    """The messages that a module says."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
            texts = {"say": call.args[:1], "count": call.args[1:3]}.get(call.func.id, [])
            yield from filter(None, map(written, texts))


@pytest.mark.parametrize(
    "english, chinese",
    [
        ("status 422 Unprocessable Content", "状态码 422 Unprocessable Content"),
        ("status 404, 414 or 422", "状态码 404, 414 或 422"),
        ("status from 400 to 499", "状态码 400 到 499"),
        ("body.a is 1, not 2 (status 400 Bad Request)", "body.a 为 1，应为 2（状态码 400 Bad Request）"),
        ('body like {"a": 1}', '响应体：形如 {"a": 1}'),
        ("number of dids: 2", "各行的 did：数量 2"),
        ("length of body: 2", "响应体：长度 2"),
        ("header Vary: Origin", "响应头 Vary: Origin"),
        ("the header Vary to contain origin", "响应头 Vary：包含 origin"),
        ('access "readable"', '跨源读取 "readable"'),
        ("not a quoted entity tag: 'ID'", "不是带引号的实体标签：'ID'"),
        ("a word of another project", "a word of another project"),
    ],
)
def test_what_a_report_says_in_chinese(english: str, chinese: str) -> None:
    """A report is English: diff, upgrade and explain translate what it says of an assertion."""
    assert told.of_report(english) == chinese


def test_in_english_all_stays() -> None:
    """Nothing is looked up."""
    language.choose("en")

    assert told.told("the value may be anything") == "the value may be anything"
    assert told.of_report("status 422") == "status 422"
    assert [told.named("access"), told.described("Hello"), told.of_parser("x"), told.of_pytest("ERRORS")] == [
        "access",
        "Hello",
        "x",
        "ERRORS",
    ]


def test_the_modules_that_are_searched_exist() -> None:
    """A module that moves is not forgotten."""
    assert all(path.exists() for paths in QUOTED.values() for path in paths)
    assert {name for _, name, _ in pkgutil.iter_modules([str(PACKAGE / "generate")])} >= set(QUOTED) - {"browser"}
