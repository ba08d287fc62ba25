"""Faults that the rules of spec/chapter03_requests/test_query_values.py detect."""

import html
import json
import os
from typing import Annotated
from urllib.parse import parse_qsl, unquote

from fastapi import Query, Request
from pydantic import BeforeValidator

from proof.faults.chapter03_requests._shared import QUERY, REQUIRED, page_is, q_is
from proof.faults.fault import Broken, Sent, fault, refuse

FLOAT = "/chapter03/query/float"


@fault("QUERY-INT-1", "REQUEST-FAULT-1", "QUERY-INT-7")
def query_number_begins_the_value(app: Broken) -> None:
    """A number is read as far as there are digits, and is otherwise 0, as parseInt and PHP do."""

    def leading(page: str) -> str:
        digits = len(page) - len(page.lstrip("0123456789"))
        return page[:digits] or "0"

    page_is(app, Annotated[int, BeforeValidator(leading)], "1")


@fault("QUERY-INT-1", "QUERY-INT-5", "QUERY-INT-7", "QUERY-INT-8")
def query_number_is_a_fraction(app: Broken) -> None:
    """A number is read as a float and cut to a whole number."""

    @app.route("GET", QUERY)
    async def page_limit(page: float = 1) -> dict[str, int]:
        return {"page": int(page)}


@fault("QUERY-INT-1", "QUERY-INT-6", "QUERY-INT-7")
def query_number_by_int(app: Broken) -> None:
    """A number is converted by int(), whose ValueError nobody handles."""

    @app.route("GET", QUERY)
    async def page_limit(page: str = "1") -> dict[str, int]:
        return {"page": int(page)}


@fault("QUERY-INT-3")
def query_number_is_positive(app: Broken) -> None:
    """A page must be 1 at least."""
    page_is(app, Annotated[int, Query(ge=1)])


@fault("QUERY-INT-3", "QUERY-INT-5")
def query_number_of_32_bits(app: Broken) -> None:
    """A number has 32 bits, and is cut to them."""

    @app.route("GET", QUERY)
    async def page_limit(page: int = 1) -> dict[str, int]:
        return {"page": (page + 2**31) % 2**32 - 2**31}


@fault("QUERY-INT-2", "QUERY-INT-4")
def query_number_spelled_strictly(app: Broken) -> None:
    """A number is spelled in digits, the first of which is not zero."""

    @app.route("GET", QUERY)
    async def page_limit(page: Annotated[str, Query(pattern="^(0|-?[1-9][0-9]*)$")] = "1") -> dict[str, int]:
        return {"page": int(page)}


@fault("QUERY-FLOAT-1")
def query_number_not_finite(app: Broken) -> None:
    """A number may be NaN or infinite, which the response cannot hold."""

    @app.route("GET", FLOAT)
    async def read_float(n: float) -> dict[str, float]:
        return {"n": n}


@fault("QUERY-FLOAT-1")
def query_number_not_finite_is_null(app: Broken) -> None:
    """A number that is not finite is answered as null."""

    @app.route("GET", FLOAT)
    async def read_float(n: float) -> dict[str, float | None]:
        return {"n": n if abs(n) < float("inf") else None}


@fault("QUERY-FLOAT-2")
def query_fraction_refused(app: Broken) -> None:
    """A number must be whole."""

    @app.route("GET", FLOAT)
    async def read_float(n: int) -> dict[str, int]:
        return {"n": n}


@fault("QUERY-FLOAT-2")
def query_fraction_rounded(app: Broken) -> None:
    """A number is rounded to one decimal."""

    @app.route("GET", FLOAT)
    async def read_float(n: Annotated[float, Query(allow_inf_nan=False)]) -> dict[str, float]:
        return {"n": round(n, 1)}


@fault("QUERY-STR-2")
def query_plus_is_a_plus(app: Broken) -> None:
    """A query is percent-decoded only, and a plus sign in it stays one."""

    @app.sent("GET", REQUIRED)
    def change(sent: Sent) -> None:
        sent.query = sent.query.replace("+", "%2B")


@fault("QUERY-STR-2")
def query_decoded_before_it_is_split(app: Broken) -> None:
    """A query is decoded first and split at its delimiters then."""

    @app.sent("GET", REQUIRED)
    def change(sent: Sent) -> None:
        sent.query = unquote(sent.query, "latin-1")


@fault("QUERY-STR-2", "QUERY-STR-3")
def query_takes_ascii_words(app: Broken) -> None:
    """A text takes printable ASCII alone."""
    q_is(app, Annotated[str, Query(pattern="^[ -~]*$")])


@fault("QUERY-STR-2")
def query_text_escaped_for_html(app: Broken) -> None:
    """A text is escaped for HTML before it is answered as JSON."""
    q_is(app, Annotated[str, BeforeValidator(html.escape)])


@fault("QUERY-STR-1", "QUERY-STR-2", "QUERY-REQ-3", "QUERY-REPEAT-1")
def query_text_encoded_twice(app: Broken) -> None:
    """A text is written as JSON in JSON."""
    q_is(app, Annotated[str, BeforeValidator(json.dumps)])


@fault("QUERY-STR-1", "QUERY-STR-3")
def query_text_is_a_file_name(app: Broken) -> None:
    """A text is given to the file system, which takes no NUL."""

    @app.route("GET", REQUIRED)
    async def read_required(q: str) -> dict[str, str]:
        os.access(q, os.R_OK)
        return {"q": q}


@fault("QUERY-STR-1", "QUERY-STR-3")
def query_text_of_half_characters(app: Broken) -> None:
    """Bytes that are no UTF-8 are decoded with surrogateescape, which the response cannot hold."""

    @app.route("GET", REQUIRED)
    async def read_required(request: Request) -> dict[str, str]:
        query = dict(parse_qsl(request.url.query, keep_blank_values=True, errors="surrogateescape"))
        if "q" not in query:
            raise refuse("query", "q", type="missing")
        return {"q": query["q"]}


@fault("QUERY-STR-3")
def query_text_without_control_characters(app: Broken) -> None:
    """Characters that cannot be printed are dropped from a text."""
    q_is(app, Annotated[str, BeforeValidator(lambda q: "".join(filter(str.isprintable, q)))])


@fault("QUERY-INT-3")
def cache_forgets_the_query(app: Broken) -> None:
    """A cache in front answers with what it has for the path, whatever the query says."""
    queries: dict[str, str] = {}

    @app.sent("GET", "/chapter0[34]/*")
    def first_query(sent: Sent) -> None:
        sent.query = queries.setdefault(sent.path, sent.query)
