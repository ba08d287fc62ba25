"""What comes from a target is visible and bounded, and stays as it is if it is already."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fastapi_spec.printable import json_text, line, lines, text_of, visible

ANYTHING = st.text(st.characters(codec=None, categories=None))
"""Lone surrogates, too."""


@pytest.mark.parametrize(
    "text, shown",
    [
        ("plain 中文 é 🎈", "plain 中文 é 🎈"),
        ("\x1b[31m\x07\x08\x00\x7f", r"\x1b[31m\x07\x08\x00\x7f"),
        ("\x9b31m\x85", r"\x9b31m\x85"),
        ("a\nb\rc\td", r"a\nb\rc\td"),
        ("\u202e\u2066\u2069\u200b\u200d\ufeff", r"\u202e\u2066\u2069\u200b\u200d\ufeff"),
        ("\u2028\u2029\ud800\uffff", r"\u2028\u2029\ud800\uffff"),
        ("\U000e0041\ufe0f\u3164", r"\U000e0041\ufe0f\u3164"),
    ],
    ids=["seen", "C0", "C1", "line ends", "direction and width", "separators and halves", "tags and fillers"],
)
def test_what_is_not_seen_is_an_escape(text: str, shown: str) -> None:
    """A terminal obeys none of it, and a reader sees all of it."""
    assert visible(text) == shown
    assert visible(shown) == shown


@settings(max_examples=200, deadline=None, database=None)
@given(ANYTHING)
def test_any_text_is_printable(text: str) -> None:
    """Only tabs and line ends stay, where there are lines; what was made visible does not change again."""
    assert visible(text).isprintable()
    assert visible(visible(text)) == visible(text)
    assert lines(text).replace("\n", "").replace("\t", "").isprintable()
    assert "\n" not in line(text)


def test_bytes_that_are_not_utf_8_are_escapes() -> None:
    """Line ends of Windows are line ends."""
    assert text_of(b"a\xff\r\n\x1bb\rc\td") == "a\\xff\n\\x1bb\\rc\td"


def test_a_long_line_says_how_long_it_was() -> None:
    """Escapes count, too: they are what is printed."""
    assert line("x" * 10, 9) == "xxxxxxxxx … (10 characters)"
    assert line("\x00" * 9, 9) == r"\x00\x00\ … (9 characters)"
    assert line("x" * 9, 9) == "x" * 9


def test_many_lines_say_how_many_there_are() -> None:
    """A text of a million lines takes no more room than one of few."""
    assert lines("a\nb\nc\nd", most=2) == "a\nb\n(… 2 lines)"
    assert lines("a\nb", most=2) == "a\nb"
    assert len(lines("y" * 10_000 + "\n" * 1_000_000)) < 3000


@settings(max_examples=200, deadline=None, database=None)
@given(st.recursive(ANYTHING, lambda inner: st.lists(inner) | st.dictionaries(ANYTHING, inner), max_leaves=5))
def test_json_is_safe_and_means_the_same(value: object) -> None:
    """A file shows nothing that a terminal would obey. Only a lone surrogate is not what it was."""
    text = json_text(value)

    assert text.replace("\n", "").isprintable()
    assert text.encode()
    assert json.loads(text) == value or re.search(r"\\ud[89a-f]", repr(value))
