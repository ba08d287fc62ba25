"""Rules in rows under headings."""

import io

import pytest

from fastapi_spec.output.columns import width
from fastapi_spec.output.rows import head, heading, row, title
from fastapi_spec.rules.rule import Level, Rule

TITLE = "Query booleans · bool 参数"
LONG = Rule("A-1", Level.MUST, "A sentence of many words that go on to the next line, and on. " * 2, "", "")


def test_a_heading_has_both_titles() -> None:
    """A reader of the notes finds the section there."""
    assert (heading(TITLE), title(TITLE)) == ([TITLE], "Query booleans")
    assert heading("Mine", "  ") == ["  Mine"]


def test_a_long_heading_is_wrapped(monkeypatch: pytest.MonkeyPatch) -> None:
    """No line is wider than the terminal."""
    monkeypatch.setenv("COLUMNS", "40")

    assert heading("The OpenAPI document · 依赖注入, 创建, 导入和声明依赖", "  ") == [
        "  The OpenAPI document · 依赖注入, 创建,",
        "  导入和声明依赖",
    ]


def test_a_heading_that_cannot_be_printed_is_english(monkeypatch: pytest.MonkeyPatch) -> None:
    """ASCII has no Chinese."""
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(io.BytesIO(), "ascii"))

    assert heading(TITLE) == ["Query booleans"]
    assert heading("A log · README.md") == ["A log - README.md"]


@pytest.mark.usefixtures("chinese")
def test_in_chinese_a_heading_is_that_of_the_notes() -> None:
    """If the notes have none, it stays English."""
    assert (heading(TITLE), title(TITLE), heading("Mine")) == (["bool 参数"], "bool 参数", ["Mine"])


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_a_sentence_is_wrapped_under_itself(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    """No line is wider than the terminal, and the id stands alone on the left."""
    monkeypatch.setenv("COLUMNS", str(columns))
    start = head(LONG, "+ ")

    first, *others = row(start, LONG, before="BROKEN:", after="1/2")
    assert first.startswith("    + MUST   A-1             BROKEN: A")
    assert others
    assert {len(line) - len(line.lstrip()) for line in others} == {len(start)}
    assert max(map(width, [first, *others])) <= columns
    assert others[-1].endswith("1/2")


def test_a_long_id_moves_only_its_own_line() -> None:
    """The lines below begin in the same column as those of other rules."""
    long = Rule("A-VERY-LONG-TOPIC-1", Level.MAY, LONG.statement, "", "")

    assert row(head(long), long)[1].startswith(" " * len(head(LONG)) + row(head(long), long)[1].strip())
