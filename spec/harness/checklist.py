"""The end of a run in the terminal: a line a section, the rules that do not hold, the verdict."""

import shutil
import textwrap
from collections.abc import Iterable
from itertools import groupby

import pytest

from spec.harness.rule import Level
from spec.harness.verdict import Exit, Outcome, Result, Results, fails

BAR = 24
INDENT = " " * 12


def print_checklist(
    terminal: pytest.TerminalReporter, results: Results, fail_on: Level, verdict: str, conforms: bool
) -> None:
    """Write the checklist. Colours appear on a terminal only, as pytest decides."""
    terminal.ensure_newline()
    terminal.section("checklist")
    for chapter, group in groupby(results, key=lambda result: result.chapter):
        terminal.write_line(chapter, bold=True)
        for section, rules in groupby(group, key=lambda result: result.section):
            _print_section(terminal, section, list(rules), fail_on)
    short = [result for result in results if result.outcome is not Outcome.HOLDS]
    if short:
        terminal.write_line("")
    width = max(60, shutil.get_terminal_size().columns)
    for result in short:
        colour = "red" if fails(result.outcome, result.rule.level, fail_on) else "yellow"
        cases = [case.name for case in result.cases if case.outcome is not Outcome.HOLDS and case.name]
        terminal.write(f"{result.outcome:<11} ", **{colour: True})
        terminal.write_line(f"{result.rule.level.name:<6} {result.rule.id}")
        text = [result.rule.statement, *([f"cases: {_some(cases)}"] if cases else [])]
        for line in text:
            terminal.write_line(textwrap.fill(line, width, initial_indent=INDENT, subsequent_indent=INDENT))
    if quiet := [result.rule.level for result in short if not fails(result.outcome, result.rule.level, fail_on)]:
        terminal.write_line(f"the cards of what is unmet: add --fail-on {min(quiet).name.lower()}")
    terminal.write_line("")
    terminal.write_line(verdict, bold=True, green=conforms, red=not conforms)


def _print_section(terminal: pytest.TerminalReporter, section: str, rules: list[Result], fail_on: Level) -> None:
    held = sum(result.outcome is Outcome.HOLDS for result in rules)
    filled = BAR * held // len(rules)
    failing = any(fails(result.outcome, result.rule.level, fail_on) for result in rules)
    count = f"{held}/{len(rules)}"
    terminal.write(f"  {section:<43} {count:>7} ")
    terminal.write_line("█" * filled + "░" * (BAR - filled), green=held == len(rules), red=failing)


def _some(cases: list[str], shown: int = 6) -> str:
    return ", ".join(cases[:shown]) + (f" and {len(cases) - shown} more" if len(cases) > shown else "")


def verdict_line(results: Results, fail_on: Level, status: Exit, target: str, reason: str) -> str:
    """One sentence: whether the target conforms, and if that is open, why."""
    held = sum(result.outcome is Outcome.HOLDS for result in results)
    kept = f"{held} of {len(results)} rules hold"
    match status:
        case Exit.CONFORMS:
            return f"{target} conforms: {kept}{_unmet(results)}"
        case Exit.BROKEN:
            return f"{target} does not conform: {kept}, {_counted(results.failing(fail_on))}"
        case Exit.HARNESS_FAILED:
            return f"no verdict on {target}: the harness or a rule failed; {kept}"
        case Exit.INTERRUPTED:
            return f"no verdict on {target}: interrupted; {kept} so far"
        case Exit.NO_TARGET:
            return f"no verdict: {reason}; {kept} so far"
        case _:
            return f"no verdict on {target}; {kept}"


def _unmet(results: Results) -> str:
    unmet = [result for result in results if result.outcome is not Outcome.HOLDS]
    return f", {_counted(unmet)}" if unmet else ""


def _counted(results: Iterable[Result]) -> str:
    outcomes = sorted(f"{result.rule.level.name} {result.outcome}" for result in results)
    return ", ".join(f"{len(list(group))} {name}" for name, group in groupby(outcomes))
