"""The locked contract as Python reads it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fastapi_spec.rules import contract
from fastapi_spec.rules.contract import LockedRule, applications, documents, file_of, locked
from fastapi_spec.rules.rule import Level, Origin


@pytest.fixture
def lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the lock of this test is; it is not written yet, and nothing is cached."""
    monkeypatch.setattr(contract, "LOCK", tmp_path / "rules.lock")
    locked.cache_clear()
    yield tmp_path / "rules.lock"
    locked.cache_clear()


def test_a_line_of_the_lock_is_a_rule(lock: Path) -> None:
    """A line has the id, the level, the origin and the statement; the order stays."""
    lock.write_text("B-1 MUST http It holds.\nA-1 MAY notes It is — so.\n", encoding="utf-8")

    assert locked() == {
        "B-1": LockedRule("B-1", Level.MUST, Origin.HTTP, "It holds."),
        "A-1": LockedRule("A-1", Level.MAY, Origin.NOTES, "It is — so."),
    }
    assert list(locked()) == ["B-1", "A-1"]


def test_a_rule_is_written_as_its_line(lock: Path) -> None:
    """The lock is renewed from the same text that is read."""
    lock.write_text("A-1 SHOULD fastapi It holds.\n")

    assert str(locked()["A-1"]) == "A-1 SHOULD fastapi It holds."


def test_without_a_lock_no_rule_is_locked(lock: Path) -> None:
    """The first lock is written where there is none."""
    assert not lock.exists()
    assert locked() == {}


@pytest.mark.parametrize(
    "prefix, name",
    [("", "main.json"), ("/apps/guarded", "guarded.json"), ("/apps/cors/max-age", "cors-max-age.json")],
)
def test_an_application_has_a_document_of_its_own(prefix: str, name: str) -> None:
    """The file of a document is named for the prefix of its application."""
    assert file_of(prefix) == name


def test_every_application_has_a_document() -> None:
    """The documents are those of the listed applications, in the same order."""
    assert list(documents()) == list(applications())
    assert all(document["paths"] for document in documents().values())
