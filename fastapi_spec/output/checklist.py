"""The end of a run in the terminal: what was not reached, what does not hold, the verdict.

The sections, or with -v the rules, have been printed already; with -q there is nothing but the verdict.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from fastapi_spec.language import count, say
from fastapi_spec.output.causes import print_causes
from fastapi_spec.output.columns import fill, pad, terminal_width, width
from fastapi_spec.output.verdict import excused, print_verdict
from fastapi_spec.suggest import first_few
from fastapi_spec.verdict.explained import explained
from fastapi_spec.verdict.outcomes import Before, Outcome, Result
from fastapi_spec.verdict.summary import Summary

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

INDENT = " " * 12


def print_checklist(terminal: pytest.TerminalReporter, summary: Summary, listed_in: Path | None) -> None:
    """Write the checklist. ``listed_in`` is the file of deviations. pytest decides about colours."""
    terminal.ensure_newline()
    if terminal.verbosity < 0:
        if summary.failing:
            terminal.write_line("")
        print_verdict(terminal, summary)
        return
    short = [result for result in summary.results if result.outcome not in (Outcome.HOLDS, Outcome.NOT_CLAIMED)]
    more = terminal.verbosity or short or summary.stale or summary.baseline or summary.others_failed
    if more:
        print_title(terminal, say("verdict"))
    if short or summary.stale:
        terminal.write_line("")
    if summary.baseline:
        short = _changed_first([result for result in short if not excused(result)], summary)
        if summary.changed:
            path, made = summary.baseline.path, summary.baseline.made
            terminal.write_line(say("changed since the baseline {path} ({made}):", path=path, made=made))
    print_causes(terminal, short, summary)
    if summary.baseline:
        _print_compared(terminal, summary)
    if stale := summary.stale:
        told = count(
            len(stale), "remove from {file}: this rule holds", "remove from {file}: these rules hold", file=listed_in
        )
        terminal.write(_label(say("stale")), red=True)
        terminal.write_line(told)
        _print_text(terminal, ", ".join(stale))
    noted = explained(summary)
    passing = [result for result in short if not result.fails(summary.fail_on) and result not in noted]
    known = (Outcome.DEVIATES, Outcome.NOT_BUILT)
    if quiet := [result.rule.level for result in passing if result.outcome not in known]:
        option = f"--fail-on {min(quiet).name.lower()}"
        terminal.write_line(say("to see the cards of what is unmet, add {option}", option=option))
    if more:
        terminal.write_line("")
    print_verdict(terminal, summary)


def print_title(terminal: pytest.TerminalReporter, text: str) -> None:
    """Write a title between signs, as pytest does, which counts a Chinese character as one column."""
    terminal.write_sep("=", text, fullwidth=shutil.get_terminal_size().columns - width(text) + len(text))


def _changed_first(short: list[Result], summary: Summary) -> list[Result]:
    """What fails the run, what changed below --fail-on, then the deviations."""
    return sorted(short, key=lambda result: (not result.fails(summary.fail_on), result.outcome is Outcome.DEVIATES))


def _print_compared(terminal: pytest.TerminalReporter, summary: Summary) -> None:
    """By their ids: the rules that the baseline excuses, those that it lacks, those that hold for the first time."""
    short = [result for result in summary.results if excused(result)]
    held = [result for result in summary.results if result.outcome is Outcome.HOLDS]
    before = [result for result in short if result.before is Before.SHORT]
    lacking = [result for result in short if result.before is Before.UNKNOWN]
    new = [result for result in held if not result.compared]
    better = [result for result in held if result.better]
    of = len(summary.results)
    for results, label, text in (
        (before, say("as before"), say("{n} of {all} rules did not hold before either", n=len(before), all=of)),
        (
            lacking,
            say("not in it"),
            say("{n} of {all} rules fall short in what the baseline lacks", n=len(lacking), all=of),
        ),
        (new, say("not in it"), say("{n} of {all} rules hold that the baseline lacks", n=len(new), all=of)),
        (
            better,
            say("holds now"),
            say("{n} of {all} rules hold that did not before: a new report keeps this", n=len(better), all=of),
        ),
    ):
        if results:
            terminal.write_line(_label(label) + text, yellow=True)
            _print_text(terminal, first_few([result.rule.id for result in results], 100))


def _print_text(terminal: pytest.TerminalReporter, text: str) -> None:
    for line in fill(text, terminal_width(), INDENT, INDENT).splitlines():
        terminal.write_line(line)


def _label(text: str) -> str:
    return f"{pad(text, len(INDENT) - 1)} "
