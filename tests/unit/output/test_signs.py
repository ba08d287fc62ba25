"""The signs and words of an outcome."""

import io

import pytest

from fastapi_spec.output.signs import bar, printable, sign_of, word_of
from fastapi_spec.verdict.outcomes import Outcome


def test_an_outcome_has_a_sign() -> None:
    """What holds is ticked, what falls short is crossed, what is excused is neither."""
    assert "".join(map(sign_of, Outcome)) == "-✓-✗✗✗✗✗"


def test_ascii_has_other_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    """No sign is printed as its escape."""
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(io.BytesIO(), "ascii"))

    assert [sign_of(Outcome.HOLDS), sign_of(Outcome.BROKEN), bar(1, 4, 8)] == ["ok", "x", "##......"]
    assert not printable("参数")


def test_every_outcome_has_a_word() -> None:
    """In English it is the name of the outcome."""
    assert [word_of(outcome) for outcome in Outcome] == [str(outcome) for outcome in Outcome]


def test_a_bar_is_never_full_too_early() -> None:
    """Only the whole fills it."""
    assert bar(99, 100, 4) == "███░"
