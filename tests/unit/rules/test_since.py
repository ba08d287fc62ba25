"""Since which release a rule holds: what is locked, how it is told, and what the errata say of it."""

import re
from pathlib import Path

import pytest
from packaging.version import Version

from fastapi_spec.rules import since
from fastapi_spec.rules.catalogue import declared
from fastapi_spec.rules.contract import locked
from fastapi_spec.rules.since import Change, changes, told

OLDEST = Version("0.105.0")
"""The oldest FastAPI that is measured."""


@pytest.fixture
def measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of one's own in place of the locked one."""
    file = tmp_path / "versions.toml"
    monkeypatch.setattr(since, "FILE", file)
    monkeypatch.setattr(since, "changes", changes.__wrapped__)
    return file


def test_a_change_is_told(measured: Path) -> None:
    """The release, and what was received on both sides as far as that is known."""
    measured.write_text(
        '[[A-1]]\npackage = "fastapi"\nrelease = "0.106.0"\nbefore = "200"\nafter = "409"\nholds = false\n'
        '[[A-1]]\npackage = "fastapi"\nrelease = "0.118.0"\nbefore = "409"\nafter = "200"\n'
        '[[A-2]]\npackage = "python-multipart"\nrelease = "0.0.30"\nbefore = "x"\nafter = ""\n'
        '[[A-3]]\npackage = "starlette"\nrelease = "1.0.0"\n',
        encoding="utf-8",
    )

    assert list(told("A-1")) == [
        ("until", "FastAPI 0.106.0 (200; since then 409)"),
        ("since", "FastAPI 0.118.0 (200; before 409)"),
    ]
    assert list(told("A-2")) == [("since", "python-multipart 0.0.30 (before x)")]
    assert list(told("A-3")) == [("since", "Starlette 1.0.0")]
    assert list(told("A-4")) == []


def test_why_is_told_with_its_page(measured: Path) -> None:
    """Without a label: it belongs to the line above."""
    measured.write_text(
        '[[A-1]]\npackage = "pydantic"\nrelease = "2.12.0"\nwhy = "It was changed."\nlink = "https://h/"\n'
    )

    assert list(told("A-1")) == [("since", "Pydantic 2.12.0"), ("", "It was changed. https://h/")]


@pytest.mark.parametrize(
    "before, after, found",
    [
        ({"fastapi": "0.105.0"}, {"fastapi": "0.106.0"}, ["0.106.0"]),
        ({"fastapi": "0.118.0"}, {"fastapi": "0.105.0"}, ["0.106.0", "0.118.0"]),
        ({"fastapi": "0.106.0"}, {"fastapi": "0.117.1"}, []),
        ({"fastapi": "0.105.0"}, {}, []),
        ({"fastapi": "0.105.0"}, {"fastapi": "not a version"}, []),
    ],
)
def test_the_releases_between_two_environments(
    before: dict[str, str], after: dict[str, str], found: list[str], measured: Path
) -> None:
    """Either way round; nothing is said where a version is unknown."""
    measured.write_text("".join(f'[[A-1]]\npackage = "fastapi"\nrelease = "{n}"\n' for n in ("0.106.0", "0.118.0")))

    assert [change.release for change in since.between("A-1", before, after)] == found


def test_nothing_is_told_before_anything_was_measured(measured: Path) -> None:
    """The file need not exist."""
    assert not measured.exists()
    assert list(told("A-1")) == []


def test_every_rule_exists() -> None:
    """A rule that is retired has no release."""
    assert changes().keys() <= locked().keys()


def test_errata_name_the_release_that_was_measured() -> None:
    """An erratum and the table of versions do not contradict one another.

    Older releases than the oldest of the table are known from release notes only.
    """
    for id in locked():
        erratum = declared(id).rule.erratum
        named = re.search(r"\b(FastAPI|Starlette) (\d[\w.]*)", erratum.since) if erratum else None
        if not named or (named[1] == "FastAPI" and Version(named[2]) < OLDEST):
            continue
        assert _agrees(named[0], changes().get(id, [])), f"{id}: {named[0]}, measured: {changes().get(id)}"


def _agrees(named: str, measured: list[Change]) -> bool:
    """Whether the release is the one that was measured; a rule that is the same on all sets says nothing."""
    return not measured or named in [change.name for change in measured]
