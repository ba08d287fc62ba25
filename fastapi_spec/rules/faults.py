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
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if not isinstance(node, ast.FunctionDef):
            continue
        for call in node.decorator_list:
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "fault":
                rules = [argument.value for argument in call.args if isinstance(argument, ast.Constant)]
                sentence = " ".join((ast.get_docstring(node) or "").split())
                yield node.name.replace("_", "-"), sentence, [str(rule) for rule in rules]
