"""Faults that the rules of spec/chapter04_responses/test_form_encoding.py detect."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote

from fastapi import Request

from proof.faults.chapter04_responses._shared import LOGIN, URLENCODED, in_any_charset, log_in, parsed, urlencoded
from proof.faults.fault import Broken, Sent, fault, reject

SCHEMA = "Body_login_chapter04_login__post"


def limit_fields(app: Broken, **limits: float) -> None:
    """Read a form with other limits for its fields."""

    async def read(request: Request) -> Mapping[str, Any]:
        return dict(await request.form(**limits))  # type: ignore[arg-type]

    log_in(app, read)


@fault("FORM-7")
def form_keeps_the_plus(app: Broken) -> None:
    """A `+` in an urlencoded form stays a `+`, as in a path."""
    log_in(app, urlencoded(lambda body: dict(map(unquote, pair.split("=", 1)) for pair in body.split("&"))))  # type: ignore[misc]


@fault("FORM-7")
def form_is_decoded_before_it_is_split(app: Broken) -> None:
    """An urlencoded form is decoded before it is split into fields."""
    log_in(app, urlencoded(lambda body: dict(parse_qsl(unquote(body.replace("+", "%20"))))))


@fault("FORM-7", "FORM-12")
def form_is_latin_1(app: Broken) -> None:
    """`%XX` in an urlencoded form is decoded as Latin-1."""
    log_in(app, urlencoded(lambda body: dict(parse_qsl(body, encoding="latin-1"))))


@fault("FORM-7")
def form_is_trimmed(app: Broken) -> None:
    """Whitespace around the value of a form field is removed."""
    log_in(app, urlencoded(lambda body: {name: value.strip() for name, value in parse_qsl(body)}))


@fault("FORM-7", case="semicolon")
def form_fields_end_at_semicolons(app: Broken) -> None:
    """A `;` separates the fields of an urlencoded form, too, as before python-multipart 0.0.30."""
    log_in(app, urlencoded(lambda body: dict(parse_qsl(body.replace(";", "&"), keep_blank_values=True))))


@fault("FORM-8")
def form_type_is_case_sensitive(app: Broken) -> None:
    """The media type of a form must be in lower case."""

    async def read(request: Request) -> Mapping[str, Any]:
        kind = request.headers.get("content-type", "")
        return await parsed(request) if kind == URLENCODED or kind.startswith("multipart/") else {}

    log_in(app, read)


@fault("FORM-8")
def form_type_has_no_parameters(app: Broken) -> None:
    """The media type of a form, in any letter case, must not have parameters."""

    async def read(request: Request) -> Mapping[str, Any]:
        kind = request.headers.get("content-type", "").lower()
        return await parsed(request) if kind == URLENCODED or kind.startswith("multipart/") else {}

    log_in(app, read)


@fault("FORM-3")
def form_may_be_json(app: Broken) -> None:
    """Form fields are also read from a JSON body."""

    async def read(request: Request) -> Mapping[str, Any]:
        json = request.headers.get("content-type") == "application/json"
        return dict(await request.json()) if json else await parsed(request)

    log_in(app, read)


@fault("FORM-3")
def form_may_be_in_the_query(app: Broken) -> None:
    """Form fields are also read from the query: one dictionary holds all parameters of a request."""

    async def read(request: Request) -> Mapping[str, Any]:
        return {**request.query_params, **await parsed(request)}

    log_in(app, read)


@fault("FORM-3")
def form_needs_no_type(app: Broken) -> None:
    """A body is parsed as a form whatever its media type."""

    @app.sent("POST", LOGIN)
    def typed(sent: Sent) -> None:
        if not sent.headers.get("content-type", "").lower().startswith("multipart/"):
            sent.headers["Content-Type"] = URLENCODED


@fault("FORM-19")
def form_has_any_number_of_fields(app: Broken) -> None:
    """A form may have any number of fields."""
    limit_fields(app, max_fields=float("inf"))


@fault("FORM-19")
def form_has_at_most_999_fields(app: Broken) -> None:
    """The limit for fields is off by one: a form of 1,000 fields is rejected."""
    limit_fields(app, max_fields=999)


@fault("FORM-19", "FORM-20")
def form_has_limits_if_it_is_multipart(app: Broken) -> None:
    """The number and size of fields are limited in multipart forms only, not in urlencoded ones."""
    log_in(app, urlencoded(lambda body: dict(parse_qsl(body))))


@fault("FORM-20")
def form_has_fields_of_any_size(app: Broken) -> None:
    """A form field may have any size."""
    limit_fields(app, max_part_size=16 * 1024 * 1024)


@fault("FORM-20")
def form_has_fields_of_half_a_mebibyte(app: Broken) -> None:
    """The limit for the size of a form field is lower: 512 KiB."""
    limit_fields(app, max_part_size=512 * 1024)


@fault("FORM-12")
def form_must_be_utf8(app: Broken) -> None:
    """A byte that is not UTF-8 in an urlencoded form is rejected."""

    def strict(body: str) -> Mapping[str, str]:
        try:
            return dict(parse_qsl(body, errors="strict"))
        except UnicodeDecodeError:
            raise reject("body", "username") from None

    log_in(app, urlencoded(strict))


@fault("FORM-12")
def form_drops_invalid_utf8(app: Broken) -> None:
    """A byte that is not UTF-8 in an urlencoded form is dropped."""
    log_in(
        app, urlencoded(lambda body: {"password": "b", "username": "unknown"} | dict(parse_qsl(body, errors="ignore")))
    )


@fault("FORM-16")
def form_echoes_a_lone_surrogate(app: Broken) -> None:
    """A lone surrogate from the declared `charset` is accepted, and the response cannot be encoded."""
    in_any_charset(app)
    log_in(app, parsed)


@fault("FORM-16")
def form_unescapes_fields(app: Broken) -> None:
    """Escapes in form fields are decoded whatever the charset."""
    in_any_charset(app)

    async def read(request: Request) -> Mapping[str, Any]:
        fields = await parsed(request)
        return {
            name: value.encode().decode("unicode_escape", "replace").encode("utf-8", "replace").decode()
            for name, value in fields.items()
        }

    log_in(app, read)


@fault("FORM-23")
def form_in_any_charset(app: Broken) -> None:
    """A multipart form is decoded by any codec of Python that its `charset` names."""
    in_any_charset(app)
