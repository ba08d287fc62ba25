"""The parser of the command ``fastapi-spec``: its help and its errors are in the language of the output.

argparse has English words of its own. The titles and the help of ``--help`` are given here, by its public methods, and
what it says of a wrong command line is translated.
"""

import argparse
import copy
import re
import shutil
from collections.abc import Iterable
from typing import Any, NoReturn

from fastapi_spec import language
from fastapi_spec.language import say
from fastapi_spec.output.columns import fill
from fastapi_spec.told import of_parser
from fastapi_spec.verdict.summary import Exit

HELP_COLUMN = 24
"""Where the help of an option begins."""


class ChineseHelp(argparse.RawTextHelpFormatter):
    """Wraps by columns: argparse would count a Chinese character as one, and look for spaces."""

    def __init__(self, prog: str) -> None:
        self._columns = max(HELP_COLUMN + 20, shutil.get_terminal_size().columns - 2)
        super().__init__(prog, max_help_position=HELP_COLUMN, width=self._columns)

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """Add the usage, under a Chinese word."""
        super().add_usage(usage, actions, groups, say("usage: ") if prefix is None else prefix)

    def add_text(self, text: str | None) -> None:
        """Add a description or an epilog. One that has lines keeps them."""
        super().add_text(fill(text, self._columns) if text and "\n" not in text else text)

    def add_argument(self, action: argparse.Action) -> None:
        """Add an argument with its help."""
        shown = copy.copy(action)
        if action.help and action.help != argparse.SUPPRESS:
            shown.help = fill(action.help, self._columns - HELP_COLUMN)
        super().add_argument(shown)

    def format_help(self) -> str:
        """The help, with a Chinese colon behind each title."""
        return re.sub(r"^(\S+):$", r"\1：", super().format_help(), flags=re.MULTILINE)


class Parser(argparse.ArgumentParser):
    """A parser whose errors have our exit status and one line."""

    def __init__(self, *, formatter_class: Any = argparse.HelpFormatter, **arguments: Any) -> None:
        chinese = language.chosen() != language.ENGLISH
        chosen = ChineseHelp if chinese else formatter_class
        super().__init__(formatter_class=chosen, add_help=False, exit_on_error=False, **arguments)
        self._words = self.add_argument_group(say("positional arguments"))
        self._choices = self.add_argument_group(say("options"))
        self.add_argument("-h", "--help", action="help", help=say("show this help message and exit"))

    def add_argument(self, *names: Any, **arguments: Any) -> argparse.Action:
        """Add an argument under one of our titles."""
        group = self._choices if names[0].startswith("-") else self._words
        return group.add_argument(*names, **arguments)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse the arguments. Exits if they are wrong."""
        try:
            return super().parse_known_args(args, namespace)
        except argparse.ArgumentError as error:
            named = {"argument": error.argument_name, "problem": of_parser(error.message)}
            self.error(say("argument {argument}: {problem}", **named) if error.argument_name else error.message)

    def error(self, message: str) -> NoReturn:
        """Print the message and exit."""
        told = say("{message}; see {program} --help", message=of_parser(message), program=self.prog)
        self.exit(Exit.USAGE, f"ERROR: {told}\n")
