"""An assertion that tells more than one line."""

from collections.abc import Iterable, Sequence

LONGEST = 25
"""So many lines are told at the most."""


class Told(AssertionError):
    """The card shows every line. ``options`` are those of the command that leads to the same again."""

    def __init__(self, lines: Sequence[str], options: Iterable[str] = ()) -> None:
        more = [f"and {len(lines) - LONGEST} more"] if len(lines) > LONGEST else []
        super().__init__("\n".join([*lines[:LONGEST], *more]))
        self.options = list(options)


def none(lines: Sequence[str], options: Iterable[str] = ()) -> bool:
    """Whether there are none. Raises Told with those that there are."""
    if lines:
        raise Told(lines, options)
    return True
