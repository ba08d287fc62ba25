"""Faults that the rules of spec/chapter05_dependencies/test_decorator_dependencies.py detect."""

from typing import Annotated, Any

from fastapi import Depends, Header, HTTPException, Request, Response
from fastapi.responses import JSONResponse

from proof.faults.chapter05_dependencies._shared import PATH, TOKEN, guard, nothing, wrong
from proof.faults.fault import Broken, Received, Sent, fault, reject
from reference_app.dependencies import GUARD, verify_key, verify_token
from reference_app.hardening.shared_caches import private

DOUBLE = f"{PATH}/double"
KEY = "fake-super-secret-key"


@fault("DEP-DECO-1")
def guard_is_in_the_response(app: Broken) -> None:
    """The response contains what the dependency returns, besides the users."""

    @app.route("GET", PATH)
    async def users(key: Annotated[str, Depends(verify_key)], token: Annotated[None, Depends(verify_token)]) -> Any:
        return [key, {"user": "user01"}, {"user": "user02"}]


@fault(
    *("DEP-DECO-2", "DEP-DECO-3", "DEP-DECO-18", "DEP-DECO-5", "DEP-DECO-16", "DEP-GLOBAL-1", "DEP-GLOBAL-2"),
    "DEP-GLOBAL-6",
)
def guard_of_the_key_is_off(app: Broken) -> None:
    """`X-Key` is not verified: only one dependency is declared."""
    guard(app, key=nothing)


@fault("DEP-DECO-2", "DEP-DECO-10", "DEP-DECO-16", "DEP-GLOBAL-1", "DEP-GLOBAL-2")
def guard_takes_missing_for_wrong(app: Broken) -> None:
    """A missing header is rejected like a wrong one, since its default is an empty string."""

    async def token(x_token: Annotated[str, Header()] = "") -> None:
        if x_token != TOKEN:
            raise wrong("X-Token")

    async def key(x_key: Annotated[str, Header()] = "") -> None:
        if x_key != KEY:
            raise wrong("X-Key")

    guard(app, token=token, key=key)


@fault("DEP-DECO-2", "DEP-DECO-10", "DEP-DECO-16", "DEP-GLOBAL-1", "DEP-GLOBAL-2")
def guard_names_its_parameter(app: Broken) -> None:
    """A missing header is reported as `x_token`, the name of the parameter."""

    @app.received("GET", "*")
    def named(response: Received) -> None:
        if response.status == 422:
            response.body = response.body.replace(b'"x-token"', b'"x_token"').replace(b'"x-key"', b'"x_key"')


@fault("DEP-DECO-3", "DEP-DECO-12", "DEP-DECO-14", "DEP-DECO-7", "DEP-DECO-17")
def guard_accepts_no_token(app: Broken) -> None:
    """Every token is rejected with 400: the right one is not configured."""

    async def unset(x_token: Annotated[str, Header()]) -> Response:
        raise wrong("X-Token")

    guard(app, token=unset)


@fault("DEP-DECO-3", "DEP-DECO-18", "DEP-DECO-4", "DEP-DECO-5", "DEP-DECO-7")
def guard_wants_any_token(app: Broken) -> None:
    """Any token is accepted unless it is empty."""

    async def there(x_token: Annotated[str, Header()]) -> None:
        if not x_token:
            raise wrong("X-Token")

    guard(app, token=there)


@fault("DEP-DECO-3")
def guard_ignores_case(app: Broken) -> None:
    """The token is compared case-insensitively."""

    async def lower(x_token: Annotated[str, Header()]) -> None:
        if x_token.lower() != TOKEN:
            raise wrong("X-Token")

    guard(app, token=lower)


@fault("DEP-DECO-3")
def guard_compares_the_beginning(app: Broken) -> None:
    """A token is accepted if it begins with the right one."""

    async def begins(x_token: Annotated[str, Header()]) -> None:
        if not x_token.startswith(TOKEN):
            raise wrong("X-Token")

    guard(app, token=begins)


