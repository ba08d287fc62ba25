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
    """Respond with 304 under another condition of the headers of the response and of the request."""
    app.patch(NOT_MODIFIED, lambda self, response, request: holds(response, request))


def tags(request: Headers) -> list[str]:
    """The entity tags of If-None-Match, weak ones like strong ones."""
    return [tag.strip().removeprefix("W/") for tag in request.get("if-none-match", "").split(",")]


@fault("STATIC-17", "STATIC-4", "STATIC-27")
def entity_tag_is_missing(app: Broken) -> None:
    """A static file has no entity tag."""

    @app.received("*", FILES)
    def bare(response: Received) -> None:
        del response.headers["ETag"]


@fault("STATIC-17", "STATIC-4", "STATIC-27")
def entity_tag_is_not_quoted(app: Broken) -> None:
    """The entity tag of a static file is not quoted."""

    @app.received("*", FILES)
    def unquoted(response: Received) -> None:
        if "etag" in response.headers:
            response.headers["ETag"] = response.headers["etag"].strip('"')


@fault("STATIC-37", "STATIC-6")
def last_modified_is_missing(app: Broken) -> None:
    """A static file has no `Last-Modified`."""

    @app.received("*", FILES)
    def bare(response: Received) -> None:
        del response.headers["Last-Modified"]


@fault("STATIC-37", "STATIC-6")
def last_modified_is_an_iso_date(app: Broken) -> None:
    """`Last-Modified` is written in ISO 8601, as in JSON."""

    @app.received("*", FILES)
    def iso(response: Received) -> None:
        if "last-modified" in response.headers:
            response.headers["Last-Modified"] = parsedate_to_datetime(response.headers["last-modified"]).isoformat()


@fault("STATIC-4", "STATIC-5", "STATIC-6")
def validators_are_ignored(app: Broken) -> None:
    """A static file is sent whole, whatever version the client has already."""
    validate(app, lambda response, request: False)


@fault("STATIC-4")
def validators_in_a_list_are_not_found(app: Broken) -> None:
    """`If-None-Match` is compared as a whole with the entity tag of the file."""
    validate(app, lambda response, request: request.get("if-none-match") in ("*", response["etag"]))


@fault("STATIC-4")
def validators_are_compared_strongly(app: Broken) -> None:
    """An entity tag that a proxy made weak does not match."""
    app.patch(
        NOT_MODIFIED,
        lambda self, response, request: (
            response["etag"] in re.findall(r'(?<!W/)"[^"]*"|\*', request.get("if-none-match", ""))
        ),
    )


@fault("STATIC-4")
def validators_are_missing_in_a_304(app: Broken) -> None:
    """A 304 has no entity tag."""

    @app.received("GET", FILES)
    def bare(response: Received) -> None:
        if response.status == 304:
            del response.headers["ETag"]


@fault("STATIC-4")
def validators_of_a_304_are_others(app: Broken) -> None:
    """The entity tag of a 304 is that of an empty file."""

    @app.received("GET", FILES)
    def other(response: Received) -> None:
        if response.status == 304:
            response.headers["ETag"] = '"d41d8cd98f00b204e9800998ecf8427e"'


@fault("STATIC-19", "STATIC-20")
def validators_are_any(app: Broken) -> None:
    """Any `If-None-Match` is a 304."""
    validate(app, lambda response, request: "if-none-match" in request)


@fault("STATIC-19", "STATIC-20")
def validators_that_fail_are_a_failed_precondition(app: Broken) -> None:
    """`If-None-Match` with other entity tags is a 412, as for `If-Match`."""

    def same(response: Headers, request: Headers) -> bool:
        if "if-none-match" in request and not {response["etag"], "*"} & set(tags(request)):
            raise HTTPException(412)
        return "if-none-match" in request

    validate(app, same)


@fault("STATIC-5", "STATIC-2", "STATIC-29")
def static_file_missing_is_gone(app: Broken) -> None:
    """A missing static file is a 410, as if it had existed."""

    @app.received("GET", FILES)
    def gone(response: Received) -> None:
        if response.status == 404:
            response.status = 410


@fault("STATIC-5")
def validators_do_not_know_the_star(app: Broken) -> None:
    """`If-None-Match: *` is compared like an entity tag, which no file has."""
    validate(app, lambda response, request: response["etag"] in tags(request))


@fault("STATIC-5")
def validators_come_before_the_file(app: Broken) -> None:
    """`If-None-Match: *` is a 304 before the server looks for the file."""

    @app.received("GET", "/static/nope.txt")
    def unmodified(response: Received) -> None:
        response.status, response.body = 304, b""
        del response.headers["Content-Length"]


@fault("STATIC-6")
def validators_have_no_date(app: Broken) -> None:
    """`If-Modified-Since` is ignored."""
    validate(app, lambda response, request: bool({"*", response["etag"]} & set(tags(request))))


