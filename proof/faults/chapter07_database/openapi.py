"""Faults that the rules of spec/chapter07_database/test_openapi.py detect."""

from typing import Any

from proof.faults.fault import Broken, fault


@fault("DB-APP-1")
def openapi_document_omits_a_part(app: Broken) -> None:
    """A part of the application is an application of its own, which the OpenAPI document omits."""

    @app.document()
    def without(document: Any) -> None:
        for path in [path for path in document["paths"] if path.startswith("/chapter07/")]:
            del document["paths"][path]


@fault("DB-APP-4")
def openapi_document_has_no_tags(app: Broken) -> None:
    """The parts are included without their tags."""

    @app.document()
    def without(document: Any) -> None:
        for operations in document["paths"].values():
            for operation in operations.values():
                operation.pop("tags", None)
