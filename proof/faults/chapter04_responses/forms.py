"""Faults that the rules of spec/chapter04_responses/test_forms.py detect."""

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import parse_qs

from fastapi import Form, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict

from proof.faults.chapter04_responses._shared import LOGIN, URLENCODED, log_in, parsed, urlencoded
from proof.faults.fault import Broken, fault, refuse

OPTIONAL = "/chapter04/form/optional"


def move_places(app: Broken, kind: str, place: str) -> None:
    """Report what is missing from a form of this media type at another place."""

    @app.route("POST", LOGIN)
    async def login(request: Request) -> dict[str, str]:
        fields, here = await parsed(request), request.headers.get("content-type", "").startswith(kind)
        if missing := [name for name in ("username", "password") if not fields.get(name)]:
            places = [refuse(place if here else "body", name, type="missing") for name in missing]
            raise RequestValidationError([error.errors()[0] for error in places])
        return {"username": fields["username"]}


@fault("FORM-1", "FORM-16")
def form_is_never_multipart(app: Broken) -> None:
    """A form is read from an urlencoded body only: the parser of multipart bodies is not installed."""

    async def read(request: Request) -> Mapping[str, Any]:
        multipart = request.headers.get("content-type", "").startswith("multipart/")
        return {} if multipart else await parsed(request)

    log_in(app, read)


@fault("FORM-1", "FORM-6", "FORM-7", "FORM-8", "FORM-11", "FORM-12")
def form_is_always_multipart(app: Broken) -> None:
    """A form is read from a multipart body only."""

    async def read(request: Request) -> Mapping[str, Any]:
        multipart = request.headers.get("content-type", "").startswith("multipart/")
        return await parsed(request) if multipart else {}

    log_in(app, read)


@fault("FORM-2", "FORM-3", "FORM-4", "FORM-15", "FORM-17")
def form_requires_nothing(app: Broken) -> None:
    """The fields of a login have defaults."""

    @app.route("POST", LOGIN)
    async def login(request: Request) -> dict[str, str]:
        return {"username": (await parsed(request)).get("username", ""), "detail": ""}


@fault("FORM-2")
def form_stops_at_the_first_fault(app: Broken) -> None:
    """Of a form from which two fields are missing one is reported."""

    async def read(request: Request) -> Mapping[str, Any]:
        fields = await parsed(request)
        for name in ("username", "password"):
            if not fields.get(name):
                raise refuse("body", name, type="missing")
        return fields

    log_in(app, read)


@fault("FORM-2", "FORM-3")
def form_that_is_not_sent_is_one_fault(app: Broken) -> None:
    """Where no form is sent at all, that is reported, and not which fields are missing."""

    async def read(request: Request) -> Mapping[str, Any]:
        fields = await parsed(request)
        if not fields:
            raise refuse("body", type="missing")
        return fields

    log_in(app, read)


@fault("FORM-2", "FORM-4", "FORM-17")
def form_in_a_place_of_its_own(app: Broken) -> None:
    """What is missing from an urlencoded form is missing at [form, field]."""
    move_places(app, URLENCODED, "form")


@fault("FORM-4", "FORM-15")
def form_of_parts_in_a_place_of_its_own(app: Broken) -> None:
    """What is missing from a multipart form is missing at [parts, field]."""
    move_places(app, "multipart/form-data", "parts")


@fault("FORM-1", "FORM-6", "FORM-8", "FORM-11")
def form_has_small_letters(app: Broken) -> None:
    """The fields of a form are answered in small letters."""

    async def read(request: Request) -> Mapping[str, Any]:
        return {name: value.lower() for name, value in (await parsed(request)).items()}

    log_in(app, read)


@fault("FORM-4", "FORM-17")
def form_takes_empty_fields(app: Broken) -> None:
    """A required field has only to be there, and may be empty."""

    @app.route("POST", LOGIN)
    async def login(request: Request) -> dict[str, str]:
        fields = await parsed(request)
        if "username" not in fields:
            raise refuse("body", "username", type="missing")
        return {"username": fields["username"]}


