"""Faults that the rules of spec/chapter04_responses/test_error_handlers.py detect."""

from typing import Annotated, Any

from fastapi import Header, HTTPException, Request
from fastapi.exceptions import RequestValidationError, ResponseValidationError
from fastapi.responses import JSONResponse, PlainTextResponse
from starlette.exceptions import HTTPException as StarletteHTTPException

from proof.faults.chapter04_responses._shared import APP
from proof.faults.fault import Broken, Received, fault


@fault("ERRH-1", "ERRH-16", "ERRH-10", "ERRH-11", "ERRH-6", "ERRH-2", "ERRH-8", "ERRH-14", "ERRH-3")
def handler_is_not_overridden(app: Broken) -> None:
    """The exception handler is defined and not registered with any application."""

    async def default(request: Request, exc: StarletteHTTPException) -> JSONResponse:
        return JSONResponse({"detail": exc.detail}, exc.status_code)

    app.handler(StarletteHTTPException, default, app=APP)


@fault("ERRH-1", "ERRH-10", "ERRH-6", "ERRH-2", "ERRH-9", "ERRH-8", "ERRH-3")
def handler_responds_with_400(app: Broken) -> None:
    """The handler responds to every error with 400."""

    async def bad(request: Request, exc: StarletteHTTPException) -> PlainTextResponse:
        return PlainTextResponse(str(exc.detail), 400 if exc.status_code != 400 else 500, exc.headers)

    app.handler(StarletteHTTPException, bad, app=APP)


@fault("ERRH-1", "ERRH-3", "ERRH-6", "ERRH-8", "ERRH-10", "ERRH-4", "ERRH-5")
def handler_declares_html(app: Broken) -> None:
    """The handler declares its plain text as HTML, so that a browser runs what came from the client."""

    @app.received("*", f"{APP}/*")
    def html(response: Received) -> None:
        if response.status >= 400:
            response.headers["Content-Type"] = "text/html; charset=utf-8"


@fault("ERRH-1", "ERRH-10", "ERRH-11", "ERRH-9", "ERRH-13")
def handler_app_has_another_city(app: Broken) -> None:
    """The application with overridden handlers is an older version, which returns a city with another property."""

    @app.received("GET", f"{APP}/http_exception")
    def older(response: Received) -> None:
        if response.status == 200:
            response.json = {"name": response.json["city"]}


@fault("ERRH-16", "ERRH-11", "ERRH-3")
def handler_repeats_the_status(app: Broken) -> None:
    """The body of an error begins with its status."""

    async def more(request: Request, exc: StarletteHTTPException) -> PlainTextResponse:
        return PlainTextResponse(f"{exc.status_code}: {exc.detail}", exc.status_code, exc.headers)

    app.handler(StarletteHTTPException, more, app=APP)


@fault("ERRH-6", "ERRH-10", "ERRH-11")
def handler_of_another_class(app: Broken) -> None:
    """The handler is registered for FastAPI's class only, which the router and static files do not raise."""

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


@fault("ERRH-9")
def handler_allows_the_method_that_fails(app: Broken) -> None:
    """The `Allow` of a 405 lists the rejected method."""

    @app.received("POST", f"{APP}/*")
    def reversed_(response: Received) -> None:
        if response.status == 405:
            response.headers["Allow"] = "POST"


@fault("ERRH-8")
def handler_challenge_is_basic(app: Broken) -> None:
    """The challenge of a missing or wrong token is `Basic`, for a name and a password."""

    @app.received("GET", f"{APP}/users/me")
    def basic(response: Received) -> None:
        if response.status == 401:
            response.headers["WWW-Authenticate"] = 'Basic realm="users"'


@fault("ERRH-8")
def handler_user_is_a_token(app: Broken) -> None:
    """The username in the response is the `Authorization` that was sent."""

    @app.route("GET", f"{APP}/users/me")
    async def me(authorization: Annotated[str, Header()] = "") -> dict[str, str]:
        if authorization != "Bearer alice":
            raise HTTPException(401, "Not alice", {"WWW-Authenticate": "Bearer"})
        return {"username": authorization}


@fault("ERRH-3")
def handler_writes_an_object_as_json(app: Broken) -> None:
    """A detail that is an object is written as JSON."""

    @app.received("GET", f"{APP}/exc_dict")
    def json(response: Received) -> None:
        response.body = b'{"code": 1, "msgs": ["a", "b"]}'


@fault("ERRH-4", "ERRH-5", "ERRH-12")
def handler_of_validation_is_not_overridden(app: Broken) -> None:
    """An invalid request is a 422 in JSON, as by default."""

    async def default(request: Request, exc: RequestValidationError) -> JSONResponse:
        return JSONResponse({"detail": [{**error, "ctx": None} for error in exc.errors()]}, 422)

    app.handler(RequestValidationError, default, app=APP)


@fault("ERRH-4", "ERRH-12")
def handler_of_validation_names_no_field(app: Broken) -> None:
    """The response to an invalid request says what is wrong but not where."""

    async def unnamed(request: Request, exc: RequestValidationError) -> PlainTextResponse:
        return PlainTextResponse("; ".join(error["msg"] for error in exc.errors()), 400)

    app.handler(RequestValidationError, unnamed, app=APP)


@fault("ERRH-15")
def handler_of_validation_writes_one_error(app: Broken) -> None:
    """Only the first of several errors of a request is in the response."""

    @app.received("POST", f"{APP}/cities")
    def first(response: Received) -> None:
        response.body = response.body.partition(b"\n")[0] if response.status == 400 else response.body


@fault("ERRH-5")
def handler_of_validation_breaks_at_json(app: Broken) -> None:
    """A body that is not JSON breaks the handler, which expects the name of a field in the error."""

    async def broken(request: Request, exc: RequestValidationError) -> PlainTextResponse:
        text = "\n".join(f"{error['loc'][1]}: {error['msg']}" for error in exc.errors())
        if any(error["type"] == "json_invalid" for error in exc.errors()):
            return PlainTextResponse("Internal Server Error", 500)
        return PlainTextResponse(text, 400)

    app.handler(RequestValidationError, broken, app=APP)


@fault("ERRH-5")
def handler_app_stores_no_population(app: Broken) -> None:
    """The city that was added is returned without its population."""

    @app.received("POST", f"{APP}/cities")
    def less(response: Received) -> None:
        if response.status == 200:
            response.json = {name: value for name, value in response.json.items() if name != "contry_population"}


@fault("ERRH-12")
def handler_of_validation_shows_the_code(app: Broken) -> None:
    """The response to an invalid request is `str(exc)`, which ends with a file and a line of the server."""

    async def shown(request: Request, exc: RequestValidationError) -> PlainTextResponse:
        return PlainTextResponse(f'{exc.errors()}\n  File "{__file__}", line 1, in http_exception', 400)

    app.handler(RequestValidationError, shown, app=APP)


@fault("ERRH-13")
def handler_of_everything(app: Broken) -> None:
    """The handler is registered for every exception, so that errors of the server are a 400."""
    for path in ("exc_crash", "bad_response"):

        @app.route("GET", f"{APP}/{path}")
        async def handled() -> PlainTextResponse:
            return PlainTextResponse("Bad Request", 400)


@fault("ERRH-13")
def handler_of_validation_takes_both(app: Broken) -> None:
    """A response that breaks its model is handled like an invalid request."""

    async def both(request: Request, exc: Any) -> PlainTextResponse:
        return PlainTextResponse("invalid", 400)

    app.handler(ResponseValidationError, both, app=APP)
