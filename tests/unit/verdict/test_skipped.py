"""The rules that a learner skips are in a file that a person can edit."""

from pathlib import Path

import pytest

from fastapi_spec.verdict.skipped import SkippedError, add, load


def test_what_is_skipped_is_remembered_once(tmp_path: Path) -> None:
    """Each id is on a line of its own, behind the earlier ones."""
    file = tmp_path / "skipped.toml"
    add(["B-2", "A-1"], file)
    add(["A-1", "C-3"], file)

    assert load(file) == ["B-2", "A-1", "C-3"]
    assert file.read_text().splitlines()[1:] == ["skip = [", '    "B-2",', '    "A-1",', '    "C-3",', "]"]


def test_without_the_file_nothing_is_skipped(tmp_path: Path) -> None:
    """A run without --skip writes none."""
    add([], tmp_path / "skipped.toml")

    assert load(tmp_path / "skipped.toml") == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["skip = [", "", 'skip = "A-1"', "skip = [1]"])
def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path, text: str) -> None:
    """A person wrote it, and learns what is wrong."""
    file = tmp_path / "skipped.toml"
    file.write_text(text)

    with pytest.raises(SkippedError, match=r"skipped\.toml: "):
        load(file)
