"""The exchanges that a lesson shows: few, and as different as possible."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from fastapi_spec import language
from fastapi_spec.output.operation import Called, called_for
from fastapi_spec.output.shortened import shortened
from fastapi_spec.rules.exchanges import exchanges
from fastapi_spec.rules.rule import Rule

JSON = Any
LEAST, MOST = 2, 3
"""How many exchanges are shown, if there are so many."""

Shape = tuple[str, str, str]


def examples(rule: Rule, called: Called | None, operations: list[Called], others: Iterable[Rule]) -> list[str]:
    """The exchanges of a rule with a conforming server, shortened: its first, or before that one that succeeds.

    Then come one of each other operation, and those that differ in status or shape of the body. If there is room, one
    of ``others``, the rules of the same operation, shows what else it may respond with.
    """
    own = list(_of(rule.id))
    first = next((line for line in own if called and called_for([called], _request(line))), "")
    lines = [first or own[0]] if own else []
    if called and called.example and not (first and _succeeds(first)):
        lines.insert(0, called.example)
    for each in operations:
        if not any(called_for([each], _request(line)) for line in lines):
            succeeding = (line for line in own if _succeeds(line) and called_for([each], _request(line)))
            lines.append(next(succeeding, each.example))
    lines = list(filter(None, dict.fromkeys(lines)))[:MOST]
    lines += _of_new_kind(own, operations, lines)[: MOST - len(lines)]
    if called and len(lines) < MOST:
        further = [line for other in others for line in _of(other.id) if called_for([called], _request(line))]
        lines += _of_new_kind(list(filter(_succeeds, further)), operations, lines)[:1]
    if len(lines) < LEAST:
        lines += [line for line in own if line not in lines][:1]
    shown = list(map(shortened, lines))
    more = len(set(own) - set(lines))
    return [*shown, language.count(more, "and {n} more exchange", "and {n} more exchanges")] if more else shown


def _of(id: str) -> Iterator[str]:
    return (line for line in exchanges()["rules"].get(id, []) if not line.startswith("#"))


def _request(line: str) -> str:
    """``GET /hello`` of an exchange."""
    method, path = line.split()[:2]
    return f"{method} {path.partition('?')[0]}"


def _succeeds(line: str) -> bool:
    return line.partition(" -> ")[2][:1] in ("2", "3")


def _of_new_kind(lines: Sequence[str], operations: list[Called], known: Sequence[str]) -> list[str]:
    """The first exchange of each kind that none of the known ones is of."""
    seen = {_kind(line, operations) for line in known}
    found = []
    for line in lines:
        kind = _kind(line, operations)
        found += [] if kind in seen else [line]
        seen.add(kind)
    return found


def _kind(line: str, operations: list[Called]) -> Shape:
    """What an exchange shows: the operation, the status, and the shape of the body."""
    called = called_for(operations, _request(line))
    came = line.partition(" -> ")[2]
    return called.name if called else _request(line), came[:3], _shape(came)


def _shape(came: str) -> str:
    for start, character in enumerate(came):
        if character in "[{" and (start == 0 or came[start - 1] == " "):
            try:
                return json.dumps(_types(json.loads(came[start:])))
            except ValueError:
                continue
    return ""


def _types(value: JSON) -> JSON:
    if isinstance(value, dict):
        return {name: _types(own) for name, own in value.items()}
    if isinstance(value, list):
        return [_types(own) for own in value[:1]]
    return type(value).__name__
