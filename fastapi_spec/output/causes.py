"""What falls short at the end of a run: the operations that are not built, then a block for each cause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from fastapi_spec.language import claim, count, say, since, statement
from fastapi_spec.output.card import label_of
from fastapi_spec.output.columns import fill, pad, terminal_width
from fastapi_spec.output.errata import print_errata
from fastapi_spec.output.signs import word_of
from fastapi_spec.printable import visible
from fastapi_spec.rules.called import every
from fastapi_spec.suggest import first_few
from fastapi_spec.told import told
from fastapi_spec.verdict.causes import Group, case_behind, grouped
from fastapi_spec.verdict.explained import explained
from fastapi_spec.verdict.outcomes import Before, Cause, Outcome, Result
from fastapi_spec.verdict.summary import Summary

if TYPE_CHECKING:
    import pytest

INDENT = " " * 12
BROKEN = (Outcome.UNMET, Outcome.NOT_REACHED, Outcome.BROKEN, Outcome.ERROR)
"""The outcomes that have a cause to look for."""
MOST, FEW = 6, 3
"""The most causes that have a block of their own, unless ``--cards all`` asks for more; fewer at the beginning."""


def print_causes(terminal: pytest.TerminalReporter, short: Iterable[Result], summary: Summary) -> None:
    """Write what these rules fall short of, root causes first, and then the known deviations."""
    rules = list(short)
    _print_not_built(terminal, [result for result in rules if result.outcome is Outcome.NOT_BUILT], summary)
    for hint in summary.hints:
        _print_text(terminal, hint, "")
    noted = explained(summary)
    print_errata(terminal, noted)
    others = [result for result in rules if result.outcome in BROKEN and result not in noted]
    shown = with_block(others, summary)
    for group in shown:
        _print_group(terminal, group, summary)
    _print_rest(terminal, in_order(others, summary)[len(shown) :], summary)
    if advice := _advice(rules, summary):
        _print_text(terminal, advice, "")
    for result in rules:
        if result.outcome is Outcome.DEVIATES:
            _print_rule(terminal, result, summary)


def _advice(rules: list[Result], summary: Summary) -> str:
    """How to see more: one rule after the other while there is much to build, else all cards; or nothing."""
    if summary.cards != "first" or len(summary.results) == 1:
        return ""
    if hardly_begun(summary):
        return say("to build one rule after the other, add --next; to see all cards, add --cards all")
    failing = [c for r in rules for c in r.cases if c.fails(summary.fail_on) and c.outcome is not Outcome.NOT_BUILT]
    return say("to see all cards and causes, add --cards all") if len(failing) > len(shown_first(summary)) else ""


def in_order(short: Iterable[Result], summary: Summary) -> list[Group]:
    """The causes: those that fail the run first, and prerequisites before what they hide."""

    def weight(group: Group) -> tuple[bool, bool]:
        reached = all(result.outcome is not Outcome.NOT_REACHED for result in group.results)
        return not _fails(group, summary), reached

    return sorted(grouped(short), key=weight)


def hardly_begun(summary: Summary) -> bool:
    """Whether most rules wait for operations: then the others that fail say little, unless they name a mistake."""
    return 2 * len(summary.results.of(Outcome.NOT_BUILT)) > len(summary.results)


def shown_first(summary: Summary) -> list[Result]:
    """The rules whose cards are shown: the first that fails the run of each cause that has a block.

    While hardly anything is built, it is the first rule whose card names a mistake.
    """
    noted = explained(summary)
    short = [result for result in summary.results if result.outcome in BROKEN and result not in noted]
    if hardly_begun(summary):
        return [r for r in short if r.fails(summary.fail_on) and any(case.hint for case in r.cases)][:1]
    firsts = ([r for r in group.results if r.fails(summary.fail_on)] for group in with_block(short, summary))
    return [failing[0] for failing in firsts if failing]


def with_block(short: Iterable[Result], summary: Summary) -> list[Group]:
    """The causes that have a block of their own. A single one more takes no more room than to count it."""
    groups = in_order(short, summary)
    most = FEW if hardly_begun(summary) else MOST
    return groups if summary.cards == "all" or len(groups) <= most + 1 else groups[:most]


def _fails(group: Group, summary: Summary) -> bool:
    return any(result.fails(summary.fail_on) for result in group.results)


def _print_not_built(terminal: pytest.TerminalReporter, waiting: list[Result], summary: Summary) -> None:
    """How many operations there are still to build, and how many rules wait for them."""
    if not waiting:
        return
    cases = [case for result in waiting for case in result.cases if case.operation]
    found = list(dict.fromkeys(case.operation for case in cases))
    missing = max(summary.missing, len(found))
    operations = count(
        missing,
        "{n} of {all} operations is not built",
        "{n} of {all} operations are not built",
        all=len(every()),
    )
    if missing == 1:
        rules = count(len(waiting), "{n} rule waits for it", "{n} rules wait for it")
    else:
        rules = count(len(waiting), "{n} rule waits for them", "{n} rules wait for them")
    colour = _colour(any(result.fails(summary.fail_on) for result in waiting))
    _print_text(terminal, say("; ").join([operations, rules]), "", **colour)
    _print_text(terminal, first_few(found, 4))


def _print_group(terminal: pytest.TerminalReporter, group: Group, summary: Summary) -> None:
    if len(group.results) == 1 and group.results[0].outcome is not Outcome.NOT_REACHED:
        _print_rule(terminal, group.results[0], summary)
        return
    assert group.cause
    heads = {result.outcome for result in group.results}
    label = word_of(max(heads, key=list(Outcome).index))
    terminal.write(pad(label, 12), **_colour(_fails(group, summary)))
    lines = list(said(group))
    told = count(len(group.results), "{n} rule: {cause}", "{n} rules: {cause}", cause=lines[0])
    if group.cause.kind == "prerequisite":
        told = count(len(group.results), "{n} rule {behind}", "{n} rules {behind}", behind=lines[0])
    _print_text(terminal, told, "", INDENT, used=12)
    for line in lines[1:]:
        _print_text(terminal, line)
    _print_text(terminal, first_few([result.rule.id for result in group.results], 12))


def said(group: Group) -> Iterator[str]:
    """A cause in words, in a line; what a prerequisite received in further lines."""
    cause = group.cause
    assert cause
    match cause:
        case Cause("header", name, found):
            yield _of_header(name, found)
        case Cause("property", name, found):
            yield _of_property(name, found)
        case Cause("status", "", status):
            yield say("unexpected status {status}", status=status)
        case Cause("status", operation, status):
            yield say("unexpected status {status} of {operation}", status=status, operation=operation)
        case Cause("exception", raised, _):
            yield say("the target raised {exception}", exception=visible(raised))
        case Cause("silence", _, "TimedOut"):
            yield say("the target did not respond in time")
        case Cause("silence", _, _):
            yield say("the target sent no HTTP response")
        case Cause("prerequisite", _, _):
            yield from _of_prerequisite(group.results)
        case _:
            yield visible(told(cause.about))


def _of_header(name: str, found: str) -> str:
    if found == "missing":
        return say("the header {name} is missing", name=name)
    if found == "present":
        return say("the header {name} must not be present", name=name)
    return say("the header {name} has another value", name=name)


def _of_property(name: str, found: str) -> str:
    if found == "missing":
        return say("the property {name} is missing", name=visible(name))
    if found == "present":
        return say("the property {name} must not be present", name=visible(name))
    return say("the property {name} has another value", name=visible(name))


def _of_prerequisite(results: list[Result]) -> Iterator[str]:
    cases = [case for result in results if (case := case_behind(result))]
    names = list(dict.fromkeys(case.prerequisite for case in cases))
    told = visible(", ".join(names))
    yield count(len(names), "behind the prerequisite {names}", "behind the prerequisites {names}", names=told)
    if sent := cases[0].exchanges:
        yield visible(f"{sent[-1].method} {sent[-1].url}")
    for line in (cases[0].told or cases[0].reason).splitlines():
        label, colon, text = line.partition(": ")
        yield visible(f"{label_of(label)}{colon}{text}")


def _print_rule(terminal: pytest.TerminalReporter, result: Result, summary: Summary) -> None:
    """A rule that has a cause of its own: its sentence, its cases, the reason of a deviation."""
    terminal.write(pad(word_of(result.outcome), 12), **_colour(result.fails(summary.fail_on)))
    terminal.write_line(f"{result.rule.level.name:<6} {result.rule.id}")
    _print_text(terminal, statement(result.rule.id, result.rule.statement))
    if (wrong := result.rule.erratum) and result.outcome in BROKEN:
        told = {"claim": claim(result.rule.id, wrong.claim), "since": since(result.rule.id, wrong.since)}
        _print_text(terminal, say("the notes differ here: {claim} ({since})", **told))
    cases = [case.name for case in result.cases if case.outcome is not Outcome.HOLDS and case.name]
    if result.before is Before.HELD:
        cases = [case.name for case in result.cases if case.changed and case.name]
    if cases:
        names = visible(first_few(cases))
        _print_text(terminal, count(len(cases), "case: {names}", "cases: {names}", names=names))
    if result.outcome is Outcome.DEVIATES:
        _print_text(terminal, say("known: {reason}", reason=summary.deviations[result.rule.id]))


def _print_rest(terminal: pytest.TerminalReporter, groups: list[Group], summary: Summary) -> None:
    """The causes that have no block: a count, and the first ids of those that fail the run and of those that do not."""
    for fails in (True, False):
        results = [result for group in groups for result in group.results if result.fails(summary.fail_on) is fails]
        if not results:
            continue
        terminal.write(pad(say("and also"), 12), **_colour(fails))
        if fails:
            told = count(len(results), "{n} rule fails for another cause", "{n} rules fail for other causes")
        else:
            told = count(len(results), "{n} rule is unmet", "{n} rules are unmet")
        terminal.write_line(told)
        _print_text(terminal, first_few([result.rule.id for result in results], 12))


def _print_text(
    terminal: pytest.TerminalReporter,
    text: str,
    first: str = INDENT,
    rest: str | None = None,
    *,
    used: int = 0,
    **markup: bool,
) -> None:
    """Text in lines of the terminal. ``used`` columns of the first one are taken already."""
    whole = fill(text, terminal_width(), " " * used + first, first if rest is None else rest)
    terminal.write_line(whole[used:], **markup)


def _colour(failing: bool) -> dict[str, Any]:
    return {"red" if failing else "yellow": True}
