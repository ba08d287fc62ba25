"""The end of a run in the terminal: a line per section, what was not reached, what does not hold, the verdict."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from fastapi_spec.output.causes import print_causes, print_waiting
from fastapi_spec.suggest import first_few
from fastapi_spec.verdict.outcomes import SHORTFALLS, Before, Outcome, Result
from fastapi_spec.verdict.summary import Exit, Summary

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from fastapi_spec.rules.rule import Level

BAR = 24
INDENT = " " * 12


def print_checklist(terminal: pytest.TerminalReporter, summary: Summary, listed_in: Path | None) -> None:
    """Write the checklist. ``listed_in`` is the file of deviations. pytest decides about colours."""
    terminal.ensure_newline()
    terminal.section("checklist")
    for chapter, group in groupby(summary.results, key=lambda result: result.chapter):
        _print_chapter(terminal, chapter, list(group), summary.fail_on)
    short = [result for result in summary.results if result.outcome not in (Outcome.HOLDS, Outcome.NOT_CLAIMED)]
    if short or summary.stale:
        terminal.write_line("")
    if summary.baseline:
        short = _changed_first([result for result in short if not _excused(result)], summary)
        if summary.changed:
            terminal.write_line(f"changed since the baseline {summary.baseline.path} ({summary.baseline.made}):")
    print_causes(terminal, short, summary)
    if summary.baseline:
        _print_compared(terminal, summary)
    if summary.stale:
        terminal.write("stale       ", red=True)
        terminal.write_line(f"remove from {listed_in}: these rules hold")
        _print_text(terminal, ", ".join(summary.stale))
    excused = [result for result in short if not result.fails(summary.fail_on)]
    if quiet := [
        result.rule.level for result in excused if result.outcome not in (Outcome.DEVIATES, Outcome.NOT_BUILT)
    ]:
        terminal.write_line(f"to see the cards of what is unmet, add --fail-on {min(quiet).name.lower()}")
    terminal.write_line("")
    conforms = summary.status == Exit.CONFORMS
    whole = not (
        summary.results.of(Outcome.NOT_CLAIMED, Outcome.DEVIATES, Outcome.NOT_BUILT)
        or any(map(_excused, summary.results))
    )
    colours = {"green": conforms and whole, "yellow": conforms and not whole, "red": not conforms}
    terminal.write_line(verdict(summary), bold=True, **colours)


def _print_chapter(terminal: pytest.TerminalReporter, chapter: str, rules: list[Result], fail_on: Level) -> None:
    terminal.write_line(chapter, bold=True)
    waiting: list[Result] = []
    for section, group in groupby(rules, key=lambda result: result.section):
        found = list(group)
        if all(result.outcome is Outcome.NOT_BUILT for result in found):
            waiting += found
        else:
            _print_section(terminal, section, found, fail_on)
    print_waiting(terminal, waiting)


def _print_section(terminal: pytest.TerminalReporter, section: str, rules: list[Result], fail_on: Level) -> None:
    outcomes = [result.outcome for result in rules]
    if set(outcomes) == {Outcome.NOT_CLAIMED}:
        terminal.write_line(f"  {section:<43} {f'-/{len(rules)}':>7} not claimed")
        return
    held = outcomes.count(Outcome.HOLDS)
    filled = BAR * held // len(rules)
    failing = any(result.fails(fail_on) for result in rules)
    terminal.write(f"  {section:<43} {f'{held}/{len(rules)}':>7} ")
    terminal.write_line("█" * filled + "░" * (BAR - filled), green=held == len(rules), red=failing)


def _excused(result: Result) -> bool:
    """Whether a rule falls short only where the baseline does, or has nothing."""
    return result.outcome in SHORTFALLS and result.before in (Before.SHORT, Before.UNKNOWN)


def _changed_first(short: list[Result], summary: Summary) -> list[Result]:
    """What fails the run, what changed below --fail-on, then the deviations."""
    return sorted(short, key=lambda result: (not result.fails(summary.fail_on), result.outcome is Outcome.DEVIATES))


def _print_compared(terminal: pytest.TerminalReporter, summary: Summary) -> None:
    """By their ids: the rules that the baseline excuses, those that it lacks, those that hold for the first time."""
    excused = [result for result in summary.results if _excused(result)]
    held = [result for result in summary.results if result.outcome is Outcome.HOLDS]
    groups = [
        ("as before", "did not hold before either", [r for r in excused if r.before is Before.SHORT]),
        ("not in it", "fall short in what the baseline lacks", [r for r in excused if r.before is Before.UNKNOWN]),
        ("not in it", "hold that the baseline lacks", [result for result in held if not result.compared]),
        (
            "holds now",
            "hold that did not before: a new report keeps this",
            [result for result in held if result.better],
        ),
    ]
    for label, what, results in groups:
        if results:
            terminal.write_line(f"{label:<11} {len(results)} of {len(summary.results)} rules {what}", yellow=True)
            _print_text(terminal, first_few([result.rule.id for result in results], 100))


def _print_text(terminal: pytest.TerminalReporter, text: str) -> None:
    width = max(60, shutil.get_terminal_size().columns)
    terminal.write_line(
        textwrap.fill(text, width, initial_indent=INDENT, subsequent_indent=INDENT, break_on_hyphens=False)
    )


def verdict(summary: Summary) -> str:
    """One sentence: whether the target conforms, and if that is open, why."""
    results, target, stale = summary.results, summary.target, summary.stale
    failing, unclaimed = summary.failing, len(results.of(Outcome.NOT_CLAIMED))
    held = f"{len(results.of(Outcome.HOLDS))} of {len(results) - unclaimed} rules hold"
    short = summary.counted
    if summary.baseline:
        counts = [held, *_compared(short, summary), *_counted(results.of(Outcome.DEVIATES))]
    else:
        counts = [held, *_counted([*short, *results.of(Outcome.DEVIATES)])]
    baseline = " to its baseline" if summary.baseline else ""
    told = ", ".join([*counts, f"{unclaimed} not claimed"] if unclaimed else counts)
    again = f"{first_few(stale)} hold{'s' if len(stale) == 1 else ''}"
    match summary.status:
        case Exit.CONFORMS:
            claims = (" in what it claims" if baseline else " to what it claims") if unclaimed else ""
            claims += " as far as it is built" if results.of(Outcome.NOT_BUILT) else ""
            return f"{target} conforms{baseline}{claims}: {told}"
        case Exit.BROKEN if failing:
            return f"{target} does not conform{baseline}: {told}{f'; {again}' if stale else ''}"
        case Exit.BROKEN if stale:
            return f"{target} conforms{baseline}, but its list of deviations is stale: {told}; {again}"
        case Exit.BROKEN:
            return f"{target} conforms{baseline}, but a test that is not a rule failed: {told}"
        case Exit.HARNESS_FAILED:
            return f"no verdict on {target}: the harness or a rule failed; {held}"
        case Exit.NO_TARGET:
            return f"no verdict: {summary.stopped}; {held} so far"
        case Exit.NOTHING_RAN if summary.baseline and len(results) > unclaimed:
            return f"no verdict on {target}: the baseline {summary.baseline.path} has none of the rules that ran"
        case Exit.NOTHING_RAN:
            return f"no verdict on {target}: no rule ran, {unclaimed} are not claimed"
        case _:
            return f"no verdict on {target}: interrupted; {held} so far"


def _compared(short: list[Result], summary: Summary) -> list[str]:
    """How many of these rules changed since the baseline, and how many rules fall short for another reason."""
    changed = _counted(result for result in short if result.before is Before.HELD)
    before = [result.before for result in summary.results if _excused(result)]
    counts = (
        [f"{sum(result.before is Before.HELD for result in short)} changed ({', '.join(changed)})"] if changed else []
    )
    counts += [f"{count} did not before either"] if (count := before.count(Before.SHORT)) else []
    return counts + ([f"{count} not in the baseline"] if (count := before.count(Before.UNKNOWN)) else [])


def _counted(results: Iterable[Result]) -> list[str]:
    names = sorted(f"{result.rule.level.name} {result.outcome}" for result in results)
    counts = [(len(list(group)), name) for name, group in groupby(names)]
    return [f"{count} {name.replace('deviates', 'deviate') if count > 1 else name}" for count, name in counts]
