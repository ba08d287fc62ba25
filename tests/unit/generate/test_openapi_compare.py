"""Where the document of a target promises less than the contract."""

from typing import Any

import pytest

from fastapi_spec.generate.openapi_compare import Comparison

JSON = Any
NAME = "POST /things/{id}"
UNLINKED = f"{NAME}: 200: no link to GET /others with $response.body"

OTHERS: JSON = {"operationId": "others", "responses": {}}


def document(**changes: JSON) -> dict[str, JSON]:
    """A document with one operation, some of it changed."""
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


def differences(own: JSON) -> dict[str, list[str]]:
    """What a comparison of the contract with the target's own document found, by its name."""
    found = vars(Comparison(document(), own))
    return {name: lines for name, lines in found.items() if lines and not name.startswith("_")}


def test_a_document_like_the_contract_lacks_nothing() -> None:
    """The same document promises the same."""
    assert differences(document()) == {}


def test_parameters_of_paths_may_have_other_names() -> None:
    """A client fills in the path, whatever its parameters are called."""
    own = document()
    own["paths"]["/things/{number}"] = item = own["paths"].pop("/things/{id}")
    item["parameters"][0]["name"] = "number"

    assert differences(own) == {}


def test_a_missing_operation_is_named() -> None:
    """A link to it leads nowhere, either."""
    own = document()
    del own["paths"]["/others"]

    assert differences(own) == {"missing": ["GET /others"], "links": [UNLINKED]}


@pytest.mark.parametrize(
    "changes, found",
    [
        (
            {"parameters": [{"name": "q", "in": "query", "required": True, "schema": {"const": "a"}}]},
            {
                "parameters": [f"{NAME}: no header parameter x-key", f"{NAME}: query parameter q is required"],
                "rejected": [f"{NAME}: query parameter q: in the contract the value may be other than ['a']"],
                "defaults": [f'{NAME}: query parameter q: no default "a"'],
            },
        ),
        (
            {
                "parameters": [
                    {"name": "q", "in": "query", "schema": {"default": "a"}},
                    {"name": "X-Key", "in": "header"},
                ]
            },
            {
                "accepted": [
                    f"{NAME}: header parameter x-key may be left out",
                    f"{NAME}: query parameter q: the value may be anything",
                    f"{NAME}: header parameter x-key: the value may be anything",
                ]
            },
        ),
        ({"requestBody": {"content": {}}}, {"parameters": [f"{NAME}: no body application/json"]}),
        ({"tags": []}, {"tags": [f"{NAME}: no tag Things"]}),
        (
            {"responses": {"404": {"description": "none"}}},
            {"statuses": [f"{NAME}: no status 200"], "links": [UNLINKED]},
        ),
        (
            {"responses": {"4XX": {}, "200": {"content": {"application/json": {}}}}},
            {
                "responses": [
                    f"{NAME}: 200: application/json: the value may be anything",
                    f"{NAME}: 200: no header Location",
                ],
                "links": [UNLINKED],
            },
        ),
        (
            {"responses": {"default": {"$ref": "#/nowhere"}}},
            {
                "responses": [f"{NAME}: 200: no application/json", f"{NAME}: 200: no header Location"],
                "links": [UNLINKED],
            },
        ),
    ],
    ids=["narrower", "wider", "no body", "no tag", "no status", "less in a response", "nothing in a response"],
)
def test_a_changed_operation_is_told_line_by_line(changes: JSON, found: dict[str, list[str]]) -> None:
    """Each list is what one rule looks at."""
    assert differences(document(**changes)) == found


def test_a_required_header_that_may_be_missing_is_told() -> None:
    """A client relies on a header that is declared as required."""
    own = document()
    del own["paths"]["/things/{id}"]["post"]["responses"]["200"]["headers"]["Location"]["required"]

    assert differences(own) == {"responses": [f"{NAME}: 200: header Location: it may be missing"]}


@pytest.mark.parametrize(
    "target, found",
    [
        ({"operationId": "others"}, {}),
        ({"operationRef": "#/paths/~1others/get"}, {}),
        ({"operationRef": "#/paths/~1others/put"}, {"links": [UNLINKED]}),
        ({}, {"links": [UNLINKED]}),
    ],
)
def test_a_link_names_its_operation_by_id_or_by_place(target: JSON, found: dict[str, list[str]]) -> None:
    """The name of a link means nothing."""
    own = document()
    responses = own["paths"]["/things/{id}"]["post"]["responses"]
    responses["200"]["links"] = {"all": {**target, "parameters": {"id": "$response.body"}}}

    assert differences(own) == found
