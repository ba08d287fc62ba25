"""Faults that the rules of spec/chapter04_responses/test_status_codes.py detect."""

from http import HTTPStatus
from typing import Any

from fastapi import Response

from proof.faults.fault import Broken, Received, fault


@fault(
    *("STATUS-3", "FILE-22", "FILE-14", "FILE-12", "FILE-24", "STATIC-9", "STATIC-31", "STATIC-2", "STATIC-35"),
    *("STATIC-18", "STATIC-12", "STATIC-10", "STATIC-14", "STATIC-29", "STATIC-5", "STATIC-8", "DOCS-9", "ERR-1"),
    *("ERR-3", "ERR-7", "ERR-4", "ERRH-1", "ERRH-10", "ERRH-6", "ERRH-2", "ERRH-8", "ERRH-9", "ERRH-3", "ERRH-4"),
    *("ERRH-12", "ERRH-5", "ROUTE-1", "ROUTE-7", "ROUTE-2", "ROUTE-8", "ROUTE-3", "ROUTE-6", "ROUTE-5"),
    *("DEP-INJECT-1", "DEP-DECO-3", "DEP-DECO-14", "DEP-DECO-4", "DEP-DECO-5", "DEP-DECO-12", "DEP-DECO-7"),
    *("DEP-DECO-8", "DEP-GLOBAL-1", "DEP-GLOBAL-2", "DEP-GLOBAL-8", "YIELD-2", "YIELD-12", "YIELD-4", "YIELD-9"),
)
def error_has_status_200(app: Broken) -> None:
    """Every error of the client is answered with 200, and only its body tells of it."""

    @app.received("*", "*")
    def ok(response: Received) -> None:
        if 400 <= response.status < 500 and response.status != 422:
            response.status = 200


@fault("STATUS-1", "STATUS-2", "STATUS-3", "STATUS-4")
def status_is_a_word(app: Broken) -> None:
    """The body gives the phrase of the status in place of its number."""

    @app.received("POST", "/chapter04/status_*")
    def word(response: Received) -> None:
        if response.body:
            response.json = {"status_code": HTTPStatus(response.status).phrase}


@fault("STATUS-2")
def status_stands_in_the_body_only(app: Broken) -> None:
    """The operation says 201 in its body and forgets to declare it."""

    @app.route("POST", "/chapter04/status_201")
    async def created() -> dict[str, int]:
        return {"status_code": 201}


@fault("STATUS-4", "STATUS-5")
def status_of_nothing_is_200(app: Broken) -> None:
    """An operation that returns nothing answers 200 and null."""

    @app.route("POST", "/chapter04/status_204")
    async def nothing() -> None:
        return None


@fault("STATUS-4", "STATUS-5")
def status_of_an_empty_body_is_200(app: Broken) -> None:
    """An operation without a body answers 200: the status was not declared."""

    @app.route("POST", "/chapter04/status_204")
    async def nothing() -> Response:
        return Response()


@fault("STATUS-5")
def status_204_has_a_type(app: Broken) -> None:
    """A 204 names the type of the body that it has not, since JSON is the default."""

    @app.received("POST", "/chapter04/status_204")
    def typed(response: Received) -> None:
        response.headers["Content-Type"] = "application/json"


@fault("STATUS-4")
def status_204_has_a_length(app: Broken) -> None:
    """A 204 declares the length of the body that it has not."""

    @app.received("POST", "/chapter04/status_204")
    def measured(response: Received) -> None:
        response.headers["Content-Length"] = "0"


@fault("STATUS-4")
def status_204_is_chunked(app: Broken) -> None:
    """A 204 is sent like any stream, with a Transfer-Encoding."""

    @app.received("POST", "/chapter04/status_204")
    def streamed(response: Received) -> None:
        response.headers["Transfer-Encoding"] = "chunked"


@fault("STATUS-6")
def document_gives_200_beside_201(app: Broken) -> None:
    """The document has the default 200 beside the status that is declared."""

    @app.document()
    def both(document: Any) -> None:
        responses = document["paths"]["/chapter04/status_201"]["post"]["responses"]
        responses["200"] = responses["201"]


@fault("STATUS-6")
def document_gives_a_204_content(app: Broken) -> None:
    """The document promises JSON for a 204."""

    @app.document()
    def content(document: Any) -> None:
        responses = document["paths"]["/chapter04/status_204"]["post"]["responses"]
        responses["204"]["content"] = {"application/json": {"schema": {}}}
