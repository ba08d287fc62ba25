"""Faults that the rules of spec/generated/test_responses.py detect."""

from typing import Any

from proof.faults.fault import Broken, Received, Sent, fault
from proof.faults.generated._shared import LARGEST, rewritten


@fault("FUZZ-REACH-1", case="rest")
def never_as_declared(app: Broken) -> None:
    """An operation always responds with another 2xx status than the declared one."""

    @app.received("GET", "/hello")
    def accepted(response: Received) -> None:
        response.status = 202


@fault("FUZZ-REACH-1", case="chapter04")
def city_is_never_found(app: Broken) -> None:
    """An operation always responds with a declared 404, even for the city that exists."""

    @app.sent("GET", "/chapter04/http_exception")
    def elsewhere(sent: Sent) -> None:
        sent.query = sent.query.replace("Beijing", "Shanghai")


@fault("FUZZ-REACH-1", case="chapter06")
def login_never_succeeds(app: Broken) -> None:
    """A login always responds with a declared 400, even for the right password."""

    @app.received("POST", "/chapter06/token")
    def reject(response: Received) -> None:
        if response.status == 200:
            response.status, response.json = 400, {"detail": "Incorrect username or password"}


@fault("FUZZ-ANSWER-1", case="chapter03")
def shorter_than_announced(app: Broken) -> None:
    """A response ends before the length that it announces."""

    @app.received("GET", "/chapter03/query")
    def announce_more(response: Received) -> None:
        response.headers["content-length"] = "9999"


@fault("FUZZ-ERROR-1", case="chapter07")
def crash_at_the_largest_id(app: Broken) -> None:
    """The largest id of a department causes a 500."""

    @app.sent("GET", f"/chapter07/departments/{LARGEST}")
    def crash(sent: Sent) -> None:
        sent.path = "/chapter04/exc_crash"


@fault("FUZZ-STATUS-1", case="chapter03")
def undeclared_status(app: Broken) -> None:
    """An invalid number in the path is rejected with 400, which the OpenAPI document does not declare."""

    @app.received("GET", "/chapter03/path_/*")
    def bad_request(response: Received) -> None:
        response.status = 400 if response.status == 422 else response.status


@fault("FUZZ-TYPE-1", case="chapter03")
def json_called_text(app: Broken) -> None:
    """A JSON response has the media type of plain text."""

    @app.received("GET", "/chapter03/query")
    def plain(response: Received) -> None:
        response.headers["content-type"] = "text/plain"


@fault("FUZZ-HEADER-1", case="chapter06")
def no_challenge(app: Broken) -> None:
    """A 401 lacks the WWW-Authenticate that the OpenAPI document requires."""

    @app.received("GET", "/chapter06/httpbearer")
    def drop(response: Received) -> None:
        del response.headers["www-authenticate"]


@fault("FUZZ-SCHEMA-1", case="chapter07")
def page_without_total(app: Broken) -> None:
    """A page of departments lacks its total."""

    @app.received("GET", "/chapter07/departments")
    def drop(response: Received) -> None:
        response.json = {name: value for name, value in response.json.items() if name != "total"}


@fault("FUZZ-DOCUMENT-1", case="chapter03")
def dangling_reference(app: Broken) -> None:
    """The OpenAPI document refers to a parameter that it does not have."""

    def dangle(document: dict[str, Any]) -> None:
        document["paths"]["/chapter03/query"]["get"]["parameters"][0] = {"$ref": "#/components/parameters/Page"}

    rewritten(app, dangle)
