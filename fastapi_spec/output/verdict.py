"""The verdict of a run: one sentence, whether the target conforms, and if that is open, why."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from fastapi_spec.language import count, say
from fastapi_spec.output.columns import fill
from fastapi_spec.output.signs import word_of
from fastapi_spec.suggest import first_few
from fastapi_spec.verdict.explained import explained
from fastapi_spec.verdict.outcomes import SHORTFALLS, Before, Outcome, Result
from fastapi_spec.verdict.summary import Exit, Summary

if TYPE_CHECKING:
    import pytest


def print_verdict(terminal: pytest.TerminalReporter, summary: Summary) -> None:
    """Write the verdict: green is only what conforms as a whole."""
    conforms = summary.status == Exit.CONFORMS
    partly = (Outcome.NOT_CLAIMED, Outcome.DEVIATES, Outcome.NOT_BUILT)
    whole = not (summary.results.of(*partly) or any(map(excused, summary.results)))
    colours = {"green": conforms and whole, "yellow": conforms and not whole, "red": not conforms}
    write_whole(terminal, verdict(summary), bold=True, **colours)


def write_whole(terminal: pytest.TerminalReporter, line: str, **markup: bool) -> None:
    """Write a line without breaking a word on a terminal; elsewhere it stays one line, which can be searched for."""
    width = shutil.get_terminal_size().columns - 1
    terminal.write_line(fill(line, width, rest="  ") if terminal.isatty() else line, **markup)


def verdict(summary: Summary) -> str:
    """The verdict in the language of the output."""
    results, target, stale = summary.results, summary.target, summary.stale
    failing, unclaimed = summary.failing, len(results.of(Outcome.NOT_CLAIMED))
    held = _held(len(results.of(Outcome.HOLDS)), len(results) - unclaimed)
    told = {"conforms": _conforms(summary, unclaimed), "counts": _counts(summary, held, unclaimed)}
    again = count(len(stale), "{ids} holds", "{ids} hold", ids=first_few(stale))
    match summary.status:
        case Exit.CONFORMS:
            return say("{conforms}: {counts}", **told)
        case Exit.BROKEN if failing:
            told["counts"] += say("; ") + again if stale else ""
            told["counts"] += say("; ") + noted if (noted := _explained(summary)) else ""
            if summary.baseline:
                return say("{target} does not conform to its baseline: {counts}", target=target, **told)
            return say("{target} does not conform: {counts}", target=target, **told)
        case Exit.BROKEN if stale:
            return say("{conforms}, but its list of deviations is stale: {counts}; {again}", again=again, **told)
        case Exit.BROKEN:
            return say("{conforms}, but a test that is not a rule failed: {counts}", **told)
        case Exit.HARNESS_FAILED:
            return say("no verdict on {target}: the harness or a rule failed; {held}", target=target, held=held)
        case Exit.NO_TARGET:
            return say("no verdict: {reason}; {held} so far", reason=summary.stopped, held=held)
        case Exit.NOTHING_RAN if summary.baseline and len(results) > unclaimed:
            path = summary.baseline.path
            return say(
                "no verdict on {target}: the baseline {path} has none of the rules that ran", target=target, path=path
            )
        case Exit.NOTHING_RAN:
            left_out = count(unclaimed, "{n} rule is not claimed", "{n} rules are not claimed")
            return say("no verdict on {target}: no rule ran, {left_out}", target=target, left_out=left_out)
        case _:
            return say("no verdict on {target}: interrupted; {held} so far", target=target, held=held)


def excused(result: Result) -> bool:
    """Whether a rule falls short only where the baseline does, or has nothing."""
    return result.outcome in SHORTFALLS and result.before in (Before.SHORT, Before.UNKNOWN)


def _explained(summary: Summary) -> str:
    """How many of the rules that fail the run do so where the notes are wrong; nothing if none does."""
    noted = [result for result in explained(summary) if result in summary.failing]
    if noted and len(noted) == len(summary.counted):
        return count(len(noted), "an erratum of the notes explains it", "errata of the notes explain all of them")
    if noted:
        return say("errata of the notes explain {n} of them", n=len(noted))
    return ""


def _held(held: int, of: int) -> str:
    return count(of, "{held} of {n} rule holds", "{held} of {n} rules hold", held=held)


def _conforms(summary: Summary, unclaimed: int) -> str:
    if summary.status == Exit.CONFORMS and summary.results.of(Outcome.NOT_BUILT):
        return say("{target} conforms as far as it is built", target=summary.target)
    if summary.status == Exit.CONFORMS and unclaimed:
        if summary.baseline:
            return say("{target} conforms to its baseline in what it claims", target=summary.target)
        return say("{target} conforms to what it claims", target=summary.target)
    if summary.baseline:
        return say("{target} conforms to its baseline", target=summary.target)
    return say("{target} conforms", target=summary.target)


def _counts(summary: Summary, held: str, unclaimed: int) -> str:
    """How many rules hold, how many came to each other outcome, and how many are not claimed."""
    short, deviating = summary.counted, summary.results.of(Outcome.DEVIATES)
    if summary.baseline:
        counts = [held, *_compared(short, summary), *_counted(deviating)]
    else:
        counts = [held, *_counted([*short, *deviating])]
    return say(", ").join([*counts, say("{n} not claimed", n=unclaimed)] if unclaimed else counts)


def _compared(short: list[Result], summary: Summary) -> list[str]:
    """How many of these rules changed since the baseline, and how many rules fall short for another reason."""
    changed = [result for result in short if result.before is Before.HELD]
    before = [result.before for result in summary.results if excused(result)]
    counts = []
    if changed:
        counts.append(say("{n} changed ({counts})", n=len(changed), counts=say(", ").join(_counted(changed))))
    if known := before.count(Before.SHORT):
        counts.append(say("{n} did not before either", n=known))
    if unknown := before.count(Before.UNKNOWN):
        counts.append(say("{n} not in the baseline", n=unknown))
    return counts


def _counted(results: Iterable[Result]) -> list[str]:
    names = sorted((result.rule.level.name, result.outcome) for result in results)
    return [_told(len(list(group)), *name) for name, group in groupby(names)]


def _told(number: int, level: str, outcome: Outcome) -> str:
    if outcome is Outcome.DEVIATES:
        return count(number, "{n} {level} deviates", "{n} {level} deviate", level=level)
    return say("{n} {level} {outcome}", n=number, level=level, outcome=word_of(outcome))
