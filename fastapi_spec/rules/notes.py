"""What the notes themselves say of a rule: the claims in notes.toml that name it."""

import functools
import tomllib

from fastapi_spec.files import CONTRACT

FILE = CONTRACT / "notes.toml"


@functools.cache
def claims() -> dict[str, list[str]]:
    """The claims of the notes by the rule that states them, in the order of the notes."""
    found: dict[str, list[str]] = {}
    for section in tomllib.loads(FILE.read_text(encoding="utf-8"))["section"] if FILE.exists() else []:
        for claim in section.get("claims", []):
            for rule in claim.get("rules", []):
                found.setdefault(rule, []).append(claim["says"])
    return found
