"""Finding rules without running them: by id, prefix or pattern, each with what its module declares."""

import ast
import fnmatch
import functools
import importlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from fastapi_spec.files import HOME, PACKAGE, SPEC
from fastapi_spec.language import say
from fastapi_spec.rules.chapters import module_of
from fastapi_spec.rules.contract import locked
from fastapi_spec.rules.rule import Rule, rule_of_function
from fastapi_spec.rules.titles import title_of
from fastapi_spec.suggest import did_you_mean


class UnknownRule(Exception):
    """No rule has that id, prefix or pattern; says which one is near."""


@dataclass(frozen=True, slots=True)
class Declared:
    """A rule and its test, as ``spec/chapter03_requests/test_query_bool.py::test_true_spellings``."""

    rule: Rule
    test: str


def ids(words: Iterable[str]) -> list[str]:
    """The ids meant by ids, prefixes (``QUERY-BOOL``) and patterns (``CORS-*``), in the order of the notes.

    Raises UnknownRule.
    """
    known = list(locked())
    found: set[str] = set()
    for word in words:
        pattern = word.upper().rstrip("-")
        matching = [
            id for id in known if id == pattern or id.startswith(f"{pattern}-") or fnmatch.fnmatchcase(id, pattern)
        ]
        if not matching:
            topics = {id.rpartition("-")[0] for id in known}
            near = did_you_mean(pattern, [*topics, *known] if "-" in pattern else [*topics])
            raise UnknownRule(say("no rule {id}{near}; `fastapi-spec list` prints them all", id=word, near=near))
        found |= {pattern} if pattern in matching else set(matching)
    return [id for id in known if id in found]


def declared(id: str) -> Declared:
    """What the module of a locked rule declares: only this module is imported. Raises UnknownRule."""
    test = node_id_of(id)
    path, _, name = test.removeprefix("spec/").partition("::")
    rule = rule_of_function(getattr(_module(path), name))
    assert rule
    return Declared(rule, test)


def node_id_of(id: str) -> str:
    """The node id of the test that states a locked rule; its module is read, not imported. Raises UnknownRule."""
    path = module_of(id)
    for node in _source(SPEC / path).body if path else ():
        if isinstance(node, ast.FunctionDef) and any(_first_argument(call) == id for call in node.decorator_list):
            return f"spec/{path}::{node.name}"
    told = {"id": id, "module": f"spec/{path}"}
    raise UnknownRule(say("{id} is locked, but {module} does not declare it: renew the lock in its clone", **told))


def _first_argument(decorator: ast.expr) -> object:
    arguments = decorator.args if isinstance(decorator, ast.Call) else []
    return arguments[0].value if arguments and isinstance(arguments[0], ast.Constant) else None


@functools.cache
def _source(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def _module(path: str) -> ModuleType:
    """The module of rules at a path below spec/, under the name by which pytest imports it."""
    package = "spec" if PACKAGE.parent == HOME else f"{PACKAGE.name}.{HOME.name}.spec"
    return importlib.import_module(f"{package}.{path.removesuffix('.py').replace('/', '.')}")


@functools.cache
def _title(file: Path) -> str:
    """The title of a module or package, whose first line is that of its docstring."""
    with file.open(encoding="utf-8") as lines:
        first = lines.readline().strip()
    return title_of(first.removeprefix('"""').removesuffix('"""')) if first.startswith('"""') else ""


def section_of(id: str) -> tuple[str, str]:
    """The titles of the chapter and the section that state a rule: the first lines of their docstrings."""
    path = SPEC / str(module_of(id))
    return _title(path.parent / "__init__.py"), _title(path)
