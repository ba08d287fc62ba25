"""Which server the options name, which environment serves it, and what that lacks."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from packaging.requirements import Requirement

from fastapi_spec.language import Later, later, say
from fastapi_spec.target import environment, reference, requirements
from fastapi_spec.target.base import Target, TargetError
from fastapi_spec.target.environment import Environment, Wanted
from fastapi_spec.target.launched import Launched
from fastapi_spec.target.remote import Remote
from fastapi_spec.target.served import PARSERS, Served
from fastapi_spec.target.servers import SERVERS, ServedBy


@dataclass(frozen=True)
class Choice:
    """The options that choose the target; at most one of the first three. ``packages`` are those of --with."""

    url: str | None = None
    app: str | None = None
    launch: str | None = None
    python: str = ""
    packages: Sequence[str] = ()
    constraints: Sequence[Path] = ()
    server: str = "uvicorn"

    @property
    def named(self) -> bool:
        """Whether the options name a target."""
        return self != Choice()

    @property
    def own(self) -> bool:
        """Whether the options name an implementation, and not the reference application in some environment."""
        return not self.served or self.app is not None

    @property
    def served(self) -> bool:
        """Whether a run serves the application, and so chooses its environment."""
        return self.url is None and self.launch is None

    @property
    def options(self) -> list[str]:
        """The options as words of a command line."""
        single = {"--url": self.url, "--app": self.app, "--launch": self.launch, "--python": self.python}
        words = [word for option, value in single.items() if value for word in (option, value)]
        words += [word for package in self.packages for word in ("--with", package)]
        words += [word for path in self.constraints for word in ("--constraint", str(path))]
        return words + (["--server", self.server] if self.server != Choice.server else [])

    def check(self) -> None:
        """Raise TargetError if the options cannot be combined."""
        targets = {"--url": self.url, "--app": self.app, "--launch": self.launch}
        given = [option for option, value in targets.items() if value is not None]
        if len(given) > 1:
            options = say(" and ").join(given)
            raise TargetError(later("{options} each name a target: give one of them", options=options), usage=True)
        others = replace(self, url=None, launch=None).options
        if others and not self.served:
            message = later(
                "{option} is for an application that a run serves: leave out {target}",
                option=others[0],
                target=given[0],
            )
            raise TargetError(message, usage=True)

    @property
    def throw_away(self) -> bool:
        """Whether the environment is to be made. A path of --python names one that exists."""
        version = self.python.replace(".", "").isdigit()
        return bool(self.packages or self.constraints or version)

    def wanted(self) -> Wanted:
        """What a throw-away environment is to contain. Raises TargetError.

        For the reference application a file only constrains; of another application it is all that is known.
        """
        given = [requirements.requirement(text, "--with") for text in self.packages]
        locked = [each for path in self.constraints for each in requirements.locked(path)]
        needed = self._needed(requirements.names([*given, *locked]), requirements.names(locked))
        return Wanted([*map(str, given), *needed], [_constraint(each) for each in locked], python=self.python)

    def like(self, pins: Sequence[str]) -> Wanted:
        """An environment for the application with the versions of an existing one. Raises TargetError."""
        return Wanted(self._needed(set(), set()), pins, python=str(environment.existing(self.python).python))

    def changed(self, kept: Sequence[str], pins: Sequence[str]) -> Wanted:
        """The same environment with other versions of some packages; the others keep theirs where these allow it."""
        names = requirements.names(list(map(Requirement, kept)))
        return Wanted([*self._needed(names, names), *pins], preferred=kept, python=self.python)

    def _needed(self, known: set[str], locked: set[str]) -> list[str]:
        """What must be installed, of the reference application or, for another one, all that is locked."""
        postgres = os.environ.get("DATABASE_URL", "").startswith("postgresql")
        needed = reference.packages(known, postgres=postgres) if self.app is None else sorted(locked)
        return [*needed, *SERVERS[self.server].packages]

    def environment(self, progress: Callable[[str], None]) -> Environment | None:
        """What serves the application, made if it must be; None if the server is not ours. Raises TargetError.

        The reference application is served in a new environment, too, if the named server is not installed here: with
        the versions that are. Of another application nothing is known, and an interpreter that is named stays.
        """
        if not self.served:
            return None
        if self.throw_away:
            found = environment.made(self.wanted(), progress)
        else:
            found = environment.existing(self.python) if self.python else environment.here()
            named = self.server != Choice.server
            if self.app is None and not self.python and named and (lacking := self._lacking(found)):
                told = {"package": lacking, "python": found.python}
                progress(say("{package} is not installed for {python}: serving in a throw-away environment", **told))
                kept = [f"{name}=={number}" for name, number in found.versions.items() if name != "python"]
                found = environment.made(self.changed(kept, []), progress)
        if self.app is None:
            reference.check(found.versions, found.python)
        if lacking := self._lacking(found):
            message = later(
                "{package} is not installed for {python}, and --server {server} needs it: "
                "install it there, or name the packages of a throw-away environment with --with",
                package=lacking,
                python=found.python,
                server=self.server,
            )
            raise TargetError(message)
        return found

    def _lacking(self, found: Environment) -> str:
        """The first package of the server that an environment does not have, or an empty string."""
        return next((name for name in SERVERS[self.server].packages if name not in found.versions), "")

    def unclaimed(self, found: Environment | None) -> Mapping[str, str | Later]:
        """The chapters that the environment lacks a package for, or the server an event, each with the reason."""
        if found is None or self.app is not None:
            return {}
        reasons = {
            chapter: later("{package} is not installed for {python}", package=package, python=found.python)
            for chapter, package in reference.missing(found.versions).items()
        }
        if not SERVERS[self.server].lifespan:
            told = later("{server} sends no lifespan events", server=self.server)
            reasons |= dict.fromkeys(reference.NEED_LIFESPAN, told)
        return reasons

    def target(self, python: Path) -> Target:
        """The server to test; if it is served, with this interpreter. Raises TargetError."""
        if self.launch is not None:
            return Launched(self.launch)
        if self.url is not None:
            return Remote(self.url)
        if self.server in PARSERS:
            return Served(self.app, python, self.server)
        return ServedBy(self.app, python, self.server)


def _constraint(locked: Requirement) -> str:
    """A locked requirement as a constraint, which has no extras."""
    locked.extras.clear()
    return str(locked)
