"""An assertion with several lines: what was found in many requests, each with its own sentence."""

from collections.abc import Iterable, Sequence

LONGEST = 25
"""How many lines are shown at most."""


class FailureList(AssertionError):
    """A card shows every line, of which there are ``found``. ``options`` of the command find the same again."""

    def __init__(self, lines: Sequence[str], options: Iterable[str] = ()) -> None:
        more = [f"and {len(lines) - LONGEST} more"] if len(lines) > LONGEST else []
        super().__init__("\n".join([*lines[:LONGEST], *more]))
        self.options = list(options)
        self.found = len(lines)


def none(lines: Sequence[str], options: Iterable[str] = ()) -> bool:
    """Whether there are none. Raises FailureList with all of them otherwise."""
    if lines:
        raise FailureList(lines, options)
    return True
