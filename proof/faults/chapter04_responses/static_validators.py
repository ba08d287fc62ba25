"""Faults that the rules of spec/chapter04_responses/test_static_validators.py detect."""

import re
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Any

from fastapi import HTTPException
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import Headers
from starlette.responses import FileResponse

from proof.faults.chapter04_responses._shared import FILES
from proof.faults.fault import Broken, Received, Sent, fault

RANGES = "starlette.responses.FileResponse._parse_ranges"
NOT_MODIFIED = "fastapi.staticfiles.StaticFiles.is_not_modified"


def validate(app: Broken, holds: Callable[[Headers, Headers], bool]) -> None:
    """Received 304 where something else holds, told by the headers of the response and of the request."""
    app.patch(NOT_MODIFIED, lambda self, response, request: holds(response, request))


def tags(request: Headers) -> list[str]:
    """The entity tags of an If-None-Match, the weak ones like the strong ones."""
    return [tag.strip().removeprefix("W/") for tag in request.get("if-none-match", "").split(",")]


@fault("STATIC-7", "STATIC-22", "STATIC-8", "STATIC-27")
def range_is_not_looked_at(app: Broken) -> None:
    """A file is sent whole, whatever part of it is asked for."""

    @app.sent("GET", FILES)
    def whole(sent: Sent) -> None:
        del sent.headers["Range"]


@fault("STATIC-7", "STATIC-21", "STATIC-22", "STATIC-27")
def range_ends_too_early(app: Broken) -> None:
    """The last byte of a range is left out, as in the slices of many languages."""
    original: Any = FileResponse._parse_ranges

    def shorter(self: FileResponse, asked: str, size: int) -> list[tuple[int, int]]:
        return [(start, end - 1) for start, end in original(asked, size)]

    app.patch(RANGES, shorter)


@fault("STATIC-7")
def range_is_named_by_its_end(app: Broken) -> None:
    """The Content-Range names the byte behind the last one."""

    @app.received("GET", FILES)
    def longer(response: Received) -> None:
        if response.status == 206 and "content-range" in response.headers:
            start, end, size = re.findall(r"\d+", response.headers["content-range"])
            response.headers["Content-Range"] = f"bytes {start}-{int(end) + 1}/{size}"


@fault("STATIC-7", "STATIC-21", "STATIC-27")
def range_has_the_whole_content(app: Broken) -> None:
    """The headers of an response speak of a range, and its body is the whole file."""

    @app.received("GET", FILES)
    def whole(response: Received) -> None:
        if response.status == 206 and "content-range" in response.headers:
            response.body = b"hello static\n"


@fault("STATIC-7")
def range_of_the_last_bytes_is_of_the_first(app: Broken) -> None:
    """A range without a beginning begins at 0."""

    @app.sent("GET", FILES)
    def first(sent: Sent) -> None:
        if "range" in sent.headers:
            sent.headers["Range"] = sent.headers["range"].replace("=-", "=0-")


@fault("STATIC-7")
def range_has_a_unit_in_small_letters(app: Broken) -> None:
    """The unit of a range is compared letter by letter."""

    @app.sent("GET", FILES)
    def exact(sent: Sent) -> None:
        if not sent.headers.get("range", "").startswith("bytes="):
            del sent.headers["Range"]


@fault("STATIC-7", "STATIC-22", "STATIC-27")
def range_has_the_status_of_a_file(app: Broken) -> None:
    """A range is sent with the status 200, so that a cache takes it for the whole file."""

    @app.received("GET", FILES)
    def ok(response: Received) -> None:
        if response.status == 206:
            response.status = 200


@fault("STATIC-22")
def range_is_only_one(app: Broken) -> None:
    """Of several ranges the first is sent."""

    @app.sent("GET", FILES)
    def first(sent: Sent) -> None:
        if "range" in sent.headers:
            sent.headers["Range"] = sent.headers["range"].split(",")[0]


@fault("STATIC-22")
def range_of_several_has_the_type_of_the_file(app: Broken) -> None:
    """Several ranges are sent in parts, under the type of the file."""

    @app.received("GET", FILES)
    def typed(response: Received) -> None:
        if response.status == 206:
            response.headers["Content-Type"] = "text/plain; charset=utf-8"


