"""Faults that the rules of spec/chapter05_dependencies/test_openapi.py detect."""

from typing import Any

from proof.faults.fault import Broken, fault


@fault("DEP-FN-6")
def document_lacks_the_parameters_of_a_dependency(app: Broken) -> None:
    """The OpenAPI document lists the parameters of an operation, but not those of its dependencies."""

    @app.document()
    def without(document: Any) -> None:
        document["paths"]["/chapter05/dependency01"]["get"]["parameters"] = []
