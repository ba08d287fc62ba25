"""What seems to be misspelled in the target's OpenAPI document."""

import copy
from typing import Any

import pytest

from fastapi_spec.rules.called import Operation
from fastapi_spec.rules.contract import documents
from fastapi_spec.target.nearest import MOST_PATHS, hints, names
from fastapi_spec.target.survey import Survey

BOOL = "/chapter03/query/bool/conversion"
CITY = "/chapter03/request_body/city"


def contract() -> Any:
    """The document of the main application, to change."""
    return copy.deepcopy(documents()[""])


def renamed(path: str) -> Survey:
    """A target that has the path under another name."""
    document = contract()
    document["paths"][path] = document["paths"].pop(BOOL)
    return Survey(missing=frozenset({Operation("GET", BOOL)}), document=document)


def test_a_misspelled_path_is_named_once() -> None:
    """Instead of in the card of each rule."""
    assert hints(renamed(f"{BOOL}s")) == [f"your OpenAPI document has `{BOOL}s`; did you mean `{BOOL}`?"]


@pytest.mark.parametrize("path", ["/items", "/chapter03/query/other/conversion", "/bool", f"{BOOL}/more"])
def test_another_path_is_not_a_misspelled_one(path: str) -> None:
    """A hint that is wrong costs more than none."""
    assert hints(renamed(path)) == []


def test_a_document_of_very_many_paths_is_not_searched_whole() -> None:
    """Each is compared with each of the contract."""
    survey = renamed(f"{BOOL}s")
    survey.document["paths"] = {f"/other/{n}": {} for n in range(MOST_PATHS)} | survey.document["paths"]

    assert hints(survey) == []


def test_a_misspelled_property_is_named_once() -> None:
    """However many operations have it."""
    document = contract()
    for schema in document["components"]["schemas"].values():
        if "contry_code" in (properties := schema.get("properties", {})):
            properties["country_code"] = properties.pop("contry_code")

    assert hints(Survey(document=document)) == [
        "your OpenAPI document has `country_code`; did you mean `contry_code`?",
    ]


def test_a_misspelled_parameter_is_named() -> None:
    """It has a name, too."""
    document = contract()
    document["paths"]["/chapter03/query"]["get"]["parameters"][0]["name"] = "pages"

    assert hints(Survey(document=document)) == ["your OpenAPI document has `pages`; did you mean `page`?"]


@pytest.mark.parametrize(
    "document",
    [None, documents()[""], {"paths": {}}, {"paths": {"/hello": {"get": 7}}}, {"paths": {"/hello": []}}, {"paths": []}],
)
def test_nothing_is_said_of_what_is_right_or_not_a_document(document: Any) -> None:
    """The target may serve anything."""
    assert hints(Survey(document=document)) == []


def test_a_schema_may_refer_to_itself() -> None:
    """The names of its properties are those of one round."""
    schema = {"properties": {"child": {"$ref": "#/components/schemas/Tree"}, "leaf": {}}}
    operation = {"requestBody": {"schema": {"$ref": "#/components/schemas/Tree"}}}

    assert names(operation, {"components": {"schemas": {"Tree": schema}}}) == {"child", "leaf"}
