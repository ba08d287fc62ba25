"""What a target's environment is to contain: requirements as they are written, and the versions that files lock."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from fastapi_spec.language import later
from fastapi_spec.target.base import TargetError
from fastapi_spec.told import of_system


def requirement(text: str, option: str) -> Requirement:
    """One requirement, as in ``fastapi==0.115.0``. Raises TargetError, which names the option."""
    try:
        return Requirement(text)
    except InvalidRequirement as error:
        raise TargetError(f"{option} {text}: {str(error).splitlines()[0]}", usage=True) from None


def locked(path: Path) -> list[Requirement]:
    """The versions that a file locks: requirements or constraints for pip, ``uv.lock`` or ``pylock.toml``.

    Local projects, editable ones and options are left out, as are the hashes. Raises TargetError.
    """
    try:
        text = path.read_text(encoding="utf-8")
        found = list(_toml(text) if path.suffix in (".toml", ".lock") and _is_toml(text) else _lines(text, path))
    except OSError as error:
        raise TargetError(
            later("{file}: {problem}", file=path, problem=of_system(error, begins_lower=True)), usage=True
        ) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TargetError(later("{file} cannot be read: {problem}", file=path, problem=error), usage=True) from None
    except RecursionError:
        raise TargetError(later("{file} includes itself", file=path), usage=True) from None
    if not found:
        raise TargetError(later("{file} names no package with a version", file=path), usage=True)
    return found


def names(requirements: list[Requirement]) -> set[str]:
    """The normalised names of packages."""
    return {canonicalize_name(each.name) for each in requirements}


def _is_toml(text: str) -> bool:
    return bool(re.search(r"^\[\[?packages?\]\]?", text, re.MULTILINE))


def _toml(text: str) -> Iterator[Requirement]:
    """``[[package]]`` of uv.lock, ``[[packages]]`` of pylock.toml. uv.lock has a version for each of its forks."""
    data = tomllib.loads(text)
    for package in [*data.get("package", []), *data.get("packages", [])]:
        source = package.get("source", {})
        if "version" not in package or "virtual" in source or "editable" in source or "directory" in source:
            continue
        markers = package.get("resolution-markers") or [marker for marker in [package.get("marker")] if marker]
        condition = " or ".join(f"({marker})" for marker in markers)
        yield Requirement(f"{package['name']}=={package['version']}" + (f" ; {condition}" if condition else ""))


def _lines(text: str, path: Path) -> Iterator[Requirement]:
    for line in re.sub(r"\\\n", " ", text).splitlines():
        line = re.sub(r"(^|\s)#.*", "", line).strip()
        if included := re.match(r"(?:-r|-c|--requirement|--constraint)[ =]\s*(\S+)", line):
            yield from locked(path.parent / included[1])
        elif line and not line.startswith("-"):
            with_hashes = re.split(r"\s--\w", line, maxsplit=1)[0]
            try:
                yield Requirement(with_hashes)
            except InvalidRequirement:
                if not re.match(r"[./~]|\w+:|\S+\.whl$", line):
                    wrong = later("{file}: not a requirement: {line}", file=path, line=line)
                    raise TargetError(wrong, usage=True) from None
