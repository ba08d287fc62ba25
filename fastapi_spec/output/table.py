"""``fastapi-spec table REPORT ...``: what several implementations satisfy, as one page of Markdown."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from fastapi_spec import files, language
from fastapi_spec.language import say
from fastapi_spec.output import markdown
from fastapi_spec.output.named import named
from fastapi_spec.output.report import Report, ReportError, RuleReport, read
from fastapi_spec.output.signs import word_of
from fastapi_spec.rules.catalogue import section_of
from fastapi_spec.rules.contract import locked
from fastapi_spec.rules.rule import Level, Origin, origin_told
from fastapi_spec.rules.titles import chinese
from fastapi_spec.told import of_system
from fastapi_spec.verdict.outcomes import Outcome
from fastapi_spec.verdict.summary import Exit

LEVELS = [level.name for level in reversed(Level)]

Reports = dict[str, Report]


def table(words: Sequence[str], output: Path | None) -> int:
    """Print the page, or write it into a file. Returns the exit status. Raises ReportError."""
    page = "\n".join(_page({name: read(path) for name, path in named(words).items()})) + "\n"
    if output is None:
        print(page, end="")
        return Exit.CONFORMS
    try:
        files.write(output, page)
    except OSError as error:
        raise ReportError(say("-o {file}: {problem}", file=output, problem=of_system(error))) from None
    return Exit.CONFORMS


def _page(reports: Reports) -> Iterator[str]:
    """The lines of the page; they depend on the reports alone, and on no time or machine."""
    yield say("# Implementations") + "\n"
    yield say(
        "Made by `fastapi-spec table` from the reports of their runs: how many rules hold, of how many there are."
    )
    yield say("A rule that deviates is a known deviation; its reason is below.") + "\n"
    origins = [origin for origin in Origin if any(rule.origin == origin for rule in _rules(reports))]
    if origins:
        yield markdown.row(say("origin: who promises it"), *reports)
        yield "|---|" + "--:|" * len(reports)
        for origin in origins:
            yield markdown.row(origin_told(origin), *(_count(report, origin=origin) for report in reports.values()))
        yield ""
    yield markdown.row(say("chapter"), say("level"), *reports)
    yield "|---|---|" + "--:|" * len(reports)
    for chapter in [*dict.fromkeys(rule.chapter for rule in _rules(reports)), None]:
        for level in LEVELS:
            cells = [_count(report, chapter=chapter, level=level) for report in reports.values()]
            if any(cells):
                yield markdown.row(_chapter_told(chapter, reports) if chapter else say("all chapters"), level, *cells)
    yield "\n" + say("## Rules that not all of them satisfy") + "\n"
    yield from _short(reports)
    for name, report in reports.items():
        if known := [rule for rule in report.rules if rule.outcome is Outcome.DEVIATES]:
            yield "\n" + say("## Known deviations of {name}", name=markdown.text(name)) + "\n"
            yield from (f"- {markdown.code(rule.id)} {_reason(rule)}" for rule in known)


def _short(reports: Reports) -> Iterator[str]:
    """The rules that one of them ran and does not satisfy."""
    rules = {rule.id: rule for rule in _rules(reports)}
    outcomes = {id: [_outcome(report, id) for report in reports.values()] for id in rules}
    short = [id for id in rules if not set(outcomes[id]) <= {Outcome.HOLDS, Outcome.NOT_CLAIMED, None}]
    if not short:
        yield say("There are none.")
        return
    yield markdown.row(say("rule"), say("level"), *reports, say("statement"))
    yield "|---|---|" + "---|" * len(reports) + "---|"
    for id in short:
        told = [word_of(outcome) if outcome else say("not run") for outcome in outcomes[id]]
        yield markdown.row(markdown.code(id), rules[id].level, *told, language.statement(id, rules[id].statement))


def _rules(reports: Reports) -> Iterator[RuleReport]:
    return (rule for report in reports.values() for rule in report.rules)


def _chapter_told(chapter: str, reports: Reports) -> str:
    """The title of a chapter: in Chinese that of the notes, if it is ours."""
    id = next(rule.id for rule in _rules(reports) if rule.chapter == chapter)
    ours = language.chosen() == language.CHINESE and id in locked()
    return (chinese(section_of(id)[0]) if ours else "") or chapter


def _count(report: Report, **wanted: str | None) -> str:
    """``118/120``, with what deviates and what is not claimed; empty where there is no rule. None wants any value."""
    outcomes = [
        rule.outcome
        for rule in report.rules
        if all(value in (None, getattr(rule, name)) for name, value in wanted.items())
    ]
    deviating, unclaimed = outcomes.count(Outcome.DEVIATES), outcomes.count(Outcome.NOT_CLAIMED)
    if unclaimed == len(outcomes):
        return word_of(Outcome.NOT_CLAIMED) if outcomes else ""
    aside = [
        say("{n} deviate", n=deviating) if deviating else "",
        say("{n} not claimed", n=unclaimed) if unclaimed else "",
    ]
    return ", ".join([f"{outcomes.count(Outcome.HOLDS)}/{len(outcomes)}", *filter(None, aside)])


def _outcome(report: Report, id: str) -> Outcome | None:
    rule = report.rule(id)
    return rule.outcome if rule else None


def _reason(rule: RuleReport) -> str:
    known = rule.deviation
    if known is None:
        return ""
    since = say("since {date}", date=known.since) if known.since else ""
    issue = markdown.link(known.issue) if known.issue else ""
    aside = ", ".join(filter(None, [since, issue]))
    return markdown.text(known.reason) + (f" ({aside})" if aside else "")
