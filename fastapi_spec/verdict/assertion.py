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
        return status is not None and str(status) in _read(self.path, self.line - 1)[1]


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
    source, _ = _read(path, entry.lineno)
    names = {**entry.frame.f_globals, **entry.frame.f_locals}
    return Assertion(path, entry.lineno + 1, " ".join(source.split()), direct, _test(source), names)


def _test(source: str) -> ast.expr | None:
    """What a statement asserts, None if it is another one."""
    try:
        (node,) = ast.parse(source).body
    except (ValueError, SyntaxError):  # the head of a compound statement, or none
        return None
    return node.test if isinstance(node, ast.Assert) else None


@functools.lru_cache(maxsize=256)
def _read(path: Path, index: int) -> tuple[str, str]:
    """The statement that covers a line (counted from 0), and what is above it in its function.

    Their source and not the tree, which would keep the memory of a whole module.
    """
    try:
        source = path.read_text(encoding="utf-8")
        tree = ast.parse(source)
    except (OSError, ValueError, SyntaxError):
        return "", ""
    covering = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt) and node.lineno <= index + 1 <= (node.end_lineno or node.lineno)
    ]
    if not covering:
        return "", ""
    statement = max(covering, key=lambda node: node.lineno)
    begins = max((node.lineno for node in covering if isinstance(node, ast.FunctionDef)), default=index + 1)
    above = source.splitlines()[begins : statement.lineno - 1]
    return ast.get_source_segment(source, statement) or "", "\n".join(above)
