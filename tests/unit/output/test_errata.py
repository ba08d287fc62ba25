"""The rules that fall short as the notes' own code does, on a terminal."""

from typing import Any

import pytest

from fastapi_spec.language import CHINESE, speaking
from fastapi_spec.output.errata import print_errata
from fastapi_spec.rules.rule import Erratum, Level, Rule
from fastapi_spec.verdict.outcomes import Result
from tests.unit.samples import Terminal

NULL = Erratum("A list that is declared as List[CityInfo] = None may be sent as null.", "FastAPI 0.100.0")
LIMIT = Erratum("`if limit:` says it.", "never true")
KEY = Erratum("It is a foreign key.", "never enough with SQLite")


def result(id: str, erratum: Erratum) -> Result:
    """A rule with an erratum."""
    return Result(Rule(id, Level.MUST, "It holds.", erratum=erratum), "Section", "Chapter")


def printed(*results: Result, verbosity: int = 0) -> str:
    """What is written of these rules."""
    terminal: Any = Terminal(verbosity)
    print_errata(terminal, list(results))
    return str(terminal.text)


@pytest.fixture(autouse=True)
def _columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def test_each_erratum_is_told_once() -> None:
    """Behind the ids of its rules, below the release that changed it; more than "never true" is said, too."""
    found = printed(result("A-1", LIMIT), result("A-2", NULL), result("A-3", NULL), result("A-4", KEY))

    assert found == (
        "4 rules fall short as the notes' own code does; -v says what is true today\n"
        "the notes say, and it was never true:\n"
        "  A-1: `if limit:` says it.\n"
        "  A-4: It is a foreign key. (never enough with SQLite)\n"
        "the notes say, and it is no longer true since FastAPI 0.100.0:\n"
        "  A-2, A-3: A list that is declared as List[CityInfo] = None may be sent as\n"
        "    null.\n"
    )


def test_verbosity_adds_what_is_true() -> None:
    """The sentence of each rule."""
    assert printed(result("A-1", LIMIT), verbosity=1) == (
        "1 rule falls short as the notes' own code does\n"
        "the notes say, and it was never true:\n"
        "  A-1: `if limit:` says it.\n"
        "    today: It holds.\n"
    )


def test_nothing_is_told_of_nothing() -> None:
    """A target that satisfies all rules has no heading without lines."""
    assert printed() == ""


def test_chinese() -> None:
    """The headings are those of the reader's language."""
    with speaking(CHINESE):
        assert "笔记有此说法，但自 FastAPI 0.100.0 起不再成立：\n" in printed(result("A-2", NULL))
