"""Faults that the rules of spec/chapter03_requests/test_query_defaults.py detect."""

from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode

from fastapi import Query, Request
from pydantic import BaseModel, BeforeValidator

from proof.faults.chapter03_requests._shared import QUERY, REQUIRED, entries, page_is, q_is
from proof.faults.fault import Broken, Sent, fault


def pairs(app: Broken, change: Any) -> None:
    """Change the names and values of every query."""

    @app.sent("*", "/chapter03/*")
    def changed(sent: Sent) -> None:
        sent.query = urlencode(change(parse_qsl(sent.query, keep_blank_values=True, errors="surrogateescape")))


@fault("QUERY-DEFAULT-1", "QUERY-OPT-2", "QUERY-UNKNOWN-2")
def query_default_changed(app: Broken) -> None:
    """The default of `page` is 0."""
    page_is(app, int, 0)


@fault("QUERY-DEFAULT-1", "QUERY-OPT-2", "QUERY-UNKNOWN-2")
def query_default_forgotten(app: Broken) -> None:
    """A query parameter with a default is required."""
    page_is(app, int, ...)


@fault("QUERY-DEFAULT-2", "QUERY-OPT-1", "QUERY-UNKNOWN-1", "QUERY-INT-3", "QUERY-INT-6", "QUERY-REQ-3", "QUERY-STR-1")
def query_dropped(app: Broken) -> None:
    """A proxy removes the query."""
    pairs(app, lambda _: [])


@fault("QUERY-DEFAULT-2", "QUERY-INT-3", "QUERY-INT-5", "QUERY-INT-2", "QUERY-INT-4", "QUERY-INT-6", "QUERY-REPEAT-1")
def query_number_returned_as_string(app: Broken) -> None:
    """An integer is validated, but returned as the string that was sent."""

    @app.route("GET", QUERY)
    async def page_limit(request: Request, page: int = 1) -> dict[str, str]:
        return {"page": request.query_params.get("page", str(page))}


@fault("QUERY-DEFAULT-2", "QUERY-OPT-1", "QUERY-OPT-2", "QUERY-OPT-3", "QUERY-OPT-4")
def query_limit_unknown(app: Broken) -> None:
    """The operation ignores `limit` and returns the page as `limit`."""

    @app.route("GET", QUERY)
    async def page_limit(page: int = 1) -> dict[str, int]:
        return {"page": page, "limit": page}


@fault("QUERY-OPT-1")
def query_optional_returned_as_null(app: Broken) -> None:
    """An optional parameter that is not sent is `null` in the response."""

    @app.route("GET", QUERY)
    async def page_limit(page: int = 1, limit: int | None = None) -> dict[str, int | None]:
        return {"page": page, "limit": limit}


@fault("QUERY-REQ-1", "QUERY-REQ-4")
def query_required_has_a_default(app: Broken) -> None:
    """A required string is optional, with an empty string as default."""
    q_is(app, str, "")


@fault("QUERY-REQ-4", "REQUEST-FAULT-2")
def rejection_without_message(app: Broken) -> None:
    """An error handler removes `msg` from every error, so that clients can translate it."""
    entries(app, lambda detail: [{key: entry[key] for key in entry if key != "msg"} for entry in detail])


@fault("QUERY-REQ-4", "BODY-FIELD-7", "BODY-FIELD-8")
def rejection_with_input_as_string(app: Broken) -> None:
    """The `input` of an error is a string in the syntax of Python."""
    entries(app, lambda detail: [{**entry, "input": str(entry.get("input"))} for entry in detail])


@fault("QUERY-UNKNOWN-1", "QUERY-UNKNOWN-2")
def query_unknown_is_rejected(app: Broken) -> None:
    """A query with an unknown parameter is rejected with 422."""

    class Paging(BaseModel, extra="forbid"):
        page: int = 1
        limit: int | None = None

    @app.route("GET", QUERY)
    async def page_limit(query: Annotated[Paging, Query()]) -> dict[str, int]:
        return query.model_dump(exclude_none=True)


