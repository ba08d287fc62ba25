"""Faults that the rules of spec/chapter03_requests/test_query_values.py detect."""

import html
import json
import os
import re
from typing import Annotated
from urllib.parse import parse_qsl, unquote

from fastapi import Query, Request
from pydantic import BeforeValidator

from proof.faults.chapter03_requests._shared import QUERY, REQUIRED, page_is, q_is
from proof.faults.fault import Broken, Sent, fault, reject

FLOAT = "/chapter03/query/float"
BARE_PERCENT = "%(?![0-9A-Fa-f]{2})"


@fault("QUERY-INT-3")
def query_number_is_positive(app: Broken) -> None:
    """A page has the minimum 1."""
    page_is(app, Annotated[int, Query(ge=1)])


@fault("QUERY-INT-3", "QUERY-INT-5")
def query_number_of_32_bits(app: Broken) -> None:
    """An integer has 32 bits and wraps around."""

    @app.route("GET", QUERY)
    async def page_limit(page: int = 1) -> dict[str, int]:
        return {"page": (page + 2**31) % 2**32 - 2**31}


@fault("QUERY-INT-3")
def cache_forgets_the_query(app: Broken) -> None:
    """A cache ignores the query and returns the first response to the path."""
    queries: dict[str, str] = {}

    @app.sent("GET", "/chapter0[34]/*")
    def first_query(sent: Sent) -> None:
        sent.query = queries.setdefault(sent.path, sent.query)


@fault("QUERY-INT-1", "REQUEST-FAULT-1", "QUERY-INT-7")
def query_number_begins_the_value(app: Broken) -> None:
    """An integer is read from the leading digits, or is 0 without any, as in PHP."""

    def leading(page: str) -> str:
        digits = len(page) - len(page.lstrip("0123456789"))
        return page[:digits] or "0"

    page_is(app, Annotated[int, BeforeValidator(leading)], "1")


@fault("QUERY-INT-1", "QUERY-INT-5", "QUERY-INT-7")
def query_number_is_a_fraction(app: Broken) -> None:
    """An integer is read as a float and truncated."""

    @app.route("GET", QUERY)
    async def page_limit(page: float = 1) -> dict[str, int]:
        return {"page": int(page)}


@fault("QUERY-INT-1", "QUERY-INT-6", "QUERY-INT-7")
def query_number_by_int(app: Broken) -> None:
    """An integer is converted with int(), whose ValueError is not handled."""

    @app.route("GET", QUERY)
    async def page_limit(page: str = "1") -> dict[str, int]:
        return {"page": int(page)}


@fault("QUERY-FLOAT-2")
def query_fraction_rejected(app: Broken) -> None:
    """A number must be an integer."""

    @app.route("GET", FLOAT)
    async def read_float(n: int) -> dict[str, int]:
        return {"n": n}


@fault("QUERY-FLOAT-2")
def query_fraction_rounded(app: Broken) -> None:
    """A number is rounded to one decimal place."""

    @app.route("GET", FLOAT)
    async def read_float(n: Annotated[float, Query(allow_inf_nan=False)]) -> dict[str, float]:
        return {"n": round(n, 1)}


@fault("QUERY-FLOAT-1")
def query_number_not_finite(app: Broken) -> None:
    """A number may be NaN or infinite, which the JSON of the response cannot express."""

    @app.route("GET", FLOAT)
    async def read_float(n: float) -> dict[str, float]:
        return {"n": n}


@fault("QUERY-FLOAT-1")
def query_number_not_finite_is_null(app: Broken) -> None:
    """A number that is not finite is returned as `null`."""

    @app.route("GET", FLOAT)
    async def read_float(n: float) -> dict[str, float | None]:
        return {"n": n if abs(n) < float("inf") else None}


