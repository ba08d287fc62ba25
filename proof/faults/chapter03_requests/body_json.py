"""Faults that the rules of spec/chapter03_requests/test_body_json.py detect."""

import ast
import contextlib
import json
import re
from typing import Annotated, Any

from fastapi import Request, Response
from fastapi.exception_handlers import request_validation_exception_handler
from fastapi.exceptions import RequestValidationError
from pydantic import BeforeValidator, ValidationError

from proof.faults.chapter03_requests._shared import CITY, entries
from proof.faults.fault import Broken, Received, Sent, fault, reject
from reference_app.schema.city import CityInfo, Data

NESTED = "/chapter03/request_body/nested"


def parsed(app: Broken, parse: Any) -> None:
    """Parse the bytes of the body in another way before they are validated."""

    @app.sent("POST", CITY)
    def change(sent: Sent) -> None:
        with contextlib.suppress(ValueError, SyntaxError, RecursionError):
            sent.body = json.dumps(parse(sent.body)).encode()


@fault("BODY-UNICODE-1", "BODY-UNICODE-2", "BODY-JSON-2", "BODY-JSON-8")
def json_in_latin_1(app: Broken) -> None:
    """A body is read as Latin-1."""

    @app.sent("POST", CITY)
    def change(sent: Sent) -> None:
        sent.body = sent.body.decode("latin-1").encode()


@fault("BODY-UNICODE-1")
def json_as_plain_text(app: Broken) -> None:
    """JSON is sent as text/plain."""

    @app.route("POST", CITY)
    async def city_info(city: CityInfo) -> Response:
        return Response(city.model_dump_json(), media_type="text/plain")


@fault("BODY-UNICODE-2", "BODY-UNICODE-1", "QUERY-STR-2", "PATH-STR-2", "BODY-JSON-5")
def json_with_question_marks(app: Broken) -> None:
    """Non-ASCII characters are replaced by question marks in every response."""

    @app.received("*", "/chapter03/*")
    def change(response: Received) -> None:
        response.body = response.body.decode().encode("ascii", "replace")


@fault("BODY-UNICODE-2")
def json_with_escapes(app: Broken) -> None:
    """JSON is written with escapes, as json.dumps() does by default."""

    @app.route("POST", CITY)
    async def city_info(city: CityInfo) -> Response:
        return Response(json.dumps(city.model_dump()), media_type="application/json")


@fault("BODY-UNICODE-2")
def json_with_a_charset(app: Broken) -> None:
    """JSON is sent as application/json; charset=utf-8."""

    @app.received("*", "/chapter03/*")
    def change(response: Received) -> None:
        response.headers["content-type"] = "application/json; charset=utf-8"


@fault("BODY-SHAPE-1")
def body_list_of_one(app: Broken) -> None:
    """An array with one object is accepted in place of the object."""

    first = BeforeValidator(lambda city: city[0] if isinstance(city, list) else city)

    @app.route("POST", CITY)
    async def city_info(city: Annotated[CityInfo, first]) -> CityInfo:
        return city


@fault("BODY-SHAPE-1", "BODY-SHAPE-3", "BODY-SHAPE-4", "BODY-CT-1")
def body_is_optional(app: Broken) -> None:
    """A body may be missing or null."""

    @app.route("POST", CITY)
    async def city_info(city: CityInfo | None = None) -> CityInfo | None:
        return city


@fault("BODY-JSON-1", "BODY-JSON-2", "BODY-JSON-7", "BODY-JSON-9")
def json_parsed_by_hand(app: Broken) -> None:
    """The handler parses the body itself and does not catch the exceptions of json.loads()."""

    @app.route("POST", CITY)
    async def city_info(request: Request) -> CityInfo:
        city = json.loads(await request.body())
        try:
            return CityInfo.model_validate(city)
        except ValidationError as error:
            raise reject("body", *error.errors()[0]["loc"]) from None


@fault("BODY-JSON-1")
def json_of_python(app: Broken) -> None:
    """A body may be a Python literal, with single quotes."""
    parsed(app, lambda body: {**json.loads('{"country": "", "contry_code": ""}'), **ast.literal_eval(body.decode())})


@fault("BODY-JSON-1")
def json_with_trailing_data(app: Broken) -> None:
    """Data after the JSON value is ignored."""
    parsed(app, lambda body: json.JSONDecoder().raw_decode(body.decode())[0])


@fault("BODY-JSON-6")
def json_error_by_line_and_column(app: Broken) -> None:
    """Malformed JSON is reported with the line and column of the error."""

    @app.received("POST", CITY)
    def change(response: Received) -> None:
        detail = response.json["detail"]
        if response.status == 422 and detail[0]["type"] == "json_invalid":
            response.json = {"detail": [{**detail[0], "loc": ["body", 1, detail[0]["loc"][1] + 1]}]}


