"""What the notes say of a rule."""

from pathlib import Path

import pytest

from fastapi_spec.rules import notes


def test_a_rule_has_the_claims_that_name_it() -> None:
    """`explain` shows the notes' own words."""
    assert notes.claims()["PATH-ENUM-2"] == ["An enum limits the values that a parameter may take."]


def test_without_the_file_nothing_is_claimed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation may lack it."""
    monkeypatch.setattr(notes, "FILE", tmp_path / "notes.toml")

    assert notes.claims.__wrapped__() == {}
