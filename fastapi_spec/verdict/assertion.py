"""Where an assertion failed: the last line of a rule's own chapter in the traceback, and the statement there."""

from __future__ import annotations

import ast
import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from traceback import walk_tb
from types import FrameType
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
    calls = list(walk_tb(raised.tb))  # not raised.traceback, which looks for the file of every call on the disk
    own = [call for call in calls if _path(call[0]).parent == folder]
    last = (own or calls)[-1]
    return _assertion(*last, direct=last is calls[-1])


def innermost_assertion(raised: pytest.ExceptionInfo[BaseException]) -> Assertion:
    """The statement that raised the error, wherever it is: often in a function that the rule calls."""
    *_, last = walk_tb(raised.tb)
    return _assertion(*last, direct=True)


def _assertion(frame: FrameType, line: int, *, direct: bool) -> Assertion:
    source, _ = _read(_path(frame), line - 1)
    names = {**frame.f_globals, **frame.f_locals}
    return Assertion(_path(frame), line, " ".join(source.split()), direct, _test(source), names)


def _path(frame: FrameType) -> Path:
    return _absolute(frame.f_code.co_filename)


@functools.lru_cache(maxsize=1024)
def _absolute(file: str) -> Path:
    return Path(file).absolute()


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
    source, statements = _parsed(path)
    covering = [
        node
        for whole in statements
        if _covers(whole, index + 1)
        for node in ast.walk(whole)
        if isinstance(node, ast.stmt) and _covers(node, index + 1)
    ]
    if not covering:
        return "", ""
    statement = max(covering, key=lambda node: node.lineno)
    begins = max((node.lineno for node in covering if isinstance(node, ast.FunctionDef)), default=index + 1)
    above = source.splitlines()[begins : statement.lineno - 1]
    return ast.get_source_segment(source, statement) or "", "\n".join(above)


def _covers(node: ast.stmt, line: int) -> bool:
    return node.lineno <= line <= (node.end_lineno or node.lineno)


@functools.lru_cache(maxsize=2)  # rules fail module by module, some of them in a function of one other module
def _parsed(path: Path) -> tuple[str, list[ast.stmt]]:
    """The source of a module, and its statements; nothing if it cannot be read."""
    try:
        source = path.read_text(encoding="utf-8")
        return source, ast.parse(source).body
    except (OSError, ValueError, SyntaxError):
        return "", []
