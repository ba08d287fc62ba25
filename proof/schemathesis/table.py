"""The table of what schemathesis finds by itself (findings.toml)."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

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


def load() -> list[Listed]:
    """The rows of the table, in its order."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["listed"]
    return [Listed(**row | {"operations": tuple(row["operations"])}) for row in rows]
