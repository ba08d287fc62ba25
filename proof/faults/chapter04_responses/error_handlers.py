"""Faults that the rules of spec/chapter04_responses/test_error_handlers.py detect."""

from typing import Annotated, Any

from fastapi import Header, HTTPException, Request
from fastapi.exceptions import RequestValidationError, ResponseValidationError
from fastapi.responses import JSONResponse, PlainTextResponse
from starlette.exceptions import HTTPException as StarletteHTTPException

from proof.faults.chapter04_responses._shared import APP
from proof.faults.fault import Broken, Received, fault


@fault(
    *("ERRH-1", "ERRH-2", "ERRH-3", "ERRH-8", "ERRH-10", "ERRH-11", "ERRH-14"),
    *("ERRH-6",),
)
def handler_is_not_overridden(app: Broken) -> None:
    """The exception handler stands in the module and is registered with no application."""

    async def default(request: Request, exc: StarletteHTTPException) -> JSONResponse:
        return JSONResponse({"detail": exc.detail}, exc.status_code)

    app.handler(StarletteHTTPException, default, app=APP)


@fault("ERRH-6", "ERRH-10", "ERRH-11")
def handler_of_another_class(app: Broken) -> None:
    """The handler is registered for FastAPI's class alone, which the router and static files do not raise."""

    async def default(request: Request, exc: StarletteHTTPException) -> Any:
        if isinstance(exc, HTTPException):
            return PlainTextResponse(str(exc.detail), exc.status_code, exc.headers)
        return JSONResponse({"detail": exc.detail}, exc.status_code, exc.headers)

    app.handler(StarletteHTTPException, default, app=APP)


@fault("ERRH-2", "ERRH-8", "ERRH-9")
def handler_drops_the_headers(app: Broken) -> None:
    """The handler makes a response of the detail and the status, and the headers of the error are lost."""

    async def bare(request: Request, exc: StarletteHTTPException) -> PlainTextResponse:
        return PlainTextResponse(str(exc.detail), exc.status_code)

    app.handler(StarletteHTTPException, bare, app=APP)


@fault("ERRH-2", "ERRH-3", "ERRH-6", "ERRH-8", "ERRH-9", "ERRH-10", "ERRH-1")
def handler_answers_400(app: Broken) -> None:
    """The handler answers every error with the status 400."""

    async def bad(request: Request, exc: StarletteHTTPException) -> PlainTextResponse:
        return PlainTextResponse(str(exc.detail), 400 if exc.status_code != 400 else 500, exc.headers)

    app.handler(StarletteHTTPException, bad, app=APP)


@fault("ERRH-1", "ERRH-3", "ERRH-6", "ERRH-8", "ERRH-10", "ERRH-4", "ERRH-5")
def handler_says_html(app: Broken) -> None:
    """The text of an error is declared as HTML, and whatever of it came from the client is run."""

    @app.received("*", f"{APP}/*")
    def html(response: Received) -> None:
        if response.status >= 400:
            response.headers["Content-Type"] = "text/html; charset=utf-8"


@fault("ERRH-1", "ERRH-11", "ERRH-3")
def handler_repeats_the_status(app: Broken) -> None:
    """The text of an error begins with its status."""

    async def more(request: Request, exc: StarletteHTTPException) -> PlainTextResponse:
        return PlainTextResponse(f"{exc.status_code}: {exc.detail}", exc.status_code, exc.headers)

    app.handler(StarletteHTTPException, more, app=APP)


@fault("ERRH-3")
def handler_answers_json_for_an_object(app: Broken) -> None:
    """A detail that is an object is written as JSON."""

    @app.received("GET", f"{APP}/exc_dict")
    def json(response: Received) -> None:
        response.body = b'{"code": 1, "msgs": ["a", "b"]}'


@fault("ERRH-4", "ERRH-5", "ERRH-12")
def handler_of_validation_is_not_overridden(app: Broken) -> None:
    """An invalid request is answered with 422 in JSON, as by default."""

    async def default(request: Request, exc: RequestValidationError) -> JSONResponse:
        return JSONResponse({"detail": [{**error, "ctx": None} for error in exc.errors()]}, 422)

    app.handler(RequestValidationError, default, app=APP)


@fault("ERRH-4", "ERRH-12")
def handler_of_validation_names_no_place(app: Broken) -> None:
    """The text of an invalid request says what is wrong and not where."""

    async def untold(request: Request, exc: RequestValidationError) -> PlainTextResponse:
        return PlainTextResponse("; ".join(error["msg"] for error in exc.errors()), 400)

    app.handler(RequestValidationError, untold, app=APP)


