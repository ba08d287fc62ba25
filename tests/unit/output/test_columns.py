"""Text in columns: Chinese characters take two, and lines end where a reader expects it."""

import pytest

from fastapi_spec.output.columns import cut, fill, pad, terminal_width, width


@pytest.mark.parametrize(
    "text, columns",
    [("", 0), ("abc", 3), ("路径参数", 8), ("查询 `q`", 8), ("，。", 4), ("é", 1), ("e\u0301", 1), ("█░", 2)],
)
def test_width(text: str, columns: int) -> None:
    """A Chinese character or punctuation mark takes two columns, a combining one none."""
    assert width(text) == columns


def test_pad_counts_columns_not_characters() -> None:
    """Titles in two languages are padded to the same column."""
    assert pad("路径", 6) + "|" == "路径  |"
    assert pad("abc", 2) == "abc"


@pytest.mark.parametrize(
    "text, lines",
    [
        ("one two three", ["- one two", "  three"]),
        ("路径参数，查询参数", ["- 路径参", "  数，查", "  询参数"]),
        ("值 422 拒绝", ["- 值 422", "  拒绝"]),
        ("返回值。返回值。", ["- 返回", "  值。返", "  回值。"]),
        ("abcdefghijkl", ["- abcdefgh", "  ijkl"]),
        ("路（径）参", ["- 路", "  （径）", "  参"]),
        ("abcd,efghijkl", ["- abcd,", "  efghijkl"]),
        ("a\n b", ["- a b"]),
        ("", ["- "]),
    ],
)
def test_fill(text: str, lines: list[str]) -> None:
    """Lines end at spaces and beside Chinese characters, and brackets stay with their words; long words are cut."""
    columns = 10 if text.isascii() else 9
    filled = fill(text, columns, "- ", "  ").split("\n")

    assert filled == lines
    assert all(width(line) <= columns for line in filled)


@pytest.mark.parametrize(
    "text, shown", [("路径参数", "路径参数"), ("路径参数，", "路径参…"), ("abcd efghi", "abcd ef…")]
)
def test_cut(text: str, shown: str) -> None:
    """A line that is too long ends with an ellipsis, within the columns."""
    assert cut(text, 8) == shown
    assert width(shown) <= 8


def test_the_terminal_decides_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal of 30 columns is written to as one of 40, one of 300 as one of 120."""
    widths = []
    for columns in ("30", "100", "300"):
        monkeypatch.setenv("COLUMNS", columns)
        widths.append(terminal_width())

    assert widths == [40, 100, 120]
