"""OpenAPI documents: their operations, and that of a target."""

from typing import Any

import pytest

from fastapi_spec.client.api import Response, TimedOut, Unreachable
from fastapi_spec.generate.openapi import operations, served
from tests.unit.samples import Replies

JSON = Any


def test_operations_have_the_parameters_of_their_paths() -> None:
    """An operation is a method of a path; other entries of a path are not operations."""
    document = {
        "paths": {
            "/a": {
                "parameters": [{"name": "id"}],
                "get": {"tags": ["x"], "parameters": [{"name": "q"}]},
                "summary": "s",
            },
            "/b": {"post": {}},
        }
    }

    assert operations(document) == {
        "GET /a": {"tags": ["x"], "parameters": [{"name": "id"}, {"name": "q"}]},
        "POST /b": {"parameters": []},
    }


@pytest.mark.parametrize(
    "body, known",
    [
        ({"openapi": "3.1.0", "paths": {"/a": {}}}, True),
        ({"openapi": "3.0.3", "paths": {"/a": {}}}, True),
        ({"openapi": "3.1.0", "paths": {}}, False),
        ({"openapi": "3.1.0", "paths": {"/a": 3}}, False),
        ({"openapi": "3.1.0"}, False),
        ({"swagger": "2.0", "paths": {"/a": {}}}, False),
        ([], False),
    ],
)
def test_a_document_has_paths(body: JSON, *, known: bool) -> None:
    """What a target serves is used if it is an OpenAPI 3 document with paths."""
    api = Replies(body)

    assert served(api.client, "/apps/x") == (body if known else None)
    assert api.requests == ["GET /apps/x/openapi.json"]


def test_what_is_not_json_is_not_a_document() -> None:
    """A web page in its place is the same as no document."""
    assert served(Replies(Response(200, content=b"<html>")).client, "") is None


@pytest.mark.parametrize("error", [Unreachable("gone"), TimedOut("silent")])
def test_a_target_that_does_not_respond_is_more_than_a_missing_document(error: AssertionError) -> None:
    """There is nothing to generate requests for."""
    with pytest.raises(type(error)):
        served(Replies(error).client, "")
