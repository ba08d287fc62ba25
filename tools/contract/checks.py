"""What a rule asserts, read from its source: the conditions, and the rules' own terms in them."""

import ast
import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from fastapi_spec.files import SPEC

ROOT = SPEC.parent

EXPECT = ROOT / "fastapi_spec" / "client" / "expect.py"

Definitions = dict[str, ast.stmt]


@functools.cache
def module(path: Path) -> ast.Module:
    """The source of a module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def title(path: Path) -> str:
    """The first line of a module's docstring."""
    return (ast.get_docstring(module(path)) or "").partition("\n")[0].rstrip(".")


@dataclass(slots=True)
class Checks:
    """The conditions of a rule, the inputs it generates, and its terms: values as assigned, functions as they say."""

    inputs: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    functions: dict[str, str] = field(default_factory=dict)

    def sentence(self) -> str:
        """All but the functions, in Markdown."""
        given = "".join(f"For {code(drawn)}: " for drawn in self.inputs)
        terms = "; ".join(map(code, self.values.values()))
        words = f"{given}holds when {' · '.join(map(code, self.conditions))}" + (f", with {terms}" if terms else "")
        return words[0].upper() + words[1:]


def checks(test: str) -> Checks:
    """The checks of a test, PATH::NAME."""
    path, _, name = test.partition("::")
    source = module(ROOT / path)
    function = next(node for node in source.body if isinstance(node, ast.FunctionDef) and node.name == name)
    conditions = [node.test for node in ast.walk(function) if isinstance(node, ast.Assert)]
    conditions.sort(key=lambda condition: condition.lineno)
    inputs = [node for node in function.decorator_list if ast.unparse(node).startswith("for_all(")]
    found = Checks([ast.unparse(node)[len("for_all(") : -1] for node in inputs], list(map(ast.unparse, conditions)))
    _collect(
        [*conditions, *inputs], _definitions(source.body, ROOT / path) | _definitions(function.body, ROOT / path), found
    )
    return found


def code(text: str) -> str:
    """Text as code in Markdown."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def _definitions(body: list[ast.stmt], path: Path) -> Definitions:
    """What a module or test defines, or imports from the rules: functions and values, but no responses."""
    found: Definitions = {}
    for node in body:
        if isinstance(node, ast.FunctionDef):
            found[node.name] = node
        elif isinstance(node, ast.ImportFrom) and (file := _source_of(node, path)):
            imported = _definitions(module(file).body, file)
            found |= {alias.name: imported[alias.name] for alias in node.names if alias.name in imported}
        elif isinstance(node, ast.Assign) and not re.search(r"\bapi\b", ast.unparse(node)):
            names = [part for target in node.targets for part in ast.walk(target) if isinstance(part, ast.Name)]
            found |= {name.id: node for name in names}
    return found


def _source_of(node: ast.ImportFrom, path: Path) -> Path | None:
    """The module that an import names, if it is one of the rules' own or what rules may assert."""
    if node.level:
        return path.parents[node.level - 1].joinpath(*(node.module or "").split(".")).with_suffix(".py")
    return EXPECT if node.module == "fastapi_spec" else None


def _collect(nodes: Iterable[ast.AST], defined: Definitions, found: Checks) -> None:
    """Find the terms in the nodes, and the terms in these."""
    for name in (part.id for node in nodes for part in ast.walk(node) if isinstance(part, ast.Name)):
        node = defined.get(name)
        if isinstance(node, ast.FunctionDef):
            found.functions[name] = " ".join((ast.get_docstring(node) or ast.unparse(node)).split())
        elif node and name not in found.values and name != "ABSENT":
            found.values[name] = ast.unparse(node)
            _collect([node], defined, found)
