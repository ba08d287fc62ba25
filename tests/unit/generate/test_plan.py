"""What schemathesis is told to run: which phases, which operations, how many cases."""

from types import SimpleNamespace
from typing import Any

import pytest
from schemathesis.core.result import Ok

from fastapi_spec.generate.plan import VALID, _sample, _with_examples, finds_its_path, schemas, without_options
from tests.unit.generate.samples import JSON, application, document

LINKED = document("/a", responses={"200": {"description": "ok", "links": {"b": {"operationId": "b"}}}})


@pytest.mark.parametrize(
    "own, depth, runs", [(document("/a"), "quick", 2), (LINKED, "quick", 3), (document("/a"), "standard", 3)]
)
def test_sequences_are_run_where_they_lead_somewhere(own: JSON, depth: str, runs: int) -> None:
    """The quick budget has sequences only where a document has links."""
    assert len(list(schemas(application(own), "http://h", depth, 0, again=False))) == runs


def test_only_selected_operations_are_run() -> None:
    """-k and node ids choose areas of the contract."""
    given = application(document("/a", "/b"), selected=lambda path: path == "/b")

    for schema in schemas(given, "http://h", "quick", 0, again=False):
        assert [each.ok().label for each in schema.get_all_operations() if isinstance(each, Ok)] == ["GET /b"]


def test_sequences_have_no_optional_parameters() -> None:
    """A created resource is missed only by requests whose parameters all come from links."""
    parameters = [{"name": "a", "required": True}, {"name": "b"}, {"$ref": "#/c"}]
    own = {"paths": {"/a": {"get": {"parameters": parameters}, "summary": "s"}}}

    assert without_options(own)["paths"]["/a"] == {
        "get": {"parameters": [parameters[0], parameters[2]]},
        "summary": "s",
    }


BODY = {"content": {"application/json": {"schema": {"type": "object"}}}}
SHARED = {"components": {"parameters": {"Q": {"name": "q", "in": "query", "schema": {"type": "string"}}}}}


def test_known_values_are_examples_of_their_operation() -> None:
    """A parameter of the path may have another name, and any parameter may be shared; the others are of the body."""
    own = document("/a/{id}", "/b") | SHARED
    part = {"requestBody": BODY, "parameters": [{"$ref": "#/components/parameters/Q"}]}
    own["paths"]["/a/{id}"] = {"parameters": [{"name": "id", "in": "path"}], "get": own["paths"]["/b"]["get"] | part}
    given = application(own, examples={"GET /a/{x}": {"x": 1, "q": "v", "n": 2}, "PUT /b": {}, "GET /c": {}})

    [(path, item)] = _with_examples(given)["paths"].items()
    assert path == "/a/{id}"
    assert [each["example"] for each in item["get"]["parameters"]] == [1, "v"]
    assert item["get"]["requestBody"]["content"]["application/json"]["example"] == {"n": 2}


@pytest.mark.parametrize("part", [3, {"parameters": 3}, {"parameters": [3]}, {"requestBody": {"content": 3}}])
def test_known_values_do_not_fail_on_what_makes_no_sense(part: JSON) -> None:
    """The other phases report it."""
    own = document("/a")
    own["paths"]["/a"]["get"] = part

    assert "/b" not in _with_examples(application(own, examples={"GET /a": {"q": 1}}))["paths"]


@pytest.mark.parametrize("again, runs", [(False, 3), (True, 1)])
def test_known_values_are_sent_once(*, again: bool, runs: int) -> None:
    """They do not depend on the seed."""
    given = application(document("/a"), examples={"GET /a": {}})

    assert len(list(schemas(given, "http://h", "quick", 0, again=again))) == runs


def test_known_values_of_other_areas_are_not_sent() -> None:
    """-k and node ids choose areas of the contract."""
    given = application(document("/a"), examples={"GET /a": {}}, selected=lambda _: False)

    assert _with_examples(given)["paths"] == {}


@pytest.mark.parametrize("value, found", [("a", True), (1, True), ("%0A", False), ("a%2Fb", False), ("", False)])
def test_a_value_in_a_path_leads_to_its_operation(value: object, *, found: bool) -> None:
    """Below a mount a line feed does not, and elsewhere neither an empty value nor one with a slash."""
    sent: Any = SimpleNamespace(path_parameters={"name": value})

    assert finds_its_path(None, sent) is found


def case(*, invalid: bool, description: str = "") -> Any:
    """A case of schemathesis."""
    phase = SimpleNamespace(data=SimpleNamespace(description=description))
    meta = SimpleNamespace(generation=SimpleNamespace(mode=SimpleNamespace(is_negative=invalid)), phase=phase)
    return SimpleNamespace(meta=meta, path="/a", operation=SimpleNamespace(label="GET /a"))


@pytest.mark.parametrize("costly, kept", [(False, VALID), (True, 1)])
def test_a_sample_has_a_few_valid_cases(*, costly: bool, kept: int) -> None:
    """An operation that costs the server much gets one."""
    sample = _sample(application(document("/a"), costly=lambda _: costly))

    assert sum(sample(None, case(invalid=False)) for _ in range(20)) == kept


def test_a_sample_has_one_invalid_case_of_each_kind() -> None:
    """Each way to be invalid is tried once."""
    sample = _sample(application(document("/a")))

    kinds = [sample(None, case(invalid=True, description=kind)) for kind in ("a", "a", "b", "a", "b")]
    assert kinds == [True, False, True, False, False]
