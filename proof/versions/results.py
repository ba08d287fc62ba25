"""docs/versions.json: what was measured of every set, without the exchanges, and the flips between the sets."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from fastapi_spec.verdict.outcomes import Outcome
from proof.engine.environments import ROOT
from proof.versions.flips import Flip, State, failing, flips
from proof.versions.measured import Measured, Rule
from proof.versions.sets import Group

FILE = ROOT / "docs" / "versions.json"
RULES = ("levels", "statements")
"""What the file has of each rule that does not hold somewhere."""


@dataclass(frozen=True)
class Tried:
    """A set: ``holds`` of ``rules`` rules hold, ``fails`` has the others. ``failure`` says why the rules did not run.

    ``fails`` has the outcome by rule, and the cases that do not hold if the rule has several.
    ``date`` is ISO 8601, ``seconds`` those of the run.
    """

    name: str
    date: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    rules: int = 0
    holds: int = 0
    fails: Mapping[str, State] = field(default_factory=dict)
    failure: str = ""

    def outcome(self, rule: str) -> str:
        """The outcome of a rule."""
        state = self.fails.get(rule)
        return state.outcome if state else str(Outcome.HOLDS)


@dataclass(frozen=True)
class Table:
    """The sets of a group in order, and the rules that flip between them."""

    sets: Sequence[Tried]
    flips: Sequence[Flip]


@dataclass(frozen=True)
class Results:
    """All groups by name; ``levels`` and ``statements`` are those of every rule that fails somewhere."""

    groups: Mapping[str, Table]
    levels: Mapping[str, str]
    statements: Mapping[str, str]


def results(groups: Sequence[Group], found: Mapping[str, Measured], earlier: "Results | None" = None) -> Results:
    """What was found, by the titles of sets. A group without any new set is as it was in ``earlier``."""
    tables: dict[str, Table] = {}
    known: dict[str, Rule] = {}
    for group in groups:
        measured = [(one.name, found[one.title]) for one in group.sets if one.title in found]
        if len(measured) < len(group.sets):  # a part of a group has no flips
            if earlier and group.name in earlier.groups:
                tables[group.name] = earlier.groups[group.name]
            continue
        tables[group.name] = Table(
            [_tried(name, one) for name, one in measured], flips(measured, ordered=group.ordered)
        )
        known |= {id: rule for _, one in measured for id, rule in one.rules.items()}
    failing = {id for table in tables.values() for one in table.sets for id in one.fails}
    levels = {**(earlier.levels if earlier else {}), **{id: rule.level for id, rule in known.items()}}
    statements = {**(earlier.statements if earlier else {}), **{id: rule.statement for id, rule in known.items()}}
    return Results(
        tables,
        {id: level for id, level in levels.items() if id in failing},
        {id: statement for id, statement in statements.items() if id in failing},
    )


def _tried(name: str, one: Measured) -> Tried:
    if one.failure:
        return Tried(name, failure=one.failure)
    fails = {id: State(rule.outcome, failing(rule)) for id, rule in one.rules.items() if rule.outcome != Outcome.HOLDS}
    holds = len(one.rules) - len(fails)
    return Tried(name, one.date, one.versions, one.seconds, len(one.rules), holds, fails)


def dump(results: Results) -> str:
    """The text of the file: a line for each set, flip and rule, so that it is small, and a diff of it can be read."""
    data = _plain(asdict(results))
    groups = {
        _json(name): _object({_json(key): _lines("[]", map(_json, rows)) for key, rows in table.items()})
        for name, table in data["groups"].items()
    }
    rules = {_json(key): _object({_json(id): _json(text) for id, text in data.get(key, {}).items()}) for key in RULES}
    return _object({'"version"': "1", '"groups"': _object(groups), **rules}) + "\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _object(members: Mapping[str, str]) -> str:
    return _lines("{}", (f"{name}: {text}" for name, text in members.items()))


def _lines(brackets: str, texts: Iterable[str]) -> str:
    inside = ",\n".join(texts)
    return f"{brackets[0]}\n{inside}\n{brackets[1]}" if inside else brackets


def _plain(value: Any) -> Any:
    """Without what is empty."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items() if one not in ("", (), [], {}, 0.0)}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def parse(text: str) -> Results:
    """The results that `dump` wrote."""
    data = json.loads(text)
    groups = {
        name: Table([_set(row) for row in table["sets"]], [_flip(row) for row in table.get("flips", ())])
        for name, table in data["groups"].items()
    }
    return Results(groups, *(data.get(key, {}) for key in RULES))


def _set(row: dict[str, Any]) -> Tried:
    return Tried(**row | {"fails": {id: _state(state) for id, state in row.get("fails", {}).items()}})


def _flip(row: dict[str, Any]) -> Flip:
    return Flip(**row | {"was": _state(row["was"]), "now": _state(row["now"])})


def _state(row: dict[str, Any]) -> State:
    return State(**row | {"cases": tuple(row.get("cases", ()))})
