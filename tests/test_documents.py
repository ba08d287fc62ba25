"""The locked OpenAPI documents are valid, and say what a client made from them has to know."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from fastapi_spec.rules.catalogue import DOCUMENTS

JSON = Any

each_document = pytest.mark.parametrize(
    "document",
    [pytest.param(value, id=prefix or "main") for prefix, value in json.loads(DOCUMENTS.read_text("utf-8")).items()],
)


def operations(document: JSON) -> list[JSON]:
    return [operation for item in document["paths"].values() for operation in item.values()]


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
def test_the_document_is_valid(document: JSON) -> None:
    validate(document)


@each_document
def test_examples_keep_their_schema(document: JSON) -> None:
    for schema in with_examples(document):
        validator = Draft202012Validator({**schema, "components": document["components"]})
        for example in schema["examples"]:
            validator.validate(example)


@each_document
def test_operation_ids_are_identifiers_and_no_two_are_the_same(document: JSON) -> None:
    ids = Counter(operation["operationId"] for operation in operations(document))

    assert [id for id, times in ids.items() if times > 1 or not re.fullmatch(r"[A-Za-z_]\w*", id, re.ASCII)] == []


@each_document
def test_links_lead_to_operations_and_their_parameters(document: JSON) -> None:
    known = {
        operation["operationId"]: {parameter["name"] for parameter in operation.get("parameters", [])}
        for operation in operations(document)
    }
    answers = [answer for operation in operations(document) for answer in operation["responses"].values()]

    for link in [link for answer in answers for link in answer.get("links", {}).values()]:
        assert link["parameters"].keys() <= known[link["operationId"]]


@each_document
def test_refusals_are_declared(document: JSON) -> None:
    for operation in operations(document):
        answers = operation["responses"]
        if "requestBody" in operation:
            assert {"400", "413"} <= answers.keys(), operation["operationId"]
        if "security" in operation:
            assert answers["401"]["headers"]["WWW-Authenticate"]["required"], operation["operationId"]
