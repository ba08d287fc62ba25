"""The parts of fuzzing, each by itself: sizes, findings, schemas side by side, rows, credentials."""

import argparse
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from schemathesis.generation.meta import TestPhase

from fastapi_spec.client.api import Response, Exchange, Unreachable
from fastapi_spec.generate.budget import SIZES, Size, checked, replay, seed, seed_of, size_of
from fastapi_spec.generate.failures import LONGEST, FailureList, none
from fastapi_spec.generate.findings import Finding, Record, Seen
from fastapi_spec.plugin.fuzzing import Fuzzing
from spec.generated.comparison import Comparison
from spec.generated.contract import OFF, area_of, areas, exceptions
from spec.generated.credentials import credentials
from spec.generated.documents import served
from spec.generated.rows import Rows
from spec.generated.schemas import Side, excess

JSON = Any
HERE = "http://here"


@pytest.mark.parametrize("text, seconds", [("90s", 90), ("10m", 600), ("1h", 3600), ("0.5m", 30)])
def test_a_duration_is_as_deep_as_the_standard_and_endless(text: str, seconds: float) -> None:
    assert size_of(text) == Size("standard", seconds, endless=True)


@pytest.mark.parametrize("text", ["", "10", "0s", "-1m", "1d", "ten", "１m", "Quick"])
def test_another_size_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="write quick, standard, off or a duration such as 90s"):
        checked(text)


def test_a_size_stays_a_text_among_the_options() -> None:
    assert checked("10m") == "10m"


def test_a_seed_is_a_whole_number() -> None:
    assert seed("7") == 7
    for text in ("-1", "x", "1.5", ""):
        with pytest.raises(argparse.ArgumentTypeError, match="write a whole number"):
            seed(text)


def test_only_a_duration_begins_anywhere() -> None:
    assert seed_of(SIZES["quick"], None) == seed_of(SIZES["standard"], None) == 0
    assert seed_of(size_of("1m"), None) != seed_of(size_of("1m"), None)
    assert seed_of(size_of("1m"), 5) == 5


def test_what_is_the_default_need_not_be_said_again() -> None:
    assert replay("quick", 0) == []
    assert replay("standard", 3) == ["--fuzz", "standard", "--fuzz-seed", "3"]


def test_many_lines_are_cut() -> None:
    assert none([])
    with pytest.raises(FailureList, match="and 2 more") as raised:
        none([str(n) for n in range(LONGEST + 2)], ["-x"])
    assert raised.value.options == ["-x"]


def exchange(path: str = "/", status: int | None = 200, body: bytes = b"", method: str = "GET") -> Exchange:
    return Exchange(method, HERE + path, [], b"", status=status, response_body=body)


def test_of_one_kind_the_smallest_finding_stays_and_all_are_counted() -> None:
    record = Record([])
    for path in ("/longer", "/x", "/longest"):
        record.add(Finding("check", "GET /{x}", "it is so", [], [exchange(path)]), "kind")
    record.add(Finding("check", "GET /{x}", "it is otherwise"))

    [first, second] = record.of(["check"])
    assert str(first) == "GET /{x}: it is so (3 times)"
    assert first.exchanges[0].url == f"{HERE}/x"
    assert str(second) == "GET /{x}: it is otherwise"


@pytest.fixture
def seen() -> Seen:
    """Two operations, of which one has been asked and neither has answered as declared."""
    record = Record(["--fuzz-seed", "4"])
    record.asked["GET /a/{name}"] = 2
    record.last["GET /a/{name}"] = exchange("/a/1", 500)
    record.add(Finding("check", "GET /a/{name}", "it is so", ["--fuzz-seed", "9"], [exchange("/a/1")]))
    record.add(Finding("check", "GET /b", "elsewhere"))
    return Seen(record, ["GET /a/{x}", "GET /a"], lambda path: path.startswith("/a"), [])


def test_operations_that_never_answered_are_named(seen: Seen) -> None:
    with pytest.raises(FailureList) as raised:
        seen.reached()

    first, second = str(raised.value).splitlines()
    assert first == "GET /a/{x}: asked 2 times, never answered as declared"
    assert second.startswith("GET /a: never asked")
    assert [e.status for e in seen.shown] == [500]
    assert raised.value.options == ["--fuzz-seed", "4"]


