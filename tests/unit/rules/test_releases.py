"""The rule sets of the releases: their files, and which rules and cases they mean."""

import argparse
from pathlib import Path

import pytest

from fastapi_spec.rules import releases
from fastapi_spec.rules.contract import locked
from fastapi_spec.rules.releases import Frozen, checked, names, release, retired_line, text
from fastapi_spec.rules.rule import Level
from tools.lock import cases_of, retired

PLAIN = Frozen("A-1", Level.MUST)
ROWS = Frozen("B-1", Level.SHOULD, (" a", 'b"', ""))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The files of two releases."""
    monkeypatch.setattr(releases, "FOLDER", tmp_path)
    for name in ("0.10", "0.9"):
        (tmp_path / f"{name}.lock").write_text(text([PLAIN, ROWS]))
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_a_release_is_read_as_it_was_written() -> None:
    """Names of cases may have spaces and quotation marks, or be empty."""
    assert release("0.9") == {"A-1": PLAIN, "B-1": ROWS}


def test_a_line_is_a_rule() -> None:
    """A difference between two releases can be read."""
    assert text([PLAIN, ROWS]) == 'A-1 MUST\nB-1 SHOULD [" a", "b\\"", ""]\n'


def test_a_case_is_known_by_its_name() -> None:
    """A rule without parameters has one case without a name."""
    assert [ROWS.has(name) for name in (" a", "a", "")] == [True, False, True]
    assert [PLAIN.has(name) for name in ("", "a")] == [True, False]


@pytest.mark.usefixtures("folder")
def test_an_unknown_release_is_told() -> None:
    """The error names those that exist, in their order."""
    assert checked("0.9") == "0.9"
    with pytest.raises(argparse.ArgumentTypeError, match=r"^unknown release '1'; there is 0.9, 0.10$"):
        checked("1")


@pytest.mark.usefixtures("folder")
def test_retired_rules_of_a_release_are_told() -> None:
    """Whoever uses a release knows what does not run any more."""
    assert retired_line("0.9") == "retired since release 0.9, so they do not run: A-1, B-1"


def test_nothing_is_told_of_a_release_that_is_whole() -> None:
    """A line about nothing would be in every log."""
    assert retired_line(names()[-1]) == ""


@pytest.mark.parametrize("name", names())
def test_a_release_is_consistent_with_the_rules_of_today(name: str) -> None:
    """A rule is locked or retired. Whoever renames a case renames it in the releases, too: else it would not run."""
    frozen, cases = release(name), cases_of()

    assert frozen.keys() <= locked().keys() | retired()
    gone = {id: [case for case in rule.cases if case not in cases[id]] for id, rule in frozen.items() if id in cases}
    assert {id: missing for id, missing in gone.items() if missing} == {}
