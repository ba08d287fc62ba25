"""What a fault is made of: a function that breaks the reference application, and the rules that must detect it."""

import contextlib
import fnmatch
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

from fastapi import APIRouter, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount

from fastapi_spec.suggest import did_you_mean


@dataclass
class Sent:
    """A request on its way to the application, which sees it as it is changed here.

    ``path`` is decoded, ``query`` is not. ``headers`` may have a name twice.
    """

    method: str
    path: str
    query: str
    headers: MutableHeaders
    body: bytes


@dataclass
class Received:
    """A response on its way to the client. ``json`` reads and writes the body as JSON."""

    status: int
    headers: MutableHeaders
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @json.setter
    def json(self, value: Any) -> None:
        self.body = json.dumps(value, ensure_ascii=False).encode(errors="backslashreplace")


@dataclass
class Broken:
    """The reference application with a defect. Every change is undone when the fault is switched off."""

    app: FastAPI
    stack: contextlib.ExitStack
    before: list[tuple[str, str, Callable[[Sent], None]]] = field(default_factory=list)
    after: list[tuple[str, str, Callable[[Received], None]]] = field(default_factory=list)

    def route(self, method: str, path: str, **options: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Replace the handler of one operation; ``path`` has the prefix of its application. Options are FastAPI's."""

        def replace(handler: Callable[..., Any]) -> Callable[..., Any]:
            mounts = (route for route in self.app.routes if isinstance(route, Mount) and isinstance(route.app, FastAPI))
            prefix = next((mount.path for mount in mounts if path.startswith(f"{mount.path}/")), "")
            router = APIRouter()
            router.api_route(path.removeprefix(prefix), methods=[method], **options)(handler)
            routes: list[BaseRoute] = self.mounted(prefix).router.routes
            routes[:0] = router.routes
            for route in router.routes:
                self.stack.callback(routes.remove, route)
            return handler

        return replace

    def sent(self, method: str, path: str) -> Callable[[Callable[[Sent], None]], Callable[[Sent], None]]:
        """Change requests before the application sees them. Method and path may contain ``*`` (see fnmatch)."""
        return lambda change: self.before.append((method, path, change)) or change  # type: ignore[func-returns-value]

    def received(self, method: str, path: str) -> Callable[[Callable[[Received], None]], Callable[[Received], None]]:
        """Change responses before the client sees them. Method and path may contain ``*`` (see fnmatch)."""
        return lambda change: self.after.append((method, path, change)) or change  # type: ignore[func-returns-value]

    def document(self, path: str = "/openapi.json") -> Callable[[Callable[[Any], None]], Callable[[Any], None]]:
        """Change an OpenAPI document, in place, before the client sees it."""

        def declare(change: Callable[[Any], None]) -> Callable[[Any], None]:
            @self.received("GET", path)
            def changed(response: Received) -> None:
                document = response.json
                change(document)
                response.json = document

            return change

        return declare

    def patch(self, target: str, value: Any) -> None:
        """Replace ``module.attribute`` with another object (see unittest.mock.patch)."""
        self.stack.enter_context(mock.patch(target, value))

    def override(self, dependency: Callable[..., Any], replacement: Callable[..., Any], *, app: str = "") -> None:
        """Replace a dependency, in the main application or in the one mounted at ``app``."""
        overrides = self.mounted(app).dependency_overrides
        self.stack.enter_context(mock.patch.dict(overrides, {dependency: replacement}))

    def middleware(self, prefix: str, change: Callable[[list[Middleware]], list[Middleware]]) -> None:
        """Change the middleware, the outermost first, of the application mounted at a prefix."""
        self._rebuild(prefix, user_middleware=change(self.mounted(prefix).user_middleware))

    def handler(self, error: type[Exception] | int, handler: Callable[..., Any], *, app: str = "") -> None:
        """Replace the handler of an exception or a status, in the main application or in the one mounted at ``app``."""
        self._rebuild(app, exception_handlers={**self.mounted(app).exception_handlers, error: handler})

    def _rebuild(self, prefix: str, **attributes: Any) -> None:
        self.stack.enter_context(mock.patch.multiple(self.mounted(prefix), middleware_stack=None, **attributes))

    def mounted(self, prefix: str) -> FastAPI:
        """The application mounted at a prefix; the main one at ``""``."""
        mounts = (route for route in self.app.routes if isinstance(route, Mount) and route.path == prefix)
        application = next(mounts).app if prefix else self.app
        assert isinstance(application, FastAPI)
        return application


def reject(*loc: str | int, type: str = "value_error", input: Any = None) -> RequestValidationError:
    """The 422 that a handler raises by itself, with the location of what it rejects."""
    return RequestValidationError([{"type": type, "loc": loc, "msg": "rejected", "input": input}])


@dataclass(frozen=True)
class Fault:
    """One defect: its name, its sentence, the rules that must detect it, how it is applied, and the case to run."""

    name: str
    sentence: str
    breaks: tuple[str, ...]
    apply: Callable[[Broken], None]
    case: str = ""


FAULTS: dict[str, Fault] = {}


def fault(*breaks: str, case: str = "") -> Callable[[Callable[[Broken], None]], Callable[[Broken], None]]:
    """Declare a fault: the ids of the rules that must detect it. The docstring says in one sentence what is wrong.

    ``case`` is the only case that is run, for rules whose other cases are slow and cannot detect it.
    """

    def declare(apply: Callable[[Broken], None]) -> Callable[[Broken], None]:
        name, sentence = apply.__name__.replace("_", "-"), " ".join((apply.__doc__ or "").split())
        if name in FAULTS or not sentence.endswith(".") or not breaks:
            raise ValueError(f"{name}: a fault has a unique name, a sentence and the ids of the rules that it breaks")
        FAULTS[name] = Fault(name, sentence, breaks, apply, case)
        return apply

    return declare


def named(name: str, known: Mapping[str, Fault]) -> Fault:
    """The fault with this name, which may have underscores, as its function does. Raises LookupError."""
    hyphenated = name.replace("_", "-")
    if hyphenated not in known:
        raise LookupError(f"no fault {name}{did_you_mean(hyphenated, known)}")
    return known[hyphenated]


def having(words: Iterable[str], known: Mapping[str, Fault]) -> list[Fault]:
    """The faults with one of the words in their name; all of them if there are no words.

    Raises LookupError for a word that is in no name.
    """
    parts = {word: word.replace("_", "-") for word in words}
    for word, part in parts.items():
        if not any(part in name for name in known):
            named(word, known)
    return [fault for name, fault in known.items() if not parts or any(part in name for part in parts.values())]


def matches(method: str, path: str, wanted_method: str, wanted_path: str) -> bool:
    """Whether a request is one of those that a fault changes."""
    return fnmatch.fnmatchcase(method, wanted_method) and fnmatch.fnmatchcase(path, wanted_path)
