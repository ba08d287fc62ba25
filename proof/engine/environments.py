"""Environments in which the reference application runs with other versions of its packages, made by uv and cached."""

import hashlib
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "fastapi-spec" / "environments"

FREED = {"fastapi": "starlette", "pydantic": "pydantic-settings", "passlib": "libpass"}
"""What is not taken from the lock when another package is given: it follows from that, or has the same modules."""
UNUSED = {"psycopg"}
"""What only PostgreSQL needs."""


def interpreter(requirements: Sequence[str] = ()) -> Path:
    """The interpreter of an environment with these exact versions and, for the rest, those of the lock.

    It is made once. Raises RuntimeError with what uv says if it cannot be made.
    """
    packages = _packages(requirements)
    key = hashlib.sha256("\n".join([sys.version, *packages]).encode()).hexdigest()[:16]
    folder = CACHE / key
    python, made = folder / "bin" / "python", folder / "requirements.txt"
    if not made.exists():
        _uv("venv", "--clear", "--python", sys.executable, str(folder))
        overrides = folder / "overrides.txt"  # so that a version may be installed that another package forbids
        overrides.write_text("\n".join(requirements), encoding="utf-8")
        _uv("pip", "install", "--python", str(python), "--overrides", str(overrides), *packages)
        made.write_text("\n".join(packages), encoding="utf-8")
    return python


def command(python: Path) -> str:
    """What ``--launch`` takes to serve the reference application with this interpreter."""
    serve = "-m uvicorn reference_app.main:app --port {port} --http h11 --lifespan on --log-level warning"
    return f"env PYTHONPATH={shlex.quote(str(ROOT))} {shlex.quote(str(python))} {serve}"


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


def _uv(*arguments: str) -> None:
    done = subprocess.run([sys.executable, "-m", "uv", "--quiet", *arguments], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"uv {arguments[0]}: {done.stderr.strip()}")