@fault("ERRH-12")
def handler_of_validation_shows_the_code(app: Broken) -> None:
    """The text of an invalid request is that of the exception, which ends with a file and a line of the server."""

    async def shown(request: Request, exc: RequestValidationError) -> PlainTextResponse:
        return PlainTextResponse(f'{exc.errors()}\n  File "{__file__}", line 1, in http_exception', 400)

    app.handler(RequestValidationError, shown, app=APP)


@fault("ERRH-5")
def handler_of_validation_knows_no_json(app: Broken) -> None:
    """A body that is no JSON breaks the handler, which reads a member that this error has not."""

    async def broken(request: Request, exc: RequestValidationError) -> PlainTextResponse:
        text = "\n".join(f"{error['loc'][1]}: {error['msg']}" for error in exc.errors())
        if any(error["type"] == "json_invalid" for error in exc.errors()):
            return PlainTextResponse("Internal Server Error", 500)
        return PlainTextResponse(text, 400)

    app.handler(RequestValidationError, broken, app=APP)


@fault("ERRH-13")
def handler_of_everything(app: Broken) -> None:
    """The handler is registered for every exception, and the server's own faults are the client's."""
    for path in ("exc_crash", "bad_response"):

        @app.route("GET", f"{APP}/{path}")
        async def handled() -> PlainTextResponse:
            return PlainTextResponse("Bad Request", 400)


@fault("ERRH-13")
def handler_of_validation_takes_both(app: Broken) -> None:
    """A response that breaks its declaration is handled like a request that does."""

    async def both(request: Request, exc: Any) -> PlainTextResponse:
        return PlainTextResponse("invalid", 400)

    app.handler(ResponseValidationError, both, app=APP)


@fault("ERRH-8")
def handler_challenge_is_basic(app: Broken) -> None:
    """The challenge of a missing or wrong token asks for a name and a password."""

    @app.received("GET", f"{APP}/users/me")
    def basic(response: Received) -> None:
        if response.status == 401:
            response.headers["WWW-Authenticate"] = 'Basic realm="users"'


@fault("ERRH-8")
def handler_user_is_a_token(app: Broken) -> None:
    """The user is answered with the token that was sent."""

    @app.route("GET", f"{APP}/users/me")
    async def me(authorization: Annotated[str, Header()] = "") -> dict[str, str]:
        if authorization != "Bearer alice":
            raise HTTPException(401, "Not alice", {"WWW-Authenticate": "Bearer"})
        return {"username": authorization}


@fault("ERRH-9")
def handler_allows_the_method_that_fails(app: Broken) -> None:
    """The Allow of a 405 names the method that was refused."""

    @app.received("POST", f"{APP}/*")
    def reversed_(response: Received) -> None:
        if response.status == 405:
            response.headers["Allow"] = "POST"


@fault("ERRH-9", "ERRH-10", "ERRH-13")
def handler_app_has_another_city(app: Broken) -> None:
    """The application with overridden handlers was not redeployed, and answers a city in an older form."""

    @app.received("GET", f"{APP}/http_exception")
    def older(response: Received) -> None:
        if response.status == 200:
            response.json = {"name": response.json["city"]}


@fault("ERRH-5")
def handler_app_stores_no_population(app: Broken) -> None:
    """The city that was added is answered without its population."""

    @app.received("POST", f"{APP}/cities")
    def less(response: Received) -> None:
        if response.status == 200:
            response.json = {name: value for name, value in response.json.items() if name != "contry_population"}


@fault("ERRH-7")
def document_of_handlers_has_the_422(app: Broken) -> None:
    """The document declares the 422 that the overridden handler never sends."""

    @app.document(f"{APP}/openapi.json")
    def default(document: Any) -> None:
        for item in document["paths"].values():
            for operation in item.values():
                operation["responses"]["422"] = {"description": "Validation Error"}


@fault("ERRH-7")
def document_of_handlers_has_json(app: Broken) -> None:
    """The document declares the 400 of the overridden handler in JSON."""

    @app.document(f"{APP}/openapi.json")
    def default(document: Any) -> None:
        for item in document["paths"].values():
            for operation in item.values():
                operation["responses"]["400"]["content"] = {"application/json": {}}


@fault("ERRH-15")
def first_fault_is_the_only_one(app: Broken) -> None:
    """Of several faults of a request the text has the first."""

    @app.received("POST", f"{APP}/cities")
    def shorten(response: Received) -> None:
        response.body = response.body.partition(b"\n")[0] if response.status == 400 else response.body
