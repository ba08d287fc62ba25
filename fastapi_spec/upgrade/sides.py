"""The two sides of an upgrade: what ``--from`` and ``--to`` mean, and their reports."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from fastapi_spec.language import later, say
from fastapi_spec.output.report import Report, ReportError, read
from fastapi_spec.runs import run
from fastapi_spec.target import environment
from fastapi_spec.target.base import TargetError
from fastapi_spec.target.choice import Choice
from fastapi_spec.target.requirements import requirement

FILE = re.compile(r"^[.~/]|^[\w.-]+/|\.(txt|in|lock|toml|json)$")
"""What names a file or a folder, and not a package."""


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

    def ready(self) -> Side:
        """The side with its environment made, so that what is wrong is told before the first run. Raises TargetError.

        An environment that exists serves its own application only. Of the versions for the reference application it is
        an example: another one is made with these, and with what it lacks.
        """
        if self.report:
            return self
        if self.choice.app or not self.choice.python or self.choice.throw_away:
            self.choice.environment(progress)
            return self
        found = environment.made(self.choice.like(environment.frozen(self.choice.python)), progress)
        return replace(self, choice=replace(self.choice, python=str(found.python.parent.parent)))

    def versions(self, packages: Sequence[str]) -> list[str]:
        """The exact versions of these packages: ``fastapi==0.115.0``. Raises TargetError."""
        known = {canonicalize_name(Requirement(pin).name): pin for pin in self.pins()}
        if lacking := [name for name in packages if canonicalize_name(name) not in known]:
            told = {"packages": ", ".join(lacking), "side": f"{self.option} {self.name}"}
            raise TargetError(later("--only {packages}: {side} does not have it", **told), usage=True)
        return [known[canonicalize_name(name)] for name in packages]

    def upgraded(self, pins: Sequence[str]) -> Side:
        """The same environment with these versions, and of the rest what they require. Raises TargetError."""
        if self.report:
            raise TargetError(
                later("--only and --bisect make environments: give --from a requirement, a file or an interpreter")
            )
        found = environment.made(self.choice.changed(self.pins(), pins), progress)
        choice = replace(self.choice, packages=[], constraints=[], python=str(found.python.parent.parent))
        return Side("--to", [say("{side} with {pins}", side=self.name, pins=", ".join(pins))], choice)

    def ran(self, options: Sequence[str]) -> Report:
        """The saved report, or that of a run with a database of its own. Raises ReportError."""
        if self.report:
            return self.report
        progress(f"{self.option.removeprefix('--')} {self.name}")
        with tempfile.TemporaryDirectory() as folder:
            return run([*self.choice.options, *options], of=self.name, variables={"DATA_DIR": folder})


def side(option: str, words: Sequence[str], common: Choice) -> Side:
    """What the values of ``--from`` or ``--to`` mean. ``common`` has the options of both. Raises ReportError."""
    choice = common
    for word in words:
        path = Path(word).expanduser()
        if path.suffix == ".json" or (path / "report.json").exists():
            return Side(option, words, common, read(path))
        if (path / "bin" / "python").exists() or (path.is_file() and path.name.startswith("python")):
            choice = replace(choice, python=str(path))
        elif re.fullmatch(r"\d+(\.\d+)+", word):
            choice = replace(choice, python=word)
        elif path.is_file():
            choice = replace(choice, constraints=[*choice.constraints, path])
        elif FILE.search(word):
            raise ReportError(say("{option} {word}: no such file or environment", option=option, word=word))
        else:
            _check(word, option)
            choice = replace(choice, packages=[*choice.packages, word])
    return Side(option, words, choice)


def _check(word: str, option: str) -> None:
    """Raise ReportError if a word is not a requirement."""
    try:
        requirement(word, option)
    except TargetError as error:
        raise ReportError(str(error)) from None


def progress(line: str) -> None:
    """Print what is being done."""
    print(line, file=sys.stderr, flush=True)
