"""Faults that the rules of spec/chapter03_requests/test_header.py detect."""

from typing import Annotated, Any

from fastapi import Header, Query, Request

from proof.faults.fault import Broken, Sent, fault

HEADER = "/chapter03/header"
UNDERSCORE = "/chapter03/header/underscore"


def tokens_are(app: Broken, change: Any) -> None:
    """Change the list of headers before it is returned."""

    @app.route("GET", HEADER)
    async def read_header(
        user_agent: Annotated[str | None, Header()] = None, x_token: Annotated[list[str] | None, Header()] = None
    ) -> dict[str, Any]:
        return {"user_agent": user_agent, "x_token": x_token and change(x_token)}


@fault("HEADER-1", "HEADER-2", "HEADER-3", "HEADER-7", "HEADER-12", "HEADER-14")
def header_not_converted(app: Broken) -> None:
    """The underscores of parameter names are not converted, so the headers are not found."""

    @app.route("GET", HEADER)
    async def read_header(
        user_agent: Annotated[str | None, Header(convert_underscores=False)] = None,
        x_token: Annotated[list[str] | None, Header(convert_underscores=False)] = None,
    ) -> dict[str, Any]:
        return {"user_agent": user_agent, "x_token": x_token}


@fault("HEADER-1", "HEADER-2", "HEADER-3", "HEADER-4", "HEADER-7", "HEADER-10", "HEADER-11")
def header_is_required(app: Broken) -> None:
    """User-Agent and X-Token are both required."""

    @app.route("GET", HEADER)
    async def read_header(
        user_agent: Annotated[str, Header()], x_token: Annotated[list[str], Header()]
    ) -> dict[str, Any]:
        return {"user_agent": user_agent, "x_token": x_token}


@fault("HEADER-10")
def header_list_is_empty(app: Broken) -> None:
    """A list of headers that are not sent is empty instead of null."""

    @app.route("GET", HEADER)
    async def read_header(request: Request) -> dict[str, Any]:
        return {"user_agent": request.headers.get("user-agent"), "x_token": request.headers.getlist("x-token")}


@fault("HEADER-4", "HEADER-3", "HEADER-7", "HEADER-11", "HEADER-2")
def header_list_is_a_string(app: Broken) -> None:
    """The values of a repeated header are joined with commas into one string."""
    tokens_are(app, ", ".join)


@fault("HEADER-4")
def header_list_is_a_set(app: Broken) -> None:
    """A list of headers contains each value once."""
    tokens_are(app, lambda values: [*dict.fromkeys(values)])


@fault("HEADER-12")
def header_last_counts(app: Broken) -> None:
    """The last value of a repeated header counts."""

    @app.route("GET", HEADER)
    async def read_header(user_agent: Annotated[list[str] | None, Header()] = None) -> dict[str, Any]:
        return {"user_agent": user_agent and user_agent[-1], "x_token": None}


@fault("HEADER-11")
def header_split_at_commas(app: Broken) -> None:
    """A header value is split at its commas."""
    tokens_are(app, lambda values: [part.strip() for value in values for part in value.split(",")])


@fault("HEADER-5")
def header_or_query(app: Broken) -> None:
    """A header that is not sent is read from the query."""

    @app.route("GET", HEADER)
    async def read_header(
        x_token: Annotated[list[str] | None, Header()] = None,
        header: Annotated[str | None, Header(alias="user-agent")] = None,
        query: Annotated[str | None, Query(alias="user_agent")] = None,
    ) -> dict[str, Any]:
        return {"user_agent": header or query, "x_token": x_token}


@fault("HEADER-5", "HEADER-6")
def header_from_the_query(app: Broken) -> None:
    """Header() is forgotten, so the list is read from the query."""

    @app.route("GET", UNDERSCORE)
    async def read_underscore(x_token: Annotated[list[str] | None, Query()] = None) -> dict[str, Any]:
        return {"x_token": x_token}


@fault("HEADER-2")
def header_of_a_gateway(app: Broken) -> None:
    """A gateway replaces underscores in header names by hyphens, as CGI does not distinguish them."""

    @app.sent("GET", HEADER)
    def change(sent: Sent) -> None:
        named = [(name.replace(b"_", b"-"), value) for name, value in sent.headers.raw]
        sent.headers.raw[:] = named


@fault("HEADER-2", "HEADER-5", "DEP-INJECT-1")
def proxy_drops_unknown_headers(app: Broken) -> None:
    """A proxy forwards only the headers that it knows, and drops every X- header."""

    @app.sent("*", "*")
    def forward(sent: Sent) -> None:
        for name in [name for name in sent.headers if name.startswith("x-")]:
            del sent.headers[name]


@fault("HEADER-6")
def header_underscore_converted(app: Broken) -> None:
    """A header spelled with an underscore is declared with conversion, so the hyphen is read."""

    @app.route("GET", UNDERSCORE)
    async def read_underscore(x_token: Annotated[list[str] | None, Header()] = None) -> dict[str, Any]:
        return {"x_token": x_token}


@fault("HEADER-6")
def header_underscore_or_hyphen(app: Broken) -> None:
    """A header spelled with an underscore is also read with a hyphen."""

    @app.route("GET", UNDERSCORE)
    async def read_underscore(request: Request) -> dict[str, Any]:
        return {"x_token": request.headers.getlist("x_token") or request.headers.getlist("x-token") or None}


@fault("HEADER-7")
def header_empty_is_missing(app: Broken) -> None:
    """An empty header is null."""
    tokens_are(app, lambda values: [value for value in values if value] or None)


@fault("HEADER-14")
def header_empty_user_agent_dropped(app: Broken) -> None:
    """A proxy drops an empty User-Agent."""

    @app.sent("GET", HEADER)
    def forward(sent: Sent) -> None:
        if sent.headers.get("user-agent") == "":
            del sent.headers["user-agent"]


@fault("HEADER-13")
def header_read_as_utf_8(app: Broken) -> None:
    """A header is decoded as UTF-8, with U+FFFD for invalid bytes."""
    tokens_are(app, lambda values: [value.encode("latin-1").decode("utf-8", "replace") for value in values])
