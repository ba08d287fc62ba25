"""Since which release of a package each rule holds: what was measured and is locked in versions.toml."""

import functools
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from packaging.version import InvalidVersion, Version

from fastapi_spec.files import CONTRACT
from fastapi_spec.language import say
from fastapi_spec.told import described, of_report

FILE = CONTRACT / "versions.toml"

TITLES = {"fastapi": "FastAPI", "starlette": "Starlette", "pydantic": "Pydantic"}
"""How packages are written, where that is not the name under which they are installed."""


@dataclass(frozen=True, slots=True)
class Change:
    """A release of a package since which a rule holds, or does not; what a target responded before and after it.

    ``why`` says what the release changed, and ``link`` is the page of its release notes or its pull request.
    """

    package: str
    release: str
    before: str = ""
    after: str = ""
    holds: bool = True
    why: str = ""
    link: str = ""

    @property
    def name(self) -> str:
        """The package and the release: ``FastAPI 0.122.0``."""
        return f"{TITLES.get(self.package, self.package)} {self.release}"


@functools.cache
def changes() -> dict[str, list[Change]]:
    """The changes of each rule that has any, oldest first."""
    if not FILE.exists():
        return {}
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {id: [Change(**row) for row in rows] for id, rows in data.items()}


def between(id: str, before: Mapping[str, str], after: Mapping[str, str]) -> list[Change]:
    """The changes of a rule whose release lies between two environments, given by their versions, either way round."""
    return [change for change in changes().get(id, ()) if _passed(change, before, after)]


def _passed(change: Change, before: Mapping[str, str], after: Mapping[str, str]) -> bool:
    try:
        low, high = sorted(Version(versions[change.package]) for versions in (before, after))
    except (KeyError, InvalidVersion):
        return False
    return low < Version(change.release) <= high


def told(id: str) -> Iterator[tuple[str, str]]:
    """The changes of a rule, each as a label and a text: ``since`` and ``FastAPI 0.122.0 (401; before 403)``.

    A text without a label says why, with the address of the release notes.
    """
    for change in changes().get(id, ()):
        shown, past = (change.after, change.before) if change.holds else (change.before, change.after)
        other = (
            say("before {seen}", seen=of_report(past))
            if change.holds
            else say("since then {seen}", seen=of_report(past))
        )
        seen = say("; ").join(part for part in (of_report(shown), other if past else "") if part)
        named = say("{release} ({seen})", release=change.name, seen=seen) if seen else change.name
        yield say("since") if change.holds else say("until"), named
        if change.why:
            yield "", f"{described(change.why)} {change.link}".rstrip()
