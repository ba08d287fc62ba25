"""The faults that each rule detects, read from the source of ``proof/faults`` without importing it.

A wheel does not contain ``proof``: what is read when it is built is kept there as ``faults.json``.
"""

import ast
import functools
import json
from collections.abc import Iterator
from pathlib import Path

from fastapi_spec.files import HOME

SOURCES = HOME / "proof" / "faults"
BUILT = HOME / "faults.json"


@functools.cache
def faults() -> dict[str, dict[str, str]]:
    """For each rule id, the deliberately broken servers that it detects: name and sentence."""
    if BUILT.exists():
        built: dict[str, dict[str, str]] = json.loads(BUILT.read_text(encoding="utf-8"))
        return built
    found: dict[str, dict[str, str]] = {}
    for path in sorted(SOURCES.glob("*/*.py")):
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
