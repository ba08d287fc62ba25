"""Rules in rows under the headings of their chapters and sections: for ``-v`` and ``fastapi-spec list``."""

from __future__ import annotations

from fastapi_spec.language import CHINESE, chosen, statement
from fastapi_spec.output.columns import fill, pad, terminal_width
from fastapi_spec.output.signs import printable, sign
from fastapi_spec.rules.contract import LockedRule
from fastapi_spec.rules.rule import Rule
from fastapi_spec.rules.titles import chinese, english

INDENT = " " * 4
"""Of the rows; headings of sections have half of it, those of chapters none."""
ID = 15
"""The columns of an id. A few are longer."""


def title(text: str) -> str:
    """The title of a chapter or section in the language of the output."""
    return (chinese(text) if chosen() == CHINESE else "") or english(text)


def titles(text: str) -> str:
    """The title of a chapter or section; in English it is followed by the Chinese one, which the notes have."""
    own = chinese(text)
    if chosen() == CHINESE or not own or not printable(own):
        return title(text)
    return f"{english(text)} {sign('·', '-')} {own}"


def heading(text: str, indent: str = "") -> list[str]:
    """The lines of a title as a heading."""
    return fill(titles(text), terminal_width(), indent, indent).splitlines()


def head(rule: Rule | LockedRule, before: str = "", after: str = "") -> str:
    """What a row begins with: the level and the id, between what comes before and after them."""
    return f"{INDENT}{before}{rule.level.name:<6} {pad(rule.id, ID)} {after}"


def row(head: str, rule: Rule | LockedRule, *, before: str = "", after: str = "") -> list[str]:
    """The lines of a row, no wider than the terminal: the sentence of the rule, wrapped under itself.

    ``before`` and ``after`` are words that stand around the sentence.
    """
    text = " ".join(filter(None, [before, statement(rule.id, rule.statement), after]))
    under = len(head) - max(0, len(rule.id) - ID)  # in one column, also below a longer id
    return fill(text, terminal_width(), head, " " * under).splitlines()
