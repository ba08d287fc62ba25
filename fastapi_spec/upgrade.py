"""``fastapi-spec upgrade --from A --to B``: what changes for the same application between two environments."""

from __future__ import annotations

import contextlib
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from fastapi_spec.output.changes import Change, Changes, versions
from fastapi_spec.output.report import Report, ReportError, RuleReport, read
from fastapi_spec.rules.catalogue import ids
from fastapi_spec.runs import run
from fastapi_spec.target import environment
from fastapi_spec.target.base import TargetError
from fastapi_spec.target.choice import Choice
from fastapi_spec.target.environment import Wanted
from fastapi_spec.verdict.summary import Exit


@dataclass(frozen=True)
class Side:
    """One side of an upgrade, as the command line gives it: a saved report, or the environment to run in."""

    option: str
    words: Sequence[str]
    choice: Choice
    report: Report | None = None

    @property
    def name(self) -> str:
        """The side as it was given."""
        return ", ".join(self.words)

    def pins(self) -> list[str]:
        """The exact versions of its environment. Raises TargetError."""
        if self.report:
            known = self.report.target.versions
            return [f"{name}=={number}" for name, number in known.items() if name != "python"]
        if self.choice.python and not self.choice.throw_away:
            return environment.frozen(self.choice.python)
        return environment.resolved(self.choice.wanted())


def side(option: str, words: Sequence[str], common: Choice) -> Side:
    """What the values of ``--from`` or ``--to`` mean. ``common`` has the options of both. Raises ReportError."""
    choice = common
    for word in words:
        path = Path(word).expanduser()
        if path.suffix == ".json" or (path / "report.json").exists():
            return Side(option, words, common, read(path))
        if (path / "bin" / "python").exists() or (path.is_file() and path.name.startswith("python")):
            choice = replace(choice, python=str(path))
        elif path.is_file():
            choice = replace(choice, constraints=[*choice.constraints, path])
        else:
            choice = replace(choice, packages=[*choice.packages, word])
    return Side(option, words, choice)


def upgrade(before: Side, after: Side, *, only: Sequence[str], bisect: str, options: Sequence[str]) -> int:
    """Print what changes. ``options`` are those of the runs.

    ``only`` upgrades these packages alone. ``bisect`` is the id of a rule whose first release is looked for. Returns
    the exit status: 1 if something that held breaks. Raises ReportError.
    """
    try:
        for each in (before, after):
            if not each.report:
                each.choice.environment(_progress)
        if only:
            after = _upgraded(before, _versions(after, only))
        if bisect:
            return _bisect(before, after, (only or ["fastapi"])[0], bisect, options)
        return _compare(before, after, options)
    except TargetError as error:
        raise ReportError(str(error), Exit.USAGE if error.usage else Exit.NO_TARGET) from None


def _progress(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _report(of: Side, options: Sequence[str]) -> Report:
    """The saved report, or that of a run with a database of its own."""
    if of.report:
        return of.report
    _progress(f"{of.option.removeprefix('--')} {of.name}")
    with tempfile.TemporaryDirectory() as folder:
        return run([*of.choice.options, *options], of=of.name, variables={"DATA_DIR": folder})


def _compare(before: Side, after: Side, options: Sequence[str]) -> int:
    reports = _report(before, options), _report(after, options)
    changes = Changes(*reports)
    print("\n".join(_heading(before, after, reports)))
    parts = {
        "breaks: held before, and does not hold now": changes.breaking,
        "holds now: did not hold before": changes.mending,
        "differs otherwise": changes.others,
    }
    for heading, found in parts.items():
        if found:
            print(f"\n== {heading}")
        for change in found:
            print("\n" + "\n".join(change.lines("before", "after")))
    for line in changes.alone("--from", "--to"):
        print(f"\n{line}")
    print(f"\n{_counts(changes)}")
    return Exit.BROKEN if changes.breaking else Exit.CONFORMS


def _heading(before: Side, after: Side, reports: tuple[Report, Report]) -> Iterator[str]:
    for each, report in zip((before, after), reports, strict=True):
        aside = "" if report.complete else " (incomplete: the run ended early)"
        yield f"{each.option.removeprefix('--'):<4}  {each.name}: {report.target.name}{aside}"
    rows = [("", "from", "to"), *versions(*reports)]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    yield ""
    yield from ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)


