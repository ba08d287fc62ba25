"""Where an assertion failed: the last line of a rule's own chapter in the traceback, and the statement there."""

import functools
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True, slots=True)
class Assertion:
    """``statement`` in one line, and its location. ``direct``: it raised the error itself, not a function it calls."""

    path: Path
    line: int
    statement: str
    direct: bool

    def shown(self, root: Path) -> str:
        """The location, relative to a folder if it is inside, and the statement."""
        path = self.path.relative_to(root) if self.path.is_relative_to(root) else self.path
        return f"{path}:{self.line}  {self.statement}"


def failed_assertion(raised: pytest.ExceptionInfo[BaseException], folder: Path) -> Assertion:
    """The assertion that a person should look at: in a module of this folder, if there is one."""
    entries = list(raised.traceback)
    own = [entry for entry in entries if Path(entry.path).parent == folder]
    last = (own or entries)[-1]
    path = Path(last.path)
    return Assertion(path, last.lineno + 1, _statement(path, last.lineno), direct=last is entries[-1])


@functools.lru_cache(maxsize=256)
def _statement(path: Path, index: int) -> str:
    """The statement that covers a line (counted from 0), in one line."""
    import ast

    try:
        source = path.read_text(encoding="utf-8")
        tree = ast.parse(source)
    except (OSError, ValueError, SyntaxError):
        return ""
    covering = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt) and node.lineno <= index + 1 <= (node.end_lineno or node.lineno)
    ]
    if not covering:
        return ""
    innermost = max(covering, key=lambda node: node.lineno)
    return " ".join((ast.get_source_segment(source, innermost) or "").split())
