"""Markdown whose text comes from elsewhere: none of it becomes markup, or breaks out of its table or block."""

import re
from collections.abc import Iterable


def text(words: str) -> str:
    """Text of a line or a cell. Code in backquotes stays code."""
    parts = re.split(r"(`[^`]+`)", visible(" ".join(words.split())))
    return "".join(part if number % 2 else _escaped(part) for number, part in enumerate(parts)).replace("|", r"\|")


def row(*cells: str) -> str:
    """A row of a table."""
    return f"| {' | '.join(map(text, cells))} |"


def code(words: str) -> str:
    """Text as code in a line."""
    return f"`{visible(words.replace('`', chr(39)))}`"


def block(lines: Iterable[str]) -> str:
    """Lines as a block of code. Its fence is longer than any within."""
    body = "\n".join(map(visible, lines))
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", body)), 0)
    return f"{fence}text\n{body}\n{fence}"


def visible(words: str) -> str:
    """The text with control characters, lone surrogates and invisible ones as escapes: ``\\x1b``, ``\\u202e``."""
    return "".join(
        letter if letter.isprintable() or letter == "\t" else letter.encode("unicode_escape").decode()
        for letter in words
    )


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")