@fault("STATIC-22")
def range_in_a_part_is_not_named(app: Broken) -> None:
    """The parts of several ranges do not say which range each is."""

    @app.received("GET", FILES)
    def unnamed(response: Received) -> None:
        response.body = re.sub(rb"Content-Range: [^\r\n]*\r\n", b"", response.body)


@fault("STATIC-23")
def range_is_not_offered(app: Broken) -> None:
    """A file does not say that it is served in ranges."""

    @app.received("GET", FILES)
    def silent(response: Received) -> None:
        del response.headers["Accept-Ranges"]


@fault("STATIC-8")
def range_behind_the_end_is_malformed(app: Broken) -> None:
    """A range that begins behind the end of the file is refused with 400."""

    @app.received("GET", FILES)
    def malformed(response: Received) -> None:
        if response.status == 416:
            response.status = 400


@fault("STATIC-8")
def range_behind_the_end_is_not_told_where(app: Broken) -> None:
    """The response to a range behind the end does not say how long the file is."""

    @app.received("GET", FILES)
    def untold(response: Received) -> None:
        if response.status == 416:
            del response.headers["Content-Range"]


@fault("STATIC-24", "STATIC-25")
def range_is_for_any_unit_and_method(app: Broken) -> None:
    """Static files are those of Starlette, which refuse an unknown unit and response HEAD with 206."""
    app.patch("reference_app.static_files.RangedStaticFiles.__call__", StaticFiles.__call__)


@fault("STATIC-24", "STATIC-21")
def range_of_lines_is_one_of_bytes(app: Broken) -> None:
    """The unit of a range is not looked at, and neither is the first byte: lines=0-1 is answered with two bytes."""

    @app.sent("GET", FILES)
    def counted(sent: Sent) -> None:
        if "range" in sent.headers:
            sent.headers["Range"] = "bytes=0-" + sent.headers["range"].rpartition("-")[2]


@fault("STATIC-26")
def range_of_a_changed_file_is_sent(app: Broken) -> None:
    """An If-Range is not looked at, and a range of the new file is put behind one of the old."""
    app.patch("starlette.responses.FileResponse._should_use_range", lambda self, validator: True)


@fault("STATIC-26")
def range_of_an_older_date_is_sent(app: Broken) -> None:
    """An If-Range with any date is taken for that of the file."""
    original = FileResponse._should_use_range
    app.patch(
        "starlette.responses.FileResponse._should_use_range",
        lambda self, validator: validator.endswith("GMT") or original(self, validator),
    )


@fault("STATIC-27")
def range_of_the_same_file_is_not_sent(app: Broken) -> None:
    """An If-Range is compared with the date of the file only, and an entity tag never fits."""
    app.patch(
        "starlette.responses.FileResponse._should_use_range",
        lambda self, validator: validator == self.headers["last-modified"],
    )


@fault("STATIC-5", "STATIC-35", "STATIC-2", "STATIC-29")
def static_file_unknown_is_gone(app: Broken) -> None:
    """An unknown file is answered with 410, as if it had been there once."""

    @app.received("GET", FILES)
    def gone(response: Received) -> None:
        if response.status == 404:
            response.status = 410


@fault("STATIC-17", "STATIC-4", "STATIC-27")
def validators_are_missing(app: Broken) -> None:
    """A file is served without an entity tag."""

    @app.received("*", FILES)
    def bare(response: Received) -> None:
        del response.headers["ETag"]


@fault("STATIC-17", "STATIC-4", "STATIC-27")
def validators_are_not_quoted(app: Broken) -> None:
    """The entity tag of a file is not quoted."""

    @app.received("*", FILES)
    def unquoted(response: Received) -> None:
        if "etag" in response.headers:
            response.headers["ETag"] = response.headers["etag"].strip('"')


@fault("STATIC-17", "STATIC-6", "STATIC-20")
def validators_have_another_date(app: Broken) -> None:
    """The date of the last modification is written as in JSON."""

    @app.received("*", FILES)
    def iso(response: Received) -> None:
        if "last-modified" in response.headers:
            response.headers["Last-Modified"] = parsedate_to_datetime(response.headers["last-modified"]).isoformat()


@fault("STATIC-4", "STATIC-5", "STATIC-6")
def validators_are_not_looked_at(app: Broken) -> None:
    """A file is sent whole, whatever the client has of it already."""
    validate(app, lambda response, request: False)


