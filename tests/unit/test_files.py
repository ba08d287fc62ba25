"""Files are written atomically, and the folders of the project are found."""

from pathlib import Path

import pytest

from fastapi_spec.files import CONTRACT, SPEC, write


def test_the_specification_and_its_contract_are_found() -> None:
    """In a clone the rules are beside the package, with the locked contract among them."""
    assert (SPEC / "chapters.toml").is_file()
    assert (CONTRACT / "rules.lock").is_file()


def test_a_file_is_written_as_utf_8_for_everybody_to_read(tmp_path: Path) -> None:
    """The temporary file is private, but the one that replaces it has the usual permissions."""
    path = write(tmp_path / "a.txt", "é\n")

    assert path.read_bytes() == "é\n".encode()
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_file_is_replaced(tmp_path: Path) -> None:
    """Writing twice keeps the second text and nothing else in the folder."""
    write(tmp_path / "a.txt", "old")
    write(tmp_path / "a.txt", "new")

    assert [path.read_text() for path in tmp_path.iterdir()] == ["new"]


def test_an_existing_file_can_be_protected(tmp_path: Path) -> None:
    """Without ``replace`` an existing file stays as it is, and no temporary file is left."""
    write(tmp_path / "a.txt", "old", replace=False)

    with pytest.raises(FileExistsError):
        write(tmp_path / "a.txt", "new", replace=False)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    """A text that cannot be encoded changes nothing."""
    write(tmp_path / "a.txt", "old")

    with pytest.raises(UnicodeEncodeError):
        write(tmp_path / "a.txt", "\ud800")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]