def test_what_was_found_in_the_area_is_told_with_its_exchanges_and_its_seed(seen: Seen) -> None:
    assert seen.keeps("another check")
    with pytest.raises(FailureList, match=r"^GET /a/{name}: it is so$") as raised:
        seen.keeps("check")
    assert raised.value.options == ["--fuzz-seed", "9"]
    assert [e.url for e in seen.shown] == [f"{HERE}/a/1"]


@pytest.mark.parametrize(
    "narrow, wide, said",
    [
        ({}, {}, None),
        ({"type": "string"}, {}, None),
        ({}, {"type": "string"}, "the value may be anything"),
        ({"type": "integer"}, {"type": "number"}, None),
        ({"type": "number"}, {"type": "integer"}, "the value may be number"),
        ({"type": ["string", "null"]}, {"type": "string"}, "the value may be null"),
        ({"type": "string", "nullable": True}, {"anyOf": [{"type": "string"}, {"type": "null"}]}, None),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, {"type": "string"}, "the value may be null"),
        ({"type": "array"}, {"anyOf": [{"type": "string"}, {"type": "null"}]}, "none of 2 choices takes it"),
        (
            {"enum": ["a", 1, 1.5, None, [], {}, True]},
            {"type": ["string", "number", "null", "array", "object", "boolean"]},
            None,
        ),
        ({"const": "a"}, {"enum": ["a", "b"]}, None),
        ({"enum": ["a", "c"]}, {"enum": ["a", "b"]}, "the value may be ['c']"),
        ({"type": "string"}, {"enum": ["a"]}, "the value may be other than ['a']"),
        ({"type": "integer", "minimum": 1}, {"type": "integer", "exclusiveMinimum": 0}, None),
        ({"type": "integer", "minimum": 0}, {"type": "integer", "exclusiveMinimum": 0}, "may be smaller"),
        ({"type": "number", "minimum": 0, "exclusiveMinimum": True}, {"type": "number", "exclusiveMinimum": 0}, None),
        ({"type": "integer"}, {"type": "integer", "maximum": 9}, "may be greater"),
        ({"type": "integer", "maximum": 9}, {"type": "integer", "exclusiveMaximum": 10}, None),
        ({"type": "string"}, {"type": "string", "minLength": 1}, "may be shorter than 1"),
        ({"type": "string"}, {"type": "string", "maxLength": 1}, "may be longer than 1"),
        ({"type": "string"}, {"type": "string", "pattern": "^a$"}, "has no pattern ^a$"),
        ({"type": "string", "pattern": "^b$"}, {"type": "string", "pattern": "^a$"}, None),
        ({"type": "string"}, {"type": "string", "format": "date"}, "has no format date"),
        ({"type": "string", "contentMediaType": "image/png"}, {"type": "string", "format": "binary"}, None),
        ({"type": "string"}, {"not": {"pattern": "a"}}, 'the value may be {"pattern": "a"}'),
        ({"const": "b"}, {"not": {"pattern": "a"}}, None),
        ({"not": {"type": "string"}}, {"not": {"type": "string", "minLength": 9}}, None),
        (
            {"not": {"type": "string", "minLength": 9}},
            {"not": {"type": "string"}},
            'the value may be {"type": "string"}',
        ),
        ({"type": "object"}, {"type": "object", "required": ["a"]}, ".a may be missing"),
        (
            {"properties": {"a": {}}, "required": ["a"]},
            {"properties": {"a": {"type": "string"}}, "required": ["a"]},
            ".a may be anything",
        ),
        ({"type": "object"}, {"type": "object", "additionalProperties": False}, "may have other members"),
        (
            {"properties": {"b": {}}, "additionalProperties": False},
            {"properties": {}, "additionalProperties": False},
            "may have other members",
        ),
        ({"properties": {}, "additionalProperties": False}, {"properties": {}, "additionalProperties": False}, None),
        ({"type": "object"}, {"type": "object", "additionalProperties": {"type": "string"}}, ".* may be anything"),
        ({"type": "object", "additionalProperties": False}, {"additionalProperties": {"type": "string"}}, None),
        ({"type": "array", "items": {}}, {"items": {"type": "string"}}, "[] may be anything"),
        ({"$ref": "#/defs/Node"}, {"$ref": "#/defs/Node"}, None),
        ({"$ref": "#/defs/Loop"}, {"type": "string"}, "the value may be anything"),
        ({"items": {"type": "string"}}, {"type": "array"}, None),
        ({"properties": {"a": {"type": "array"}}}, {"properties": {"b": {"type": "array"}}}, None),
        ({"$ref": "#/defs/Missing/x"}, {"type": "string"}, "the value may be anything"),
        (
            {"allOf": [{"$ref": "#/defs/Named"}, {"properties": {"a": {"type": "string"}}, "required": ["a"]}]},
            {"properties": {"name": {"type": "string"}, "a": {"type": "string"}}, "required": ["a", "name"]},
            None,
        ),
    ],
)
def test_what_one_schema_takes_and_another_does_not(narrow: JSON, wide: JSON, said: str | None) -> None:
    named = {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}
    document = {"defs": {"Node": {"properties": {"next": {"$ref": "#/defs/Node"}}}, "Named": named, "Missing": 3}}
    document["defs"]["Loop"] = {"allOf": [{"$ref": "#/defs/Loop"}]}

    found = excess(Side(narrow, document), Side(wide, document))

    assert (found is None) if said is None else (found is not None and said in found)


