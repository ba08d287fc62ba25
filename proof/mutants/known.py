"""The survivors that are known, in survivors.toml: each with the reason why it cannot be seen from outside."""

import tomllib
from collections.abc import Iterable
from pathlib import Path

from proof.mutants.mutants import Key, Mutant, mutants

LOCKED = Path(__file__).with_name("survivors.toml")


def known(path: Path = LOCKED) -> dict[Key, str]:
    """The reason of every known survivor. Raises ValueError if one is listed twice."""
    reasons: dict[Key, str] = {}
    for group in tomllib.loads(path.read_text(encoding="utf-8"))["because"]:
        for survivor in group["survivors"]:
            key = Key(**survivor)
            if key in reasons:
                raise ValueError(f"{path.name}: {key} is there twice")
            reasons[key] = group["reason"]
    return reasons


def gone(keys: Iterable[Key], root: Path = Path()) -> list[Key]:
    """Those that are not mutants any more, since the line was changed."""
    keys = list(keys)
    lines: dict[tuple[str, str], list[str]] = {}
    for key in keys:
        lines.setdefault((key.file, key.operator), []).append(key.line)
    files = sorted({key.file for key in keys if (root / key.file).exists()})
    near = (m for m in mutants(files, root) if any(m.line in line for line in lines.get((m.file, m.operator), [])))
    made = {mutant.key for mutant in near}  # to make one takes long
    return [key for key in keys if key not in made]


def as_entry(mutant: Mutant) -> str:
    """The line of survivors.toml for a mutant."""
    fields = ", ".join(f"{name} = {_quoted(text)}" for name, text in mutant.key._asdict().items())
    return f"  {{ {fields} }},"


def _quoted(text: str) -> str:
    """A TOML string, literal where it can be."""
    if "'" not in text:
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