@fault("QUERY-UNKNOWN-1", "QUERY-UNKNOWN-2")
def query_echoed(app: Broken) -> None:
    """The response contains every parameter of the query, and `page` only if it was sent."""

    @app.route("GET", QUERY)
    async def page_limit(request: Request, page: int = 1) -> dict[str, Any]:
        return {**request.query_params, **({"page": page} if "page" in request.query_params else {})}


@fault("QUERY-OPT-2")
def query_zero_is_nothing(app: Broken) -> None:
    """A `limit` of 0 is treated as not sent, since 0 is false."""

    @app.route("GET", QUERY)
    async def page_limit(page: int = 1, limit: int | None = None) -> dict[str, int]:
        return {"page": page, "limit": limit} if limit else {"page": page}


@fault("QUERY-OPT-2")
def query_limit_has_a_bound(app: Broken) -> None:
    """An optional `limit` has the minimum 1."""

    @app.route("GET", QUERY)
    async def page_limit(page: int = 1, limit: Annotated[int | None, Query(ge=1)] = None) -> dict[str, int]:
        return {"page": page} if limit is None else {"page": page, "limit": limit}


@fault("QUERY-REQ-3")
def query_required_is_not_empty(app: Broken) -> None:
    """A required string must not be empty."""
    q_is(app, Annotated[str, Query(min_length=1)])


@fault("QUERY-REQ-3")
def query_empty_is_null(app: Broken) -> None:
    """An empty string is returned as `null`."""
    q_is(app, Annotated[str | None, BeforeValidator(lambda q: q or None)])


@fault("QUERY-OPT-3", "QUERY-REQ-3", "QUERY-BOOL-5", "QUERY-LIST-4")
def query_empty_is_missing(app: Broken) -> None:
    """Parameters with an empty value are removed, as parse_qsl does by default."""
    pairs(app, lambda query: [(name, value) for name, value in query if value])


@fault("QUERY-OPT-3", "QUERY-OPT-4")
def query_limit_of_any_string(app: Broken) -> None:
    """A `limit` that is not an integer is treated as not sent."""

    @app.route("GET", QUERY)
    async def page_limit(page: int = 1, limit: str | None = None) -> dict[str, int]:
        return {"page": page, "limit": int(limit)} if limit and limit.isdigit() else {"page": page}


@fault("QUERY-OPT-4")
def query_null_is_none(app: Broken) -> None:
    """The string `null` is treated as not sent."""

    @app.route("GET", QUERY)
    async def page_limit(
        limit: Annotated[int | None, BeforeValidator(lambda limit: None if limit == "null" else limit)] = None,
        page: int = 1,
    ) -> dict[str, int]:
        return {"page": page} if limit is None else {"page": page, "limit": limit}


@fault("QUERY-UNKNOWN-2")
def query_names_in_any_case(app: Broken) -> None:
    """Names of parameters are compared without regard to letter case, as ASP.NET does."""
    pairs(app, lambda query: [(name.lower(), value) for name, value in query])


@fault("QUERY-UNKNOWN-2", "QUERY-LIST-3")
def query_names_with_brackets(app: Broken) -> None:
    """Brackets after the name of a parameter are removed, as in PHP."""
    pairs(app, lambda query: [(name.removesuffix("[]"), value) for name, value in query])


@fault("QUERY-UNKNOWN-2", "QUERY-BOOL-4", "QUERY-BOOL-11", "QUERY-REGEX-1", "QUERY-REGEX-4")
def query_trimmed(app: Broken) -> None:
    """Whitespace around the names and values of a query is removed."""
    pairs(app, lambda query: [(name.strip(), value.strip()) for name, value in query])


@fault("QUERY-REPEAT-1", "QUERY-BOOL-7")
def query_first_value_counts(app: Broken) -> None:
    """A parameter that is sent twice has its first value."""
    pairs(app, lambda query: [*dict(reversed(query)).items()])


@fault("QUERY-REPEAT-1")
def query_repeated_string_is_joined(app: Broken) -> None:
    """The values of a string that is sent twice are joined with a comma."""

    @app.route("GET", REQUIRED)
    async def read_required(q: Annotated[list[str], Query()]) -> dict[str, str]:
        return {"q": ",".join(q)}
