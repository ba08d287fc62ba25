"""Faults that the rules of spec/chapter03_requests/test_cookie.py detect."""

import re
from typing import Annotated, Any
from urllib.parse import unquote

from fastapi import Cookie, Header, Request
from pydantic import BeforeValidator

from proof.faults.fault import Broken, Sent, fault

COOKIE = "/chapter03/cookie"


def cookie_from(app: Broken, read: Any) -> None:
    """Read the cookie from the Cookie header by hand."""

    @app.route("GET", COOKIE)
    async def read_cookie(request: Request) -> dict[str, str | None]:
        return {"cookie_id": read("; ".join(request.headers.getlist("cookie")))}


def cookie_is(app: Broken, type: Any, default: Any = None) -> None:
    """Declare the cookie with another type or default, and return it."""

    @app.route("GET", COOKIE)
    async def read_cookie(cookie_id: Annotated[type, Cookie()] = default) -> dict[str, Any]:
        return {"cookie_id": cookie_id}


def pairs(header: str) -> list[tuple[str, str]]:
    """The cookies of a header, in their order."""
    parts = [part.partition("=") for part in header.split(";")]
    return [(name.strip(), value.strip()) for name, _, value in parts if name.strip()]


@fault("COOKIE-2", "COOKIE-3", "COOKIE-4", "COOKIE-5", "COOKIE-6", "COOKIE-7", "COOKIE-9")
def cookie_ignored(app: Broken) -> None:
    """A proxy drops the Cookie header."""

    @app.sent("GET", "*")
    def change(sent: Sent) -> None:
        del sent.headers["cookie"]


@fault("COOKIE-2")
def cookie_must_be_the_first(app: Broken) -> None:
    """A cookie is read only if it is the first."""
    cookie_from(app, lambda header: dict(pairs(header)[:1]).get("cookie_id"))


@fault("COOKIE-2", "COOKIE-3")
def cookie_from_the_query(app: Broken) -> None:
    """Cookie() is forgotten, so the parameter is read from the query."""

    @app.route("GET", COOKIE)
    async def read_cookie(cookie_id: str | None = None) -> dict[str, str | None]:
        return {"cookie_id": cookie_id}


@fault("COOKIE-1", "COOKIE-8", "COOKIE-3")
def cookie_default_is_empty(app: Broken) -> None:
    """A cookie that is not sent is an empty string."""
    cookie_is(app, str, "")


@fault("COOKIE-1", "COOKIE-8")
def cookie_is_required(app: Broken) -> None:
    """A cookie is required."""
    cookie_is(app, str, ...)


@fault("COOKIE-3")
def cookie_or_header(app: Broken) -> None:
    """A cookie that is not sent is read from a header of its name."""

    @app.route("GET", COOKIE)
    async def read_cookie(
        cookie: Annotated[str | None, Cookie(alias="cookie_id")] = None,
        hyphen: Annotated[str | None, Header(alias="cookie-id")] = None,
    ) -> dict[str, str | None]:
        return {"cookie_id": cookie or hyphen}


@fault("COOKIE-8")
def cookie_name_in_any_case(app: Broken) -> None:
    """The name of a cookie matches in any letter case."""
    cookie_from(app, lambda header: dict(pairs(header.lower())).get("cookie_id"))


@fault("COOKIE-8")
def cookie_name_by_its_beginning(app: Broken) -> None:
    """A cookie is found by a pattern that matches the beginning of its name."""
    cookie_from(app, lambda header: (re.findall(r"cookie_id[^=]*=([^;]*)", header) or [None])[-1])


@fault("COOKIE-8")
def cookie_name_with_a_hyphen(app: Broken) -> None:
    """A hyphen in the name of a cookie matches an underscore, as if it were a header."""
    cookie_from(app, lambda header: dict(pairs(header.replace("-", "_"))).get("cookie_id"))


@fault("COOKIE-6")
def cookie_decoded(app: Broken) -> None:
    """The value of a cookie is percent-decoded."""
    cookie_is(app, Annotated[str | None, BeforeValidator(lambda value: value and unquote(value))])


@fault("COOKIE-6")
def cookie_cut_at_an_equals_sign(app: Broken) -> None:
    """The value of a cookie ends at a second equals sign."""
    cookie_is(app, Annotated[str | None, BeforeValidator(lambda value: value and value.split("=")[0])])


@fault("COOKIE-6")
def cookie_empty_is_null(app: Broken) -> None:
    """An empty cookie is null."""
    cookie_is(app, Annotated[str | None, BeforeValidator(lambda value: value or None)])


@fault("COOKIE-9")
def cookie_with_its_quotes(app: Broken) -> None:
    """The quotes around the value of a cookie are kept."""
    cookie_from(app, lambda header: dict(pairs(header)).get("cookie_id"))


@fault("COOKIE-4")
def cookie_first_counts(app: Broken) -> None:
    """The first value of a repeated cookie counts."""
    cookie_from(app, lambda header: dict(reversed(pairs(header))).get("cookie_id"))


@fault("COOKIE-5")
def cookie_in_the_first_header(app: Broken) -> None:
    """Only the first of several Cookie headers is read."""

    @app.route("GET", COOKIE)
    async def read_cookie(request: Request) -> dict[str, str | None]:
        return {"cookie_id": dict(pairs(request.headers.get("cookie", ""))).get("cookie_id")}


@fault("COOKIE-7")
def cookie_read_strictly(app: Broken) -> None:
    """A Cookie header that does not follow the grammar of RFC 6265 is ignored."""

    def strict(header: str) -> str | None:
        return dict(pairs(header)).get("cookie_id") if re.fullmatch(r"([^=; ]+=[^; ]*(; |$))+", header) else None

    cookie_from(app, strict)
