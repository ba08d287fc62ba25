"""Faults of static files: validators and ranges."""

import re
from collections.abc import Callable
from email.utils import parsedate_to_datetime

from fastapi import HTTPException
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import Headers

from tests.faults.fault import Answer, Broken, fault

FILES = "/static/*"
NOT_MODIFIED = "fastapi.staticfiles.StaticFiles.is_not_modified"


def validate(app: Broken, holds: Callable[[Headers, Headers], bool]) -> None:
    """Answer 304 where something else holds, told by the headers of the answer and of the request."""
    app.patch(NOT_MODIFIED, lambda self, answer, request: holds(answer, request))


def tags(request: Headers) -> list[str]:
    """The entity tags of an If-None-Match, the weak ones like the strong ones."""
    return [tag.strip().removeprefix("W/") for tag in request.get("if-none-match", "").split(",")]


@fault("STATIC-17", "STATIC-4", "STATIC-27")
def validators_are_missing(app: Broken) -> None:
    """A file is served without an entity tag."""

    @app.answers("*", FILES)
    def bare(answer: Answer) -> None:
        del answer.headers["ETag"]


@fault("STATIC-17", "STATIC-4", "STATIC-27")
def validators_are_not_quoted(app: Broken) -> None:
    """The entity tag of a file is not quoted."""

    @app.answers("*", FILES)
    def unquoted(answer: Answer) -> None:
        if "etag" in answer.headers:
            answer.headers["ETag"] = answer.headers["etag"].strip('"')


@fault("STATIC-17", "STATIC-6", "STATIC-20")
def validators_have_another_date(app: Broken) -> None:
    """The date of the last modification is written as in JSON."""

    @app.answers("*", FILES)
    def iso(answer: Answer) -> None:
        if "last-modified" in answer.headers:
            answer.headers["Last-Modified"] = parsedate_to_datetime(answer.headers["last-modified"]).isoformat()


@fault("STATIC-4", "STATIC-5", "STATIC-6")
def validators_are_not_looked_at(app: Broken) -> None:
    """A file is sent whole, whatever the client has of it already."""
    validate(app, lambda answer, request: False)


@fault("STATIC-4")
def validators_in_a_list_are_not_found(app: Broken) -> None:
    """An If-None-Match is compared as a whole with the one entity tag of the file."""
    validate(app, lambda answer, request: request.get("if-none-match") in ("*", answer["etag"]))


@fault("STATIC-4")
def validators_are_compared_strongly(app: Broken) -> None:
    """An entity tag that a proxy made weak is another one."""
    app.patch(
        NOT_MODIFIED,
        lambda self, answer, request: (
            answer["etag"] in re.findall(r'(?<!W/)"[^"]*"|\*', request.get("if-none-match", ""))
        ),
    )


@fault("STATIC-4")
def validators_are_not_repeated(app: Broken) -> None:
    """A 304 has no entity tag."""

    @app.answers("GET", FILES)
    def bare(answer: Answer) -> None:
        if answer.status == 304:
            del answer.headers["ETag"]


@fault("STATIC-4")
def validators_change_from_answer_to_answer(app: Broken) -> None:
    """The entity tag of a 304 is that of an empty file."""

    @app.answers("GET", FILES)
    def other(answer: Answer) -> None:
        if answer.status == 304:
            answer.headers["ETag"] = '"d41d8cd98f00b204e9800998ecf8427e"'


@fault("STATIC-5")
def validators_know_no_star(app: Broken) -> None:
    """An If-None-Match with * is taken for an entity tag that no file has."""
    validate(app, lambda answer, request: answer["etag"] in tags(request))


@fault("STATIC-5")
def validators_come_before_the_file(app: Broken) -> None:
    """An If-None-Match with * is answered with 304 before anybody looks for the file."""

    @app.answers("GET", "/static/nope.txt")
    def unmodified(answer: Answer) -> None:
        answer.status, answer.body = 304, b""
        del answer.headers["Content-Length"]


@fault("STATIC-19", "STATIC-20")
def validators_are_any(app: Broken) -> None:
    """Any If-None-Match is answered with 304."""
    validate(app, lambda answer, request: "if-none-match" in request)


@fault("STATIC-19", "STATIC-20")
def validators_that_fail_are_a_failed_precondition(app: Broken) -> None:
    """An If-None-Match that names other entity tags is answered like an If-Match, with 412."""

    def same(answer: Headers, request: Headers) -> bool:
        if "if-none-match" in request and not {answer["etag"], "*"} & set(tags(request)):
            raise HTTPException(412)
        return "if-none-match" in request

    validate(app, same)


@fault("STATIC-6")
def validators_have_no_date(app: Broken) -> None:
    """An If-Modified-Since is not looked at."""
    validate(app, lambda answer, request: bool({"*", answer["etag"]} & set(tags(request))))


@fault("STATIC-28")
def validators_take_any_date(app: Broken) -> None:
    """Any If-Modified-Since is answered with 304, whatever its date."""
    original = StaticFiles.is_not_modified

    def same(self: StaticFiles, answer: Headers, request: Headers) -> bool:
        return original(self, answer, request) or ("if-modified-since" in request and "if-none-match" not in request)

    app.patch(NOT_MODIFIED, same)


@fault("STATIC-28")
def validators_break_at_no_date(app: Broken) -> None:
    """An If-Modified-Since that is no date is an error that nobody handles."""

    def same(answer: Headers, request: Headers) -> bool:
        if "if-modified-since" in request:
            since = parsedate_to_datetime(request["if-modified-since"])
            return since >= parsedate_to_datetime(answer["last-modified"])
        return answer["etag"] in tags(request)

    validate(app, same)


@fault("STATIC-20")
def validators_are_alternatives(app: Broken) -> None:
    """One of two validators that holds is enough for a 304."""
    original = StaticFiles.is_not_modified

    def same(self: StaticFiles, answer: Headers, request: Headers) -> bool:
        return original(self, answer, request) or request.get("if-modified-since") == answer["last-modified"]

    app.patch(NOT_MODIFIED, same)
