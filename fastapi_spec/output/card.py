"""What a failing case shows: the rule, expected against received in words, the exchange, how to repeat it."""

import ast
import textwrap
from typing import Any

from fastapi_spec.client.expect import Like, shown
from fastapi_spec.output.http import curl, lines, phrase
from fastapi_spec.rules.rule import origin_told
from fastapi_spec.verdict.outcomes import Case

WIDTH = 78


def compared(statement: str, operator: str, left: Any, right: Any) -> tuple[str, str]:
    """The two sides of a failed comparison in words: what was expected, what was received.

    ``statement`` is the assertion as it is written, or an empty string if that is not known.
    """
    if "status_code" in statement and isinstance(left, int) and isinstance(right, int):
        return f"{_sign(operator)}status {right} {phrase(right)}".strip(), f"status {left} {phrase(left)}".strip()
    if operator in ("in", "not in"):
        return f"{shown(left)} {operator} {_subject(statement)}", shown(right)
    if isinstance(right, Like):
        return f"body like {shown(right.expected)}", right.difference(left) or shown(left)
    return f"{_sign(operator)}{shown(right)}", shown(left)


def _sign(operator: str) -> str:
    return "" if operator == "==" else f"{operator} "


def _subject(statement: str) -> str:
    """The right side of the assertion as it is written: ``locations(response)``."""
    try:
        compared: ast.Compare = ast.parse(statement).body[0].test  # type: ignore[attr-defined]
        return ast.unparse(compared.comparators[-1])
    except (SyntaxError, AttributeError, IndexError):
        return "the response"


def card(case: Case, asserted: str, printed: str, commands: dict[str, str]) -> str:
    """The card of a case that does not hold.

    ``asserted`` is the assertion and its location, ``printed`` what the application printed meanwhile, ``commands``
    those by which the case is seen again.
    """
    rule = case.rule
    rows = [_heading(case), *_wrapped(rule.statement), ""]
    rows += _field("origin", origin_told(rule.origin)) if rule.origin else []
    rows += _field("fastapi", f"plain FastAPI {rule.plain}") if rule.plain else []
    rows += _field("notes" if rule.promised_by_notes else "section", rule.notes) + _field("docs", rule.docs_url)
    if rule.erratum:
        rows += _field("erratum", f"the notes say: {rule.erratum.claim} ({rule.erratum.since})")
    return "\n".join([*rows, evidence(case, asserted, printed, commands)])


def evidence(case: Case, asserted: str, printed: str, commands: dict[str, str]) -> str:
    """The part of a card that comes from the run: what was expected, what was received, how to see it again."""
    rows = _field("case", case.name)
    rows += _field("behind", f"the prerequisite {case.prerequisite}") if case.prerequisite else []
    rows += _reason(case)
    rows += _field("asserted", asserted)
    for exchange in case.exchanges:
        rows += ["", *(f"  {line}" for line in lines(exchange)), "", f"  {curl(exchange)}"]
    if printed:
        rows += ["", "  printed by the application meanwhile:", textwrap.indent(printed.rstrip(), "    ")]
    return "\n".join([*rows, "", *(row for label, command in commands.items() for row in _field(label, command))])


def short_card(case: Case, commands: dict[str, str]) -> str:
    """The card of a further case of a rule that has a whole card already."""
    rows = [_heading(case), *_field("case", case.name), *_reason(case)]
    rows += [f"  {curl(exchange)}" for exchange in case.exchanges]
    return "\n".join([*rows, *_field("rerun", commands["rerun"])])


def card_behind(case: Case, shown: str, commands: dict[str, str]) -> str:
    """The card of a case that was not reached; ``shown`` is the rule whose card shows why."""
    rows = [_heading(case), *_field("case", case.name)]
    rows += _field("behind", f"the prerequisite {case.prerequisite}, see {shown}")
    return "\n".join([*rows, *_field("rerun", commands["rerun"])])


def _heading(case: Case) -> str:
    return f"{case.rule.id}  {case.rule.level.name}  {case.outcome}"


def _reason(case: Case) -> list[str]:
    rows = []
    for line in case.reason.splitlines():
        label, _, text = line.partition(": ")
        rows += _field(label, text) if label in ("expected", "received") else _field("reason", line)
    return rows


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent="  ")


def _field(label: str, text: str) -> list[str]:
    return [f"  {label:<9} {text}"] if text else []
