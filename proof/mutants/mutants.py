"""The mutants of the reference application: every change that an operator can make to one of its files."""

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

from cosmic_ray import plugins  # type: ignore[import-untyped]
from cosmic_ray.ast import ast_nodes, get_ast  # type: ignore[import-untyped]
from cosmic_ray.mutating import mutate_code  # type: ignore[import-untyped]

from proof.mutants.operators import OPERATORS

MUTATED = "reference_app"

EXCLUDED = [
    # Here these write unions of types, unpacked arguments and powers of two: any other one is a TypeError on import.
    "core/ReplaceBinaryOperator_(BitOr|Pow)_.*",
    # Of ten replacements of an arithmetic operator a few are enough: what detects one detects them all.
    "core/ReplaceBinaryOperator_.*_(Mod|Pow|FloorDiv|RShift|LShift|BitOr|BitAnd|BitXor|Mul)",
    # `is` compares with None: in its place `==` says the same, and the others are TypeErrors. And the other way round.
    "core/ReplaceComparisonOperator_Is(Not)?_(?!Is).*",
    "core/ReplaceComparisonOperator_(?!Is).*_Is(Not)?",
]
"""Operators that make nothing but mutants which do not start or are the same as others."""


class Key(NamedTuple):
    """What a mutant is known by though lines move: its file and operator, the lines before and after the change.

    Changes that are alike in all of these, as of the same line in two functions, are known as one.
    """

    file: str
    operator: str
    line: str
    becomes: str


@dataclass(frozen=True)
class Mutant:
    """One file with one change: by ``operator``, at the nth place that it finds, which is in the line ``number``."""

    file: str
    operator: str
    occurrence: int
    number: int
    original: str

    @property
    def line(self) -> str:
        """The line with the place, without its indentation."""
        return self.original.splitlines()[self.number - 1].strip()

    @cached_property
    def source(self) -> str:
        """The whole file, changed."""
        return str(mutate_code(self.original, operators()[self.operator], self.occurrence))

    @cached_property
    def diff(self) -> list[str]:
        """The lines that go and come, with three around them."""
        before, after = self.original.splitlines(), self.source.splitlines()
        return [*difflib.unified_diff(before, after, self.file, self.file, lineterm="")]

    @cached_property
    def key(self) -> Key:
        """What it is known by."""
        return Key(self.file, self.operator, _text(self.diff, "-"), _text(self.diff, "+"))

    def __str__(self) -> str:
        return f"{self.file}:{self.number}  {self.operator}\n  - {self.key.line}\n  + {self.key.becomes}"


@cache
def operators() -> dict[str, Any]:
    """The operators in use by their names: those of Cosmic Ray that are not excluded, and our own."""
    core = {name: plugins.get_operator(name) for name in plugins.operator_names()}
    chosen = {
        name: operator()
        for name, operator in core.items()
        if not operator.arguments() and not any(re.fullmatch(pattern, name) for pattern in EXCLUDED)
    }
    return chosen | OPERATORS


def mutants(files: Iterable[str], root: Path = Path()) -> Iterator[Mutant]:
    """The mutants of some files, in the order of files, operators and places."""
    for file in files:
        source = (root / file).read_text(encoding="utf-8")
        nodes = [*ast_nodes(get_ast(source))]
        for name, operator in operators().items():
            places = (place for node in nodes for place in operator.mutation_positions(node))
            yield from (Mutant(file, name, nth, start[0], source) for nth, (start, _) in enumerate(places))


def mutated_files(root: Path = Path()) -> list[str]:
    """The files that are mutated, as seen from the root of the project."""
    return sorted(str(path.relative_to(root)) for path in (root / MUTATED).rglob("*.py"))


def _text(diff: list[str], sign: str) -> str:
    lines = [line[1:].strip() for line in diff[2:] if line.startswith(sign)]
    return " ".join(line for line in lines if line)
