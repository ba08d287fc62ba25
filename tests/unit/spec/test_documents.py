"""The locked OpenAPI documents are valid, and say what a client made from them has to know."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from fastapi_spec import names
from fastapi_spec.generate.openapi import operations
from fastapi_spec.rules.contract import documents

JSON = Any

each_document = pytest.mark.parametrize(
    "document", [pytest.param(document, id=prefix or "main") for prefix, document in documents().items()]
)


def with_examples(node: JSON) -> Iterator[JSON]:
    """Every schema in the node that has examples."""
    if isinstance(node, dict):
        if isinstance(node.get("examples"), list):
            yield node
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            yield from with_examples(child)


@each_document
def test_a_document_is_valid(document: JSON) -> None:
    """Tools for OpenAPI can read every document."""
    # FastAPI declares streams by a keyword of OpenAPI 3.2, in a document that says 3.1.
    newer = {"openapi": "3.2.0"} if "itemSchema" in names(document) else {}
    validate(document | newer)


@each_document
def test_examples_fit_their_schema(document: JSON) -> None:
    """What the docs page offers to try is accepted."""
    for schema in with_examples(document):
        validator = Draft202012Validator({**schema, "components": document["components"]})
        for example in schema["examples"]:
            validator.validate(example)


@each_document
def test_operation_ids_are_unique_identifiers(document: JSON) -> None:
    """A generated client gets one function per operation."""
    ids = Counter(operation["operationId"] for operation in operations(document).values())

    assert [id for id, times in ids.items() if times > 1 or not re.fullmatch(r"[A-Za-z_]\w*", id, re.ASCII)] == []


@each_document
def test_links_lead_to_operations(document: JSON) -> None:
    """A link names an operation and parameters that exist."""
    found = operations(document).values()
    known = {each["operationId"]: {parameter["name"] for parameter in each["parameters"]} for each in found}
    responses = [response for each in found for response in each["responses"].values()]

    for link in [link for response in responses for link in response.get("links", {}).values()]:
        assert link["parameters"].keys() <= known[link["operationId"]]


@each_document
def test_rejections_are_declared(document: JSON) -> None:
    """A client learns of 400, 413 and the challenge of a 401 from the document."""
    for operation in operations(document).values():
        responses = operation["responses"]
        if "requestBody" in operation:
            assert {"400", "413"} <= responses.keys(), operation["operationId"]
        if "security" in operation:
            assert responses["401"]["headers"]["WWW-Authenticate"]["required"], operation["operationId"]
