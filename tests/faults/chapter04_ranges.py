"""Faults of static files: ranges."""

import re
from typing import Any

from fastapi.staticfiles import StaticFiles
from starlette.responses import FileResponse

from tests.faults.fault import Answer, Broken, Sent, fault

FILES = "/static/*"
RANGES = "starlette.responses.FileResponse._parse_ranges"


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

    @app.answers("GET", FILES)
    def longer(answer: Answer) -> None:
        if answer.status == 206 and "content-range" in answer.headers:
            start, end, size = re.findall(r"\d+", answer.headers["content-range"])
            answer.headers["Content-Range"] = f"bytes {start}-{int(end) + 1}/{size}"


@fault("STATIC-7", "STATIC-21", "STATIC-27")
def range_has_the_whole_content(app: Broken) -> None:
    """The headers of an answer speak of a range, and its body is the whole file."""

    @app.answers("GET", FILES)
    def whole(answer: Answer) -> None:
        if answer.status == 206 and "content-range" in answer.headers:
            answer.body = b"hello static\n"


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

    @app.answers("GET", FILES)
    def ok(answer: Answer) -> None:
        if answer.status == 206:
            answer.status = 200


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

    @app.answers("GET", FILES)
    def typed(answer: Answer) -> None:
        if answer.status == 206:
            answer.headers["Content-Type"] = "text/plain; charset=utf-8"


@fault("STATIC-22")
def range_in_a_part_is_not_named(app: Broken) -> None:
    """The parts of several ranges do not say which range each is."""

    @app.answers("GET", FILES)
    def unnamed(answer: Answer) -> None:
        answer.body = re.sub(rb"Content-Range: [^\r\n]*\r\n", b"", answer.body)


@fault("STATIC-23")
def range_is_not_offered(app: Broken) -> None:
    """A file does not say that it is served in ranges."""

    @app.answers("GET", FILES)
    def silent(answer: Answer) -> None:
        del answer.headers["Accept-Ranges"]


@fault("STATIC-8")
def range_behind_the_end_is_malformed(app: Broken) -> None:
    """A range that begins behind the end of the file is refused with 400."""

    @app.answers("GET", FILES)
    def malformed(answer: Answer) -> None:
        if answer.status == 416:
            answer.status = 400


@fault("STATIC-8")
def range_behind_the_end_is_not_told_where(app: Broken) -> None:
    """The answer to a range behind the end does not say how long the file is."""

    @app.answers("GET", FILES)
    def untold(answer: Answer) -> None:
        if answer.status == 416:
            del answer.headers["Content-Range"]


@fault("STATIC-24", "STATIC-25")
def range_is_for_any_unit_and_method(app: Broken) -> None:
    """Static files are those of Starlette, which refuse an unknown unit and answer HEAD with 206."""
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
