"""What a rule asserts, read from its source: the conditions, and the rules' own terms in them."""

import ast
import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent

Definitions = dict[str, ast.stmt]


@functools.cache
def module(path: str) -> ast.Module:
    """The source of a module, by its path from the project's root."""
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def title(path: str) -> str:
    """The first line of a module's docstring."""
    return (ast.get_docstring(module(path)) or "").partition("\n")[0].rstrip(".")


@dataclass(slots=True)
class Checks:
    """The conditions of a rule, what it thinks up, and its terms: values as assigned, functions as they say."""

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
    source = module(path)
    function = next(node for node in source.body if isinstance(node, ast.FunctionDef) and node.name == name)
    conditions = [node.test for node in ast.walk(function) if isinstance(node, ast.Assert)]
    conditions.sort(key=lambda condition: condition.lineno)
    inputs = [node for node in function.decorator_list if ast.unparse(node).startswith("law(")]
    found = Checks([ast.unparse(node)[4:-1] for node in inputs], list(map(ast.unparse, conditions)))
    _collect([*conditions, *inputs], _definitions(source.body) | _definitions(function.body), found)
    return found


def code(text: str) -> str:
    """Text as code in Markdown."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def _definitions(body: list[ast.stmt]) -> Definitions:
    """What a module or test defines, or imports from the rules: functions and values, but no answers of the server."""
    found: Definitions = {}
    for node in body:
        if isinstance(node, ast.FunctionDef):
            found[node.name] = node
        elif isinstance(node, ast.ImportFrom) and re.match(r"spec\.(chapter|harness\.expect)", node.module or ""):
            imported = _definitions(module(f"{(node.module or '').replace('.', '/')}.py").body)
            found |= {alias.name: imported[alias.name] for alias in node.names if alias.name in imported}
        elif isinstance(node, ast.Assign) and not re.search(r"\bapi\b", ast.unparse(node)):
            names = [part for target in node.targets for part in ast.walk(target) if isinstance(part, ast.Name)]
            found |= {name.id: node for name in names}
    return found


def _collect(nodes: Iterable[ast.AST], defined: Definitions, found: Checks) -> None:
    """Find the terms in the nodes, and the terms in these."""
    for name in (part.id for node in nodes for part in ast.walk(node) if isinstance(part, ast.Name)):
        node = defined.get(name)
        if isinstance(node, ast.FunctionDef):
            found.functions[name] = " ".join((ast.get_docstring(node) or ast.unparse(node)).split())
        elif node and name not in found.values and name != "ABSENT":
            found.values[name] = ast.unparse(node)
            _collect([node], defined, found)
