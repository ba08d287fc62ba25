"""Errors that become responses: JSON, plain text under /apps/error-handlers, JSON with more in /apps/own-exceptions."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from flask import Response, jsonify
from werkzeug.exceptions import HTTPException


class HttpError(HTTPException):
    """A response with this status, any JSON as detail (by default the reason phrase), and headers of its own."""

    def __init__(self, status: int, detail: Any = None, headers: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self.code = status
        self.detail = HTTPStatus(status).phrase if detail is None else detail
        self.headers = dict(headers or {})


MOST = 100


class Invalid(Exception):
    """A request with validation errors: each has at least ``type``, ``loc`` and ``msg``. The JSON body, if any.

    Of many errors the first are kept, so that the response is not many times as long as the request.
    """

    def __init__(self, faults: list[dict[str, Any]], body: Any = None) -> None:
        super().__init__(faults)
        self.faults = faults[:MOST]
        self.body = body


def parts(error: HTTPException) -> tuple[int, Any, dict[str, str]]:
    """The status, the detail and the headers of an error of this API or of Werkzeug (404 and 405 of the router)."""
    if isinstance(error, HttpError):
        return error.code or 500, error.detail, error.headers
    status = error.code or 500
    headers = {name: value for name, value in error.get_headers() if name.lower() != "content-type"}
    return status, HTTPStatus(status).phrase, headers


def as_json(error: HTTPException) -> Response:
    status, detail, headers = parts(error)
    response = jsonify(detail=detail)
    response.status_code = status
    response.headers.update(headers)
    return response


def faults_as_json(error: Invalid) -> Response:
    response = jsonify(detail=error.faults)
    response.status_code = 422
    return response


def as_text(error: HTTPException) -> Response:
    status, detail, headers = parts(error)
    return Response(str(detail), status, headers, mimetype="text/plain")


def faults_as_text(error: Invalid) -> Response:
    lines = [f"{' -> '.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.faults]
    return Response("\n".join(lines), 400, mimetype="text/plain")
