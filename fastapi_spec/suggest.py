"""Names in messages: "did you mean" for a misspelled one, the first few of a long list."""

import difflib
from collections.abc import Iterable, Sequence

from fastapi_spec.language import say

NEAR = 0.75
"""How alike two names must be, of 1, to be taken for one another: a wrong suggestion is worse than none."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`` (did you mean X?)`` with the nearest known word, or an empty string if none is near."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=NEAR)
    return meant(found[0]) if found else ""


def meant(word: str) -> str:
    """`` (did you mean X?)``, or an empty string for none."""
    return say(" (did you mean {word}?)", word=word) if word else ""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that can hardly be anything but a misspelling of this one; None if none is that near."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.85) if len(word) > 3 else []
    return found[0] if found else None


def first_few(names: Sequence[str], shown: int = 6) -> str:
    """The first names of a list, and how many more there are."""
    first = ", ".join(names[:shown])
    return say("{names} and {n} more", names=first, n=len(names) - shown) if len(names) > shown else first
