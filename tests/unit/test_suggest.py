"""Suggestions for misspelled names, and long lists cut short."""

import pytest

from fastapi_spec.suggest import did_you_mean, first_few, nearest


@pytest.mark.parametrize(
    "word, suggestion",
    [
        ("databse", " (did you mean database?)"),
        ("database", " (did you mean database?)"),
        ("x", ""),
        ("data", ""),
        ("requisites", ""),
    ],
)
def test_the_nearest_known_word_is_suggested(word: str, suggestion: str) -> None:
    """A misspelled name gets the nearest known one, and anything else no suggestion."""
    assert did_you_mean(word, iter(["requests", "database"])) == suggestion


@pytest.mark.parametrize(
    "word, found", [("contry_code", "country_code"), ("death", "deaths"), ("did", None), ("name", None), ("code", None)]
)
def test_only_a_misspelling_is_near(word: str, found: str | None) -> None:
    """A word of three letters is near to too many; another word of the same kind is not a misspelling."""
    assert nearest(word, iter(["country_code", "deaths", "sid", "surname"])) == found


@pytest.mark.parametrize(
    "names, text",
    [([], ""), (["a"], "a"), (list("abcdef"), "a, b, c, d, e, f"), (list("abcdefgh"), "a, b, c, d, e, f and 2 more")],
)
def test_a_long_list_is_cut_after_six_names(names: list[str], text: str) -> None:
    """A message names at most six of a list and counts the others."""
    assert first_few(names) == text


def test_the_number_of_names_can_be_chosen() -> None:
    """A caller decides how many names fit into its message."""
    assert first_few(["a", "b", "c"], shown=1) == "a and 2 more"
