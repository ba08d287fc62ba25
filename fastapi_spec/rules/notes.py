"""What the study notes say, claim by claim: of each rule the sentences that it states, with the lines of the notes."""

import functools
import tomllib
from dataclasses import dataclass

from fastapi_spec.files import CONTRACT

FILE = CONTRACT / "notes.toml"


@dataclass(frozen=True, slots=True)
class Claim:
    """What the notes say, show or imply at a line, below a heading."""

    heading: str
    line: int
    says: str


def claims(id: str) -> list[Claim]:
    """What the notes say about what a rule states; nothing if it is of another origin."""
    return _claims().get(id, [])


@functools.cache
def _claims() -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for section in tomllib.loads(FILE.read_text(encoding="utf-8"))["section"]:
        for claim in section.get("claims", []):
            for id in claim.get("rules", []):
                found.setdefault(id, []).append(Claim(section["heading"], claim["line"], claim["says"]))
    return found
