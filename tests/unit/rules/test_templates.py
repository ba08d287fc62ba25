"""What templates of paths have in common, and which paths are theirs."""

import re

import pytest

from fastapi_spec.rules.templates import PARAMETER, filled, names, pattern, shape

BRACES = "{" * 1_000_000


@pytest.mark.parametrize(
    "operation, expected", [("GET /a/{x}/b", "GET /a/{}/b"), ("GET /", "GET /"), ("GET /{a}-{b}", "GET /{}-{}")]
)
def test_a_shape_has_no_names(operation: str, expected: str) -> None:
    """A server may give the parameters of a path other names."""
    assert shape(operation) == expected


def test_a_template_is_filled_and_its_parameters_are_named() -> None:
    """In the order of the path."""
    assert filled("/a/{b}/{c}", "x") == "/a/x/x"
    assert names("/a/{b}/{c}") == ["b", "c"]


def test_a_pattern_takes_the_paths_of_a_template() -> None:
    """What is not a parameter is taken as it is."""
    assert re.fullmatch(pattern("/a.txt/{b}", "[^/]+"), "/a.txt/1")
    assert not re.fullmatch(pattern("/a.txt/{b}", "[^/]+"), "/a_txt/1")
    assert re.fullmatch(pattern("/a/{b}", PARAMETER), "/a/{c}")


def test_a_path_of_braces_takes_little_time() -> None:
    """The document of a target may have one."""
    assert shape(BRACES) == BRACES
    assert names(BRACES) == []
