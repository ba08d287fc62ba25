"""Text in the columns of a terminal, where a Chinese character takes two."""

from __future__ import annotations

import re
import shutil
import unicodedata

CLOSING = "，。；：、！？）」』”’…,.;:!?)]}"
"""What does not begin a line."""
OPENING = "（「『“‘([{"
"""What does not end a line."""


def terminal_width(most: int = 120) -> int:
    """The columns that a text may take: those of the terminal, from 40 up to ``most``."""
    return min(max(40, shutil.get_terminal_size().columns), most)


def width(text: str) -> int:
    """How many columns a text takes."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def pad(text: str, columns: int) -> str:
    """The text, filled with spaces up to a number of columns."""
    return text + " " * (columns - width(text))


def fill(text: str, columns: int, first: str = "", rest: str = "") -> str:
    """The text in lines of at most so many columns. ``first`` stands before the first line, ``rest`` before the others.

    A line ends at a space, or beside a Chinese character; a longer word is cut, behind a comma if it has one there.
    """
    lines, line, used = [], first, width(first)
    start = True
    for space, word in _words(text):
        space = "" if start else space
        if not start and used + len(space) + width(word) > columns:
            lines.append(line)
            line, used, space = rest, width(rest), ""
        while used + width(space + word) > columns and width(word) > columns - width(rest):
            cut = _cut(word, columns - used - len(space))
            comma = word.rfind(",", cut // 3, cut) + 1
            cut = comma or cut
            lines.append(line + space + word[:cut])
            word, line, used, space = word[cut:], rest, width(rest), ""
        line, used, start = line + space + word, used + width(space + word), False
    return "\n".join([*lines, line])


def cut(text: str, columns: int) -> str:
    """The text in one line of at most so many columns."""
    return text if width(text) <= columns else f"{text[: _cut(text, columns - 1)].rstrip()}…"


def _words(text: str) -> list[tuple[str, str]]:
    """The parts between which a line may end, each with the space before it."""
    wide = r"[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]"
    opening, closing = re.escape(OPENING), re.escape(CLOSING)
    pattern = rf"(\s*)([{opening}]*(?:{wide}|(?:(?!{wide})\S)+)[{closing}]*)"
    return [(" " if space else "", word) for space, word in re.findall(pattern, text)]


def _cut(word: str, columns: int) -> int:
    """How many characters of a word fit, at least one."""
    used = 0
    for index, character in enumerate(word):
        used += _columns(character)
        if used > columns:
            return max(index, 1)
    return len(word)


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
