"""The input of a request, validated by Pydantic: path, query, headers, cookies, JSON and forms; errors are collected.

One source: ``page = read(Given.query, Page)``. Several: ``given = Given()``, then ``page = given.query(Page)``,
``item = given.json(Item)`` and so on, then ``given.check()``, which raises Invalid if there was an error. Do not use
what a source returned before that.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, cast, get_origin
from urllib.parse import parse_qsl

from flask import request
from pydantic import BaseModel, TypeAdapter, ValidationError
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.http import parse_options_header
from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder

from .http_errors import HttpError, Invalid

MIB = 2**20
BODY_LIMIT = 16 * MIB
UPLOAD_LIMIT = 10 * MIB
DRAIN_LIMIT = 128 * MIB
FIELDS_LIMIT = 1000

M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")
Pairs = list[tuple[str, Any]]


@dataclass
class Upload:
    """A file of a form; the client chooses its name and type."""

    filename: str
    content_type: str | None
    content: bytes


class Given:
    """The current request, and the validation errors found in it so far."""

    def __init__(self) -> None:
        self.faults: list[dict[str, Any]] = []
        self.body: Any = None

    def path(self, model: type[M]) -> M:
        return self._fields("path", model, list((request.view_args or {}).items()))

    def query(self, model: type[M]) -> M:
        return self._fields("query", model, _urlencoded(request.query_string, None))

    def header(self, model: type[M]) -> M:
        return self._fields("header", model, [(name.lower(), value) for name, value in request.headers])

    def cookie(self, model: type[M]) -> M:
        return self._fields("cookie", model, list(request.cookies.items(multi=True)))

    def form(self, model: type[M], limit: int = BODY_LIMIT) -> M:
        """An empty field counts as missing. A model may forbid undeclared fields."""
        declared = model.model_fields
        pairs = [(name, value) for name, value in _form(_body(limit)) if value != "" or name not in declared]
        return self._fields("body", model, pairs)

    def json(self, kind: type[T]) -> T:
        """A body of this type; a body that is missing or null is one error, at the body itself."""
        value = self._json()
        if value is None:
            self.missing("body")
            return cast(T, None)
        return self._checked("body", kind, value)

    def embedded_json(self, model: type[M]) -> M:
        """A body of several models, all of which are missing if the body is not an object."""
        value = self._json()
        return self._checked("body", model, value if isinstance(value, dict) else {})

    def missing(self, *loc: str) -> None:
        self.faults.append({"type": "missing", "loc": list(loc), "msg": "Field required", "input": None})

    def check(self) -> None:
        if self.faults:
            raise Invalid(self.faults, self.body)

    def _json(self) -> Any:
        try:
            self.body = _json(_body(BODY_LIMIT))
        except json.JSONDecodeError as error:
            fault = {"type": "json_invalid", "loc": ["body", error.pos], "msg": "JSON decode error", "input": {}}
            raise Invalid([*self.faults, fault | {"ctx": {"error": error.msg}}], error.doc) from None
        return self.body

    def _fields(self, source: str, model: type[M], pairs: Pairs) -> M:
        """For each field the last value that was sent; for a list all values. Others only if the model forbids them."""
        kinds = {field.alias or name: get_origin(field.annotation) for name, field in model.model_fields.items()}
        others = [name for name, _ in pairs] if model.model_config.get("extra") == "forbid" else []
        values: dict[str, Any] = {}
        for name in [*kinds, *others]:
            sent = [value for key, value in pairs if key == name]
            if sent:
                values[name] = sent if kinds.get(name) is list else sent[-1]
        return self._checked(source, model, values)

    def _checked(self, source: str, kind: type[T], value: Any) -> T:
        try:
            checked: T = _adapter(cast(Any, kind)).validate_python(value)
            return checked
        except ValidationError as error:
            self.faults += [_fault(source, fault) for fault in error.errors(include_url=False)]
            return cast(T, None)


def read(source: Callable[..., T], kind: type[T], *options: Any) -> T:
    """The input from a single source: ``read(Given.query, Page)``."""
    given = Given()
    found = source(given, kind, *options)
    given.check()
    return found


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _fault(source: str, error: Any) -> dict[str, Any]:
    """Pydantic's error in the format of the contract, with the input if it is safe and short enough to show."""
    fault = {"type": error["type"], "loc": [source, *error["loc"]], "msg": error["msg"]}
    shown = error["input"]
    if error["type"] == "missing":
        shown = {} if source == "body" and shown == {} and _is_json() else None
    secret = fault["loc"][-1] == "password" and shown is not None
    if not secret and (isinstance(shown, str | int | float | None) or shown == {}):
        fault["input"] = shown
    if "ctx" in error:
        fault["ctx"] = {name: str(v) if isinstance(v, Exception) else v for name, v in error["ctx"].items()}
    return fault


def _is_json() -> bool:
    return request.mimetype == "application/json" or request.mimetype.endswith("+json")


def _body(limit: int) -> bytes:
    """The body. The rest of a larger one is read and discarded up to a limit, so that the client receives its 413."""
    stream = request.environ["wsgi.input"]
    chunks: list[bytes] = []
    size = 0
    while size <= DRAIN_LIMIT and (chunk := stream.read(65536)):
        size += len(chunk)
        if size > limit:
            chunks = []
        else:
            chunks.append(chunk)
    if size > limit:
        raise HttpError(413, "Content Too Large")
    return b"".join(chunks)


def _json(raw: bytes) -> Any:
    """A JSON value that a response can contain, too: finite, not nested too deeply, without lone surrogates."""
    if not raw or not _is_json():
        return raw.decode(errors="replace") or None
    try:
        value = json.loads(raw)
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except json.JSONDecodeError:
        raise
    except (ValueError, RecursionError):
        raise HttpError(400, "There was an error parsing the body") from None
    return value


def _form(raw: bytes) -> Pairs:
    kind, options = parse_options_header(request.content_type)
    if kind.lower() == "application/x-www-form-urlencoded":
        return _urlencoded(raw, FIELDS_LIMIT)
    if kind.lower() == "multipart/form-data":
        return _multipart(raw, options.get("boundary", ""))
    return []


def _urlencoded(raw: bytes, limit: int | None) -> Pairs:
    try:
        return list(parse_qsl(raw.decode(errors="replace"), keep_blank_values=True, max_num_fields=limit))
    except ValueError:
        raise HttpError(400, f"Too many fields. Maximum number of fields is {limit}.") from None


def _multipart(raw: bytes, boundary: str) -> Pairs:
    """The parts in their order. Browsers send a file without name and content if no file was chosen."""
    if not boundary:
        raise HttpError(400, "Missing boundary in multipart.")
    decoder = MultipartDecoder(boundary.encode("latin-1", "replace"), max_parts=FIELDS_LIMIT)
    decoder.receive_data(raw)
    decoder.receive_data(None)
    parts: Pairs = []
    try:
        while not isinstance(event := decoder.next_event(), Epilogue):
            if isinstance(event, Field | File):
                part, content = event, bytearray()
            elif isinstance(event, Data):
                content += event.data
                if not event.more_data:
                    parts.append((part.name, _part(part, bytes(content))))
    except RequestEntityTooLarge:
        raise HttpError(400, f"Too many files. Maximum number of files is {FIELDS_LIMIT}.") from None
    except ValueError:
        raise HttpError(400, "Invalid multipart data.") from None
    return parts


def _part(part: Field | File, content: bytes) -> Upload | str:
    if isinstance(part, File) and (part.filename or content):
        return Upload(part.filename, part.headers.get("content-type"), content)
    return content.decode(errors="replace")
