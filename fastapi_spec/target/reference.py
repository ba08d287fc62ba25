"""What the reference application needs: the packages of the extra ``reference``, and which chapter needs which."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from packaging.requirements import Requirement

from fastapi_spec.language import later
from fastapi_spec.target.base import TargetError

REFERENCE = "reference_app.main:app"
PYTHON = (3, 11)
"""The oldest Python that it runs on."""

ALWAYS = ["fastapi", "pydantic", "pydantic-settings"]
CHAPTERS = {
    "chapter04_responses": ["python-multipart", "email-validator"],
    "chapter06_security": ["python-multipart", "python-jose", "passlib", "bcrypt"],
    "chapter07_database": ["sqlalchemy", "passlib", "bcrypt", "python-jose"],
}
"""What only some chapters need. An environment without it does not claim them."""

NEED_LIFESPAN = ["chapter07_database"]
"""What needs a server with lifespan events: the tables are created when the application starts."""

SAME = {"passlib": "libpass"}
"""Two packages with the same modules, the second of which is maintained."""
LIMITS = {"passlib": ["bcrypt<5"]}
"""What another package needs, and does not say: passlib 1.7.4 fails with bcrypt 5."""


def packages(given: Iterable[str], *, postgres: bool) -> list[str]:
    """What to install, besides a server. ``given`` are the names that requirements and constraints have."""
    given = set(given)
    needed = dict.fromkeys([*ALWAYS, *(name for names in CHAPTERS.values() for name in names)])
    if postgres:
        needed["psycopg[binary]"] = None
    kept = {name: name if name in given else SAME.get(name, name) for name in needed}
    limits = [limit for name, others in LIMITS.items() if kept[name] == name for limit in others]
    return [*kept.values(), *(limit for limit in limits if Requirement(limit).name not in given)]


def missing(versions: Mapping[str, str]) -> dict[str, str]:
    """The chapters that an environment with these packages cannot serve, each with the first that it lacks."""
    present = {*versions, *(name for name, other in SAME.items() if other in versions)}
    found = {chapter: [name for name in names if name not in present] for chapter, names in CHAPTERS.items()}
    return {chapter: names[0] for chapter, names in found.items() if names}


def check(versions: Mapping[str, str], python: Path) -> None:
    """Raise TargetError if an environment cannot serve the application at all."""
    number = tuple(int(part) for part in re.findall(r"\d+", versions["python"])[:2])
    if number < PYTHON:
        told = {"python": python, "version": versions["python"], "needed": ".".join(map(str, PYTHON))}
        raise TargetError(later("{python} is Python {version}: the reference application needs {needed}", **told))
    if lacking := [name for name in ALWAYS if name not in versions]:
        message = later(
            "{packages}: not installed for {python}, and the reference application needs it; "
            "install 'fastapi-spec[reference]', or let --with fastapi make an environment",
            packages=", ".join(lacking),
            python=python,
        )
        raise TargetError(message)
