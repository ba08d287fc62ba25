"""summary.md: a run, or an upgrade, on one page of Markdown, as for the summary of a CI job."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from fastapi_spec.output import markdown
from fastapi_spec.output.changes import Change, Changes, by_release, versions
from fastapi_spec.output.report import Report
from fastapi_spec.verdict.outcomes import Outcome
from fastapi_spec.verdict.summary import Exit

DETAILED = 20
"""The most rules of an upgrade whose exchanges are shown. The reports have all of them."""
LONGEST = 300_000
"""The most characters of a page. GitHub rejects a summary of more than 1 MiB."""


def of_run(report: Report, verdict: str, failing: Collection[str]) -> str:
    """The page of a run. ``verdict`` is its last line, ``failing`` are the ids of the rules that fail it."""
    return _page(_run(report, verdict, failing))


def of_upgrade(changes: Changes, names: tuple[str, str], failing: Sequence[Change]) -> str:
    """The page of an upgrade. ``names`` are those of its two sides, ``failing`` are the changes that fail it."""
    return _page(_upgrade(changes, names, failing))


def _run(report: Report, verdict: str, failing: Collection[str]) -> Iterator[str]:
    yield f"## {_mark(report.exit_status)} {markdown.text(verdict)}\n"
    if installed := report.target.versions:
        yield ", ".join(markdown.text(f"{name} {number}") for name, number in installed.items()) + "\n"
    if report.target.failure:
        yield markdown.block([report.target.failure, *report.target.last_lines])
    short = [rule for rule in report.rules if rule.outcome not in (Outcome.HOLDS, Outcome.NOT_CLAIMED)]
    parts = {
        "Rules that fail the run": [rule for rule in short if rule.id in failing],
        "Rules that do not hold and do not fail the run": [rule for rule in short if rule.id not in failing],
    }
    for heading, rules in parts.items():
        if rules:
            yield f"### {heading}\n\n| rule | level | outcome | sentence |\n|---|---|---|---|"
            yield from (markdown.row(rule.id, rule.level, rule.outcome, rule.statement) for rule in rules)
            yield ""


def _upgrade(changes: Changes, names: tuple[str, str], failing: Sequence[Change]) -> Iterator[str]:
    yield f"## {_mark(Exit.BROKEN if failing else Exit.CONFORMS)} {markdown.text(changes.counts)}\n"
    yield f"From {markdown.code(names[0])} to {markdown.code(names[1])}.\n"
    if changed := list(versions(changes.before, changes.after)):
        yield "| package | from | to |\n|---|---|---|"
        yield from (markdown.row(*row) for row in changed)
    for heading, found in changes.parts.items():
        if found:
            yield f"\n### {heading[0].upper()}{heading[1:]}"
        for known, group in by_release(found):
            yield f"\n{markdown.text(known) or 'No release is known to have changed these.'}\n"
            yield "| rule | level | before | after | status | sentence |\n|---|---|---|---|---|---|"
            yield from (_changed(change) for change in group)
    if failing:
        yield "\n### Exchanges of what fails"
    for change in failing[:DETAILED]:
        yield f"\n<details><summary>{markdown.text(change.after.id)}</summary>\n"
        yield markdown.block(change.lines("before", "after"))
        yield "\n</details>"
    if len(failing) > DETAILED:
        yield f"\n{len(failing) - DETAILED} more are in the reports."


def _page(lines: Iterable[str]) -> str:
    text = "\n".join(lines) + "\n"
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}\n\nThis page was cut: the reports have all of it.\n"


def _mark(status: int) -> str:
    return "✅" if status == Exit.CONFORMS else "❌"


def _changed(change: Change) -> str:
    rule = change.after
    return markdown.row(rule.id, rule.level, change.before.outcome, rule.outcome, change.statuses, rule.statement)
