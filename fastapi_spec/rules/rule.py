"""The declaration of a rule: id, level, section of the notes, page of the FastAPI docs; its docstring states it."""

import enum
import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import pytest

DOCS = "https://fastapi.tiangolo.com/"
ID = re.compile(r"[A-Z]+(-[A-Z0-9]+)*-[1-9][0-9]*")

Test = TypeVar("Test", bound=Callable[..., object])


class Level(enum.IntEnum):
    """How binding a rule is (RFC 2119), in the order of strength."""

    MAY = 1
    SHOULD = 2
    MUST = 3


class RuleError(ValueError):
    """A rule is declared without an id or a statement."""


@dataclass(frozen=True, slots=True)
class Erratum:
    """What the notes claim and is not so: the claim in one sentence, the version that changed it (or "never true")."""

    claim: str
    since: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One sentence that a conforming server satisfies.

    ``notes`` is a heading of the notes, ``docs`` a page below https://fastapi.tiangolo.com/ (or a whole URL); both are
    empty for rules of other projects.
    """

    id: str
    level: Level
    statement: str
    notes: str = ""
    docs: str = ""
    erratum: Erratum | None = None

    @property
    def docs_url(self) -> str:
        """The URL of the page of the docs, or an empty string."""
        return self.docs if "://" in self.docs or not self.docs else DOCS + self.docs


def _declare(level: Level, id: str, notes: str, docs: str, erratum: Erratum | None) -> Callable[[Test], Test]:
    if not ID.fullmatch(id):
        raise RuleError(f"{id!r} is not a rule id: write AREA-TOPIC-n, for example QUERY-BOOL-3")

    def decorate(test: Test) -> Test:
        statement = " ".join((inspect.getdoc(test) or "").split())
        if not statement.endswith("."):
            raise RuleError(f"{id} has no statement: its docstring must be one sentence that ends with a full stop")
        module = getattr(inspect.unwrap(test), "__globals__", {})
        rule = Rule(id, level, statement, notes or module.get("NOTES", ""), docs or module.get("DOCS", ""), erratum)
        decorated: Any = pytest.mark.rule(rule)(test)
        return decorated  # type: ignore[no-any-return]

    return decorate


def must(id: str, *, notes: str = "", docs: str = "", erratum: Erratum | None = None) -> Callable[[Test], Test]:
    """Declare what any server in any language satisfies: status, headers, meaning of the body, ``loc`` of an error.

    ``notes`` and ``docs`` default to NOTES and DOCS of the module. Raises RuleError.
    """
    return _declare(Level.MUST, id, notes, docs, erratum)


def should(id: str, *, notes: str = "", docs: str = "", erratum: Erratum | None = None) -> Callable[[Test], Test]:
    """Declare FastAPI's own way: wording, shape, number and order of errors, operation ids, the docs pages."""
    return _declare(Level.SHOULD, id, notes, docs, erratum)


def may(id: str, *, notes: str = "", docs: str = "", erratum: Erratum | None = None) -> Callable[[Test], Test]:
    """Declare what is lax or depends on the HTTP server."""
    return _declare(Level.MAY, id, notes, docs, erratum)


def rule_of(item: pytest.Item) -> Rule | None:
    """The rule that a collected test states, or None for a test that is not a rule."""
    mark = item.get_closest_marker("rule")
    return mark.args[0] if mark else None


def rule_of_function(function: object) -> Rule | None:
    """The rule that a test function states, or None."""
    marks = getattr(function, "pytestmark", [])
    return next((mark.args[0] for mark in marks if mark.name == "rule"), None)