@fault("STATIC-28")
def validators_take_any_date(app: Broken) -> None:
    """Any `If-Modified-Since` is a 304, whatever its date."""
    original = StaticFiles.is_not_modified

    def same(self: StaticFiles, response: Headers, request: Headers) -> bool:
        return original(self, response, request) or ("if-modified-since" in request and "if-none-match" not in request)

    app.patch(NOT_MODIFIED, same)


@fault("STATIC-28")
def validators_break_at_an_invalid_date(app: Broken) -> None:
    """An `If-Modified-Since` that is not a date is an unhandled exception."""

    def same(response: Headers, request: Headers) -> bool:
        if "if-modified-since" in request:
            since = parsedate_to_datetime(request["if-modified-since"])
            return since >= parsedate_to_datetime(response["last-modified"])
        return response["etag"] in tags(request)

    validate(app, same)


@fault("STATIC-20")
def validators_are_alternatives(app: Broken) -> None:
    """One of two validators that match is enough for a 304."""
    original = StaticFiles.is_not_modified

    def same(self: StaticFiles, response: Headers, request: Headers) -> bool:
        return original(self, response, request) or request.get("if-modified-since") == response["last-modified"]

    app.patch(NOT_MODIFIED, same)


@fault("STATIC-21", "STATIC-7")
def range_of_too_many_last_bytes_is_rejected(app: Broken) -> None:
    """A range of more last bytes than the file has (`bytes=-100`) is rejected with 416, as by Starlette 1.2."""

    @app.sent("GET", FILES)
    def behind(sent: Sent) -> None:
        if sent.headers.get("range") == "bytes=-100":
            sent.headers["Range"] = "bytes=100-"


@fault("STATIC-7", "STATIC-22", "STATIC-8", "STATIC-27")
def range_is_ignored(app: Broken) -> None:
    """`Range` is ignored: a static file is always sent whole."""

    @app.sent("GET", FILES)
    def whole(sent: Sent) -> None:
        del sent.headers["Range"]


@fault("STATIC-7", "STATIC-21", "STATIC-22", "STATIC-27")
def range_ends_too_early(app: Broken) -> None:
    """The last byte of a range is left out, as in the slices of many languages."""
    original: Any = FileResponse._parse_ranges

    def shorter(self: FileResponse, requested: str, size: int) -> list[tuple[int, int]]:
        return [(start, end - 1) for start, end in original(requested, size)]

    app.patch(RANGES, shorter)


@fault("STATIC-7")
def range_is_named_by_its_end(app: Broken) -> None:
    """`Content-Range` names the position after the last byte as the last."""

    @app.received("GET", FILES)
    def longer(response: Received) -> None:
        if response.status == 206 and "content-range" in response.headers:
            start, end, size = re.findall(r"\d+", response.headers["content-range"])
            response.headers["Content-Range"] = f"bytes {start}-{int(end) + 1}/{size}"


@fault("STATIC-7", "STATIC-21", "STATIC-27")
def range_has_the_whole_content(app: Broken) -> None:
    """The headers of a response describe a range, and its body is the whole file."""

    @app.received("GET", FILES)
    def whole(response: Received) -> None:
        if response.status == 206 and "content-range" in response.headers:
            response.body = b"hello static\n"


@fault("STATIC-7")
def range_of_the_last_bytes_is_of_the_first(app: Broken) -> None:
    """A range without a beginning (`bytes=-3`) begins at 0."""

    @app.sent("GET", FILES)
    def first(sent: Sent) -> None:
        if "range" in sent.headers:
            sent.headers["Range"] = sent.headers["range"].replace("=-", "=0-")


@fault("STATIC-7")
def range_has_a_unit_in_lower_case(app: Broken) -> None:
    """The unit of a range is compared with regard to letter case."""

    @app.sent("GET", FILES)
    def exact(sent: Sent) -> None:
        if not sent.headers.get("range", "").startswith("bytes="):
            del sent.headers["Range"]


@fault("STATIC-7", "STATIC-22", "STATIC-27", "STATIC-41")
def range_has_the_status_of_a_file(app: Broken) -> None:
    """A range is sent with 200, so that a cache stores it as the whole file."""

    @app.received("GET", FILES)
    def ok(response: Received) -> None:
        if response.status == 206:
            response.status = 200


@fault("STATIC-23")
def range_is_not_offered(app: Broken) -> None:
    """A static file has no `Accept-Ranges`."""

    @app.received("GET", FILES)
    def silent(response: Received) -> None:
        del response.headers["Accept-Ranges"]


@fault("STATIC-8")
def range_behind_the_end_is_malformed(app: Broken) -> None:
    """A range that begins after the end of the file is rejected with 400."""

    @app.received("GET", FILES)
    def malformed(response: Received) -> None:
        if response.status == 416:
            response.status = 400


