"""The starter: what it writes, into which folders, and what it leaves when it cannot."""

import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from fastapi_spec import cli, language
from fastapi_spec.start import starter
from tests.conftest import PROJECT

FILES = ["README.md", "main.py", "requirements.txt", "static"]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The locale is English, and what a test chooses is undone."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    yield
    language.choose(language.ENGLISH)


def names(folder: Path) -> list[str]:
    """What is in a folder."""
    return sorted(path.name for path in folder.iterdir())


def rejected(capsys: pytest.CaptureFixture[str], folder: Path) -> str:
    """The one line that a folder which cannot be written leads to."""
    assert cli.main(["start", str(folder)]) == 4
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("ERROR: ") and err.count("\n") == 1
    return err


def test_a_new_folder_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It has the application, the static files, the packages and a page; no temporary folder is left."""
    folder = tmp_path / "my app"

    assert cli.main(["start", str(folder)]) == 0
    assert names(folder) == FILES
    assert names(tmp_path) == ["my app"]
    assert folder.stat().st_mode & 0o777 == (tmp_path / "my app" / "static").stat().st_mode & 0o777
    output = capsys.readouterr().out
    assert output.startswith(f"Wrote a starter into {folder}:\n  main.py ")
    assert output.endswith(f"\nNext:\n  cd '{folder}'\n  {starter.NEXT}\n")


def test_the_application_responds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`main:app` has /hello and nothing else, so that the rules lead through the rest."""
    starter.write(tmp_path / "mine")
    monkeypatch.syspath_prepend(str(tmp_path / "mine"))
    namespace: dict[str, object] = {}
    exec((tmp_path / "mine" / "main.py").read_text(), namespace)

    paths = namespace["app"].openapi()["paths"]  # type: ignore[attr-defined]
    assert {path: [*operations] for path, operations in paths.items()} == {"/hello": ["get"]}


def test_the_static_files_are_those_of_the_rules(tmp_path: Path) -> None:
    """Byte for byte what the reference application serves."""
    starter.write(tmp_path / "mine")
    expected = {path.relative_to(starter.STATIC): path.read_bytes() for path in starter.STATIC.rglob("*.*")}
    static = tmp_path / "mine" / "static"

    assert {path.relative_to(static): path.read_bytes() for path in static.rglob("*.*")} == expected
    assert Path("sub/index.html") in expected


def test_the_packages_are_those_of_the_reference_application(tmp_path: Path) -> None:
    """No chapter begins with a missing package, whichever of the two is installed."""
    starter.write(tmp_path / "mine")
    extra = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]["optional-dependencies"]["reference"]
    needed = {re.split(r"[\[>=]", requirement)[0] for requirement in extra}

    written = set((tmp_path / "mine" / "requirements.txt").read_text().split())
    assert written == needed - {"pydantic-settings", "psycopg"}  # settings by environment, and PostgreSQL


@pytest.mark.parametrize("kept", [[], [".git"], [".venv", ".gitignore"]], ids=["empty", "git", "environment"])
def test_an_empty_folder_is_filled(tmp_path: Path, kept: list[str]) -> None:
    """What a learner makes first, a repository and an environment, stays as it is."""
    for name in kept:
        (tmp_path / name).mkdir()

    assert cli.main(["start", str(tmp_path)]) == 0
    assert names(tmp_path) == sorted([*kept, *FILES])


def test_the_current_folder_is_filled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The folder stays the same one, so the shell in it can go on; there is no `cd` to type."""
    monkeypatch.chdir(tmp_path)
    before = tmp_path.stat().st_ino

    assert cli.main(["start", "."]) == 0
    assert names(Path.cwd()) == FILES
    assert tmp_path.stat().st_ino == before
    assert capsys.readouterr().out.endswith(f"\nNext:\n  {starter.NEXT}\n")


def test_a_folder_with_content_is_rejected(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing of a user is overwritten."""
    (tmp_path / "main.py").write_text("mine\n")

    assert "is not empty; name a new folder, or an empty one" in rejected(capsys, tmp_path)
    assert names(tmp_path) == ["main.py"]
    assert "is a file; name another folder" in rejected(capsys, tmp_path / "main.py")


@pytest.mark.parametrize("folder", ["no/where", "file/mine"])
def test_the_parent_folder_must_exist(tmp_path: Path, capsys: pytest.CaptureFixture[str], folder: str) -> None:
    """A slip in the path makes no folders."""
    (tmp_path / "file").touch()

    assert "the parent folder does not exist; make it first" in rejected(capsys, tmp_path / folder)
    assert names(tmp_path) == ["file"]


def test_a_link_to_a_missing_folder_is_rejected(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The link is not replaced."""
    (tmp_path / "link").symlink_to("missing")

    assert "is a link to a missing folder" in rejected(capsys, tmp_path / "link")
    assert (tmp_path / "link").is_symlink()


@pytest.mark.parametrize("exists", [False, True], ids=["new", "empty"])
def test_nothing_half_written_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, exists: bool
) -> None:
    """A full disk, or a folder without permission, leaves all as it was."""
    folder = tmp_path / "mine"
    if exists:
        folder.mkdir()
    rename = Path.rename
    moved: list[str] = []

    def full(self: Path, target: Path) -> Path:
        if len(moved) == (2 if exists else 0):
            moved.append("failed")
            raise OSError(28, os.strerror(28))
        moved.append(self.name)
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", full)
    assert f"cannot write {folder}: No space left on device" in rejected(capsys, folder)
    assert names(tmp_path) == (["mine"] if exists else [])
    assert not exists or names(folder) == []


def test_an_impossible_name_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The reason of the operating system is printed, without a traceback."""
    assert "File name too long" in rejected(capsys, tmp_path / ("a" * 300))


def test_the_page_speaks_the_chosen_language(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--lang zh chooses the Chinese page, and is repeated in the next command, since the locale is another one."""
    assert cli.main(["start", "--lang", "zh", str(tmp_path / "zh")]) == 0
    assert capsys.readouterr().out.endswith(f"  {starter.NEXT} --lang zh\n")
    assert cli.main(["start", str(tmp_path / "en")]) == 0

    chinese, english = ((tmp_path / name / "README.md").read_text(encoding="utf-8") for name in ("zh", "en"))
    assert "规则" in chinese.splitlines()[0]
    assert re.findall(r"^ +\$ .*$", chinese, re.MULTILINE) == re.findall(r"^ +\$ .*$", english, re.MULTILINE)
    assert english.count("$ ") == 3
