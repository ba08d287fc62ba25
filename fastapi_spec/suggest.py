"""Names in messages: "did you mean" for a misspelled one, the first few of a long list."""

import difflib
from collections.abc import Iterable, Sequence

NEAR = 0.75
"""How alike two names must be, of 1, to be taken for one another: a wrong suggestion is worse than none."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`` (did you mean X?)`` with the nearest known word, or an empty string if none is near."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=NEAR)
    return f" (did you mean {found[0]}?)" if found else ""


def first_few(names: Sequence[str], shown: int = 6) -> str:
    """The first names of a list, and how many more there are."""
    return ", ".join(names[:shown]) + (f" and {len(names) - shown} more" if len(names) > shown else "")