@fault("FORM-4")
def form_takes_empty_parts(app: Broken) -> None:
    """A required field may be empty in a multipart body: the check stands in the parser of urlencoded ones."""

    @app.route("POST", LOGIN)
    async def login(request: Request) -> dict[str, str]:
        fields, multipart = await parsed(request), request.headers["content-type"].startswith("multipart/")
        if not fields.get("username") and not multipart:
            raise refuse("body", "username", type="missing")
        return {"username": fields["username"]}


@fault("FORM-17")
def form_says_too_short(app: Broken) -> None:
    """A required field that is empty is reported as too short, with the empty text as input."""

    async def read(request: Request) -> Mapping[str, Any]:
        fields = await parsed(request)
        if fields.get("username") == "":
            raise refuse("body", "username", type="string_too_short", input="")
        return fields

    log_in(app, read)


@fault("FORM-5")
def form_keeps_empty_fields(app: Broken) -> None:
    """An optional field that is sent empty is the empty text and not its default."""

    @app.route("POST", OPTIONAL)
    async def optional(request: Request) -> dict[str, Any]:
        return {"username": "nobody", "n": None, **await parsed(request)}


@fault("FORM-5")
def form_refuses_empty_numbers(app: Broken) -> None:
    """An optional number that is sent empty is refused: the empty text is no number."""

    @app.route("POST", OPTIONAL)
    async def optional(request: Request) -> dict[str, Any]:
        fields: dict[str, Any] = {"username": "nobody", "n": None} | await parsed(request)
        if fields["n"] == "":
            raise refuse("body", "n", type="int_parsing")
        return {**fields, "username": fields["username"] or "nobody"}


@fault("FORM-6")
def form_takes_the_first_value(app: Broken) -> None:
    """Of a field that is sent more than once the first value counts."""
    log_in(app, urlencoded(lambda body: {name: values[0] for name, values in parse_qs(body).items()}))


@fault("FORM-11")
def form_forbids_other_fields(app: Broken) -> None:
    """A field that is not declared is refused."""

    class Login(BaseModel):
        model_config = ConfigDict(extra="forbid")
        username: str
        password: str

    @app.route("POST", LOGIN)
    async def login(fields: Annotated[Login, Form()]) -> dict[str, str]:
        return {"username": fields.username}


@fault("FORM-13", "FORM-14")
def form_has_texts_only(app: Broken) -> None:
    """Every field is a text, of any length, also where a number is declared."""

    @app.route("POST", OPTIONAL)
    async def optional(username: Annotated[str, Form()] = "nobody", n: Annotated[str | None, Form()] = None) -> Any:
        return {"username": username, "n": n}


@fault("FORM-14")
def form_reads_numbers_as_far_as_it_can(app: Broken) -> None:
    """A number is read up to the first character that does not fit, as parseInt does."""

    @app.route("POST", OPTIONAL)
    async def optional(
        username: Annotated[str, Form(max_length=8)] = "nobody", n: Annotated[float | None, Form()] = None
    ) -> Any:
        return {"username": username, "n": None if n is None else int(n)}


@fault("FORM-14")
def form_allows_one_character_more(app: Broken) -> None:
    """The length of a text is compared with its bound by the wrong sign."""

    @app.route("POST", OPTIONAL)
    async def optional(
        username: Annotated[str, Form(max_length=9)] = "nobody", n: Annotated[int | None, Form()] = None
    ) -> Any:
        return {"username": username, "n": n}


@fault("FORM-15")
def form_takes_a_file_for_a_text(app: Broken) -> None:
    """A file that is sent for a text is taken, and its notation in the language of the server is the text."""

    async def read(request: Request) -> Mapping[str, Any]:
        return {name: str(value) for name, value in (await request.form()).items()}

    log_in(app, read)
