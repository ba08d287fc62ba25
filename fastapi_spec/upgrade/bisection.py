"""``fastapi-spec upgrade --bisect ID``: the releases in which a rule changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from packaging.utils import canonicalize_name
from packaging.version import Version

from fastapi_spec.language import say
from fastapi_spec.output.changes import Change
from fastapi_spec.output.report import ReportError, RuleReport
from fastapi_spec.output.signs import word_of
from fastapi_spec.rules import since
from fastapi_spec.rules.catalogue import ids
from fastapi_spec.target import environment
from fastapi_spec.upgrade.sides import Side
from fastapi_spec.verdict.summary import Exit


def bisect(before: Side, after: Side, package: str, id: str, options: Sequence[str]) -> int:
    """Print the releases of a package in which a rule changed. Returns the exit status: 1 if it breaks on the way.

    Between two releases on which the outcome differs, it is looked for by halves. To find a change that was taken back,
    the releases that are known to have changed the rule are tried too, each with the one before it. Raises TargetError
    and ReportError.
    """
    [rule] = ids([id])
    low, high = (Version(each.versions([package])[0].partition("==")[2]) for each in (before, after))
    known = {low: _outcome(before, rule, options), high: _outcome(after, rule, options)}

    def measure(version: Version) -> RuleReport:
        if version not in known:
            known[version] = _outcome(before.upgraded([f"{package}=={version}"]), rule, options)
        return known[version]

    points = sorted({low, high, *_suspects(rule, package, low, high)})
    found = [
        _narrowed(package, a, b, measure) for a, b in pairwise(points) if measure(a).outcomes != measure(b).outcomes
    ]
    if not found:
        print(say("{id} is the same on both: {outcome}", id=rule, outcome=word_of(known[low].outcome)))
    for a, b in found:
        change = Change(known[a], known[b], since.between(rule, {package: str(a)}, {package: str(b)}))
        told = {"id": rule, "package": package, "low": a, "high": b}
        told |= {"before": word_of(change.before.outcome), "after": word_of(change.after.outcome)}
        print(say("{id} changed in {package} {high}: {before} up to {low}, {after} since", **told) + "\n")
        sides = say("with {version}", version=a), say("with {version}", version=b)
        print("\n".join(change.lines(*sides, (str(a), str(b)))) + "\n")
    return Exit.BROKEN if Change(known[low], known[high]).breaks else Exit.CONFORMS


def _suspects(rule: str, package: str, low: Version, high: Version) -> Iterator[Version]:
    """The releases that are known to have changed the rule, and the one before each. Raises TargetError."""
    for change in since.changes().get(rule, ()):
        release = Version(change.release)
        if canonicalize_name(package) == change.package and low < release < high:
            yield release
            yield environment.newest(package, low, release) or release


def _narrowed(
    package: str, low: Version, high: Version, measure: Callable[[Version], RuleReport]
) -> tuple[Version, Version]:
    """Two neighbouring releases between which the rule changes. Raises TargetError."""
    while (middle := _between(package, low, high)) is not None:
        if measure(middle).outcomes == measure(low).outcomes:
            low = middle
        else:
            high = middle
    return low, high


def _outcome(of: Side, rule: str, options: Sequence[str]) -> RuleReport:
    """What a rule comes to on one side. Raises ReportError."""
    found = of.ran([*options, "--fuzz=off", rule]).rule(rule)
    if not found:
        told = {"side": f"{of.option} {of.name}", "id": rule}
        raise ReportError(say("{side}: {id} is not in the report", **told))
    return found


def _between(package: str, low: Version, high: Version) -> Version | None:
    """A release between two others, near the middle; None if there is none. Raises TargetError."""
    return environment.newest(package, low, _middle(low, high)) or environment.newest(package, low, high)


def _middle(low: Version, high: Version) -> Version:
    """A version number in the middle: of the first part of the release in which two versions differ."""
    length = max(len(low.release), len(high.release))
    a, b = (list(each.release) + [0] * (length - len(each.release)) for each in (low, high))
    part = next(index for index in range(length) if a[index] != b[index])
    return Version(".".join(map(str, [*a[:part], (a[part] + b[part] + 1) // 2])))
