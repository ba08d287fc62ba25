"""Faults that the rules of spec/chapter04_responses/test_forms.py detect."""

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import parse_qs

from fastapi import Form, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict

from proof.faults.chapter04_responses._shared import LOGIN, URLENCODED, log_in, parsed, urlencoded
from proof.faults.fault import Broken, fault, reject

OPTIONAL = "/chapter04/form/optional"


def move_errors(app: Broken, kind: str, source: str) -> None:
    """Report a field that is missing from a form of this media type at another `loc`."""

    @app.route("POST", LOGIN)
    async def login(request: Request) -> dict[str, str]:
        fields, here = await parsed(request), request.headers.get("content-type", "").startswith(kind)
        if missing := [name for name in ("username", "password") if not fields.get(name)]:
            found = [reject(source if here else "body", name, type="missing") for name in missing]
            raise RequestValidationError([error.errors()[0] for error in found])
        return {"username": fields["username"]}


@fault("FORM-1", "FORM-16")
def form_is_never_multipart(app: Broken) -> None:
    """A form is read from an urlencoded body only, since the multipart parser is not installed."""

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


@fault("FORM-1", "FORM-6", "FORM-8", "FORM-11")
def form_is_lower_case(app: Broken) -> None:
    """The fields of a form are returned in lower case."""

    async def read(request: Request) -> Mapping[str, Any]:
        return {name: value.lower() for name, value in (await parsed(request)).items()}

    log_in(app, read)


@fault("FORM-13", "FORM-14")
def form_has_strings_only(app: Broken) -> None:
    """Every form field is a string of any length, even if an integer is declared."""

    @app.route("POST", OPTIONAL)
    async def optional(username: Annotated[str, Form()] = "guest", n: Annotated[str | None, Form()] = None) -> Any:
        return {"username": username, "n": n}


@fault("FORM-5")
def form_keeps_empty_fields(app: Broken) -> None:
    """An empty optional field is the empty string instead of its default."""

    @app.route("POST", OPTIONAL)
    async def optional(request: Request) -> dict[str, Any]:
        return {"username": "guest", "n": None, **await parsed(request)}


@fault("FORM-5")
def form_rejects_empty_numbers(app: Broken) -> None:
    """An empty optional number is rejected, since the empty string is not a number."""

    @app.route("POST", OPTIONAL)
    async def optional(request: Request) -> dict[str, Any]:
        fields: dict[str, Any] = {"username": "guest", "n": None} | await parsed(request)
        if fields["n"] == "":
            raise reject("body", "n", type="int_parsing")
        return {**fields, "username": fields["username"] or "guest"}


@fault("FORM-2", "FORM-18", "FORM-3", "FORM-4", "FORM-15", "FORM-17")
def form_requires_nothing(app: Broken) -> None:
    """The fields of a login have defaults."""

    @app.route("POST", LOGIN)
    async def login(request: Request) -> dict[str, str]:
        return {"username": (await parsed(request)).get("username", ""), "detail": ""}


@fault("FORM-2", "FORM-18", "FORM-3")
def form_that_is_not_sent_is_one_error(app: Broken) -> None:
    """A missing form is reported at `[body]`, instead of its missing fields."""

    async def read(request: Request) -> Mapping[str, Any]:
        fields = await parsed(request)
        if not fields:
            raise reject("body", type="missing")
        return fields

    log_in(app, read)


@fault("FORM-2", "FORM-4", "FORM-17")
def form_has_a_loc_of_its_own(app: Broken) -> None:
    """A field that is missing from an urlencoded form is reported at `[form, NAME]`."""
    move_errors(app, URLENCODED, "form")


@fault("FORM-18")
def form_stops_at_the_first_error(app: Broken) -> None:
    """Only the first of two missing form fields is reported."""

    async def read(request: Request) -> Mapping[str, Any]:
        fields = await parsed(request)
        for name in ("username", "password"):
            if not fields.get(name):
                raise reject("body", name, type="missing")
        return fields

    log_in(app, read)


@fault("FORM-4", "FORM-15")
def form_of_parts_has_a_loc_of_its_own(app: Broken) -> None:
    """A field that is missing from a multipart form is reported at `[parts, NAME]`."""
    move_errors(app, "multipart/form-data", "parts")


@fault("FORM-4", "FORM-17")
def form_accepts_empty_fields(app: Broken) -> None:
    """A required field must be sent, but may be empty."""

    @app.route("POST", LOGIN)
    async def login(request: Request) -> dict[str, str]:
        fields = await parsed(request)
        if "username" not in fields:
            raise reject("body", "username", type="missing")
        return {"username": fields["username"]}


@fault("FORM-4")
def form_accepts_empty_parts(app: Broken) -> None:
    """A required field may be empty in a multipart body: only the parser of urlencoded bodies checks it."""

    @app.route("POST", LOGIN)
    async def login(request: Request) -> dict[str, str]:
        fields, multipart = await parsed(request), request.headers["content-type"].startswith("multipart/")
        if not fields.get("username") and not multipart:
            raise reject("body", "username", type="missing")
        return {"username": fields["username"]}


@fault("FORM-17")
def form_says_too_short(app: Broken) -> None:
    """An empty required field is reported as too short, with the empty string as `input`."""

    async def read(request: Request) -> Mapping[str, Any]:
        fields = await parsed(request)
        if fields.get("username") == "":
            raise reject("body", "username", type="string_too_short", input="")
        return fields

    log_in(app, read)


@fault("FORM-14")
def form_reads_numbers_as_far_as_it_can(app: Broken) -> None:
    """An integer is read up to the first character that does not fit, as parseInt does."""

    @app.route("POST", OPTIONAL)
    async def optional(
        username: Annotated[str, Form(max_length=8)] = "guest", n: Annotated[float | None, Form()] = None
    ) -> Any:
        return {"username": username, "n": None if n is None else int(n)}


@fault("FORM-14")
def form_allows_one_character_more(app: Broken) -> None:
    """A string may be one character longer than declared."""

    @app.route("POST", OPTIONAL)
    async def optional(
        username: Annotated[str, Form(max_length=9)] = "guest", n: Annotated[int | None, Form()] = None
    ) -> Any:
        return {"username": username, "n": n}


@fault("FORM-15")
def form_accepts_a_file_for_a_string(app: Broken) -> None:
    """A file that is sent for a string is accepted, and its Python representation is the string."""

    async def read(request: Request) -> Mapping[str, Any]:
        return {name: str(value) for name, value in (await request.form()).items()}

    log_in(app, read)


@fault("FORM-11")
def form_forbids_other_fields(app: Broken) -> None:
    """An undeclared form field is rejected."""

    class Login(BaseModel):
        model_config = ConfigDict(extra="forbid")
        username: str
        password: str

    @app.route("POST", LOGIN)
    async def login(fields: Annotated[Login, Form()]) -> dict[str, str]:
        return {"username": fields.username}


@fault("FORM-6")
def form_takes_the_first_value(app: Broken) -> None:
    """If a form field is sent more than once, its first value counts."""
    log_in(app, urlencoded(lambda body: {name: values[0] for name, values in parse_qs(body).items()}))
