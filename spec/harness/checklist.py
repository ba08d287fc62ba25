"""The end of a run in the terminal: a line a section, what was not reached and why, what does not hold, the verdict."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Any

from spec.harness.nearest import some
from spec.harness.verdict import SHORTFALLS, Case, Exit, Outcome, Result, fails

if TYPE_CHECKING:
    import pytest

    from spec.harness.rule import Level
    from spec.harness.run import Run

BAR = 24
INDENT = " " * 12


def print_checklist(terminal: pytest.TerminalReporter, run: Run) -> None:
    """Write the checklist. Colours appear on a terminal only, as pytest decides."""
    terminal.ensure_newline()
    terminal.section("checklist")
    for chapter, group in groupby(run.results, key=lambda result: result.chapter):
        _print_chapter(terminal, chapter, list(group), run.fail_on)
    short = [result for result in run.results if result.outcome not in (Outcome.HOLDS, Outcome.NOT_CLAIMED)]
    roots = _behind(short)
    if short or run.stale:
        terminal.write_line("")
    for rules in roots:
        _print_root(terminal, rules, run.fail_on)
    behind = {result.rule.id for rules in roots for result in rules}
    for result in short:
        if result.rule.id not in behind:
            _print_short(terminal, result, run)
    if run.stale:
        terminal.write("stale       ", red=True)
        terminal.write_line(f"{run.config.option.deviations} lists what holds again: take it off")
        _print_text(terminal, ", ".join(run.stale))
    excused = [result for result in short if not fails(result.outcome, result.rule.level, run.fail_on)]
    if quiet := [result.rule.level for result in excused if result.outcome is not Outcome.DEVIATES]:
        terminal.write_line(f"the cards of what is unmet: add --fail-on {min(quiet).name.lower()}")
    terminal.write_line("")
    conforms = run.status == Exit.CONFORMS
    whole = not run.results.of(Outcome.NOT_CLAIMED, Outcome.DEVIATES)
    terminal.write_line(
        run.verdict(), bold=True, green=conforms and whole, yellow=conforms and not whole, red=not conforms
    )


def _print_chapter(terminal: pytest.TerminalReporter, chapter: str, rules: list[Result], fail_on: Level) -> None:
    terminal.write_line(chapter, bold=True)
    for section, group in groupby(rules, key=lambda result: result.section):
        _print_section(terminal, section, list(group), fail_on)


def _print_section(terminal: pytest.TerminalReporter, section: str, rules: list[Result], fail_on: Level) -> None:
    outcomes = [result.outcome for result in rules]
    if set(outcomes) == {Outcome.NOT_CLAIMED}:
        terminal.write_line(f"  {section:<43} {f'-/{len(rules)}':>7} not claimed")
        return
    held = outcomes.count(Outcome.HOLDS)
    filled = BAR * held // len(rules)
    failing = any(fails(result.outcome, result.rule.level, fail_on) for result in rules)
    terminal.write(f"  {section:<43} {f'{held}/{len(rules)}':>7} ")
    terminal.write_line("█" * filled + "░" * (BAR - filled), green=held == len(rules), red=failing)


def _behind(short: list[Result]) -> list[list[Result]]:
    """The rules that were not reached, together where the same went wrong, in the order in which it did."""
    roots: dict[tuple[str, ...], list[Result]] = {}
    for result in short:
        if result.outcome is Outcome.NOT_REACHED:
            case = _not_reached(result)
            place = (_asked(case),) if case.exchanges else (result.chapter, case.prerequisite)
            roots.setdefault((*place, case.reason), []).append(result)
    return list(roots.values())


def _not_reached(result: Result) -> Case:
    return next(case for case in result.cases if case.outcome is Outcome.NOT_REACHED)


def _asked(case: Case) -> str:
    return f"{case.exchanges[-1]['method']} {case.exchanges[-1]['url']}"


def _print_root(terminal: pytest.TerminalReporter, rules: list[Result], fail_on: Level) -> None:
    """The prerequisites with what they asked and what came, then the rules behind them, by their ids."""
    colour = _colour(any(fails(result.outcome, result.rule.level, fail_on) for result in rules))
    names = list(dict.fromkeys(_not_reached(result).prerequisite for result in rules))
    terminal.write("not reached ", **colour)
    terminal.write_line(
        f"{len(rules)} {'rule' if len(rules) == 1 else 'rules'} behind "
        f"the {'prerequisite' if len(names) == 1 else 'prerequisites'} {', '.join(names)}"
    )
    case = _not_reached(rules[0])
    if case.exchanges:
        _print_text(terminal, _asked(case))
    for line in case.reason.splitlines():
        _print_text(terminal, line)
    _print_text(terminal, ", ".join(result.rule.id for result in rules))


def _print_short(terminal: pytest.TerminalReporter, result: Result, run: Run) -> None:
    terminal.write(f"{result.outcome:<11} ", **_colour(fails(result.outcome, result.rule.level, run.fail_on)))
    terminal.write_line(f"{result.rule.level.name:<6} {result.rule.id}")
    _print_text(terminal, result.rule.statement)
    cases = [case.name for case in result.cases if case.outcome is not Outcome.HOLDS and case.name]
    if cases:
        _print_text(terminal, f"cases: {some(cases)}")
    if result.outcome is Outcome.DEVIATES:
        _print_text(terminal, f"known: {run.deviations[result.rule.id]}")


def _print_text(terminal: pytest.TerminalReporter, text: str) -> None:
    width = max(60, shutil.get_terminal_size().columns)
    terminal.write_line(
        textwrap.fill(text, width, initial_indent=INDENT, subsequent_indent=INDENT, break_on_hyphens=False)
    )


def _colour(failing: bool) -> dict[str, Any]:
    return {"red" if failing else "yellow": True}


def verdict_line(run: Run) -> str:
    """One sentence: whether the target conforms, and if that is open, why."""
    results, target, status = run.results, run.target.name, run.status
    failing, unclaimed = results.failing(run.fail_on), len(results.of(Outcome.NOT_CLAIMED))
    kept = f"{len(results.of(Outcome.HOLDS))} of {len(results) - unclaimed} rules hold"
    short = failing if status == Exit.BROKEN and failing else results.of(*SHORTFALLS)
    counts = [kept, *_counted([*short, *results.of(Outcome.DEVIATES)])]
    told = ", ".join([*counts, f"{unclaimed} not claimed"] if unclaimed else counts)
    again = f"{some(run.stale)} hold{'s' if len(run.stale) == 1 else ''} again"
    match status:
        case Exit.CONFORMS:
            return f"{target} conforms{' to what it claims' if unclaimed else ''}: {told}"
        case Exit.BROKEN if failing:
            return f"{target} does not conform: {told}{f'; {again}' if run.stale else ''}"
        case Exit.BROKEN if run.stale:
            return f"{target} conforms, but its list of deviations is stale: {told}; {again}"
        case Exit.BROKEN:
            return f"{target} conforms, but a test that is no rule failed: {told}"
        case Exit.HARNESS_FAILED:
            return f"no verdict on {target}: the harness or a rule failed; {kept}"
        case Exit.NO_TARGET:
            return f"no verdict: {run.stopped}; {kept} so far"
        case Exit.NOTHING_RAN:
            return f"no verdict on {target}: no rule was asked, {unclaimed} are not claimed"
        case _:
            return f"no verdict on {target}: interrupted; {kept} so far"


def _counted(results: Iterable[Result]) -> list[str]:
    names = sorted(f"{result.rule.level.name} {result.outcome}" for result in results)
    counts = [(len(list(group)), name) for name, group in groupby(names)]
    return [f"{count} {name.replace('deviates', 'deviate') if count > 1 else name}" for count, name in counts]