@fault("DEP-DECO-3", "DEP-DECO-12")
def guard_compares_what_was_sent(app: Broken) -> None:
    """A token is accepted if the right one begins with it."""

    async def begins(x_token: Annotated[str, Header()]) -> None:
        if not TOKEN.startswith(x_token):
            raise wrong("X-Token")

    guard(app, token=begins)


@fault("DEP-DECO-3")
def guard_takes_the_token_for_the_key(app: Broken) -> None:
    """`X-Key` also accepts the token: one list contains all right values."""

    async def known(x_key: Annotated[str, Header()]) -> None:
        if x_key not in (TOKEN, KEY):
            raise wrong("X-Key")

    guard(app, key=known)


@fault("DEP-DECO-18", "DEP-DECO-4", "DEP-DECO-5")
def guard_does_not_say_which(app: Broken) -> None:
    """The `detail` of a 400 does not name the wrong header."""

    @app.received("GET", f"{PATH}*")
    def unnamed(response: Received) -> None:
        if response.status == 400:
            response.json = {"detail": "Forbidden"}


@fault("DEP-DECO-18")
def guard_names_the_other(app: Broken) -> None:
    """A wrong `X-Key` is reported as a wrong `X-Token`."""

    async def copied(x_key: Annotated[str, Header()]) -> None:
        if x_key != KEY:
            raise wrong("X-Token")

    guard(app, key=copied)


@fault("DEP-DECO-12")
def guard_takes_empty_for_missing(app: Broken) -> None:
    """An empty header is rejected like a missing one."""

    async def token(x_token: Annotated[str, Header()]) -> None:
        if not x_token:
            raise reject("header", "x-token", type="missing")
        await verify(x_token)

    async def verify(token: str) -> None:
        if token != TOKEN:
            raise wrong("X-Token")

    guard(app, token=token)


@fault("DEP-DECO-14")
def guard_crashes_at_two_wrong_headers(app: Broken) -> None:
    """If neither header is right, the response is a 500."""

    async def broken(x_token: Annotated[str, Header()] = "", x_key: Annotated[str, Header()] = "") -> None:
        if x_token != TOKEN and x_key != KEY:
            raise HTTPException(500)
        if x_token != TOKEN:
            raise wrong("X-Token")

    guard(app, token=broken)


@fault("DEP-DECO-14")
def guard_wants_either(app: Broken) -> None:
    """A request is accepted if both headers are wrong or missing."""

    async def either(x_token: Annotated[str, Header()] = "", x_key: Annotated[str, Header()] = "") -> None:
        if (x_token == TOKEN) != (x_key == KEY):
            raise wrong("X-Token")

    guard(app, token=either, key=nothing)


@fault("DEP-DECO-4")
def guard_of_the_key_comes_first(app: Broken) -> None:
    """`X-Key` is verified before `X-Token`."""

    async def first(x_token: Annotated[str, Header()], x_key: Annotated[str, Header()]) -> None:
        if x_key != KEY:
            raise wrong("X-Key")
        if x_token != TOKEN:
            raise wrong("X-Token")

    guard(app, token=first)


@fault("DEP-DECO-10", "DEP-DECO-16")
def guard_stops_at_the_first_missing(app: Broken) -> None:
    """Of several missing headers only the first is reported."""

    @app.received("GET", f"{PATH}*")
    def first(response: Received) -> None:
        if response.status == 422:
            response.json = {"detail": response.json["detail"][:1]}


@fault("DEP-DECO-10", "DEP-DECO-16")
def guard_reports_the_last_first(app: Broken) -> None:
    """Missing headers are reported in the reverse order of declaration."""

    @app.received("GET", f"{PATH}*")
    def reverse(response: Received) -> None:
        if response.status == 422:
            response.json = {"detail": response.json["detail"][::-1]}