@fault("STATIC-4")
def validators_in_a_list_are_not_found(app: Broken) -> None:
    """An If-None-Match is compared as a whole with the one entity tag of the file."""
    validate(app, lambda response, request: request.get("if-none-match") in ("*", response["etag"]))


@fault("STATIC-4")
def validators_are_compared_strongly(app: Broken) -> None:
    """An entity tag that a proxy made weak is another one."""
    app.patch(
        NOT_MODIFIED,
        lambda self, response, request: (
            response["etag"] in re.findall(r'(?<!W/)"[^"]*"|\*', request.get("if-none-match", ""))
        ),
    )


@fault("STATIC-4")
def validators_are_not_repeated(app: Broken) -> None:
    """A 304 has no entity tag."""

    @app.received("GET", FILES)
    def bare(response: Received) -> None:
        if response.status == 304:
            del response.headers["ETag"]


@fault("STATIC-4")
def validators_change_from_answer_to_answer(app: Broken) -> None:
    """The entity tag of a 304 is that of an empty file."""

    @app.received("GET", FILES)
    def other(response: Received) -> None:
        if response.status == 304:
            response.headers["ETag"] = '"d41d8cd98f00b204e9800998ecf8427e"'


@fault("STATIC-5")
def validators_know_no_star(app: Broken) -> None:
    """An If-None-Match with * is taken for an entity tag that no file has."""
    validate(app, lambda response, request: response["etag"] in tags(request))


@fault("STATIC-5")
def validators_come_before_the_file(app: Broken) -> None:
    """An If-None-Match with * is answered with 304 before anybody looks for the file."""

    @app.received("GET", "/static/nope.txt")
    def unmodified(response: Received) -> None:
        response.status, response.body = 304, b""
        del response.headers["Content-Length"]


@fault("STATIC-19", "STATIC-20")
def validators_are_any(app: Broken) -> None:
    """Any If-None-Match is answered with 304."""
    validate(app, lambda response, request: "if-none-match" in request)


@fault("STATIC-19", "STATIC-20")
def validators_that_fail_are_a_failed_precondition(app: Broken) -> None:
    """An If-None-Match that names other entity tags is answered like an If-Match, with 412."""

    def same(response: Headers, request: Headers) -> bool:
        if "if-none-match" in request and not {response["etag"], "*"} & set(tags(request)):
            raise HTTPException(412)
        return "if-none-match" in request

    validate(app, same)


@fault("STATIC-6")
def validators_have_no_date(app: Broken) -> None:
    """An If-Modified-Since is not looked at."""
    validate(app, lambda response, request: bool({"*", response["etag"]} & set(tags(request))))


@fault("STATIC-28")
def validators_take_any_date(app: Broken) -> None:
    """Any If-Modified-Since is answered with 304, whatever its date."""
    original = StaticFiles.is_not_modified

    def same(self: StaticFiles, response: Headers, request: Headers) -> bool:
        return original(self, response, request) or ("if-modified-since" in request and "if-none-match" not in request)

    app.patch(NOT_MODIFIED, same)


@fault("STATIC-28")
def validators_break_at_no_date(app: Broken) -> None:
    """An If-Modified-Since that is no date is an error that nobody handles."""

    def same(response: Headers, request: Headers) -> bool:
        if "if-modified-since" in request:
            since = parsedate_to_datetime(request["if-modified-since"])
            return since >= parsedate_to_datetime(response["last-modified"])
        return response["etag"] in tags(request)

    validate(app, same)


@fault("STATIC-20")
def validators_are_alternatives(app: Broken) -> None:
    """One of two validators that holds is enough for a 304."""
    original = StaticFiles.is_not_modified

    def same(self: StaticFiles, response: Headers, request: Headers) -> bool:
        return original(self, response, request) or request.get("if-modified-since") == response["last-modified"]

    app.patch(NOT_MODIFIED, same)


@fault("STATIC-25", "ROUTE-3")
def proxy_turns_head_into_get(app: Broken) -> None:
    """A proxy asks with GET where the client asked with HEAD, and drops the body."""

    @app.sent("HEAD", "*")
    def turn(sent: Sent) -> None:
        sent.method = "GET"
