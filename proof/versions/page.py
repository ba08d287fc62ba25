"""docs/versions.md: per group the sets, the rules that are not the same on all, and each flip with its reason."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from fastapi_spec.rules.contract import locked
from fastapi_spec.verdict.outcomes import Outcome
from proof.engine.environments import ROOT
from proof.versions.flips import Flip, Note, State, changes, note_of
from proof.versions.results import Results, Table, Tried
from proof.versions.sets import Group

PAGE = ROOT / "docs" / "versions.md"
LONGEST = 90
"""The most characters of a rule's sentence in a table."""
COLUMNS = 15
"""The most sets that a table shows side by side."""

HEAD = """# Versions

What changes for a client with another version of FastAPI, or of what serves it: the reference application is run in
an environment of its own for each set of versions, and every rule is checked there. The sets are in
`proof/versions/sets.toml`; `python -m proof versions` runs them and writes this page,
[versions.json](versions.json) and what `fastapi-spec explain` says of a release. Generated requests are off.

| mark | the rule |
|---|---|
| ✓ | holds |
| ✗ | does not hold |
| ✗2 | does not hold in two of its cases |
| ? | was not reached, since something that it needs failed |
| (empty) | is not claimed |

A **flip** is a rule that does not hold in the same cases on two neighbouring sets. *Before* and *after* are what the
target responded in the first case that differs: the status, or if that is the same, what the rule received, and what it
expects where it holds. The head of a column is its first set; the sets after it, up to the next column, are the same.
"""

MARKS = {Outcome.HOLDS: "✓", Outcome.BROKEN: "✗", Outcome.UNMET: "✗", Outcome.DEVIATES: "✗", Outcome.NOT_CLAIMED: " "}


def page(groups: Sequence[Group], results: Results, notes: Sequence[Note]) -> str:
    """The whole page. A rule that has been retired since is left out."""
    lines = [HEAD]
    for group in groups:
        if group.name in results.groups:
            lines += [f"## {group.title}", "", group.text, ""]
            lines += _group(group, results.groups[group.name], results, notes)
    return "\n".join(lines).rstrip() + "\n"


def unexplained(results: Results, notes: Sequence[Note]) -> Iterator[tuple[str, Flip]]:
    """The flips for which flips.toml has no entry, each with the name of its group."""
    for name, table in results.groups.items():
        versions = versions_of(table)
        for flip in table.flips:
            if flip.rule in locked() and not note_of(flip, versions, notes):
                yield name, flip


def stale(results: Results, notes: Sequence[Note]) -> list[Note]:
    """The entries of flips.toml that explain no flip any more."""
    used = {note_of(flip, versions_of(table), notes) for table in results.groups.values() for flip in table.flips}
    return [note for note in notes if note not in used]


def versions_of(table: Table) -> dict[str, Mapping[str, str]]:
    """The versions of each set, by its name."""
    return {one.name: one.versions for one in table.sets}


def _group(group: Group, table: Table, results: Results, notes: Sequence[Note]) -> Iterator[str]:
    yield from _sets(table.sets)
    flips = [flip for flip in table.flips if flip.rule in locked()]
    if not flips:
        yield from ["Every rule is the same on all of them.", ""]
        return
    ran = [one for one in table.sets if not one.failure]
    rules = _staircase(flips, [one.name for one in ran])
    yield from [f"### Rules that differ: {group.title}", ""]
    for some in _tables(ran, rules):
        yield from _marks(ran, some, results)
    yield from [f"### Flips: {group.title}", ""]
    for (before, after), changed in changes(flips):
        yield from _change(before, after, changed, table, results, notes)


