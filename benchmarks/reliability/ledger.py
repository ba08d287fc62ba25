"""What the server has acknowledged: the states that each row may be in, by the path that reads it."""

from collections.abc import Mapping
from typing import Any

State = Mapping[str, Any] | None
"""The fields that were written, or None for a row that was removed."""


class Ledger:
    """A write with a response leaves one possible state, one without adds a state to those that were possible."""

    def __init__(self) -> None:
        self.rows: dict[str, list[State]] = {}
        self.acknowledged = 0

    def acknowledge(self, path: str, state: State) -> None:
        """The server said that the row is in this state."""
        self.rows[path] = [state]
        self.acknowledged += 1

    def doubt(self, path: str, state: State) -> None:
        """The row was to come into this state, and no success was received: whether it has is unknown."""
        self.rows[path].append(state)

    def contradicts(self, path: str, found: State) -> bool:
        """Whether the row is in none of its possible states. What else it has, such as an id, does not matter."""
        return not any(_is(state, found) for state in self.rows[path])


def _is(state: State, found: State) -> bool:
    if state is None or found is None:
        return state is found
    return state.items() <= {name: found.get(name) for name in state}.items()