@fault("QUERY-STR-2")
def query_plus_is_a_plus(app: Broken) -> None:
    """A `+` in a query stays a plus sign."""

    @app.sent("GET", REQUIRED)
    def change(sent: Sent) -> None:
        sent.query = sent.query.replace("+", "%2B")


@fault("QUERY-STR-2")
def query_decoded_before_it_is_split(app: Broken) -> None:
    """A query is percent-decoded before it is split at its delimiters."""

    @app.sent("GET", REQUIRED)
    def change(sent: Sent) -> None:
        sent.query = unquote(sent.query, "latin-1")


@fault("QUERY-STR-2", "QUERY-STR-3")
def query_takes_ascii_only(app: Broken) -> None:
    """A string accepts printable ASCII only."""
    q_is(app, Annotated[str, Query(pattern="^[ -~]*$")])


@fault("QUERY-STR-2")
def query_value_escaped_for_html(app: Broken) -> None:
    """A string is escaped for HTML before it is returned as JSON."""
    q_is(app, Annotated[str, BeforeValidator(html.escape)])


@fault("QUERY-STR-1", "QUERY-STR-2", "QUERY-REQ-3", "QUERY-REPEAT-1")
def query_value_encoded_twice(app: Broken) -> None:
    """A string is encoded as JSON twice."""
    q_is(app, Annotated[str, BeforeValidator(json.dumps)])


@fault("QUERY-STR-4", "QUERY-STR-5")
def query_pairs_dropped(app: Broken) -> None:
    """A parameter with `;` or an invalid percent-encoding is dropped, as by URL.Query of Go."""

    @app.sent("GET", "/chapter03/query*")
    def change(sent: Sent) -> None:
        sent.query = "&".join(pair for pair in sent.query.split("&") if not re.search(f";|{BARE_PERCENT}", pair))


@fault("QUERY-STR-4")
def query_split_at_semicolons(app: Broken) -> None:
    """A `;` separates query parameters, as in HTML 4 and older versions of Python."""

    @app.sent("GET", "/chapter03/query*")
    def change(sent: Sent) -> None:
        sent.query = sent.query.replace(";", "&")


@fault("QUERY-STR-5")
def query_percent_sign_removed(app: Broken) -> None:
    """A `%` that does not begin a percent-encoding is removed."""

    @app.sent("GET", "/chapter03/query*")
    def change(sent: Sent) -> None:
        sent.query = re.sub(BARE_PERCENT, "", sent.query)


@fault("QUERY-STR-1", "QUERY-STR-3")
def query_value_is_a_file_name(app: Broken) -> None:
    """A string is passed to the file system, which raises an exception for a NUL."""

    @app.route("GET", REQUIRED)
    async def read_required(q: str) -> dict[str, str]:
        os.access(q, os.R_OK)
        return {"q": q}


@fault("QUERY-STR-1", "QUERY-STR-3")
def query_value_with_lone_surrogates(app: Broken) -> None:
    """Bytes that are not UTF-8 are decoded to lone surrogates, which the response cannot contain."""

    @app.route("GET", REQUIRED)
    async def read_required(request: Request) -> dict[str, str]:
        query = dict(parse_qsl(request.url.query, keep_blank_values=True, errors="surrogateescape"))
        if "q" not in query:
            raise reject("query", "q", type="missing")
        return {"q": query["q"]}


@fault("QUERY-INT-2", "QUERY-INT-4")
def query_number_spelled_strictly(app: Broken) -> None:
    """An integer must be spelled in digits without a leading zero."""

    @app.route("GET", QUERY)
    async def page_limit(page: Annotated[str, Query(pattern="^(0|-?[1-9][0-9]*)$")] = "1") -> dict[str, int]:
        return {"page": int(page)}


@fault("QUERY-STR-3")
def query_value_without_control_characters(app: Broken) -> None:
    """Characters that are not printable are removed from a string."""
    q_is(app, Annotated[str, BeforeValidator(lambda q: "".join(filter(str.isprintable, q)))])