def _sets(sets: Sequence[Tried]) -> Iterator[str]:
    """The sets with the versions in which they differ; then those that all have."""
    ran = [one for one in sets if not one.failure]
    facts = {one.name: {"date": one.date, **one.versions} for one in ran}
    names = dict.fromkeys(name for one in facts.values() for name in one)
    shared = {name: {one.get(name, "") for one in facts.values()} for name in names}
    own = {name for name in names if all(one.get(name) == set for set, one in facts.items())}
    differ = [name for name in names if len(shared[name]) > 1 and name not in own]
    yield "| set | " + "".join(f"{name} | " for name in differ) + "hold | MUST broken | others not held |"
    yield "|---" * (len(differ) + 4) + "|"
    for one in sets:
        if one.failure:
            yield f"| {one.name} | " + "| " * len(differ) + f"did not run: {one.failure.replace('|', '/')} | | |"
            continue
        broken = sum(state.outcome == Outcome.BROKEN for state in one.fails.values())
        unclaimed = sum(state.outcome == Outcome.NOT_CLAIMED for state in one.fails.values())
        others = len(one.fails) - broken - unclaimed
        versions = "".join(f"{facts[one.name].get(name, '')} | " for name in differ)
        yield f"| {one.name} | {versions}{one.holds} of {one.rules - unclaimed} | {broken} | {others} |"
    same = [f"{name} {next(iter(shared[name]))}" for name in names if name not in [*differ, *own, "date"]]
    if ran:
        on = "" if "date" in differ else f" They ran on {ran[0].date}."
        yield from ["", f"All have {', '.join(same)}.{on}", ""]


def _staircase(flips: Sequence[Flip], names: Sequence[str]) -> list[str]:
    """The rules that flip: by the set of their last flip, then in the order of the contract."""
    last = {flip.rule: names.index(flip.after) for flip in flips}
    order = list(locked())
    return sorted(last, key=lambda rule: (last[rule], order.index(rule)))


def _tables(sets: Sequence[Tried], rules: Sequence[str]) -> Iterator[list[str]]:
    """The rules in as many tables as it takes for each to be narrow enough."""
    table: list[str] = []
    for rule in rules:
        if table and len(_columns(sets, [*table, rule])) > COLUMNS:
            yield table
            table = []
        table.append(rule)
    yield table


def _columns(sets: Sequence[Tried], rules: Sequence[str]) -> list[Tried]:
    """The first of neighbouring sets on which these rules are the same."""
    return [next(column) for _, column in groupby(sets, key=lambda one: [one.fails.get(rule) for rule in rules])]


def _marks(sets: Sequence[Tried], rules: Sequence[str], results: Results) -> Iterator[str]:
    columns = _columns(sets, rules)
    yield f"| rule | level | {' | '.join(one.name for one in columns)} | sentence |"
    yield "|---|---" + "|:-:" * len(columns) + "|---|"
    for rule in rules:
        marks = [_mark(one.fails.get(rule)) for one in columns]
        yield f"| {rule} | {results.levels[rule]} | {' | '.join(marks)} | {_cell(results.statements[rule], LONGEST)} |"
    yield ""


def _mark(state: State | None) -> str:
    if state is None:
        return MARKS[Outcome.HOLDS]
    mark = MARKS.get(Outcome(state.outcome), "?")
    return f"{mark}{len(state.cases)}" if mark == "✗" and state.cases else mark


def _change(
    before: str, after: str, flips: Sequence[Flip], table: Table, results: Results, notes: Sequence[Note]
) -> Iterator[str]:
    versions = versions_of(table)
    yield from [f"#### {before} → {after}", ""]
    by_note: dict[Note | None, list[Flip]] = {}
    for flip in flips:
        by_note.setdefault(note_of(flip, versions, notes), []).append(flip)
    for note, explained in by_note.items():
        yield from [_why(note), "", "| rule | level | before | after |", "|---|---|---|---|"]
        for flip in explained:
            was, now = (_cell(f"{_mark(_shown(state))} {state.received}") for state in (flip.was, flip.now))
            yield f"| {flip.rule} | {results.levels[flip.rule]} | {was} | {now} |"
        yield ""


def _shown(state: State) -> State | None:
    return None if state.holds else state


def _why(note: Note | None) -> str:
    if note is None:
        return "No release note was found for:"
    return f"{note.why} ([{note.package} {note.release}]({note.link}))" if note.link else note.why


def _cell(text: str, longest: int = 0) -> str:
    """A text as it can be in a table."""
    if longest and len(text) > longest:
        text = text[:longest].rsplit(" ", 1)[0] + " …"
        text += "`" * (text.count("`") % 2)
    return text.strip().replace("|", "\\|")