OTHERS: JSON = {"operationId": "others", "responses": {}}


def document(**changes: JSON) -> dict[str, JSON]:
    """A document with one operation, some of it otherwise."""
    operation = {
        "tags": ["Things"],
        "parameters": [
            {"name": "q", "in": "query", "schema": {"type": "string", "default": "a"}},
            {"name": "X-Key", "in": "header", "required": True, "schema": {"type": "string"}},
        ],
        "requestBody": {"content": {"application/json": {"schema": {"type": "integer"}}}},
        "responses": {
            "200": {
                "headers": {"Location": {"required": True, "schema": {"type": "string"}}},
                "content": {"application/json": {"schema": {"type": "integer"}}},
                "links": {"others": {"operationId": "others", "parameters": {"id": "$response.body"}}},
            },
            "404": {"description": "none"},
        },
    }
    path = {"parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}]}
    return {"paths": {"/things/{id}": {**path, "post": operation | changes}, "/others": {"get": OTHERS}}}


def compared(own: JSON) -> dict[str, list[str]]:
    comparison = Comparison(document(), own)
    parts = {name: lines for name, lines in vars(comparison).items() if name not in ("missing", "_pairs")}
    return {"missing": comparison.missing} | {name: lines for name, lines in parts.items() if lines}


def test_a_document_like_the_contract_lacks_nothing() -> None:
    own = document()
    own["paths"] = {
        path.replace("{id}", "{number}"): item
        | {"parameters": [{**p, "name": "number"} for p in item.get("parameters", [])]}
        for path, item in own["paths"].items()
    }

    assert compared(own) == {"missing": []}


def test_what_a_document_lacks_is_named() -> None:
    name = "POST /things/{id}"
    without = document()
    del without["paths"]["/others"]

    unlinked = f"{name}: 200: no link to GET /others with $response.body"
    assert compared(without) == {"missing": ["GET /others"], "links": [unlinked]}
    assert compared(
        document(parameters=[{"name": "q", "in": "query", "required": True, "schema": {"const": "a"}}])
    ) == {
        "missing": [],
        "parameters": [f"{name}: no header parameter x-key", f"{name}: query parameter q is required"],
        "refused": [f"{name}: query parameter q: in the contract the value may be other than ['a']"],
        "defaults": [f'{name}: query parameter q: no default "a"'],
    }
    assert compared(document(requestBody={"content": {}})) == {
        "missing": [],
        "parameters": [f"{name}: no body application/json"],
    }
    anything = [{"name": "q", "in": "query", "schema": {"default": "a"}}, {"name": "X-Key", "in": "header"}]
    assert compared(document(parameters=anything)) == {
        "missing": [],
        "taken": [
            f"{name}: header parameter x-key may be left out",
            f"{name}: query parameter q: the value may be anything",
            f"{name}: header parameter x-key: the value may be anything",
        ],
    }
    assert compared(document(tags=[])) == {"missing": [], "tags": [f"{name}: no tag Things"]}
    assert compared(document(responses={"4XX": {}, "200": {"content": {"application/json": {}}}})) == {
        "missing": [],
        "answers": [f"{name}: 200: application/json: the value may be anything", f"{name}: 200: no header Location"],
        "links": [unlinked],
    }
    optional = {"200": document()["paths"]["/things/{id}"]["post"]["responses"]["200"]}
    del optional["200"]["headers"]["Location"]["required"]
    assert compared(document(responses=optional | {"404": {}})) == {
        "missing": [],
        "answers": [f"{name}: 200: header Location: it may be missing"],
    }
    assert compared(document(responses={"404": {"description": "none"}})) == {
        "missing": [],
        "statuses": [f"{name}: no status 200"],
        "links": [unlinked],
    }
    assert compared(document(responses={"default": {"$ref": "#/nowhere"}}))["answers"] == [
        f"{name}: 200: no application/json",
        f"{name}: 200: no header Location",
    ]


@pytest.mark.parametrize(
    "answer, known",
    [
        ({"openapi": "3.1.0", "paths": {"/a": {}}}, True),
        ({"openapi": "3.1.0", "paths": {}}, False),
        ({"openapi": "3.1.0", "paths": {"/a": 3}}, False),
        ({"openapi": "3.1.0"}, False),
        ({"swagger": "2.0", "paths": {"/a": {}}}, False),
        ([], False),
    ],
)
def test_what_is_a_document(answer: JSON, *, known: bool) -> None:
    api: Any = Rest(httpx.Response(200, json=answer))

    assert served(api, "/apps/x") == (answer if known else None)
    assert api.asked == ["GET /apps/x/openapi.json"]


def test_what_is_no_json_is_no_document() -> None:
    api: Any = Rest(Response(200, content=b"<html>"))

    assert served(api, "") is None


def test_where_nobody_listens_there_is_more_amiss_than_a_document() -> None:
    api: Any = Rest()

    with pytest.raises(Unreachable):
        served(api, "")


def test_a_link_may_name_its_operation_by_id_or_by_place() -> None:
    own = document()
    link = own["paths"]["/things/{id}"]["post"]["responses"]["200"]["links"].pop("others")
    own["paths"]["/things/{id}"]["post"]["responses"]["200"]["links"]["all"] = link
    assert compared(own) == {"missing": []}

    link["operationRef"] = link.pop("operationId").replace("others", "#/paths/~1others/get")
    assert compared(own) == {"missing": []}

    link["operationRef"] = "#/paths/~1others/put"
    assert compared(own)["links"] == ["POST /things/{id}: 200: no link to GET /others with $response.body"]


def test_every_path_of_the_contract_is_in_an_area() -> None:
    assert area_of("/chapter07/staff/1") == "chapter07"
    assert area_of("/apps/cors/max-age/hello") == "apps/cors"
    assert area_of("/apps/guarded/openapi.json") == "apps/guarded"
    assert area_of("/chapter07") == area_of("/hello") == "rest"
    assert areas()[0] == "chapter03"
    assert areas()[-1] == "rest"


def test_a_check_is_off_in_three_places_at_most() -> None:
    assert len(OFF) <= 3
    named = {setting["include-name-regex"]: setting["checks"] for setting in exceptions("")}
    assert set(named[r"^GET\ /chapter04/http_exception/{[^}]*}$"]) == {"positive_data_acceptance"}
    assert exceptions("/apps/no-slash-redirect") == []


class Rest:
    """Answers as a small server would: with the next answer, or not at all."""

    def __init__(self, *answers: httpx.Response) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    def _ask(self, method: str, path: str) -> httpx.Response:
        self.asked.append(f"{method} {path}")
        if not self.answers:
            raise Unreachable("nobody")
        return self.answers.pop(0)

    def get(self, path: str) -> httpx.Response:
        return self._ask("GET", path)

    def post(self, path: str, **_: JSON) -> httpx.Response:
        return self._ask("POST", path)

    def delete(self, path: str) -> httpx.Response:
        return self._ask("DELETE", path)


def case(method: str, path: str, *, id: JSON = None, body: JSON = None, query: JSON = None, phase: str = "") -> Any:
    name = path.rpartition("{")[2].rstrip("}")
    meta = SimpleNamespace(phase=SimpleNamespace(name=TestPhase(phase))) if phase else None
    return SimpleNamespace(
        method=method,
        path=path,
        path_parameters={name: id} if name != path else None,
        body=body,
        query=query,
        meta=meta,
    )


def rows(*answers: httpx.Response) -> Any:
    return Rows(Rest(*answers))  # type: ignore[arg-type]


def made(guard: Rows, path: str, body: bytes, status: int = 201) -> None:
    guard.after("", case("POST", path), exchange(path, status, body, "POST"))


NAMES_A_ROW = [(1, 8), ("1", "8"), ("01", "08"), ("1.0", "8.0"), (["1"], "8"), (8, 8)]
NAMES_NONE: list[JSON] = [0, -1, 2**31, "abc", "1.5", True, None, [1, 2], {}]


@pytest.mark.parametrize("id, becomes", [*NAMES_A_ROW, *((id, id) for id in NAMES_NONE)], ids=repr)
def test_a_case_changes_no_row_but_ours(id: JSON, becomes: JSON) -> None:
    guard = rows()
    made(guard, "/chapter07/users", b'{"uid": 8}')
    asked = case("DELETE", "/chapter07/users/{uid}", id=id)

    guard.before("", asked)

    assert asked.path_parameters == {"uid": becomes}


def test_without_a_row_of_ours_nobodys_is_named() -> None:
    asked = case("PATCH", "/chapter07/staff/{sid}", id=1, body={})

    rows().before("", asked)

    assert asked.path_parameters == {"sid": 2**31 - 1}


def test_in_a_sequence_every_row_that_was_ever_ours_is_left_as_it_is() -> None:
    guard = rows()
    made(guard, "/chapter07/users", b'{"uid": 8}')
    guard.after("", case("DELETE", "/chapter07/users/{uid}"), exchange("/chapter07/users/8", 204, b"", "DELETE"))
    made(guard, "/chapter07/users", b'{"uid": 9}')
    for id, becomes in ((8, 8), (9, 9), (1, 2**31 - 1)):
        asked = case("DELETE", "/chapter07/users/{uid}", id=id, phase="stateful")
        guard.before("", asked)
        assert asked.path_parameters == {"uid": becomes}

    single = case("DELETE", "/chapter07/users/{uid}", id=8, phase="coverage")
    guard.before("", single)
    assert single.path_parameters == {"uid": 9}


def test_what_only_reads_or_is_another_application_is_left_alone() -> None:
    for prefix, method in (("", "GET"), ("/apps/guarded", "DELETE")):
        asked = case(method, "/chapter07/users/{uid}", id=1)
        rows().before(prefix, asked)
        assert asked.path_parameters == {"uid": 1}


def test_staff_is_at_home_in_a_department_of_ours_that_stays() -> None:
    guard = rows(httpx.Response(201, json={"did": 5}))
    asked = case("POST", "/chapter07/staff_batch", body=[{"did": 1.0, "sname": "x"}, {"did": "1"}, "no member"])
    guard.before("", asked)
    assert asked.body == [{"did": 5, "sname": "x"}, {"did": "1"}, "no member"]

    removed = case("DELETE", "/chapter07/departments/{did}", id=1)
    guard.before("", removed)
    assert removed.path_parameters == {"did": 2**31 - 1}


def test_where_nobody_answers_staff_has_no_department() -> None:
    asked = case("POST", "/chapter07/staff", body={"did": 1})

    rows().before("", asked)

    assert asked.body == {"did": 2**31 - 1}


@pytest.mark.parametrize("query", [None, {}, {"document": "readme"}, {"document": ["a"]}])
def test_a_document_of_others_is_not_written(query: JSON) -> None:
    guard = rows()
    asked = case("POST", "/chapter08/background_tasks", query=query)

    guard.before("", asked)

    assert asked.query == {"document": guard.document}


def test_what_is_no_name_of_a_document_is_sent() -> None:
    asked = case("DELETE", "/chapter08/readme", query={"document": "A B"})

    rows().before("", asked)

    assert asked.query == {"document": "A B"}


def test_what_was_made_is_removed_and_what_is_gone_is_not_removed_twice() -> None:
    guard = rows(*[httpx.Response(204)] * 9)
    made(guard, "/chapter07/departments", b'{"did": 1}')
    made(guard, "/chapter07/departments", b'{"did": 2}')
    made(guard, "/chapter07/staff_batch", b'[{"sid": 3}, {"sid": "4"}, 5]')
    made(guard, "/chapter07/users", b"no JSON")
    made(guard, "/chapter07/users", b'{"uid": 6}', status=422)
    guard.after(
        "", case("DELETE", "/chapter07/departments/{did}"), exchange("/chapter07/departments/1", 204, b"", "DELETE")
    )

    guard.sweep()

    readme = f"DELETE /chapter08/readme?document={guard.document}"
    assert guard._api.asked == ["DELETE /chapter07/staff/3", "DELETE /chapter07/departments/2", readme]
    guard.sweep()
    assert guard._api.asked[-1] == readme


def test_sweeping_ends_where_nobody_answers() -> None:
    guard = rows()
    made(guard, "/chapter07/users", b'{"uid": 6}')
    made(guard, "/chapter07/users", b'{"uid": 7}')

    guard.sweep()

    assert guard._api.asked == ["DELETE /chapter07/users/6"]


@pytest.mark.parametrize(
    "scheme, answers, setting",
    [
        ({"type": "http", "scheme": "bearer"}, [], {"bearer": "fake-super-secret-token"}),
        ({"type": "http", "scheme": "basic"}, [], {"username": "john snow", "password": "secret"}),
        ({"type": "apiKey", "in": "header", "name": "X-Key"}, [], {"api_key": "fake-super-secret-key"}),
        ({"type": "mutualTLS"}, [], None),
        ("/token", [httpx.Response(200, json={"access_token": "t"})], {"bearer": "t"}),
        ("token", [httpx.Response(200, json=["t"])], {"bearer": "fake-super-secret-token"}),
        ("token", [httpx.Response(200, json={"access_token": "a\nb"})], {"bearer": "fake-super-secret-token"}),
        ("token", [], {"bearer": "fake-super-secret-token"}),
        ("http://elsewhere/token", [], {"bearer": "fake-super-secret-token"}),
    ],
)
def test_the_credentials_of_the_contract(scheme: JSON, answers: list[httpx.Response], setting: JSON) -> None:
    if isinstance(scheme, str):
        scheme = {"type": "oauth2", "flows": {"password": {"tokenUrl": scheme}}}
    api = Rest(*answers)

    found = credentials(api, "/apps/x", {"components": {"securitySchemes": {"S": scheme}}})  # type: ignore[arg-type]

    assert found == ({"S": setting} if setting else {})
    assert "elsewhere" not in str(api.asked)


class Terminal:
    """Keeps the lines that a terminal, or a file in its place, was given."""

    def __init__(self, *, isatty: bool) -> None:
        self.isatty = isatty
        self.lines: list[str] = []

    def ensure_newline(self) -> None:
        """It begins a line."""

    def write_line(self, line: str) -> None:
        self.lines.append(line)

    def rewrite(self, line: str, *, erase: bool) -> None:
        assert erase
        self.lines = [line]


def fuzzing(**plugins: object) -> Fuzzing:
    option = SimpleNamespace(fuzz="quick", fuzz_seed=None)
    config: Any = SimpleNamespace(option=option, pluginmanager=SimpleNamespace(get_plugin=plugins.get))
    return Fuzzing(config)


def test_on_a_terminal_progress_is_one_line_that_goes_again() -> None:
    terminal = Terminal(isatty=True)
    hooks = fuzzing(terminalreporter=terminal)

    def fuzz() -> Any:
        hooks.progress("half")

    hooks.once(fuzz)

    assert terminal.lines == [""]


def test_elsewhere_progress_is_said_again_after_a_while() -> None:
    terminal = Terminal(isatty=False)
    hooks = fuzzing(terminalreporter=terminal)

    def fuzz() -> Any:
        hooks.progress("half")
        hooks.progress("whole")

    hooks.once(fuzz)

    assert terminal.lines == ["half"]


def test_a_worker_says_nothing() -> None:
    fuzzing().progress("half")


def test_a_campaign_is_run_once_until_it_is_forgotten_and_fails_for_every_rule() -> None:
    asked: list[int] = []
    hooks = fuzzing()

    def fail() -> Any:
        asked.append(1)
        raise ZeroDivisionError

    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            hooks.once(fail)
    assert asked == [1]
    hooks.forget()
    campaign: Any = object()
    assert hooks.once(lambda: campaign) is hooks.once(fail) is campaign
