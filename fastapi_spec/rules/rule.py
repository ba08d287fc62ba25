"""The declaration of a rule: id, level, origin, section of the notes, page of the docs; its docstring states it."""

import enum
import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import pytest

from fastapi_spec.language import say

DOCS = "https://fastapi.tiangolo.com/"
ID = re.compile(r"[A-Z]+(-[A-Z0-9]+)*-[1-9][0-9]*")

Test = TypeVar("Test", bound=Callable[..., object])


class Level(enum.IntEnum):
    """How binding a rule is (RFC 2119), in the order of strength."""

    MAY = 1
    SHOULD = 2
    MUST = 3


class Origin(enum.StrEnum):
    """Who promises what a rule states; witnesses prove it (see docs/proof.md)."""

    NOTES = "notes"
    FASTAPI = "fastapi"
    HTTP = "http"
    HARDENING = "hardening"


def origin_told(origin: Origin) -> str:
    """An origin and who promises what its rules state, in a line."""
    match origin:
        case Origin.NOTES:
            return say("notes: the study notes say or show it")
        case Origin.FASTAPI:
            return say("fastapi: plain FastAPI does it, the notes are silent")
        case Origin.HTTP:
            return say("http: a standard requires it")
        case Origin.HARDENING:
            return say("hardening: a careful application adds it to plain FastAPI")


class RuleError(ValueError):
    """A rule is declared without an id or a statement, or with an unknown origin."""


@dataclass(frozen=True, slots=True)
class Erratum:
    """What the notes claim and is not so: the claim in one sentence, the version that changed it (or "never true").

    ``in_code`` is false for a claim that the notes make in words only, so that their code does not break the rule.
    """

    claim: str
    since: str
    in_code: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """One sentence that a conforming server satisfies.

    ``notes`` is a heading of the notes, ``docs`` a page below https://fastapi.tiangolo.com/ (or a whole URL); both are
    empty for rules of other projects, which have no ``origin`` either. ``plain`` says what plain FastAPI does instead
    if it breaks the rule ("responds with 500"), and is empty if it satisfies it.
    """

    id: str
    level: Level
    statement: str
    notes: str = ""
    docs: str = ""
    erratum: Erratum | None = None
    origin: Origin | None = None
    plain: str = ""

    @property
    def promised_by_notes(self) -> bool:
        """Whether ``notes`` is where the notes say it; otherwise it is only the section that the rule belongs to."""
        return self.origin in (None, Origin.NOTES)

    @property
    def docs_url(self) -> str:
        """The URL of the page of the docs, or an empty string."""
        return self.docs if "://" in self.docs or not self.docs else DOCS + self.docs


def _declare(level: Level, id: str, **source: Any) -> Callable[[Test], Test]:
    if not ID.fullmatch(id):
        told = {"id": repr(id), "example": "QUERY-BOOL-3"}
        raise RuleError(say("{id} is not a rule id: write AREA-TOPIC-n, for example {example}", **told))

    def decorate(test: Test) -> Test:
        statement = " ".join((inspect.getdoc(test) or "").split())
        if not statement.endswith("."):
            raise RuleError(
                say("{id} has no statement: its docstring must be one sentence that ends with a full stop", id=id)
            )
        module = getattr(inspect.unwrap(test), "__globals__", {})
        given = {name: source[name] or module.get(name.upper(), "") for name in ("notes", "docs", "origin")}
        origin = _origin(id, given.pop("origin"))
        rule = Rule(id, level, statement, **given, erratum=source["erratum"], origin=origin, plain=source["plain"])
        if origin is Origin.HARDENING and not rule.plain:
            raise RuleError(say("{id} is hardening: say with plain= what plain FastAPI does instead", id=id))
        decorated: Any = pytest.mark.rule(rule)(test)
        return decorated  # type: ignore[no-any-return]

    return decorate


def _origin(id: str, name: str) -> Origin | None:
    try:
        return Origin(name) if name else None
    except ValueError:
        told = {"id": id, "origin": repr(name), "origins": ", ".join(Origin)}
        raise RuleError(say("{id}: origin {origin} is not one of {origins}", **told)) from None


def must(
    id: str, *, notes: str = "", docs: str = "", origin: str = "", plain: str = "", erratum: Erratum | None = None
) -> Callable[[Test], Test]:
    """Declare what any server in any language satisfies: status, headers, meaning of the body, ``loc`` of an error.

    ``notes``, ``docs`` and ``origin`` default to NOTES, DOCS and ORIGIN of the module. Raises RuleError.
    """
    return _declare(Level.MUST, id, notes=notes, docs=docs, origin=origin, plain=plain, erratum=erratum)


def should(
    id: str, *, notes: str = "", docs: str = "", origin: str = "", plain: str = "", erratum: Erratum | None = None
) -> Callable[[Test], Test]:
    """Declare FastAPI's own way: wording, shape, number and order of errors, operation ids, the docs pages."""
    return _declare(Level.SHOULD, id, notes=notes, docs=docs, origin=origin, plain=plain, erratum=erratum)


def may(
    id: str, *, notes: str = "", docs: str = "", origin: str = "", plain: str = "", erratum: Erratum | None = None
) -> Callable[[Test], Test]:
    """Declare what is lax or depends on the HTTP server."""
    return _declare(Level.MAY, id, notes=notes, docs=docs, origin=origin, plain=plain, erratum=erratum)


def rule_of(item: pytest.Item) -> Rule | None:
    """The rule that a collected test states, or None for a test that is not a rule."""
    mark = item.get_closest_marker("rule")
    return mark.args[0] if mark else None


def rule_of_function(function: object) -> Rule | None:
    """The rule that a test function states, or None."""
    marks = getattr(function, "pytestmark", [])
    return next((mark.args[0] for mark in marks if mark.name == "rule"), None)