@fault("BODY-JSON-6")
def json_error_without_offset(app: Broken) -> None:
    """Malformed JSON is reported at the body as a whole."""

    def whole(entry: dict[str, Any]) -> dict[str, Any]:
        return {**entry, "loc": ["body"]} if entry["type"] == "json_invalid" else entry

    entries(app, lambda detail: [whole(entry) for entry in detail])


@fault("BODY-JSON-6")
def gateway_trims_strings(app: Broken) -> None:
    """A gateway trims whitespace at both ends of every string in a JSON body."""

    @app.sent("*", "*")
    def trim(sent: Sent) -> None:
        sent.body = sent.body.replace(b'" ', b'"').replace(b' "', b'"')


@fault("BODY-EXTRA-2")
def json_first_property_counts(app: Broken) -> None:
    """The first value of a repeated property counts."""
    parsed(app, lambda body: json.loads(body, object_pairs_hook=lambda pairs: dict(reversed(pairs))))


@fault("BODY-JSON-2", "BODY-JSON-8")
def json_with_replaced_bytes(app: Broken) -> None:
    """Bytes that are not UTF-8 are replaced by U+FFFD."""

    @app.sent("POST", CITY)
    def change(sent: Sent) -> None:
        if b"\xff" in sent.body and not sent.body.startswith((b"\xff\xfe", b"\xfe\xff")):
            sent.body = sent.body.decode(errors="replace").encode()


@fault("BODY-JSON-8")
def json_not_utf_8_is_422(app: Broken) -> None:
    """A body that is not UTF-8 is rejected with 422, like any other error."""

    @app.received("POST", CITY)
    def change(response: Received) -> None:
        response.status = 422 if response.status == 400 else response.status


@fault("BODY-JSON-8")
def json_not_utf_8_in_other_words(app: Broken) -> None:
    """The detail of a body that is not UTF-8 is Bad Request."""

    @app.received("POST", CITY)
    def change(response: Received) -> None:
        if response.status == 400:
            response.json = {"detail": "Bad Request"}


@fault("BODY-JSON-3")
def json_with_a_mark_rejected(app: Broken) -> None:
    """A body with a byte order mark is rejected."""

    @app.sent("POST", CITY)
    def change(sent: Sent) -> None:
        if sent.body.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
            sent.body = b"{"


@fault("BODY-JSON-5")
def json_with_lone_surrogates(app: Broken) -> None:
    """Strings may contain lone surrogates, which no response in UTF-8 can contain."""

    class City(CityInfo):
        name: str
        country: str
        contry_code: str

    @app.route("POST", CITY)
    async def city_info(city: City) -> City:
        return city


@fault("BODY-JSON-5")
def json_without_lone_surrogates(app: Broken) -> None:
    """Lone surrogates are removed from a body."""

    @app.sent("POST", CITY)
    def change(sent: Sent) -> None:
        pair = rb"(\\ud[89ab]..\\ud[cdef]..)|\\ud[89a-f].."
        sent.body = re.sub(pair, lambda found: found[1] or b"", sent.body)


@fault("BODY-JSON-4", "BODY-JSON-5")
def json_error_that_cannot_be_written(app: Broken) -> None:
    """FastAPI's own error handler repeats an input that JSON cannot contain, which is a 500."""
    app.handler(RequestValidationError, request_validation_exception_handler)


@fault("BODY-JSON-4")
def json_number_not_finite(app: Broken) -> None:
    """A number that is not finite counts as missing."""

    def finite(body: bytes) -> Any:
        city = json.loads(re.sub(rb"1e400", b"Infinity", body), parse_constant=lambda _: None)
        return {name: value for name, value in city.items() if value is not None}

    parsed(app, finite)


@fault("BODY-JSON-10")
def json_error_without_location(app: Broken) -> None:
    """An error whose input cannot be written as JSON has an empty loc."""
    app.patch(
        "reference_app.hardening.errors._without_input",
        lambda fault: {"type": fault["type"], "loc": [], "msg": fault["msg"]},
    )


@fault("BODY-SIZE-1")
def body_dropped_by_a_proxy(app: Broken) -> None:
    """A proxy drops bodies of more than 1 MiB."""

    @app.sent("POST", CITY)
    def drop(sent: Sent) -> None:
        sent.body = sent.body if len(sent.body) <= 2**20 else b""


@fault("BODY-SIZE-2")
def errors_repeat_any_input(app: Broken) -> None:
    """Each missing property is reported with the whole body as input, however long it is."""
    app.patch("reference_app.hardening.errors.LONGEST", float("inf"))


@fault("BODY-SIZE-2", case="elements")
def errors_of_every_element(app: Broken) -> None:
    """A list may have any length, and the response has an error for each element."""

    class Figures(Data):
        city: list[CityInfo] | None = None

    @app.route("PUT", NESTED)
    async def nested_models(data: Figures) -> Figures:
        return data

    app.patch("reference_app.hardening.errors.MOST", None)
