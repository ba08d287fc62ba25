"""The table of what schemathesis finds by itself (findings.toml)."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from fastapi_spec.rules.contract import documents

TABLE = Path(__file__).with_name("findings.toml")


@dataclass(frozen=True)
class Listed:
    """What schemathesis finds at ``operations`` of an application under the title ``finding``, and ``why``.

    An operation is written ``GET /apps/cors/max-age/hello``, its whole path as a template. ``sometimes``: only some
    seeds find it.
    """

    finding: str
    operations: tuple[str, ...]
    why: str
    sometimes: bool = False

    def of(self, prefixes: Iterable[str]) -> "Listed":
        """The part of a row that is about these applications."""
        chosen = tuple(each for each in self.operations if _application(each) in prefixes)
        return replace(self, operations=chosen)


def _application(operation: str) -> str:
    """The application of an operation: the longest prefix of its path that is one."""
    path = operation.partition(" ")[2]
    return max((prefix for prefix in documents() if path.startswith(f"{prefix}/")), key=len)


def load() -> list[Listed]:
    """The rows of the table, in its order."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["listed"]
    return [Listed(**row | {"operations": tuple(row["operations"])}) for row in rows]
