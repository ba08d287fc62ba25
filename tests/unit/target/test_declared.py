"""What an OpenAPI document declares of the contract, whatever else it is."""

import json
from typing import Any

import pytest

from fastapi_spec.rules.contract import documents
from fastapi_spec.target.declared import FIRST, declared

OURS = documents()[""]
SECOND = "/chapter03/query/bool/conversion"


def document(*names: str) -> dict[str, Any]:
    """The OpenAPI document of an application with some operations of the contract."""
    return {"paths": {name: OURS["paths"][name] for name in names}}


@pytest.mark.parametrize(
    "given",
    [
        None,
        [],
        {"paths": []},
        {"paths": {SECOND: None}},
        {"paths": {SECOND: {"get": None}}},
        {"paths": {SECOND: {"get": {}}}},
        {"paths": {SECOND: {"get": {"parameters": [{"in": "query", "name": "other"}]}}}},
        {"paths": {SECOND: {"get": {"parameters": [{"$ref": "#/x"}]}}}},
        {"paths": {SECOND: {"post": OURS["paths"][SECOND]["get"]}}},
        document(FIRST, "/events/{id}", "/chapter03/path/parameters"),
    ],
    ids=lambda given: str(given)[:96],
)
def test_another_document_declares_nothing(given: Any) -> None:
    """The names of paths are not enough, nor are paths that another API may have."""
    assert declared(given) == []


def test_a_document_may_be_written_otherwise() -> None:
    """Path parameters may have other names, headers another case, and what else there is of a path does not matter."""
    other = json.loads(
        json.dumps(document("/chapter03/enum/{city}", "/chapter03/header"))
        .replace('"city"', '"name"')
        .replace("{city}", "{name}")
        .replace('"x-token"', '"X-Token"')
    )
    moved = {"parameters": [{"in": "query", "name": "param"}], "get": {}, "summary": "A bool", "x-own": "words"}

    assert declared(other) == ["/chapter03/enum/x", "/chapter03/header"]
    assert declared({"paths": {SECOND: moved}}) == [SECOND]
    assert len(declared(OURS)) > 60