@fault("DEP-DECO-10")
def guard_reports_a_value_error(app: Broken) -> None:
    """A missing header is reported as an error of type `string_type`."""

    @app.received("GET", f"{PATH}*")
    def typed(response: Received) -> None:
        if response.status == 422:
            response.json = {"detail": [error | {"type": "string_type"} for error in response.json["detail"]]}


@fault("DEP-DECO-5")
def guard_looks_for_missing_headers_first(app: Broken) -> None:
    """Neither header is verified unless both are present."""

    async def both(x_token: Annotated[str, Header()], x_key: Annotated[str, Header()]) -> None:
        if x_token != TOKEN:
            raise wrong("X-Token")
        if x_key != KEY:
            raise wrong("X-Key")

    guard(app, token=both, key=nothing)


@fault("DEP-DECO-15")
def guard_is_all_that_is_checked(app: Broken) -> None:
    """A guarded operation does not validate its own parameters."""

    @app.route("GET", DOUBLE, dependencies=GUARD)
    async def double(n: str) -> Any:
        return {"double": 2 * int(n) if n.isdigit() else n}


@fault("DEP-DECO-15")
def guard_double_is_of_strings(app: Broken) -> None:
    """A validated parameter is used as the string that was sent: twice "2" is "22"."""

    @app.route("GET", DOUBLE, dependencies=GUARD)
    async def double(n: int) -> Any:
        return {"double": str(n) * 2}


@fault("DEP-DECO-7")
def guard_comes_after_the_parameters(app: Broken) -> None:
    """The headers are verified after the parameters of the operation."""

    @app.route("GET", DOUBLE)
    async def double(n: int, x_token: Annotated[str, Header()], x_key: Annotated[str, Header()]) -> Any:
        if x_token != TOKEN:
            raise wrong("X-Token")
        return {"double": 2 * n}


@fault("DEP-DECO-1")
def guard_header_names_are_case_sensitive(app: Broken) -> None:
    """Header names are case-sensitive, so that the header is never found."""

    async def token(request: Request) -> None:
        if dict(request.headers).get("X-Token") is None:
            raise reject("header", "x-token", type="missing")

    guard(app, token=token)


@fault("DEP-DECO-2")
def guard_takes_the_token_from_the_query(app: Broken) -> None:
    """The token is read from the query if the header is missing."""

    async def token(request: Request, x_token: Annotated[str | None, Header()] = None) -> None:
        sent = x_token or request.query_params.get("x_token") or request.query_params.get("x-token")
        if sent is None:
            raise reject("header", "x-token", type="missing")
        if sent != TOKEN:
            raise wrong("X-Token")

    guard(app, token=token)


@fault("DEP-DECO-2")
def guard_takes_underscores_for_hyphens(app: Broken) -> None:
    """A header may be written with an underscore instead of the hyphen."""

    @app.sent("GET", f"{PATH}*")
    def spelled(sent: Sent) -> None:
        if "x_token" in sent.headers:
            sent.headers["X-Token"] = sent.headers["x_token"]


@fault("DEP-DECO-17")
def guarded_number_is_written_by_json(app: Broken) -> None:
    """The response is written by `json.dumps`, which cannot write a number of more than 4,300 digits."""

    @app.route("GET", f"{PATH}/double", dependencies=[Depends(verify_token), Depends(verify_key)])
    async def double(n: int) -> JSONResponse:
        return JSONResponse({"double": 2 * n})


@fault("DEP-DECO-19", "DEP-GLOBAL-10", "OAUTH-OTHER-10", "PARAM-MODEL-15")
def guarded_response_says_nothing_to_caches(app: Broken) -> None:
    """What a key or a session is needed for has neither Cache-Control nor Vary: a shared cache sends it to anyone."""
    app.override(private, nothing)


@fault("DEP-DECO-19")
def guarded_response_is_public(app: Broken) -> None:
    """A guarded response may be cached for a minute, by any cache."""

    @app.received("GET", PATH)
    def public(response: Received) -> None:
        response.headers["Cache-Control"] = "public, max-age=60"
