"""An index of packages and runs, both made up: releases of FastAPI in which a rule does not hold, then does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from fastapi_spec.output.report import Report, TargetReport, read
from fastapi_spec.rules.catalogue import ids
from fastapi_spec.target import environment
from fastapi_spec.target.environment import Environment, UnresolvableError, Wanted
from fastapi_spec.upgrade import sides
from fastapi_spec.verdict.outcomes import Outcome
from tests.unit.samples import case, saved

RULE = ids(["QUERY-BOOL-3"])[0]
RELEASES = [f"0.{minor}.{patch}" for minor in range(115, 123) for patch in range(3)]
CHANGED = Version("0.121.1")
"""The release since which the rule holds in these tests."""


def report(folder: Path, outcome: Outcome, fastapi: str) -> Report:
    """The report of a run of the rule with this FastAPI."""
    found = read(saved(folder, case(outcome, id=RULE)))
    found.target = TargetReport("reference", "http://h", [], {"python": "3.11.7", "fastapi": fastapi})
    return found


NEEDED = ["fastapi", "pydantic", "pydantic-settings", "uvicorn"]
"""Packages without which the reference application does not start."""


@dataclass
class Index:
    """What happens: ``ran`` are the versions that ran; of ``holds`` those on which the rule holds."""

    ran: list[str] = field(default_factory=list)
    holds: Callable[[Version], bool] = lambda version: version >= CHANGED


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Index:
    """An index with RELEASES, and runs of which the rule holds since CHANGED."""
    found = Index()

    def resolved(wanted: Wanted) -> list[str]:
        [*_, last] = wanted.requirements
        if wanted.alone:
            below = [name for name in RELEASES if Requirement(last).specifier.contains(name)]
            if not below:
                raise UnresolvableError("no version")
            return [f"fastapi=={below[-1]}"]
        return [text for text in wanted.requirements if text.startswith("fastapi==")]

    def made(wanted: Wanted, _: Callable[[str], None]) -> Environment:
        version = resolved(wanted)[-1].partition("==")[2]
        return Environment(Path("/v", version, "bin", "python"), {"python": "3.11.7"} | dict.fromkeys(NEEDED, "1"))

    def run(options: Sequence[str], **_: object) -> Report:
        version = next(Path(word).name.partition("==")[2] or Path(word).name for word in options if "0." in word)
        found.ran.append(version)
        outcome = Outcome.HOLDS if found.holds(Version(version)) else Outcome.BROKEN
        return report(tmp_path / version, outcome, version)

    monkeypatch.setattr(environment, "resolved", resolved)
    monkeypatch.setattr(environment, "made", made)
    monkeypatch.setattr(sides, "run", run)
    return found


NEEDED = ["fastapi", "pydantic", "pydantic-settings", "uvicorn"]
