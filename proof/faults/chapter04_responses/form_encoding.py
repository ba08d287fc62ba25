"""Faults that the rules of spec/chapter04_responses/test_form_encoding.py detect."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote

from fastapi import Request

from proof.faults.chapter04_responses._shared import LOGIN, URLENCODED, log_in, parsed, urlencoded
from proof.faults.fault import Broken, Sent, fault, refuse

SCHEMA = "Body_login_chapter04_login__post"


@fault("FORM-3")
def form_may_be_json(app: Broken) -> None:
    """The fields of a form are taken from a JSON body as well."""

    async def read(request: Request) -> Mapping[str, Any]:
        json = request.headers.get("content-type") == "application/json"
        return dict(await request.json()) if json else await parsed(request)

    log_in(app, read)


@fault("FORM-3")
def form_may_be_in_the_query(app: Broken) -> None:
    """The fields of a form are taken from the query as well: one bag holds all parameters of a request."""

    async def read(request: Request) -> Mapping[str, Any]:
        return {**request.query_params, **await parsed(request)}

    log_in(app, read)


@fault("FORM-3")
def form_needs_no_type(app: Broken) -> None:
    """A body is parsed as a form whatever its type."""

    @app.sent("POST", LOGIN)
    def typed(sent: Sent) -> None:
        if not sent.headers.get("content-type", "").lower().startswith("multipart/"):
            sent.headers["Content-Type"] = URLENCODED


@fault("FORM-7")
def form_keeps_the_plus(app: Broken) -> None:
    """In an urlencoded form + stays +: it is decoded like a path."""
    log_in(app, urlencoded(lambda body: dict(map(unquote, pair.split("=", 1)) for pair in body.split("&"))))  # type: ignore[misc]


@fault("FORM-7")
def form_is_decoded_before_it_is_split(app: Broken) -> None:
    """An urlencoded form is decoded first and split into fields then."""
    log_in(app, urlencoded(lambda body: dict(parse_qsl(unquote(body.replace("+", "%20"))))))


@fault("FORM-7", "FORM-12")
def form_is_latin_1(app: Broken) -> None:
    """%XX in an urlencoded form is a character of Latin-1."""
    log_in(app, urlencoded(lambda body: dict(parse_qsl(body, encoding="latin-1"))))


@fault("FORM-7")
def form_is_trimmed(app: Broken) -> None:
    """Blanks around the value of a field are cut off."""
    log_in(app, urlencoded(lambda body: {name: value.strip() for name, value in parse_qsl(body)}))


@fault("FORM-12")
def form_must_be_utf8(app: Broken) -> None:
    """A byte of an urlencoded form that is no UTF-8 is refused."""

    def strict(body: str) -> Mapping[str, str]:
        try:
            return dict(parse_qsl(body, errors="strict"))
        except UnicodeDecodeError:
            raise refuse("body", "username") from None

    log_in(app, urlencoded(strict))


@fault("FORM-12")
def form_drops_what_is_no_utf8(app: Broken) -> None:
    """A byte of an urlencoded form that is no UTF-8 is left out."""
    log_in(
        app, urlencoded(lambda body: {"password": "b", "username": "nobody"} | dict(parse_qsl(body, errors="ignore")))
    )


@fault("FORM-8")
def form_type_is_compared_letter_by_letter(app: Broken) -> None:
    """A body is a form if its type is spelled exactly as in the documentation."""

    async def read(request: Request) -> Mapping[str, Any]:
        kind = request.headers.get("content-type", "")
        return await parsed(request) if kind == URLENCODED or kind.startswith("multipart/") else {}

    log_in(app, read)


@fault("FORM-8")
def form_type_has_no_parameters(app: Broken) -> None:
    """A body is a form if its type, in any letter case, is that of forms and nothing more."""

    async def read(request: Request) -> Mapping[str, Any]:
        kind = request.headers.get("content-type", "").lower()
        return await parsed(request) if kind == URLENCODED or kind.startswith("multipart/") else {}

    log_in(app, read)


@fault("FORM-16")
def form_echoes_half_a_character(app: Broken) -> None:
    """A field is echoed whatever the charset of the client made of it, and breaks when the response is encoded."""
    log_in(app, parsed)


@fault("FORM-16")
def form_unescapes_fields(app: Broken) -> None:
    """Escapes in the fields of a form are resolved in every charset."""

    async def read(request: Request) -> Mapping[str, Any]:
        fields = await parsed(request)
        return {
            name: value.encode().decode("unicode_escape", "replace").encode("utf-8", "replace").decode()
            for name, value in fields.items()
        }

    log_in(app, read)


@fault("FORM-10")
def document_gives_a_form_as_json(app: Broken) -> None:
    """The document gives a form as a JSON body."""

    @app.document()
    def json(document: Any) -> None:
        content = document["paths"][LOGIN]["post"]["requestBody"]["content"]
        content["application/json"] = content.pop(URLENCODED)


@fault("FORM-10")
def document_gives_a_form_as_optional(app: Broken) -> None:
    """The document does not say that the body is required."""

    @app.document()
    def optional(document: Any) -> None:
        del document["paths"][LOGIN]["post"]["requestBody"]["required"]


@fault("FORM-10")
def document_lets_fields_be_empty(app: Broken) -> None:
    """The document does not say that a required field must not be empty."""

    @app.document()
    def empty(document: Any) -> None:
        for field in document["components"]["schemas"][SCHEMA]["properties"].values():
            del field["minLength"]
