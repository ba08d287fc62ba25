"""``python -m tools.check_requirements``: requirements.lock has what pyproject.toml names, with hashes."""

import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

PROJECT = Path(__file__).parent.parent
BOUNDED = {"hypothesis", "schemathesis"}
"""Of these private parts are used, which any release may change (docs/upstream.md)."""


def problems() -> list[str]:
    """What is wrong with the lock, in lines; nothing if it is current."""
    lock = (PROJECT / "requirements.lock").read_text(encoding="utf-8")
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    project = settings["project"]
    pinned = dict(re.findall(r"^([a-z0-9._-]+)(?:\[[a-z,]+\])?==([^ ;\\]+)", lock, re.MULTILINE))
    wanted = [
        *project["dependencies"],
        *(line for extra in project["optional-dependencies"].values() for line in extra),
        *(line for group in settings["dependency-groups"].values() for line in group),
    ]
    found = [f"an address: {line}" for line in lock.splitlines() if "://" in line or "--index" in line]
    found += [
        f"{name} has no hash"
        for name in pinned
        if not re.search(rf"^{name}\S*==\S+[^\n]*\\\n +--hash", lock, re.MULTILINE)
    ]
    for requirement in map(Requirement, wanted):
        version = pinned.get(requirement.name)
        if version is None or version not in requirement.specifier:
            found.append(f"{requirement} is not in it (it has {version})")
        if requirement.name in BOUNDED and not any(each.operator == "<" for each in requirement.specifier):
            found.append(f"{requirement} has no upper bound in pyproject.toml")
    return found


if __name__ == "__main__":
    sys.exit("\n".join(problems()) or 0)
