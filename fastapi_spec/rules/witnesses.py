"""What the two witnesses do with each rule: the notes' own code, and plain FastAPI.

Plain FastAPI satisfies the rules without ``plain=``, and no others. What the notes' own code does not satisfy is
measured, and locked in witnesses.toml. `python -m proof witnesses` checks both, and writes the file with `--write`.
"""

import functools
import tomllib
from collections.abc import Mapping

from fastapi_spec.files import CONTRACT
from fastapi_spec.rules.rule import Level
from fastapi_spec.verdict.outcomes import Outcome

FILE = CONTRACT / "witnesses.toml"
HEAD = """\
# The rules that the notes' own code does not satisfy. Those that plain FastAPI does not satisfy say so themselves, with
# `plain=`. Measured and written by `python -m proof witnesses --write`; do not edit.

"""


@functools.cache
def of_notes() -> dict[str, Outcome]:
    """The outcome of each rule that the notes' own code does not satisfy."""
    return parsed(FILE.read_text(encoding="utf-8"))


def parsed(text: str) -> dict[str, Outcome]:
    """The content of the file."""
    return {id: Outcome(outcome) for id, outcome in tomllib.loads(text).items()}


def written(found: Mapping[str, Outcome]) -> str:
    """The text of the file, in the order given."""
    return HEAD + "".join(f'{id} = "{found[id]}"\n' for id in found)


def of_plain(level: str, plain: str) -> Outcome:
    """The outcome of a rule of this level on plain FastAPI; ``plain`` says what that does instead, or is empty."""
    if not plain:
        return Outcome.HOLDS
    return Outcome.BROKEN if level == Level.MUST.name else Outcome.UNMET
