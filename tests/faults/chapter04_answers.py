"""Faults that many operations of the chapters on responses and dependencies share."""

from tests.faults.fault import Answer, Broken, fault

CHAPTERS = ("/chapter04/*", "/chapter05/*", "/apps/guarded/*", "/apps/error-handlers/*")


def change(app: Broken, method: str, status: int, other: int, *paths: str) -> None:
    """Answer another status, and all else as it was."""
    for path in paths:

        @app.answers(method, path)
        def changed(answer: Answer) -> None:
            if answer.status == status:
                answer.status = other


@fault(
    *("RESP-FILTER-1", "RESP-FILTER-2", "RESP-NULL-1", "RESP-INVALID-1", "RESP-UNSET-1", "RESP-UNSET-2"),
    *("RESP-UNSET-3", "RESP-INCEXC-1", "RESP-INCEXC-2", "RESP-EMAIL-3", "RESP-EMAIL-4", "STATUS-1", "FORM-5"),
    *("FORM-6", "FORM-11", "FORM-13", "FORM-7", "FORM-12", "FORM-8", "FILE-1", "FILE-17", "FILE-7", "FILE-9"),
    *("FILE-15", "FILE-22", "FILE-14", "FILE-11", "FILE-20", "FILE-5", "FILE-19", "POC-5", "POC-7", "DEP-CLS-4"),
)
def success_of_post_is_created(app: Broken) -> None:
    """Every POST that succeeds is answered with 201, whether anything was made or not."""
    change(app, "POST", 200, 201, *CHAPTERS)


@fault(
    *("STATIC-1", "STATIC-15", "STATIC-36", "STATIC-13", "STATIC-33", "STATIC-12", "STATIC-11", "STATIC-19"),
    *("STATIC-28", "STATIC-20", "STATIC-24", "STATIC-26", "DOCS-2", "DOCS-8", "DOCS-1", "DOCS-9", "DOCS-3"),
    *("DOCS-4", "DOCS-10", "ERR-2", "ERR-8", "DEP-INJECT-1", "DEP-INJECT-2", "DEP-FN-1", "DEP-FN-3", "DEP-FN-4"),
    *("DEP-CLS-1", "DEP-CLS-2", "DEP-CLS-7", "DEP-CLS-6", "DEP-SUB-1", "DEP-DECO-1", "DEP-DECO-13", "DEP-DECO-14"),
    *("DEP-DECO-8", "DEP-GLOBAL-1", "DEP-GLOBAL-5", "DEP-GLOBAL-2", "DEP-GLOBAL-4", "DEP-GLOBAL-3", "DEP-GLOBAL-7"),
    *("YIELD-7", "YIELD-1", "YIELD-3", "YIELD-5", "YIELD-10"),
)
def success_is_marked_by_a_proxy(app: Broken) -> None:
    """A proxy that may change an answer says so with 203."""
    change(app, "GET", 200, 203, *CHAPTERS, "/hello", "/static/*", "/docs*", "/redocs", "/openapi.json", "/apps/*")


@fault(
    *("RESP-REQ-1", "RESP-SLASH-1", "RESP-EMAIL-1", "RESP-EMAIL-2", "FORM-2", "FORM-4", "FORM-14", "FORM-15"),
    *("FORM-3", "FILE-2", "FILE-8", "FILE-6", "FILE-4", "FILE-13", "FILE-10", "ERR-6", "ERR-9", "DEP-FN-2"),
    *("DEP-FN-5", "DEP-CLS-3", "DEP-CLS-8", "DEP-CLS-5", "DEP-DECO-2", "DEP-DECO-11", "DEP-DECO-15", "DEP-DECO-10"),
    *("DEP-DECO-16", "DEP-GLOBAL-1", "DEP-GLOBAL-5", "DEP-GLOBAL-2", "DEP-GLOBAL-6", "DEP-GLOBAL-3"),
    *("DEP-GLOBAL-7", "DEP-GLOBAL-8", "YIELD-8"),
)
def error_of_validation_is_a_bad_request(app: Broken) -> None:
    """An invalid request is answered with 400 in place of 422."""
    change(app, "*", 422, 400, *CHAPTERS)


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

    @app.answers("*", "*")
    def ok(answer: Answer) -> None:
        if 400 <= answer.status < 500 and answer.status != 422:
            answer.status = 200


@fault("RESP-INVALID-1", "RESP-INVALID-2", "ERR-5", "ERR-10", "ERRH-13", "YIELD-2")
def error_of_the_server_is_unavailability(app: Broken) -> None:
    """An error of the server is answered with 503 by what stands before it."""
    for path in CHAPTERS:
        change(app, "*", 500, 503, path)


@fault("RESP-INVALID-2", "ERR-10")
def error_of_the_server_is_html(app: Broken) -> None:
    """An error of the server is answered with the page of what stands before it."""
    for path in CHAPTERS:

        @app.answers("*", path)
        def page(answer: Answer) -> None:
            if answer.status == 500:
                answer.headers["Content-Type"] = "text/html"


@fault("RESP-INVALID-2", "ERR-10")
def error_of_the_server_is_in_other_words(app: Broken) -> None:
    """An error of the server is told in friendly words."""
    for path in CHAPTERS:

        @app.answers("*", path)
        def friendly(answer: Answer) -> None:
            if answer.status == 500:
                answer.body = b"Something went wrong"


@fault(
    *("RESP-REQ-1", "RESP-EMAIL-1", "RESP-EMAIL-2", "FORM-2", "FORM-4", "FORM-14", "FORM-15", "FORM-17", "FORM-3"),
    *("FILE-2", "FILE-8", "FILE-6", "FILE-4", "FILE-13", "FILE-10", "ERR-6", "ERR-9", "DEP-FN-2", "DEP-FN-5"),
    *("DEP-CLS-3", "DEP-CLS-8", "DEP-CLS-5", "DEP-DECO-2", "DEP-DECO-11", "DEP-DECO-15", "DEP-DECO-10"),
    *("DEP-DECO-16", "DEP-GLOBAL-1", "DEP-GLOBAL-2"),
)
def error_has_a_place_without_its_source(app: Broken) -> None:
    """The place of a fault is told without what it is in: the body, the query or the headers."""
    for path in CHAPTERS:

        @app.answers("*", path)
        def shorter(answer: Answer) -> None:
            if answer.status == 422:
                answer.json = {"detail": [error | {"loc": error["loc"][1:]} for error in answer.json["detail"]]}


@fault(
    *("RESP-REQ-1", "RESP-EMAIL-1", "RESP-EMAIL-2", "RESP-EMAIL-5", "FORM-2", "FORM-4", "FORM-14", "FORM-15"),
    *("FORM-17", "FORM-3", "FILE-2", "FILE-8", "FILE-6", "FILE-4", "FILE-13", "FILE-10", "ERR-6", "ERR-9"),
    *("DEP-FN-2", "DEP-FN-5", "DEP-CLS-3", "DEP-CLS-8", "DEP-CLS-5", "DEP-DECO-2", "DEP-DECO-11", "DEP-DECO-15"),
    *("DEP-DECO-10", "DEP-DECO-16", "DEP-GLOBAL-1", "DEP-GLOBAL-2"),
)
def error_has_no_place(app: Broken) -> None:
    """Of an invalid request only the first fault is told, in a sentence."""
    for path in CHAPTERS:

        @app.answers("*", path)
        def sentence(answer: Answer) -> None:
            if answer.status == 422:
                answer.json = {"detail": answer.json["detail"][0]["msg"]}