@fault("STATIC-8")
def range_behind_the_end_has_no_length(app: Broken) -> None:
    """A 416 has no `Content-Range` with the length of the file."""

    @app.received("GET", FILES)
    def bare(response: Received) -> None:
        if response.status == 416:
            del response.headers["Content-Range"]


@fault("STATIC-22")
def range_is_only_one(app: Broken) -> None:
    """Only the first of several ranges is sent."""

    @app.sent("GET", FILES)
    def first(sent: Sent) -> None:
        if "range" in sent.headers:
            sent.headers["Range"] = sent.headers["range"].split(",")[0]


@fault("STATIC-22", "STATIC-41")
def range_of_several_has_the_type_of_the_file(app: Broken) -> None:
    """Several ranges are sent in parts with the media type of the file."""

    @app.received("GET", FILES)
    def typed(response: Received) -> None:
        if response.status == 206:
            response.headers["Content-Type"] = "text/plain; charset=utf-8"


@fault("STATIC-41", "STATIC-22")
def range_ends_with_a_line_feed(app: Broken) -> None:
    """The parts of several ranges are separated by LF instead of CRLF, as before Starlette 1.0."""

    @app.received("GET", FILES)
    def fed(response: Received) -> None:
        if b"Content-Range" in response.body:
            response.body = response.body.replace(b"\r\n", b"\n")


@fault("STATIC-42", "STATIC-8")
def range_behind_the_end_has_no_unit(app: Broken) -> None:
    """The `Content-Range` of a 416 has no unit, as before Starlette 1.0."""

    @app.received("GET", FILES)
    def bare(response: Received) -> None:
        if response.status == 416:
            response.headers["Content-Range"] = "*/13"


@fault("STATIC-22", "STATIC-41")
def range_in_a_part_is_not_named(app: Broken) -> None:
    """The parts of several ranges have no `Content-Range`."""

    @app.received("GET", FILES)
    def unnamed(response: Received) -> None:
        response.body = re.sub(rb"Content-Range: [^\r\n]*\r\n", b"", response.body)


@fault("STATIC-26")
def range_of_a_changed_file_is_sent(app: Broken) -> None:
    """`If-Range` is ignored, so that a client joins ranges of the old and the new file."""
    app.patch("starlette.responses.FileResponse._should_use_range", lambda self, validator: True)


@fault("STATIC-26")
def range_of_an_older_date_is_sent(app: Broken) -> None:
    """`If-Range` with any date is taken as the date of the file."""
    original = FileResponse._should_use_range
    app.patch(
        "starlette.responses.FileResponse._should_use_range",
        lambda self, validator: validator.endswith("GMT") or original(self, validator),
    )


@fault("STATIC-27")
def range_of_the_same_file_is_not_sent(app: Broken) -> None:
    """`If-Range` is compared with the date of the file only, so that no entity tag matches."""
    app.patch(
        "starlette.responses.FileResponse._should_use_range",
        lambda self, validator: validator == self.headers["last-modified"],
    )


@fault("STATIC-24", "STATIC-25")
def range_is_for_any_unit_and_method(app: Broken) -> None:
    """Static files are those of Starlette, which rejects unknown units and responds to HEAD with 206."""
    app.patch("reference_app.hardening.static_files.RangedStaticFiles.__call__", StaticFiles.__call__)


@fault("STATIC-24", "STATIC-21")
def range_of_lines_is_one_of_bytes(app: Broken) -> None:
    """The unit and the beginning of a range are ignored: `lines=0-1` is a 206 with two bytes."""

    @app.sent("GET", FILES)
    def counted(sent: Sent) -> None:
        if "range" in sent.headers:
            sent.headers["Range"] = "bytes=0-" + sent.headers["range"].rpartition("-")[2]


@fault("STATIC-25", "ROUTE-3")
def proxy_turns_head_into_get(app: Broken) -> None:
    """A proxy sends GET in place of HEAD and drops the body of the response."""

    @app.sent("HEAD", "*")
    def turn(sent: Sent) -> None:
        sent.method = "GET"


@fault("STATIC-38")
def range_of_letters_begins_at_0(app: Broken) -> None:
    """What is not a number in a range (`bytes=abc`) is read as 0: a 206."""

    @app.sent("GET", FILES)
    def zero(sent: Sent) -> None:
        if re.fullmatch("bytes=[a-z-]+", sent.headers.get("range", "")):
            sent.headers["Range"] = "bytes=0-"


@fault("STATIC-38")
def range_backwards_is_turned_round(app: Broken) -> None:
    """A range whose end is before its beginning (`bytes=5-2`) is sent as if they were swapped."""

    @app.sent("GET", FILES)
    def swapped(sent: Sent) -> None:
        if sent.headers.get("range") == "bytes=5-2":
            sent.headers["Range"] = "bytes=2-5"
