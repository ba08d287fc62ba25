"""The rules on which neighbouring sets differ, what was received on both sides, and the release notes that say so."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.version import InvalidVersion, Version

from fastapi_spec.verdict.outcomes import Outcome
from proof.versions.measured import Case, Measured, Rule

TABLE = Path(__file__).with_name("flips.toml")
PARTS = ("expected", "received")
LONGEST = 110
"""The most characters of what was received."""


@dataclass(frozen=True)
class State:
    """A rule in a set: its outcome, the cases that do not hold (if it has several), what was received."""

    outcome: str
    cases: tuple[str, ...] = ()
    received: str = ""

    @property
    def holds(self) -> bool:
        """Whether the rule holds."""
        return self.outcome == Outcome.HOLDS


@dataclass(frozen=True)
class Flip:
    """A rule that is not the same on two sets, ``before`` and ``after``, of a group."""

    rule: str
    before: str
    after: str
    was: State
    now: State


@dataclass(frozen=True)
class Note:
    """An entry of flips.toml: why ``rules`` flip with the ``release`` of a ``package``, and the ``link`` that says so.

    ``release`` is empty for a server, which is another package and not another release.
    """

    package: str
    rules: tuple[str, ...]
    why: str
    link: str = ""
    release: str = ""


def notes(table: str | None = None) -> list[Note]:
    """The entries of flips.toml."""
    data = tomllib.loads(TABLE.read_text(encoding="utf-8") if table is None else table)
    rows: list[dict[str, Any]] = data.get("flip", [])
    return [Note(**row | {"rules": tuple(row["rules"]), "why": " ".join(row["why"].split())}) for row in rows]


def flips(sets: Sequence[tuple[str, Measured]], *, ordered: bool) -> list[Flip]:
    """The flips in a group, in order; see `Group.ordered`. A set that could not run is passed over."""
    ran = [(name, found) for name, found in sets if not found.failure]
    firsts = ran if ordered else ran[:1] * len(ran)
    return [
        _flip(id, before, after, a.rules[id], b.rules[id])
        for (before, a), (after, b) in zip(firsts, ran[1:], strict=False)
        for id in a.rules
        if id in b.rules and _differ(a.rules[id], b.rules[id])
    ]


def note_of(flip: Flip, versions: Mapping[str, Mapping[str, str]], among: Iterable[Note]) -> Note | None:
    """The entry for a flip, or None. ``versions`` are those of each set of the group.

    An entry is for a flip if the release of its package lies between those of the two sets; that of a server, if the
    second set is that server.
    """
    for note in among:
        if flip.rule not in note.rules:
            continue
        a, b = versions[flip.before].get(note.package, ""), versions[flip.after].get(note.package, "")
        if note.package == flip.after if not note.release else _between(a, note.release, b):
            return note
    return None


def _between(before: str, release: str, after: str) -> bool:
    try:
        return Version(before) < Version(release) <= Version(after)
    except InvalidVersion:
        return False


def _differ(a: Rule, b: Rule) -> bool:
    if Outcome.NOT_CLAIMED in (a.outcome, b.outcome):
        return False
    return bool(_differing(a, b))


def _differing(a: Rule, b: Rule) -> list[str]:
    """The cases that do not come to the same on both sides, as far as both claim them."""
    return [
        name
        for name in dict.fromkeys([*a.cases, *b.cases])
        if len(outcomes := {_outcome(rule, name) for rule in (a, b)}) > 1 and Outcome.NOT_CLAIMED not in outcomes
    ]


def _outcome(rule: Rule, name: str) -> str:
    return rule.cases[name].outcome if name in rule.cases else ""


def failing(rule: Rule) -> tuple[str, ...]:
    """The cases that do not hold, if the rule has several."""
    failed = [name for name, case in rule.cases.items() if case.outcome not in (Outcome.HOLDS, Outcome.NOT_CLAIMED)]
    return tuple(failed) if len(rule.cases) > 1 else ()


def _flip(id: str, before: str, after: str, a: Rule, b: Rule) -> Flip:
    first = _differing(a, b)[0]
    was, now = seen(a.cases.get(first, Case("")), b.cases.get(first, Case("")))
    return Flip(id, before, after, State(a.outcome, failing(a), was), State(b.outcome, failing(b), now))


def seen(a: Case, b: Case) -> tuple[str, str]:
    """What was received in a case on both sides: the statuses where they differ, or else what the reasons say."""
    for one, other in zip(a.statuses, b.statuses, strict=False):
        if one != other:
            return _status(one), _status(other)
    return _told(a, b), _told(b, a)


def _status(status: int | None) -> str:
    return "no response" if status is None else str(status)


def _told(case: Case, other: Case) -> str:
    """What a case received: what its reason says, or if it holds, what the reason of the other says was expected."""
    if case.outcome == Outcome.HOLDS:
        return _short(_parts(other.reason)[0])
    return _short(_parts(case.reason)[1])


def _parts(reason: str) -> tuple[str, str]:
    """What a reason says was expected, as far as it is a value, and what was received; or its first line.

    A comparison whose constants are on the right (``200 in (401, 403)``) is told the other way round.
    """
    lines = [" ".join(line.split()) for line in reason.splitlines() if line.strip()]
    told = {part: line.removeprefix(f"{part}: ") for line in lines for part in PARTS if line.startswith(f"{part}: ")}
    expected, received = (told.get(part, "") for part in PARTS)
    if expected.startswith("<= ["):
        return received, expected.removeprefix("<= ")
    if found := re.match(r"(.*) in [\[(]", expected):
        return "", found[1]
    if re.match(r"[<>!]|.* not in ", expected):
        return "", received
    return expected, received or (lines or [""])[0]


def _short(text: str) -> str:
    """Without what differs from run to run, at most LONGEST characters."""
    text = re.sub(r"127\.0\.0\.1:\d+", "HOST", re.sub(r"\b[0-9a-f]{32}\b", "ID", text))
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def changes(flips: Iterable[Flip]) -> Iterator[tuple[tuple[str, str], list[Flip]]]:
    """The flips between the same two sets together, in order."""
    found: dict[tuple[str, str], list[Flip]] = {}
    for flip in flips:
        found.setdefault((flip.before, flip.after), []).append(flip)
    yield from found.items()
