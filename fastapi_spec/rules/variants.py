"""The variants, which are servers that differ and still conform, read from ``proof/variants.py`` without importing it.

A wheel does not contain ``proof``: what was read when it was built is kept there in ``variants.json``. This module
imports nothing of the package, since it is also run when the wheel is built.
"""

import ast
import functools
import json
from pathlib import Path

Variants = dict[str, str]
"""The sentence of each variant by its name, in the order of the module."""

BUNDLED = Path(__file__).parent.parent / "bundled" / "variants.json"
SOURCE = Path(__file__).parent.parent.parent / "proof" / "variants.py"


@functools.cache
def variants() -> Variants:
    """All variants."""
    if BUNDLED.exists():
        bundled: Variants = json.loads(BUNDLED.read_text(encoding="utf-8"))
        return bundled
    return read(SOURCE)


def read(file: Path) -> Variants:
    """The variants that a module declares: functions with the decorator ``variant``."""
    functions = [node for node in ast.parse(file.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)]
    return {
        node.name.replace("_", "-"): " ".join((ast.get_docstring(node) or "").split())
        for node in functions
        if any(isinstance(each, ast.Name) and each.id == "variant" for each in node.decorator_list)
    }
