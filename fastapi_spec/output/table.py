"""``fastapi-spec table NAME=REPORT ...``: what several implementations satisfy, as one page of Markdown."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from fastapi_spec import files
from fastapi_spec.output import markdown
from fastapi_spec.output.report import Report, ReportError, RuleReport, read
from fastapi_spec.rules.rule import ORIGINS, Level, Origin
from fastapi_spec.verdict.outcomes import Outcome
from fastapi_spec.verdict.summary import Exit

LEVELS = [level.name for level in reversed(Level)]
NOT_RUN = "not run"

Reports = dict[str, Report]


def table(names: Sequence[str], output: Path | None) -> int:
    """Print the page, or write it into a file. Returns the exit status. Raises ReportError."""
    pairs = [name.partition("=") for name in names]
    for name, equals, path in pairs:
        if not (name and equals and path):
            raise ReportError(f"{name}{equals}{path}: write NAME=REPORT")
    if len({name for name, _, _ in pairs}) < len(pairs):
        raise ReportError("a name is given twice")
    page = "\n".join(_page({name: read(Path(path)) for name, _, path in pairs})) + "\n"
    if output is None:
        print(page, end="")
        return Exit.CONFORMS
    try:
        files.write(output, page)
    except OSError as error:
        raise ReportError(f"-o {output}: {error.strerror}") from None
    return Exit.CONFORMS


def _page(reports: Reports) -> Iterator[str]:
    """The lines of the page; they depend on the reports alone, and on no time or machine."""
    yield "# Implementations\n"
    yield "Made by `fastapi-spec table` from the reports of their runs: how many rules hold, of how many there are."
    yield "A rule that deviates is a known deviation; its reason is below.\n"
    origins = [origin for origin in Origin if any(rule.origin == origin for rule in _rules(reports))]
    if origins:
        yield markdown.row("origin: who promises it", *reports)
        yield "|---|" + "--:|" * len(reports)
        for origin in origins:
            yield markdown.row(ORIGINS[origin], *(_count(report, origin=origin) for report in reports.values()))
        yield ""
    yield markdown.row("chapter", "level", *reports)
    yield "|---|---|" + "--:|" * len(reports)
    for chapter in [*dict.fromkeys(rule.chapter for rule in _rules(reports)), None]:
        for level in LEVELS:
            cells = [_count(report, chapter=chapter, level=level) for report in reports.values()]
            if any(cells):
                yield markdown.row(chapter or "all chapters", level, *cells)
    yield "\n## Rules that not all of them satisfy\n"
    yield from _short(reports)
    for name, report in reports.items():
        if known := [rule for rule in report.rules if rule.outcome is Outcome.DEVIATES]:
            yield f"\n## Known deviations of {markdown.text(name)}\n"
            yield from (f"- `{rule.id}` {_reason(rule)}" for rule in known)


def _short(reports: Reports) -> Iterator[str]:
    """The rules that one of them ran and does not satisfy."""
    rules = {rule.id: rule for rule in _rules(reports)}
    outcomes = {id: [_outcome(report, id) for report in reports.values()] for id in rules}
    short = [id for id in rules if not set(outcomes[id]) <= {Outcome.HOLDS, Outcome.NOT_CLAIMED, NOT_RUN}]
    if not short:
        yield "There are none."
        return
    yield markdown.row("rule", "level", *reports, "statement")
    yield "|---|---|" + "---|" * len(reports) + "---|"
    for id in short:
        yield markdown.row(f"`{id}`", rules[id].level, *outcomes[id], rules[id].statement)


def _rules(reports: Reports) -> Iterator[RuleReport]:
    return (rule for report in reports.values() for rule in report.rules)


def _count(report: Report, **wanted: str | None) -> str:
    """``118/120``, with what deviates and what is not claimed; empty where there is no rule. None wants any value."""
    outcomes = [
        rule.outcome
        for rule in report.rules
        if all(value in (None, getattr(rule, name)) for name, value in wanted.items())
    ]
    deviating, unclaimed = outcomes.count(Outcome.DEVIATES), outcomes.count(Outcome.NOT_CLAIMED)
    if unclaimed == len(outcomes):
        return "not claimed" if outcomes else ""
    aside = [f"{deviating} deviate" if deviating else "", f"{unclaimed} not claimed" if unclaimed else ""]
    return ", ".join([f"{outcomes.count(Outcome.HOLDS)}/{len(outcomes)}", *filter(None, aside)])


def _outcome(report: Report, id: str) -> str:
    rule = report.rule(id)
    return rule.outcome if rule else NOT_RUN


def _reason(rule: RuleReport) -> str:
    known = rule.deviation
    if known is None:
        return ""
    since = f"since {known.since}" if known.since else ""
    issue = f"<{known.issue}>" if known.issue else ""
    aside = ", ".join(filter(None, [since, issue]))
    return markdown.text(known.reason) + (f" ({aside})" if aside else "")
