"""The sets of versions to try (sets.toml), in groups."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from proof.engine.environments import ROOT

TABLE = Path(__file__).with_name("sets.toml")
LOCK = ROOT / "requirements.lock"

FREED = {
    "fastapi": ("starlette", "anyio"),
    "starlette": ("anyio",),
    "pydantic": ("pydantic-core", "pydantic-settings"),
}
"""What is not taken from the lock when a set names another package, since it follows from that."""


@dataclass(frozen=True)
class VersionSet:
    """A set in a group: ``name`` is what differs in the group, such as ``0.115.0``.

    ``requirements`` are what ``--with`` takes. ``python`` is a version, empty for the one that runs this.
    """

    group: str
    name: str
    requirements: tuple[str, ...]
    python: str = ""
    server: str = "uvicorn"

    @property
    def title(self) -> str:
        """The name for a person who does not see the group: ``fastapi 0.115.0``."""
        return f"{self.group} {self.name}"

    def constraints(self, lock: str) -> list[str]:
        """The lines of the lock that bind the rest: without what the set names, and what follows from that."""
        given = {_package(requirement) for requirement in self.requirements}
        freed = given.union(*(FREED.get(name, ()) for name in given))
        return [pin for pin in re.findall(r"^[\w.-]+==[\w.]+", lock, re.MULTILINE) if _package(pin) not in freed]


@dataclass(frozen=True)
class Group:
    """Sets that differ in one thing, in order. ``text`` says what a reader must know of them, in Markdown.

    ``ordered`` is whether each set is compared with the one before it; otherwise all are compared with the first.
    """

    name: str
    title: str
    text: str
    sets: tuple[VersionSet, ...]
    ordered: bool = True


def load(table: str | None = None) -> list[Group]:
    """The groups in the order of the table."""
    data = tomllib.loads(TABLE.read_text(encoding="utf-8") if table is None else table)
    return [_group(row) for row in data["group"]]


def chosen(groups: Sequence[Group], names: Sequence[str]) -> list[VersionSet]:
    """The sets that any of the names chooses: a group, a set, or both (``fastapi 0.115.0``); all without names.

    Raises ValueError for a name that chooses none.
    """
    sets = [one for group in groups for one in group.sets]
    for name in names:
        if not any(_chooses(name, one) for one in sets):
            raise ValueError(name)
    return [one for one in sets if not names or any(_chooses(name, one) for name in names)]


def _chooses(name: str, one: VersionSet) -> bool:
    return name in (one.group, one.name, one.title)


def _group(row: dict[str, Any]) -> Group:
    sets = tuple(_sets(row))
    return Group(row["name"], row["title"], " ".join(row["text"].split()), sets, ordered="servers" not in row)


def _sets(row: dict[str, Any]) -> Iterator[VersionSet]:
    """The sets of a group, which has ``releases`` of its ``package``, or ``pythons``, or ``servers``."""
    group, together = row["name"], tuple(row.get("with", ()))
    for release in row.get("releases", ()):
        yield VersionSet(group, release, (*together, f"{row['package']}=={release}"))
    for python in row.get("pythons", ()):
        yield VersionSet(group, python, together, python=python)
    for server in row.get("servers", ()):
        yield VersionSet(group, server, together, server=server)


def _package(requirement: str) -> str:
    """The name of the package that a requirement is about."""
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0].lower()
