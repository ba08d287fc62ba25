"""Names in messages: "did you mean" for a misspelled one, the first few of a long list."""

import difflib
from collections.abc import Iterable, Sequence


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`` (did you mean X?)`` with the nearest known word, or an empty string if none is near."""
    found = difflib.get_close_matches(word, list(known), n=1)
    return f" (did you mean {found[0]}?)" if found else ""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that can hardly be anything but a misspelling of this one; None if none is that near."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.85) if len(word) > 3 else []
    return found[0] if found else None


def first_few(names: Sequence[str], shown: int = 6) -> str:
    """The first names of a list, and how many more there are."""
    return ", ".join(names[:shown]) + (f" and {len(names) - shown} more" if len(names) > shown else "")
