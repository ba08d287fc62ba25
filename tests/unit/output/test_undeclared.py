"""A rule that calls no operation of an OpenAPI document says what to build, too."""

import pytest

from fastapi_spec.output.operation import called_by
from fastapi_spec.output.undeclared import beneath, undeclared
from fastapi_spec.rules.contract import locked
from fastapi_spec.rules.rule import Origin


@pytest.mark.parametrize(
    ("id", "lines"),
    [
        ("BODY-OA-1", ["the OpenAPI document at GET /openapi.json"]),
        ("STATIC-1", ["GET /static/{file}: the files of the folder static, mounted"]),
        ("STATIC-36", ["GET /chapter04/static/{file}: the files of the folder static, mounted"]),
        (
            "ERRH-6",
            [
                "application mounted at /apps/error-handlers: "
                "HTTPException and validation errors are sent as plain text",
                "GET /apps/error-handlers/static/{file}: the files of the folder static, mounted",
            ],
        ),
        (
            "DOCS-1",
            [
                "GET /docs: a page outside the OpenAPI document",
                "GET /redocs: a page outside the OpenAPI document",
            ],
        ),
        ("MINE-1", []),
    ],
)
def test_what_to_build_outside_the_openapi_document(id: str, lines: list[str]) -> None:
    """A mount with its application, a page, the document itself; nothing for rules of other projects."""
    assert list(undeclared(id)) == lines


def test_a_preflight_is_for_an_operation() -> None:
    """OPTIONS is in no OpenAPI document, but its path is."""
    assert [called.name for called in beneath("CORS-METHOD-4")] == ["GET /apps/cors/methods/hello"]


def test_every_rule_of_the_notes_says_what_to_build() -> None:
    """No card is a dead end."""
    ids = [id for id, rule in locked().items() if rule.origin is Origin.NOTES]

    assert [id for id in ids if not called_by(id) and not beneath(id) and not list(undeclared(id))] == []
