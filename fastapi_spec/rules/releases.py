"""The rule sets of the releases (``--rules RELEASE``): spec/contract/releases/0.1.lock is that of release 0.1.

A line is a rule: its id, its level, and the names of its cases as a JSON list, which is left out for a rule with one
case without a name. So these are frozen: which rules and cases run, and the level of each rule. Not frozen are the
statement and the assertions of a rule, the OpenAPI documents of the contract and how many requests are generated: they
are those of today. A rule that has been retired since does not run.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from dataclasses import dataclass

from fastapi_spec.files import CONTRACT
from fastapi_spec.language import say
from fastapi_spec.rules.contract import locked
from fastapi_spec.rules.rule import Level
from fastapi_spec.suggest import first_few

FOLDER = CONTRACT / "releases"


@dataclass(frozen=True, slots=True)
class Frozen:
    """A rule as it was in a release; ``cases`` are the names of its cases, none for one without a name."""

    id: str
    level: Level
    cases: tuple[str, ...] = ()

    def has(self, case: str) -> bool:
        """Whether the rule had a case of that name."""
        return case in (self.cases or ("",))

    def __str__(self) -> str:
        cases = json.dumps(self.cases) if self.cases else ""
        return f"{self.id} {self.level.name} {cases}".rstrip()


def names() -> list[str]:
    """The releases, from the first to the last."""
    found = [path.stem for path in FOLDER.glob("*.lock")]
    return sorted(found, key=lambda name: [int(part) for part in name.split(".")])


def checked(name: str) -> str:
    """The type of --rules. Raises ArgumentTypeError for an unknown release."""
    if name not in names():
        told = {"name": repr(name), "known": ", ".join(names()) or say("none yet")}
        raise argparse.ArgumentTypeError(say("unknown release {name}; there is {known}", **told))
    return name


def release(name: str) -> dict[str, Frozen]:
    """The rules of a release by id, in the order of its notes."""
    found = {}
    for line in (FOLDER / f"{name}.lock").read_text(encoding="utf-8").splitlines():
        id, level, cases = [*line.split(" ", 2), ""][:3]
        found[id] = Frozen(id, Level[level], tuple(json.loads(cases)) if cases else ())
    return found


def text(rules: Iterable[Frozen]) -> str:
    """The text of the file of a release."""
    return "".join(f"{rule}\n" for rule in rules)


def retired_line(name: str) -> str:
    """Which rules of a release have been retired since, in a line; empty if none has."""
    retired = [id for id in release(name) if id not in locked()]
    told = {"release": name, "ids": first_few(retired)}
    return say("retired since release {release}, so they do not run: {ids}", **told) if retired else ""
