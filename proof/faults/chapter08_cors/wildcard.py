"""Faults that the rules of spec/chapter08_cors/test_wildcard.py detect."""

from fastapi.middleware.cors import CORSMiddleware
from starlette.datastructures import Headers, MutableHeaders

from proof.faults.chapter08_cors._shared import responses, setting
from proof.faults.fault import Broken, Received, Sent, fault


@fault(
    *("CORS-STAR-1", "CORS-STAR-3", "CORS-STAR-4", "CORS-STAR-6", "CORS-ORIGIN-1", "CORS-ORIGIN-3"),
    *("CORS-ORIGIN-6", "CORS-PRE-6", "CORS-PRE-9", "CORS-DEFAULT-1", "CORS-REGEX-1", "CORS-CRED-1"),
    *("CORS-METHOD-2", "MW-ORDER-1", "MW-BG-1", "MW-BG-2", "MW-YIELD-1"),
)
def hello_says_more(app: Broken) -> None:
    """The operations that a front end calls have another body."""

    @app.received("*", "*")
    def change(response: Received) -> None:
        response.body = response.body.replace(b'{"hello":"world"}', b'{"hello":"World!"}')

    @app.received("GET", "/chapter03/query")
    def another_page(response: Received) -> None:
        response.body = response.body.replace(b'{"page":1}', b'{"page":2}')


@fault("CORS-STAR-1")
def cors_null_rejected(app: Broken) -> None:
    """A response to the origin null has no CORS headers, even with all origins allowed."""

    @app.sent("GET", "/apps/cors/wildcard/*")
    def change(sent: Sent) -> None:
        if sent.headers.get("origin") == "null":
            del sent.headers["origin"]


@fault("CORS-STAR-2", "CORS-STAR-4")
def cors_star_comes_with_credentials(app: Broken) -> None:
    """With all origins allowed, credentials are allowed, too."""
    setting(app, ["wildcard"], allow_credentials=True)


@fault("CORS-STAR-2")
def cors_origin_named_to_cookies(app: Broken) -> None:
    """With all origins allowed, the response to a request with a cookie names its origin, as before Starlette 1.0."""

    def change(cors: CORSMiddleware, request: Headers, response: MutableHeaders) -> None:
        if cors.allow_all_origins and "cookie" in request:
            response["Access-Control-Allow-Origin"] = request["origin"]

    responses(app, change)


@fault("CORS-STAR-5")
def allowed_headers_are_all_with_all_origins(app: Broken) -> None:
    """With all origins allowed, all headers are allowed, even Authorization."""
    setting(app, ["wildcard"], allow_headers=["*"])


@fault("CORS-STAR-6", "CORS-STAR-3")
def cors_origin_named_to_cookies_only(app: Broken) -> None:
    """With all origins and credentials allowed, the response to a request without a cookie allows the origin *."""

    def change(cors: CORSMiddleware, request: Headers, response: MutableHeaders) -> None:
        if cors.allow_all_origins and "cookie" not in request:
            response["Access-Control-Allow-Origin"] = "*"

    responses(app, change)


@fault("CORS-STAR-3", "CORS-CRED-2", "CORS-CRED-3", "CORS-CRED-4", "CORS-ORIGIN-1", "CORS-METHOD-3", "CORS-HEADER-3")
def cors_credentials_forgotten(app: Broken) -> None:
    """Credentials are not allowed in any application."""
    setting(app, ["", "credentials", "wildcard-credentials"], allow_credentials=False)


@fault("CORS-STAR-3", "CORS-CRED-2", "CORS-CRED-3", "CORS-CRED-4", "CORS-ORIGIN-1", "CORS-SIMPLE-1")
def cors_credentials_written_by_python(app: Broken) -> None:
    """Access-Control-Allow-Credentials is True instead of true."""

    def change(cors: CORSMiddleware, request: Headers, response: MutableHeaders) -> None:
        if cors.allow_credentials and "origin" in request:
            response["Access-Control-Allow-Credentials"] = str(cors.allow_credentials)

    responses(app, change)


@fault("CORS-STAR-3", "CORS-CRED-2", "CORS-METHOD-3", "CORS-METHOD-7", "CORS-HEADER-3")
def cors_credentials_not_in_preflights(app: Broken) -> None:
    """The response to a preflight has no Access-Control-Allow-Credentials."""

    @app.received("OPTIONS", "*")
    def change(response: Received) -> None:
        del response.headers["access-control-allow-credentials"]
