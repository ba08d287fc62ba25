"""Where an assertion failed: the last line of a rule's own chapter in the traceback, and the statement there."""

from __future__ import annotations

import ast
import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest


@dataclass(frozen=True, slots=True)
class Assertion:
    """``statement`` in one line, and its location. ``direct``: it raised the error itself, not a function it calls.

    ``test`` is what it asserts, None if it is another statement; ``names`` are the variables that it could see.
    """

    path: Path
    line: int
    statement: str
    direct: bool
    test: ast.expr | None = None
    names: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def shown(self, root: Path) -> str:
        """The location, relative to a folder if it is inside, and the statement."""
        path = self.path.relative_to(root) if self.path.is_relative_to(root) else self.path
        return f"{path}:{self.line}  {self.statement}"

    def mentions(self, status: int | None) -> bool:
        """Whether the function in which it is expects this status somewhere above it."""
        lines = _function(self.path, self.line)
        return status is not None and str(status) in "\n".join(lines)


def failed_assertion(raised: pytest.ExceptionInfo[BaseException], folder: Path) -> Assertion:
    """The assertion that a person should look at: in a module of this folder, if there is one."""
    entries = list(raised.traceback)
    own = [entry for entry in entries if Path(entry.path).parent == folder]
    last = (own or entries)[-1]
    return _assertion(last, direct=last is entries[-1])


def innermost_assertion(raised: pytest.ExceptionInfo[BaseException]) -> Assertion:
    """The statement that raised the error, wherever it is: often in a function that the rule calls."""
    return _assertion(raised.traceback[-1], direct=True)


def _assertion(entry: Any, *, direct: bool) -> Assertion:
    path = Path(entry.path)
    statement, node = _statement(path, entry.lineno)
    test = node.test if isinstance(node, ast.Assert) else None
    names = {**entry.frame.f_globals, **entry.frame.f_locals}
    return Assertion(path, entry.lineno + 1, statement, direct, test, names)


@functools.lru_cache(maxsize=256)
def _statement(path: Path, index: int) -> tuple[str, ast.stmt | None]:
    """The statement that covers a line (counted from 0), in one line, and as it was parsed."""
    source, statements = _parsed(path)
    covering = [node for node in statements if node.lineno <= index + 1 <= (node.end_lineno or node.lineno)]
    if not covering:
        return "", None
    innermost = max(covering, key=lambda node: node.lineno)
    return " ".join((ast.get_source_segment(source, innermost) or "").split()), innermost


@functools.lru_cache(maxsize=256)
def _function(path: Path, line: int) -> list[str]:
    """The lines of the innermost function that contains a line, up to the one before that."""
    source, statements = _parsed(path)
    functions = [node for node in statements if isinstance(node, ast.FunctionDef)]
    around = [node.lineno for node in functions if node.lineno <= line <= (node.end_lineno or node.lineno)]
    return source.splitlines()[max(around) : line - 1] if around else []


@functools.lru_cache(maxsize=4)
def _parsed(path: Path) -> tuple[str, list[ast.stmt]]:
    """The source of a module and all of its statements; nothing if it cannot be read."""
    try:
        source = path.read_text(encoding="utf-8")
        tree = ast.parse(source)
    except (OSError, ValueError, SyntaxError):
        return "", []
    return source, [node for node in ast.walk(tree) if isinstance(node, ast.stmt)]
