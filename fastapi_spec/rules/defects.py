"""The published defects of FastAPI, and of the packages below it, that each rule detects."""

import functools
import tomllib
from dataclasses import dataclass

from fastapi_spec.files import HOME

FILE = HOME / "proof" / "defects" / "defects.toml"


@dataclass(frozen=True, slots=True)
class Defect:
    """A published defect: the name and the address of its report, the versions that have it, and one sentence."""

    report: str
    link: str
    affected: str
    sentence: str


def defects(id: str) -> list[Defect]:
    """Those that a rule detects, in the order of the table."""
    return _defects().get(id, [])


@functools.cache
def _defects() -> dict[str, list[Defect]]:
    found: dict[str, list[Defect]] = {}
    for row in tomllib.loads(FILE.read_text(encoding="utf-8"))["defect"]:
        for id in dict.fromkeys(rule.partition("[")[0] for rule in row.get("rules", [])):  # one may be a case of a rule
            defect = Defect(row["report"], row["link"], row["affected"], row["defect"])
            found.setdefault(id, []).append(defect)
    return found
