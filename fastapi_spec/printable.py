"""What a target sent or printed, as it may go to a terminal, a file or another process: visible, harmless and bounded.

The target is not trusted. Whatever comes from it passes through here before it becomes part of a case, and once more
where a format has rules of its own: Markdown in ``output/markdown.py``, the commands of GitHub in ``output/github.py``,
the words of a shell in ``output/shell.py``, XML in pytest. What is visible already stays as it is.
"""

from __future__ import annotations

import json
import re
from typing import Any

from fastapi_spec.language import count, say

LONGEST_LINE = 2_000
"""How many characters of a line are kept."""
MOST_LINES = 40
"""How many lines of a text are kept."""

_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""What Python takes for printable and no font shows: fillers, joiners, the selectors of variants."""
_SUSPECT = re.compile("[^ -~]+")
"""What has to be looked at: all but ASCII that is printed."""
_SHORT = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}


def visible(text: str, keep: str = "") -> str:
    r"""The text with an escape for each character that is not seen, or that changes how others are seen.

    These are control characters (``\x1b``), line and paragraph separators, characters without width, overrides of the
    direction of writing (``\u202e``), lone surrogates, and what Unicode has not assigned. ``keep`` are characters that
    stay, such as a line end. Each escape is ASCII, which every encoding and format has.
    """
    return _SUSPECT.sub(lambda run: "".join(c if c in keep or _seen(c) else _escape(c) for c in run[0]), text)


def text_of(data: bytes) -> str:
    r"""Bytes that should be UTF-8 as visible lines; what is not UTF-8 is an escape, as ``\xff``."""
    return visible(data.decode("utf-8", "backslashreplace").replace("\r\n", "\n"), "\n\t")


def line(text: str, longest: int = LONGEST_LINE) -> str:
    """A text as one visible line of bounded length, which says how long it was."""
    shown = visible(text[:longest], "\t")  # an escape takes up to ten times the room
    if len(text) <= longest >= len(shown):
        return shown
    return say("{text} … ({n} characters)", text=shown[:longest], n=f"{len(text):,}")


def lines(text: str, *, most: int = MOST_LINES, longest: int = LONGEST_LINE) -> str:
    """A text of several lines, each of them visible and bounded, and their number, too."""
    rows = text.split("\n", most)
    left = rows.pop().count("\n") + 1 if len(rows) > most else 0
    return "\n".join([*(line(row, longest) for row in rows), *([_more(left)] if left else [])])


def json_text(value: Any) -> str:
    r"""A value as JSON for a file. What is not seen is an escape of JSON, and so means the same to a program.

    A lone surrogate, which no text has, is written out.
    """
    text = json.dumps(value, ensure_ascii=False, indent=1, default=str)
    return _SUSPECT.sub(lambda run: "".join(c if c == "\n" or _seen(c) else _json_escape(c) for c in run[0]), text)


def _seen(letter: str) -> bool:
    return letter.isprintable() and not _INVISIBLE.match(letter)


def _escape(letter: str) -> str:
    code = ord(letter)
    wide = f"\\u{code:04x}" if code < 65_536 else f"\\U{code:08x}"
    return _SHORT.get(letter) or (f"\\x{code:02x}" if code < 256 else wide)


def _json_escape(letter: str) -> str:
    if "\ud800" <= letter <= "\udfff":  # many parsers reject it
        return "\\" + _escape(letter)
    return "\\u007f" if letter == "\x7f" else json.dumps(letter)[1:-1]


def _more(left: int) -> str:
    return count(left, "(… {n} line)", "(… {n} lines)")
