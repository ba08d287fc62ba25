"""The two private names of hypothesis that are changed exist, and are put back."""

import pytest
from hypothesis.internal.conjecture import engine, providers
from hypothesis.internal.constants_ast import Constants

from fastapi_spec.generate._hypothesis import SHRINKING, same_examples_everywhere


def test_hypothesis_has_what_is_changed() -> None:
    """A new version without these names needs another _hypothesis.py, and its bound in pyproject.toml."""
    assert engine.MAX_SHRINKING_SECONDS > SHRINKING
    assert isinstance(providers._get_local_constants(), Constants)


def test_no_constants_are_taken_from_loaded_modules() -> None:
    """A rule draws the same examples alone and among all others."""
    with same_examples_everywhere():
        constants = providers._get_local_constants()

    assert constants == Constants()


def test_shrinking_is_bounded() -> None:
    """A slow target does not make a failing rule take minutes."""
    with same_examples_everywhere():
        assert engine.MAX_SHRINKING_SECONDS == SHRINKING


def test_everything_is_put_back_after_an_error() -> None:
    """The tests of a project that uses hypothesis itself stay as they are."""
    before = engine.MAX_SHRINKING_SECONDS, providers._get_local_constants

    with pytest.raises(ZeroDivisionError), same_examples_everywhere():
        raise ZeroDivisionError
    assert before == (engine.MAX_SHRINKING_SECONDS, providers._get_local_constants)
