"""The plugin that has pytest speak Chinese: its titles, its line on the collection, its last line; JUnit is English.

pytest has no hook for them. They are translated where its terminal writes them, by the methods that plugins write with;
what is not known stays as it is.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Generator
from typing import Any

import pytest

from fastapi_spec.language import say
from fastapi_spec.output.columns import pad, width
from fastapi_spec.output.signs import word_of
from fastapi_spec.told import of_pytest
from fastapi_spec.verdict.outcomes import Outcome, english_of

BETWEEN = re.compile(r"(\x1b\[[\d;]*m|, | / | in (?=\d))")
"""What is between the parts of a line: colours, commas, slashes, the word before the time."""
TIME = re.compile(r"\d+\.\d+s(?: \(.*\))?")
OUTCOME = re.compile(rf"(\d+) ({'|'.join(map(str, Outcome))})")


class WordingPlugin:
    """Translates what pytest writes to its terminal."""

    name = "fastapi-spec-wording"

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """Begin before the first title."""
        if terminal := session.config.pluginmanager.get_plugin("terminalreporter"):
            translate(terminal)

    @pytest.hookimpl(wrapper=True)
    def pytest_collection(self) -> Generator[None, object, object]:
        """Say in Chinese which file does not exist."""
        try:
            return (yield)
        except pytest.UsageError as error:
            raise pytest.UsageError(*map(of_pytest, map(str, error.args))) from None

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> Generator[None]:
        """JUnit takes the English card, and pytest prints the other one later."""
        shown = report.longrepr
        report.longrepr = english_of(report) or shown
        try:
            return (yield)
        finally:
            report.longrepr = shown


def translate(terminal: Any) -> None:
    """Have a terminal of pytest translate what it is given to write."""
    write, write_line, write_sep, rewrite = terminal.write, terminal.write_line, terminal.write_sep, terminal.rewrite

    def title(sep: str, text: str | None = None, fullwidth: int | None = None, **markup: bool) -> None:
        told = in_chinese(text) if text else text
        if text and told and told != text:  # pytest counts characters, and these take two columns
            fullwidth = (fullwidth or shutil.get_terminal_size().columns) - width(told) + len(told)
        write_sep(sep, told, fullwidth, **markup)

    def again(line: str, *, erase: bool = False, **markup: bool) -> None:
        told = in_chinese(line)
        rewrite(pad(told, shutil.get_terminal_size().columns - 1) if erase else told, **markup)

    terminal.write_sep, terminal.rewrite = title, again
    terminal.write = lambda text, **markup: write(in_chinese(text), **markup)
    terminal.write_line = lambda line, **markup: write_line(in_chinese(line), **markup)


def in_chinese(text: str) -> str:
    """A title or line of pytest in Chinese, if all of its parts are known."""
    if text.isspace() or not isinstance(text, str):
        return text
    words = text.rstrip()
    if (told := of_pytest(words)) != words:
        return told + text[len(words) :]
    parts = BETWEEN.split(words)
    said = [_between(part) if index % 2 else _part(part) for index, part in enumerate(parts)]
    known = all(told is not None for told in said) and any(part and not TIME.fullmatch(part) for part in parts[::2])
    return "".join(map(str, said)) + text[len(words) :] if known else text


def _between(part: str) -> str:
    if part == " in ":
        return say(", after ")
    return say(", ") if part == ", " else part


def _part(part: str) -> str | None:
    """A part of a line in Chinese; None if it is not known."""
    if not part or TIME.fullmatch(part):
        return part
    if counted := OUTCOME.fullmatch(part):
        return say("{n} {outcome}", n=counted[1], outcome=word_of(Outcome(counted[2])))
    told = of_pytest(part)
    return told if told != part else None
