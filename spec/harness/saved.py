"""Reports that were saved, read again: what ``fastapi-spec diff`` and ``fastapi-spec matrix`` work on."""

import argparse
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from spec.harness.verdict import Exit, Outcome

READABLE = (1, 2)
"""The versions of the report that can be read: each has all of the one before."""


class ReportError(Exception):
    """No report to read; says in one line what to give instead. ``status`` is the exit status that it asks for."""

    def __init__(self, message: str, status: int = Exit.USAGE) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Case:
    """A case of a report, exchanges as they stand there."""

    outcome: Outcome
    reason: str
    exchanges: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of a report; ``cases`` by node id, ``deviation`` with reason, issue and since, or None."""

    id: str
    level: str
    statement: str
    chapter: str
    outcome: Outcome
    deviation: dict[str, str | None] | None
    cases: dict[str, Case]


@dataclass(frozen=True, slots=True)
class Report:
    """A report: the name of its target, whether the run went to its end, its rules by their id."""

    target: str
    complete: bool
    rules: dict[str, Rule]


def read(path: Path) -> Report:
    """Read a report, or the ``report.json`` of a folder. Raises ReportError."""
    file = path / "report.json" if path.is_dir() else path
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        if data["version"] not in READABLE:
            raise ReportError(
                f"{file} is a report of version {data['version']}: this command reads up to {READABLE[-1]}"
            )
        rules = {rule["id"]: _rule(rule) for rule in data["rules"]}
        return Report(data["target"]["name"], data["complete"], rules)
    except OSError as error:
        raise ReportError(f"{file}: {error.strerror}; make a report with --report DIR") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ReportError(f"{file} is no report: make one with --report DIR") from None


def _rule(data: dict[str, Any]) -> Rule:
    cases = {
        case["test"]: Case(Outcome(case["outcome"]), case["reason"], list(case["exchanges"])) for case in data["cases"]
    }
    place = (data["id"], data["level"], data["statement"], data["chapter"], Outcome(data["outcome"]))
    return Rule(*place, data.get("deviation"), cases)


class Parser(argparse.ArgumentParser):
    """A parser whose errors have our exit status and one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(Exit.USAGE, f"ERROR: {message}; {self.format_usage()}")


def run(command: Callable[[], int]) -> int:
    """Run a command on reports; its errors become one line. Returns the exit status."""
    try:
        return command()
    except ReportError as error:
        print(f"ERROR: {error}", file=sys.stderr)
        return error.status
    except BrokenPipeError:  # head has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.BROKEN
    except KeyboardInterrupt:
        print("ERROR: interrupted", file=sys.stderr)
        return Exit.INTERRUPTED
