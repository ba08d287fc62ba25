"""Environments in which the reference application runs with other versions of its packages than those of the lock."""

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

from fastapi_spec.target.environment import Wanted, made
from fastapi_spec.target.servers import served_by

ROOT = Path(__file__).parents[2]

FREED = {"fastapi": "starlette", "pydantic": "pydantic-settings", "passlib": "libpass"}
"""What is not taken from the lock when another package is given: it follows from that, or has the same modules."""
UNUSED = {"psycopg"}
"""What only PostgreSQL needs."""


def interpreter(requirements: Sequence[str] = ()) -> Path:
    """The interpreter of an environment with these exact versions and, for the rest, those of the lock.

    The versions are installed even if another package forbids them. Raises TargetError.
    """
    return made(Wanted(_packages(requirements), overrides=requirements)).python


def command(python: Path) -> str:
    """What ``--launch`` takes to serve the reference application with this interpreter."""
    return served_by(None, python, "uvicorn")


def _packages(requirements: Sequence[str]) -> list[str]:
    """All that the reference application needs: the given versions, then those of the lock."""
    given = {_name(requirement) for requirement in requirements}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {_name(requirement) for requirement in project["optional-dependencies"]["reference"]} - UNUSED
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = dict(re.findall(r"^([\w.-]+)==([\w.]+)", lock, re.MULTILINE))
    free = {FREED.get(name, "") for name in given} - given
    pinned = sorted((needed | {"starlette", "pydantic", "h11"}) - given - free)
    return [*requirements, *(f"{name}=={locked[name]}" for name in pinned), *sorted(free & needed - {"libpass"})]


def _name(requirement: str) -> str:
    """The name of the package that a requirement is about."""
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
