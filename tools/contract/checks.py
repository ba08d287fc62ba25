"""What a rule asserts, read from its source: the conditions, and the rules' own terms in them."""

import ast
import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from fastapi_spec.files import SPEC
from tools.contract.notation import WIDEST

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
    """The conditions of a rule, the inputs it generates, and its terms.

    ``values`` are its own, ``constants`` those of its module, as assigned; ``functions`` as they say.
    """

    inputs: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    functions: dict[str, str] = field(default_factory=dict)

    def sentence(self) -> str:
        """The inputs, the conditions and the rule's own values, in Markdown; a line each if they are long."""
        given = "".join(f"For {code(drawn)}: " for drawn in self.inputs)
        parts = [
            f"{given}holds when {code(self.conditions[0])}",
            *(f"· {code(other)}" for other in self.conditions[1:]),
        ]
        values = list(map(code, dict.fromkeys(self.values.values())))
        parts += [f"with {value}" for value in values[:1]] + [f"and {value}" for value in values[1:]]
        words = " ".join(parts) if len(" ".join(parts)) <= WIDEST else "\n".join(parts)
        return words[0].upper() + words[1:]


def checks(test: str) -> Checks:
    """The checks of a test, PATH::NAME."""
    path, _, name = test.partition("::")
    source = module(ROOT / path)
    function = next(node for node in source.body if isinstance(node, ast.FunctionDef) and node.name == name)
    conditions = [node.test for node in ast.walk(function) if isinstance(node, ast.Assert)]
    conditions.sort(key=lambda condition: condition.lineno)
    inputs = [node for node in function.decorator_list if ast.unparse(node).startswith("for_all(")]
    found = Checks(list(map(_generated, inputs)), list(map(ast.unparse, conditions)))
    own = _definitions(function.body, ROOT / path)
    _collect([*conditions, *inputs], own, _definitions(source.body, ROOT / path), found)
    return found


def _generated(for_all: ast.expr) -> str:
    """What a rule generates, without how often."""
    text = ast.unparse(for_all)[len("for_all(") : -1]
    return re.sub(r"examples=\d+, ", "", text)


def code(text: str) -> str:
    """Text as code in Markdown."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def _definitions(body: list[ast.stmt], path: Path) -> Definitions:
    """What a module or test defines, or imports from the rules: functions, classes and values, but no responses."""
    found: Definitions = {}
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
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


def _collect(nodes: Iterable[ast.AST], own: Definitions, others: Definitions, found: Checks) -> None:
    """Find the terms in the nodes, and the terms in these."""
    for name in (part.id for node in nodes for part in ast.walk(node) if isinstance(part, ast.Name)):
        node, values = (own[name], found.values) if name in own else (others.get(name), found.constants)
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.functions[name] = " ".join((ast.get_docstring(node) or ast.unparse(node)).split())
        elif node and name not in values and name != "ABSENT":
            values[name] = ast.unparse(node)
            _collect([node], own, others, found)
