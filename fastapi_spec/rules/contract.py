"""The locked contract: the applications and their OpenAPI documents; id, level, origin and statement of each rule."""

import functools
import json
import tomllib
from dataclasses import dataclass
from typing import Any

from fastapi_spec.files import CONTRACT
from fastapi_spec.rules.rule import Level, Origin

LOCK = CONTRACT / "rules.lock"
DOCUMENTS = CONTRACT / "openapi"

JSON = Any


@dataclass(frozen=True, slots=True)
class LockedRule:
    """One line of rules.lock."""

    id: str
    level: Level
    origin: Origin
    statement: str

    def __str__(self) -> str:
        return f"{self.id} {self.level.name} {self.origin} {self.statement}"


@functools.cache
def locked() -> dict[str, LockedRule]:
    """The locked rules by id, in the order of the notes; empty before the first lock. Read once: do not change it."""
    if not LOCK.exists():
        return {}
    lines = (line.split(" ", 3) for line in LOCK.read_text(encoding="utf-8").splitlines())
    return {id: LockedRule(id, Level[level], Origin(origin), statement) for id, level, origin, statement in lines}


@functools.cache
def applications() -> dict[str, str]:
    """What each application of the contract is, by the prefix under which it is mounted."""
    return tomllib.loads((CONTRACT / "applications.toml").read_text(encoding="utf-8"))


def file_of(prefix: str) -> str:
    """The file name of an application's document: ``/apps/cors/max-age`` is ``cors-max-age.json``."""
    return (prefix.removeprefix("/apps/").replace("/", "-") or "main") + ".json"


@functools.cache
def documents() -> dict[str, JSON]:
    """The locked OpenAPI document of each application, by its prefix."""
    return {prefix: json.loads((DOCUMENTS / file_of(prefix)).read_text(encoding="utf-8")) for prefix in applications()}
