"""What a failing case shows: the rule, expected against received in words, the exchange, how to repeat it."""

import ast
import textwrap
from typing import Any

from spec.harness.expect import Like, difference, shown
from spec.harness.mask import curl, lines, phrase
from spec.harness.verdict import Case

WIDTH = 78


def compared(statement: str, operator: str, received: Any, expected: Any) -> tuple[str, str]:
    """The two sides of a failed comparison in words: what was expected, what was received."""
    if "status_code" in statement and isinstance(received, int) and isinstance(expected, int):
        return (
            f"{_sign(operator)}status {expected} {phrase(expected)}".strip(),
            f"status {received} {phrase(received)}".strip(),
        )
    if operator in ("in", "not in"):
        return f"{shown(received)} {operator} {_subject(statement)}", shown(expected)
    if isinstance(expected, Like):
        return f"body like {shown(expected.expected)}", difference(received, expected) or shown(received)
    return f"{_sign(operator)}{shown(expected)}", shown(received)


def _sign(operator: str) -> str:
    return "" if operator == "==" else f"{operator} "


def _subject(statement: str) -> str:
    """The right side of the assertion as it is written: ``locations(response)``."""
    try:
        compared: ast.Compare = ast.parse(statement).body[0].test  # type: ignore[attr-defined]
        return ast.unparse(compared.comparators[-1])
    except (SyntaxError, AttributeError, IndexError):
        return "the answer"


def card(case: Case, asserted: str, printed: str, repeat: dict[str, str]) -> str:
    """The card of a case that does not hold.

    ``asserted`` is the assertion and its place, ``printed`` what the application printed meanwhile, ``repeat`` the
    commands by which the case is seen again.
    """
    rule = case.rule
    rows = [f"{rule.id}  {rule.level.name}  {case.outcome}", *_wrapped(rule.statement), ""]
    rows += _field("notes", rule.notes) + _field("docs", rule.docs_url)
    if rule.erratum:
        rows += _field("erratum", f"the notes say: {rule.erratum.claim} ({rule.erratum.since})")
    if case.name:
        rows += _field("case", case.name)
    rows += _field("behind", f"the prerequisite {case.prerequisite}") if case.prerequisite else []
    rows += _reason(case)
    rows += _field("asserted", asserted) if asserted else []
    for data in case.exchanges:
        rows += ["", *(f"  {line}" for line in lines(data)), "", f"  {curl(data)}"]
    if printed:
        rows += ["", "  printed by the application meanwhile:", textwrap.indent(printed.rstrip(), "    ")]
    return "\n".join([*rows, "", *(row for label in repeat for row in _field(label, repeat[label]))])


def short_card(case: Case, repeat: dict[str, str]) -> str:
    """The card of a further case of a rule whose whole card is already there."""
    rows = [f"{case.rule.id}  {case.rule.level.name}  {case.outcome}"]
    rows += _field("case", case.name) if case.name else []
    rows += _reason(case)
    rows += [f"  {curl(data)}" for data in case.exchanges]
    return "\n".join([*rows, *_field("rerun", repeat["rerun"])])


def card_behind(case: Case, shown: str, repeat: dict[str, str]) -> str:
    """The card of a case that was not reached, where ``shown`` is the rule whose card shows why."""
    rows = [f"{case.rule.id}  {case.rule.level.name}  {case.outcome}"]
    rows += _field("case", case.name) if case.name else []
    rows += _field("behind", f"the prerequisite {case.prerequisite}, see {shown}")
    return "\n".join([*rows, *_field("rerun", repeat["rerun"])])


def _reason(case: Case) -> list[str]:
    rows = []
    for line in case.reason.splitlines():
        label, _, text = line.partition(": ")
        rows += _field(label, text) if label in ("expected", "received") else _field("reason", line)
    return rows


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent="  ")


def _field(label: str, text: str) -> list[str]:
    return [f"  {label:<9} {text}"]
