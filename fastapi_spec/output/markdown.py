"""Markdown whose text comes from elsewhere: none of it becomes markup, or breaks out of its table or block."""

import re
from collections.abc import Iterable

from fastapi_spec.printable import visible

MARKUP = re.compile(r"[\\`*]|(?<!\w)_|_(?!\w)|~(?=~)|(?<=\])\(|!(?=\[)|^[#>+=-]")
"""What begins or ends emphasis, code, a link, an image, a heading, a list or a quotation. A URL stays one."""


def text(words: str) -> str:
    """Text of a line or a cell. Code in single backquotes stays code, all other markup is shown as it is written."""
    parts = re.split(r"((?<!`)`[^`]+`(?!`))", visible(" ".join(words.split())))
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


def link(address: str) -> str:
    """An address as a link, or as text if it is not one."""
    return f"<{address}>" if re.fullmatch(r"https?://[!-;=?-~]+", address) else text(address)


def _escaped(words: str) -> str:
    return MARKUP.sub(r"\\\g<0>", words).replace("&", "&amp;").replace("<", "&lt;")
