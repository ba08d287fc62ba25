"""The lock: no id changes without a line in the changelog, and none is used again."""

import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest

from fastapi_spec.rules import releases
from fastapi_spec.rules.contract import LockedRule, locked
from fastapi_spec.rules.rule import Level, Origin
from tools import lock
from tools.lock import LockError

ONE = LockedRule("A-ONE-1", Level.MUST, Origin.HTTP, "It holds.")
CHANGED = LockedRule("A-ONE-1", Level.MUST, Origin.HTTP, "It holds otherwise.")

Changelog = Callable[[str], None]


@pytest.fixture
def changelog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Changelog:
    """Writes the newest section of a changelog; the locks beside it are empty."""
    for name in ("CHANGELOG", "MENTIONS", "RETIRED"):
        monkeypatch.setattr(lock, name, tmp_path / name)

    def write(newest: str) -> None:
        (tmp_path / "CHANGELOG").write_text(f"# Changelog\n\n## Next\n\n{newest}\n\n## 1\n\n- `A-ONE-1`\n")

    return write


def test_the_lock_is_current() -> None:
    """A rule that was added, changed or retired is not forgotten."""
    assert lock.changes(locked(), lock.collected()) == {}, "run python -m tools.lock"


def test_changes_are_named() -> None:
    """Added, changed and retired rules are told apart."""
    other = LockedRule("A-TWO-1", Level.MAY, Origin.HTTP, "It may hold.")

    assert lock.changes({ONE.id: ONE}, {other.id: other}) == {"A-ONE-1": "retired", "A-TWO-1": "added"}
    assert lock.changes({ONE.id: ONE}, {ONE.id: CHANGED}) == {"A-ONE-1": "changed"}


def test_a_retired_id_is_never_used_again(changelog: Changelog) -> None:
    """A report of last year never means another rule."""
    changelog("")
    lock.RETIRED.write_text("A-ONE-1\n")

    with pytest.raises(LockError, match="A-ONE-1: retired before"):
        lock.changes({}, {ONE.id: ONE})


def test_a_change_needs_a_line_in_the_newest_section(changelog: Changelog) -> None:
    """A line of an older release does not count."""
    changelog("- Nothing.")

    with pytest.raises(LockError, match="needs a new line that names, in backquotes, A-ONE-1"):
        lock.required_mentions({"A-ONE-1": "changed"})


@pytest.mark.parametrize("line", ["- Added: `A-ONE-1`.", "- Added: `A-*`."], ids=["id", "pattern"])
def test_a_line_excuses_one_change(changelog: Changelog, line: str) -> None:
    """An id or a pattern that was used for one change does not excuse the next."""
    changelog(line)
    lock.MENTIONS.write_text(lock.mentions_text(lock.required_mentions({"A-ONE-1": "added"})))

    with pytest.raises(LockError, match="A-ONE-1"):
        lock.required_mentions({"A-ONE-1": "changed"})


def test_a_new_section_begins_anew(changelog: Changelog) -> None:
    """After a release one line is enough again."""
    changelog("- Changed: `A-ONE-1`.")
    lock.MENTIONS.write_text("# 1\nA-ONE-1 3\n")

    assert lock.required_mentions({"A-ONE-1": "changed"}) == {"A-ONE-1": 1}


def test_an_id_of_two_rules_is_rejected(tmp_path: Path) -> None:
    """Two tests cannot state the same rule."""
    test = '@must("A-ONE-1")\ndef test_{}():\n    """It holds."""\n    assert 1\n\n\n'
    (tmp_path / "test_twice.py").write_text(
        "from fastapi_spec import must\n\n\n" + test.format("one") + test.format("two")
    )

    with pytest.raises(LockError, match="A-ONE-1 is the id of two rules"):
        lock.collected(tmp_path)


def test_the_command_says_in_one_line_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A maintainer who forgot the changelog gets a line, not a traceback."""

    def silent(**_: bool) -> list[str]:
        raise LockError("name A-ONE-1")

    monkeypatch.setattr(lock, "renew", silent)

    assert lock.main([]) == 1
    assert capsys.readouterr().err == "ERROR: name A-ONE-1\n"


@pytest.mark.parametrize(("found", "status"), [([], 0), (["changed A-ONE-1"], 1)], ids=["current", "out of date"])
def test_check_fails_if_something_is_out_of_date(
    monkeypatch: pytest.MonkeyPatch, found: list[str], status: int
) -> None:
    """CI sees what was not renewed."""
    monkeypatch.setattr(lock, "renew", lambda **_: found)

    with contextlib.redirect_stdout(None):
        assert lock.main(["--check"]) == status


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the releases, in which there is none yet; two rules are locked."""
    monkeypatch.setattr(releases, "FOLDER", tmp_path / "releases")
    other = LockedRule("A-TWO-1", Level.MAY, Origin.HTTP, "It may hold.")
    rules = {ONE.id: ONE, other.id: other}
    monkeypatch.setattr(lock, "_collect", lambda _: (rules, {"A-ONE-1": [""], "A-TWO-1": ["1", "2"]}))
    monkeypatch.setattr(lock, "locked", lambda: rules)
    return releases.FOLDER


def test_a_release_is_frozen_once(folder: Path) -> None:
    """A green gate stays green only if its release never changes."""
    assert lock.freeze("0.1") == folder / "0.1.lock"
    assert (folder / "0.1.lock").read_text() == 'A-ONE-1 MUST\nA-TWO-1 MAY ["1", "2"]\n'

    with pytest.raises(LockError, match=r"^0.1.lock exists: a release stays as it was"):
        lock.freeze("0.1")


def test_only_what_is_locked_is_frozen(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A release has the rules of its changelog."""
    monkeypatch.setattr(lock, "locked", dict)

    with pytest.raises(LockError, match=r"^the lock is out of date: run python -m tools.lock first$"):
        lock.freeze("0.1")
    assert not folder.exists()


@pytest.mark.usefixtures("folder")
def test_the_command_freezes_a_release(capsys: pytest.CaptureFixture[str]) -> None:
    """A name that is not a version is told in a line."""
    assert lock.main(["--release", "next"]) == 1
    assert capsys.readouterr().err == "ERROR: --release next: write a version such as 0.1\n"
