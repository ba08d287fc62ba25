"""The Python environment that serves a target: this one, an existing one, or one that uv makes and that is kept."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import importlib.util
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from packaging.version import Version

from fastapi_spec.language import later, say
from fastapi_spec.target.base import TargetError
from fastapi_spec.told import of_system

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "fastapi-spec" / "environments"

REPORTED = [
    *("fastapi", "starlette", "pydantic", "pydantic-core", "pydantic-settings", "anyio"),
    *("uvicorn", "h11", "httptools", "uvloop", "hypercorn", "granian", "daphne", "gunicorn", "uvicorn-worker"),
    *("python-multipart", "email-validator", "python-jose", "passlib", "libpass", "bcrypt", "cryptography"),
    *("sqlalchemy", "psycopg"),
]
"""The packages on which a verdict depends."""

PROBE = """
import importlib.metadata, json, platform, sys
found = {"python": platform.python_version()}
for name in sys.argv[1:]:
    try:
        found[name] = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        pass
print(json.dumps(found))
"""
"""Prints the versions of an interpreter and of the packages that are named, as far as it has them."""


@dataclass(frozen=True)
class Environment:
    """An interpreter and its versions: that of Python as ``python``, and those of REPORTED that are installed."""

    python: Path
    versions: Mapping[str, str]


class UnresolvableError(TargetError):
    """No versions fit together."""


@dataclass(frozen=True)
class Wanted:
    """What an environment is to contain.

    ``python`` is a version or an interpreter to begin with, empty for this one. ``requirements`` are installed,
    ``constraints`` hold for what is installed because of them. ``overrides`` hold even against what a package requires.
    ``preferred`` are versions to keep where the rest allows it. ``alone`` leaves out what the requirements require.
    """

    requirements: Sequence[str]
    constraints: Sequence[str] = ()
    overrides: Sequence[str] = ()
    preferred: Sequence[str] = ()
    python: str = ""
    alone: bool = False


def versions_here(names: Sequence[str]) -> dict[str, str]:
    """The versions of Python and of these packages, where they are installed, in this environment."""
    found = {"python": platform.python_version()}
    for name in names:
        with contextlib.suppress(PackageNotFoundError):
            found[name] = version(name)
    return found


def here() -> Environment:
    """The environment that runs the rules."""
    return Environment(Path(sys.executable), versions_here(REPORTED))


def existing(python: str) -> Environment:
    """An interpreter, or a folder with a virtual environment. Raises TargetError."""
    path = Path(python).expanduser()
    if path.is_dir():
        path = path / "bin" / "python"
    program = shutil.which(path) if "/" in str(path) else shutil.which(python)
    if not program:
        unknown = later("--python {python}: no such interpreter or virtual environment", python=python)
        raise TargetError(unknown, usage=True)
    program = os.path.abspath(program)  # not resolved: the link is what makes it that of a virtual environment
    no_python = later("--python {python}: it is not a Python interpreter", python=python)
    try:
        versions = json.loads(_printed(program, PROBE, *REPORTED))
    except subprocess.CalledProcessError as error:
        said = _last(error.stderr)
        raise TargetError(f"--python {python}: {said}" if said else no_python) from None
    except (OSError, ValueError, subprocess.TimeoutExpired):
        raise TargetError(no_python, usage=True) from None
    return Environment(Path(program), versions)


def frozen(python: str) -> list[str]:
    """All packages of an interpreter with their exact versions: ``fastapi==0.115.0``. Raises TargetError."""
    found = existing(python)
    listing = "import importlib.metadata as m; [print(d.name, d.version) for d in m.distributions() if d.name]"
    return [line.replace(" ", "==") for line in _printed(found.python, listing).splitlines()]


def _printed(python: str | Path, program: str, *arguments: str) -> str:
    """What an interpreter prints. It starts in a folder where no module of the user takes the place of another."""
    command = [str(python), "-c", program, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, cwd="/", check=True).stdout  # noqa: S603


def made(wanted: Wanted, progress: Callable[[str], None] = lambda _: None) -> Environment:
    """The environment with what is wanted, made once for the versions that uv chooses today. Raises TargetError."""
    pins = resolved(wanted)
    python = wanted.python or sys.executable
    key = hashlib.sha256("\n".join([python, sys.version if not wanted.python else "", *pins]).encode()).hexdigest()[:16]
    folder = CACHE / key
    with _alone(folder):
        complete = folder / "requirements.txt"
        if not complete.exists():
            progress(say("installing for the target: {packages}", packages=", ".join(pins)))
            _uv("venv", "--clear", "--python", python, str(folder))
            _uv("pip", "install", "--no-deps", "--python", str(folder), *pins)
            complete.write_text("\n".join(pins) + "\n", encoding="utf-8")
    return existing(str(folder))


def resolved(wanted: Wanted) -> list[str]:
    """The exact versions that uv chooses: ``fastapi==0.115.0``. Raises TargetError."""
    with tempfile.TemporaryDirectory() as folder:
        files = {
            "--constraints": wanted.constraints,
            "--overrides": wanted.overrides,
            "--output-file": wanted.preferred,
        }
        options = []
        for option, lines in files.items():
            file = Path(folder) / f"{option.strip('-')}.txt"
            file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
            options += [option, str(file)]
        requirements = Path(folder) / "requirements.in"
        requirements.write_text("".join(f"{line}\n" for line in wanted.requirements), encoding="utf-8")
        _uv(
            *("pip", "compile", "--no-header", "--no-annotate", "--python", wanted.python or sys.executable),
            *(["--no-deps"] if wanted.alone else []),
            *options,
            str(requirements),
        )
        output = Path(folder) / "output-file.txt"
        return [line for line in output.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def newest(package: str, low: Version, high: Version) -> Version | None:
    """The newest release of a package between two others; None if there is none. Raises TargetError.

    uv is asked, which knows the index of packages.
    """
    with contextlib.suppress(UnresolvableError):
        [pin] = resolved(Wanted([f"{package}>{low},<{high}"], alone=True))
        return Version(pin.partition("==")[2])
    return None


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the lock of an environment, so that two runs do not make it at once. Raises TargetError."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with open(folder.with_suffix(".lock"), "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
    except OSError as error:
        told = {"folder": folder.parent, "problem": of_system(error)}
        raise TargetError(later("cannot make an environment in {folder}: {problem}", **told)) from None


def _uv(*arguments: str) -> None:
    """Run uv. Raises TargetError with what it says."""
    command = [sys.executable, "-m", "uv"] if importlib.util.find_spec("uv") else [shutil.which("uv") or ""]
    if not command[0]:
        lacking = later("uv makes the environment of the target, and is not installed: pip install uv")
        raise TargetError(lacking, usage=True)
    done = subprocess.run([*command, "--quiet", *arguments], capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        said = re.sub(r"\s*\n\s*", " ", re.sub(r"[×╰─▶│·]+", " ", done.stderr)).strip()
        kind = UnresolvableError if "No solution found" in said else TargetError
        raise kind(later("no environment for the target: {problem}", problem=" ".join(said.split())))


def _last(text: str) -> str:
    return (text.strip().splitlines() or [""])[-1]
