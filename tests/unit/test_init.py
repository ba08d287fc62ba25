"""What ``from fastapi_spec import ...`` offers to the rules of others."""

import pytest

import fastapi_spec


@pytest.mark.parametrize("name", fastapi_spec.__all__)
def test_every_public_name_can_be_imported(name: str) -> None:
    """Each name of __all__ is imported from its module when it is used."""
    assert getattr(fastapi_spec, name) is not None


def test_dir_lists_the_public_names() -> None:
    """An interactive shell completes the names that are not imported yet."""
    assert dir(fastapi_spec) == sorted(fastapi_spec.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    """A name that does not exist is the usual error of Python."""
    with pytest.raises(AttributeError, match="module 'fastapi_spec' has no attribute 'shall'"):
        _ = fastapi_spec.shall
