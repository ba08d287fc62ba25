"""The word list of the glossary: what it finds, what it leaves alone, and that the project has none of it."""

import pytest

from tools import words


@pytest.mark.parametrize(
    "text",
    ['x = "the answer"', "# it is refused", 'x = f"{x} blanks"', '"""It is no number."""', "refusal = 1", "# a vice"],
)
def test_words_in_python_are_found(text: str) -> None:
    """Strings, comments, docstrings, f-strings and names are looked at."""
    assert len(list(words.python(text + "\n"))) == 1


@pytest.mark.parametrize(
    "text", ["device = blank_line = 1", '"""There is no number, no longer."""', "# the advice of a service"]
)
def test_other_words_are_left_alone(text: str) -> None:
    """A word that only contains one of the list is not found."""
    assert list(words.python(text + "\n")) == []


def test_code_in_markdown_is_left_alone() -> None:
    """A name in backquotes or a sample of output may say anything."""
    text = "An answer.\n\n```text\nanswer\n```\n\n`answer`\n"

    assert list(words.markdown(text)) == [(1, "answer")]


def test_the_project_uses_none(capsys: pytest.CaptureFixture[str]) -> None:
    """The project is written in the terms of its field."""
    assert words.main() == 0, capsys.readouterr().out