def _counts(changes: Changes) -> str:
    told = f"{len(changes.breaking)} of {len(changes.shared)} rules break, {len(changes.mending)} hold that did not"
    return told + (f", {len(changes.others)} differ otherwise" if changes.others else "")


def _versions(of: Side, packages: Sequence[str]) -> list[str]:
    """The exact versions of these packages on one side. Raises TargetError."""
    known = {canonicalize_name(Requirement(pin).name): pin for pin in of.pins()}
    if lacking := [name for name in packages if canonicalize_name(name) not in known]:
        raise TargetError(f"--only {', '.join(lacking)}: {of.option} {of.name} does not have it", usage=True)
    return [known[canonicalize_name(name)] for name in packages]


def _upgraded(before: Side, pins: Sequence[str]) -> Side:
    """The first environment with these versions, and of the rest what they require. Raises TargetError."""
    if before.report:
        raise TargetError("--only and --bisect make environments: give --from a requirement, a file or an interpreter")
    found = environment.made(before.choice.changed(before.pins(), pins), _progress)
    folder = str(found.python.parent.parent)
    choice = replace(before.choice, packages=[], constraints=[], python=folder)
    return Side("--to", [f"{before.name} with {', '.join(pins)}"], choice)


def _bisect(before: Side, after: Side, package: str, id: str, options: Sequence[str]) -> int:
    """Find the release of a package in which a rule changed."""
    [rule] = ids([id])
    low, high = (Version(_versions(each, [package])[0].partition("==")[2]) for each in (before, after))
    known = {low: _outcome(before, rule, options), high: _outcome(after, rule, options)}
    if known[low].outcomes == known[high].outcomes:
        print(f"{rule} is the same on both: {known[low].outcome}")
        return Exit.CONFORMS
    while (middle := _between(package, low, high)) is not None:
        known[middle] = _outcome(_upgraded(before, [f"{package}=={middle}"]), rule, options)
        if known[middle].outcomes == known[low].outcomes:
            low = middle
        else:
            high = middle
    change = Change(known[low], known[high])
    print(f"{rule} changed in {package} {high}: {change.before.outcome} up to {low}, {change.after.outcome} since\n")
    print("\n".join(change.lines(f"with {low}", f"with {high}")))
    return Exit.BROKEN if change.breaks else Exit.CONFORMS


def _outcome(of: Side, rule: str, options: Sequence[str]) -> RuleReport:
    """What a rule comes to on one side. Raises ReportError."""
    found = _report(of, [*options, "--fuzz=off", rule]).rule(rule)
    if not found:
        raise ReportError(f"{of.option} {of.name}: {rule} is not in the report")
    return found


def _between(package: str, low: Version, high: Version) -> Version | None:
    """A release between two others, near the middle; None if there is none. Raises TargetError.

    uv knows the index of packages: it is asked for the newest release below the middle, or else below the upper one.
    """
    for bound in dict.fromkeys([_middle(low, high), high]):
        with contextlib.suppress(TargetError):
            [pin] = environment.resolved(Wanted([f"{package}>{low},<{bound}"], alone=True))
            return Version(pin.partition("==")[2])
    return None


def _middle(low: Version, high: Version) -> Version:
    """A version number in the middle: of the first part of the release in which two versions differ."""
    length = max(len(low.release), len(high.release))
    a, b = (list(each.release) + [0] * (length - len(each.release)) for each in (low, high))
    part = next(index for index in range(length) if a[index] != b[index])
    return Version(".".join(map(str, [*a[:part], (a[part] + b[part] + 1) // 2])))
