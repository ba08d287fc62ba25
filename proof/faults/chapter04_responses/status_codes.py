"""Faults that the rules of spec/chapter04_responses/test_status_codes.py detect."""

from http import HTTPStatus

from fastapi import Response

from proof.faults.fault import Broken, Received, fault


@fault("STATUS-1", "STATUS-2", "STATUS-3", "STATUS-4")
def status_is_a_word(app: Broken) -> None:
    """The body contains the phrase of the status instead of its number."""

    @app.received("POST", "/chapter04/status_*")
    def word(response: Received) -> None:
        if response.body:
            response.json = {"status_code": HTTPStatus(response.status).phrase}


@fault("STATUS-2")
def status_is_in_the_body_only(app: Broken) -> None:
    """The body says 201, but the operation does not declare it."""

    @app.route("POST", "/chapter04/status_201")
    async def created() -> dict[str, int]:
        return {"status_code": 201}


@fault("STATUS-4", "STATUS-5")
def status_of_nothing_is_200(app: Broken) -> None:
    """An operation that returns nothing responds with 200 and `null`."""

    @app.route("POST", "/chapter04/status_204")
    async def nothing() -> None:
        return None


@fault("STATUS-4", "STATUS-5")
def status_of_an_empty_body_is_200(app: Broken) -> None:
    """An operation without a body responds with 200, since it does not declare 204."""

    @app.route("POST", "/chapter04/status_204")
    async def nothing() -> Response:
        return Response()


@fault("STATUS-4")
def status_204_has_a_length(app: Broken) -> None:
    """A 204 has a `Content-Length`."""

    @app.received("POST", "/chapter04/status_204")
    def measured(response: Received) -> None:
        response.headers["Content-Length"] = "0"


@fault("STATUS-4")
def status_204_is_chunked(app: Broken) -> None:
    """A 204 has a `Transfer-Encoding`, like any streamed response."""

    @app.received("POST", "/chapter04/status_204")
    def streamed(response: Received) -> None:
        response.headers["Transfer-Encoding"] = "chunked"


@fault("STATUS-5")
def status_204_has_a_type(app: Broken) -> None:
    """A 204 has the `Content-Type` of JSON, the default."""

    @app.received("POST", "/chapter04/status_204")
    def typed(response: Received) -> None:
        response.headers["Content-Type"] = "application/json"


@fault(
    *("STATUS-3", "FORM-19", "FORM-20", "FILE-22", "FILE-14", "FILE-12", "FILE-24"),
    *("STATIC-9", "STATIC-31", "STATIC-2", "STATIC-35"),
    *("STATIC-18", "STATIC-12", "STATIC-10", "STATIC-14", "STATIC-29", "STATIC-5", "STATIC-8", "DOCS-9", "ERR-1"),
    *("ERR-3", "ERR-7", "ERR-4", "ERRH-1", "ERRH-10", "ERRH-6", "ERRH-2", "ERRH-8", "ERRH-9", "ERRH-3", "ERRH-4"),
    *("ERRH-12", "ERRH-5", "ROUTE-1", "ROUTE-7", "ROUTE-2", "ROUTE-8", "ROUTE-3", "ROUTE-6", "ROUTE-5"),
    *("DEP-INJECT-1", "DEP-DECO-3", "DEP-DECO-14", "DEP-DECO-4", "DEP-DECO-5", "DEP-DECO-12", "DEP-DECO-7"),
    *("DEP-GLOBAL-1", "DEP-GLOBAL-2", "DEP-GLOBAL-8", "YIELD-2", "YIELD-12", "YIELD-4", "YIELD-9"),
)
def error_has_status_200(app: Broken) -> None:
    """Every 4xx becomes a 200, and only the body contains the error."""

    @app.received("*", "*")
    def ok(response: Received) -> None:
        if 400 <= response.status < 500 and response.status != 422:
            response.status = 200
