"""A saved file is detected, and what does not belong to an application is not looked at."""

import os
from pathlib import Path

import pytest

from fastapi_spec import saved


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an application, and no time between two looks."""
    monkeypatch.setattr(saved, "LOOK", 0)
    monkeypatch.setattr(saved, "SETTLED", 0)
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "main.py").write_text("")
    return tmp_path


def test_only_the_python_files_of_the_application_count(folder: Path) -> None:
    """Neither hidden folders nor environments, caches, or what the application writes."""
    for name in (".git", ".venv", "env", "__pycache__", "node_modules"):
        (folder / name).mkdir()
        (folder / name / "other.py").write_text("")
    (folder / "env" / "pyvenv.cfg").write_text("")
    (folder / "data.db").write_text("")
    (folder / "gone.py").symlink_to(folder / "nowhere.py")

    assert list(saved.times(folder)) == [str(folder / "package" / "main.py")]
    assert saved.times(folder / "nowhere") == {}


def test_new_changed_and_removed_files_are_named(folder: Path) -> None:
    """Each of them may change what the application does."""
    before = saved.times(folder)
    (folder / "new.py").write_text("")
    (folder / "package" / "main.py").write_text("changed")

    now, paths = saved.wait(folder, before)
    assert [Path(path).name for path in paths] == ["new.py", "main.py"]
    os.remove(folder / "new.py")
    assert [Path(path).name for path in saved.wait(folder, now)[1]] == ["new.py"]


def test_a_file_that_is_still_written_is_waited_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Editors write a file in several steps."""
    steps: list[saved.Times] = [{}, {"a.py": (1, 0)}, {"a.py": (2, 5)}, {"a.py": (2, 5)}]
    monkeypatch.setattr(saved, "times", lambda _: steps.pop(0))

    assert saved.wait(folder, {}) == ({"a.py": (2, 5)}, ["a.py"])
    assert steps == []


def test_waiting_ends_when_there_is_nothing_to_wait_for(folder: Path) -> None:
    """A run that came to its end is looked at."""
    before = saved.times(folder)

    assert saved.wait(folder, before, until=lambda: True) == (before, [])
