"""The faults that each rule detects, read from the source of ``proof/faults`` without importing it.

A wheel does not contain ``proof``: what was read when it was built is kept there in ``faults.json``. This module
imports nothing of the package, since it is also run when the wheel is built.
"""

import ast
import functools
import json
from collections.abc import Iterator
from pathlib import Path

Faults = dict[str, dict[str, str]]
"""For each rule id, the deliberately broken servers that it detects: name and sentence."""

BUNDLED = Path(__file__).parent.parent / "bundled" / "faults.json"
SOURCES = Path(__file__).parent.parent.parent / "proof" / "faults"


@functools.cache
def faults() -> Faults:
    """The faults of all rules."""
    if BUNDLED.exists():
        bundled: Faults = json.loads(BUNDLED.read_text(encoding="utf-8"))
        return bundled
    return read(SOURCES)


def read(folder: Path) -> Faults:
    """The faults that the modules below a folder declare."""
    found: Faults = {}
    for path in sorted(folder.glob("*/*.py")):
        for name, sentence, rules in _declared(path):
            for rule in rules:
                found.setdefault(rule, {})[name] = sentence
    return found


def _declared(path: Path) -> Iterator[tuple[str, str, list[str]]]:
    """The name, the sentence and the rule ids of each fault in a module."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    known = _lists(body, path)
    for node in (node for node in body if isinstance(node, ast.FunctionDef)):
        for call in node.decorator_list:
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "fault":
                sentence = " ".join((ast.get_docstring(node) or "").split())
                yield node.name.replace("_", "-"), sentence, _ids(call.args, known)


def _lists(body: list[ast.stmt], path: Path) -> dict[str, list[str]]:
    """The lists of ids that a module defines, or imports from the ``_shared.py`` beside it."""
    known: dict[str, list[str]] = {}
    for node in body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("._shared"):
            shared = path.with_name("_shared.py")
            known |= _lists(ast.parse(shared.read_text(encoding="utf-8")).body, shared)
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.List | ast.Tuple):
            ids = _ids(node.value.elts, known)
            known |= {target.id: ids for target in node.targets if isinstance(target, ast.Name)}
    return known


def _ids(nodes: list[ast.expr], known: dict[str, list[str]]) -> list[str]:
    """The ids in a list of arguments: literally, as ``*("A-1", ...)`` or as ``*NAME``."""
    found: list[str] = []
    for node in nodes:
        if isinstance(node, ast.Starred) and isinstance(node.value, ast.Name):
            found += known.get(node.value.id, [])
        elif isinstance(node, ast.Starred) and isinstance(node.value, ast.List | ast.Tuple):
            found += _ids(node.value.elts, known)
        elif isinstance(node, ast.Constant):
            found.append(str(node.value))
    return found
