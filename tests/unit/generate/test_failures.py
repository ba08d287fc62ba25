"""An assertion with several lines."""

import pytest

from fastapi_spec.generate.failures import LONGEST, FailureList, none


def test_nothing_found_is_no_failure() -> None:
    """A rule asserts that there are none."""
    assert none([])


def test_every_line_is_shown() -> None:
    """A card shows each failure with its own sentence."""
    with pytest.raises(FailureList, match=r"^a\nb$") as raised:
        none(["a", "b"], iter(["--fuzz", "quick"]))
    assert raised.value.options == ["--fuzz", "quick"]


def test_many_lines_are_cut() -> None:
    """A server that is broken everywhere does not fill the terminal."""
    with pytest.raises(FailureList, match=r"\nand 2 more$") as raised:
        none([str(n) for n in range(LONGEST + 2)])
    assert len(str(raised.value).splitlines()) == LONGEST + 1
