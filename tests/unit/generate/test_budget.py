"""The value of --fuzz and of --fuzz-seed."""

import argparse

import pytest

from fastapi_spec.generate.budget import BUDGETS, Budget, budget_of, checked, replay, seed, seed_of


@pytest.mark.parametrize("text", ["quick", "standard", "off"])
def test_a_budget_has_a_name(text: str) -> None:
    """A named budget sends the same requests every time."""
    assert budget_of(text) == BUDGETS[text]
    assert not budget_of(text).endless


@pytest.mark.parametrize("text, seconds", [("90s", 90), ("10m", 600), ("1h", 3600), ("0.5m", 30)])
def test_a_duration_is_as_deep_as_standard_and_endless(text: str, seconds: float) -> None:
    """For a duration seed after seed is tried."""
    assert budget_of(text) == Budget("standard", seconds, endless=True)


@pytest.mark.parametrize("text", ["", "10", "0s", "-1m", "1d", "ten", "１m", "Quick"])
def test_another_value_is_rejected_with_what_to_write(text: str) -> None:
    """pytest and the command print the same line."""
    with pytest.raises(argparse.ArgumentTypeError, match="write quick, standard, off or a duration such as 90s"):
        checked(text)


def test_a_misspelled_budget_gets_a_suggestion() -> None:
    """The nearest name is meant."""
    with pytest.raises(ValueError, match=r"\(did you mean standard\?\)$"):
        budget_of("stanard")


def test_an_option_stays_a_string() -> None:
    """xdist hands the options to its workers as plain data."""
    assert checked("10m") == "10m"


def test_a_seed_is_a_whole_number() -> None:
    """Any number from 0 up begins another campaign."""
    assert seed("7") == 7


@pytest.mark.parametrize("text", ["-1", "x", "1.5", "", "1" * 19])
def test_another_seed_is_rejected(text: str) -> None:
    """A seed has to be repeatable as it was written."""
    with pytest.raises(argparse.ArgumentTypeError, match="write a whole number"):
        seed(text)


@pytest.mark.parametrize(
    "text, given, expected", [("quick", None, 0), ("standard", None, 0), ("quick", 5, 5), ("1m", 5, 5)]
)
def test_a_campaign_begins_with_the_given_seed_or_the_default(text: str, given: int | None, expected: int) -> None:
    """Without a seed a named budget always sends the same."""
    assert seed_of(budget_of(text), given) == expected


def test_a_duration_begins_with_a_random_seed() -> None:
    """Two long campaigns do not send the same."""
    assert len({seed_of(budget_of("1m"), None) for _ in range(9)}) > 1


@pytest.mark.parametrize(
    "depth, number, options",
    [
        ("quick", 0, []),
        ("quick", 3, ["--fuzz", "quick", "--fuzz-seed", "3"]),
        ("standard", 0, ["--fuzz", "standard", "--fuzz-seed", "0"]),
    ],
)
def test_a_campaign_is_repeated_by_its_options(depth: str, number: int, options: list[str]) -> None:
    """The default need not be said again."""
    assert replay(depth, number) == options
