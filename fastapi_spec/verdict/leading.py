"""How a run with ``--next`` leads: the order of the rules, the case at which it stops, its exit status, what holds."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from fastapi_spec.rules.rule import Level, Origin, Rule
from fastapi_spec.verdict.outcomes import Before, Case, Outcome
from fastapi_spec.verdict.summary import Exit

GO_ON = (Outcome.HOLDS, Outcome.NOT_CLAIMED, Outcome.DEVIATES)
"""The outcomes that leave nothing to do. Every other one is what comes next."""

Test = TypeVar("Test")


def stops(case: Case, fail_on: Level) -> bool:
    """Whether a case is what comes next: it does not hold, and neither its level nor the baseline excuses it."""
    if case.outcome in GO_ON:
        return False
    excused = case.before in (Before.SHORT, Before.UNKNOWN)
    return case.outcome is Outcome.ERROR or (case.rule.level >= fail_on and not excused)


def status_of(case: Case, otherwise: int) -> int:
    """The exit status of a run that stopped at a case: an operation that is not built yet is not a failure."""
    return Exit.CONFORMS if case.outcome is Outcome.NOT_BUILT else otherwise


def in_order(tests: Sequence[tuple[Test, Rule | None]]) -> list[Test]:
    """The tests by the origin of their rules: what the notes promise first, then fastapi, http, hardening.

    Within an origin the order stays. Rules without an origin come next, and at last tests that are not rules.
    """
    origins: list[Origin | None] = [*Origin, None]

    def place(pair: tuple[Test, Rule | None]) -> int:
        rule = pair[1]
        return origins.index(rule.origin) if rule else len(origins)

    return [test for test, _ in sorted(tests, key=place)]


def begun_at(ids: Sequence[str], first: str, *, around: bool) -> list[int]:
    """The positions of the tests in the order in which they run, given the id of the rule of each.

    Those of the rule ``first`` come first, without cases that come later than others. Then come all others from the
    beginning; or with ``around`` those behind it, and at last those before it.
    """
    own: list[int] = []
    for index, id in enumerate(ids):
        if first and id == first and (not own or index == own[-1] + 1):
            own.append(index)
    others = [index for index in range(len(ids)) if index not in own]
    if around and own:
        others.sort(key=lambda index: index < own[0])
    return own + others


def checked_again(ids: Sequence[str], known: Container[str], broken: Container[str], last: str) -> list[int]:
    """The positions of the tests of known rules in the order in which a run checks them again, given the id of each.

    Those that were broken come first. The others begin behind the rule ``last``, where the run before had no more time.
    """
    found = [index for index, id in enumerate(ids) if id in known]
    after = max((index for index, id in enumerate(ids) if id == last), default=-1)
    return sorted(found, key=lambda index: (ids[index] not in broken, index <= after))


@dataclass(slots=True)
class Progress:
    """Which of the chosen rules hold: seen in this run, or in earlier ones of the same selection.

    ``chosen`` has the section of each rule by its id. ``missed`` are the rules that this run saw fall short.
    """

    chosen: dict[str, str]
    held: set[str] = field(default_factory=set)
    missed: set[str] = field(default_factory=set)

    def add(self, case: Case) -> None:
        """Take in a case."""
        id = case.rule.id
        if case.outcome is Outcome.HOLDS and id not in self.missed:
            self.held.add(id)
        elif case.outcome is not Outcome.HOLDS:
            self.missed.add(id)
            self.held.discard(id)

    def of(self, section: str | None = None) -> tuple[int, int]:
        """How many rules hold, and of how many; of all that are chosen, or of a section."""
        wanted = {id for id, own in self.chosen.items() if section in (None, own)}
        return len(self.held & wanted), len(wanted)
