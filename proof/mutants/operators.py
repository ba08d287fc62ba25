"""What is changed in a web application and that the core operators of Cosmic Ray leave alone.

Most of it is declared and not computed: arguments (``ge=1``, ``alias="X-Token"``), strings, and statements that are
there for what they do (``session.commit()``). An operator is what Cosmic Ray calls so: ``mutation_positions`` yields
a place for each change of a node of parso's tree, ``mutate`` makes one of them.
"""

import re
from collections.abc import Iterator

from parso.python.tree import Keyword, PythonNode, String
from parso.tree import BaseNode, NodeOrLeaf

Place = tuple[tuple[int, int], tuple[int, int]]

PROSE = ["description", "examples", "response_description", "summary", "title"]
"""Arguments and keys whose text is for the reader of a document; of some the rules speak, none does anything."""

OPENING = re.compile(r"""[A-Za-z]*('''|\"""|'|")""")


class DropArgument:
    """Leaves out one named or unpacked argument of a call: ``Query(ge=1, le=9)`` becomes ``Query(le=9)``."""

    def mutation_positions(self, node: NodeOrLeaf) -> Iterator[Place]:
        for argument in _arguments(node):
            yield argument.start_pos, argument.end_pos

    def mutate(self, node: BaseNode, index: int) -> BaseNode:
        place = node.children.index(_arguments(node)[index])
        with_comma = slice(place, place + 2) if node.type == "arglist" else slice(place, place + 1)
        if node.children[place:] == node.children[-1:] and node.type == "arglist":  # the last one, with no comma behind
            with_comma = slice(place - 1, place + 1)
        del node.children[with_comma]
        return node


class ChangeString:
    """Puts XX at the end of a string or of a part of an f-string, so that it is another of the same kind."""

    def mutation_positions(self, node: NodeOrLeaf) -> Iterator[Place]:
        docstring = node.parent is not None and node.parent.type in ("simple_stmt", "strings")
        if node.type in ("string", "fstring_string") and not docstring and not _is_prose(node):
            yield node.start_pos, node.end_pos

    def mutate(self, node: String, _: int) -> String:
        opening = OPENING.match(node.value)
        end = len(opening[1]) if opening and node.type == "string" else 0
        node.value = node.value[: len(node.value) - end] + "XX" + node.value[len(node.value) - end :]
        return node


class DropStatement:
    """Leaves out a call, a ``raise``, or the assignment to an attribute or an item: ``session.commit()``."""

    def mutation_positions(self, node: NodeOrLeaf) -> Iterator[Place]:
        if isinstance(node, PythonNode) and node.type == "simple_stmt" and _does_something(node.children[0]):
            yield node.start_pos, node.end_pos

    def mutate(self, node: PythonNode, _: int) -> PythonNode:
        node.children[0] = Keyword("pass", node.start_pos, prefix=node.get_first_leaf().prefix)  # type: ignore[no-untyped-call]
        return node


OPERATORS = {
    "web/DropArgument": DropArgument(),
    "web/ChangeString": ChangeString(),
    "web/DropStatement": DropStatement(),
}


def _arguments(node: NodeOrLeaf) -> list[NodeOrLeaf]:
    """The named and unpacked arguments directly in the parentheses of a call; those that are prose are left out."""
    if not isinstance(node, BaseNode) or node.type not in ("arglist", "trailer", "decorator", "classdef"):
        return []
    arguments = [child for child in node.children if isinstance(child, BaseNode) and child.type == "argument"]
    return [child for child in arguments if child.children[1].type != "sync_comp_for" and not _is_prose(child)]


def _does_something(statement: NodeOrLeaf) -> bool:
    if statement.type == "expr_stmt" and isinstance(statement, BaseNode):
        return bool(statement.children[0].type == "atom_expr")
    return statement.type in ("atom_expr", "raise_stmt")


def _is_prose(node: NodeOrLeaf) -> bool:
    """Whether it is, or is part of, the value of one of PROSE: as an argument or in a dictionary."""
    while node.parent is not None and not node.type.endswith("_stmt"):
        if isinstance(node, BaseNode) and node.type == "argument" and _word(node.children[0]) in PROSE:
            return True
        before = _words_before(node)
        if _word(node) in PROSE or (before[:1] == [":"] and before[1:2] and before[1] in PROSE):
            return True
        node = node.parent
    return False


def _words_before(node: NodeOrLeaf) -> list[str]:
    """The two siblings before a value of a dictionary, the nearer one first."""
    siblings = node.parent.children if node.parent is not None and node.parent.type == "dictorsetmaker" else []
    place = next((place for place, sibling in enumerate(siblings) if sibling is node), 0)
    return [_word(sibling) for sibling in reversed(siblings[max(place - 2, 0) : place])]


def _word(node: NodeOrLeaf) -> str:
    return str(getattr(node, "value", "")).strip("\"'")
