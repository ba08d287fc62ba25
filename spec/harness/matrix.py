"""``fastapi-spec matrix NAME=REPORT ...``: what several implementations keep, as one page of Markdown."""

from collections.abc import Iterator
from pathlib import Path

from spec.harness import files
from spec.harness.rule import Level
from spec.harness.saved import Parser, Report, ReportError, Rule, read, run
from spec.harness.verdict import Exit, Outcome

LEVELS = [level.name for level in reversed(Level)]
ALL = "all chapters"
NOT_RUN = "not run"

Reports = dict[str, Report]


def main(arguments: list[str]) -> int:
    """Print or write the page. Returns the exit status: 0, or 4 for wrong usage."""
    parser = Parser(prog="fastapi-spec matrix", description="Print what several implementations keep, as Markdown.")
    parser.add_argument("reports", metavar="NAME=REPORT", nargs="+", help="a name, and a report or the folder of one")
    parser.add_argument("-o", metavar="FILE", type=Path, help="write the page into this file")
    given = parser.parse_args(arguments)
    pairs = [pair.partition("=") for pair in given.reports]
    for name, equals, path in pairs:
        if not (name and equals and path):
            parser.error(f"{name}{equals}{path}: write NAME=REPORT")
    if len({name for name, _, _ in pairs}) < len(pairs):
        parser.error("a name stands twice")

    def command() -> int:
        page = "\n".join(_page({name: read(Path(path)) for name, _, path in pairs})) + "\n"
        if given.o is None:
            print(page, end="")
            return Exit.CONFORMS
        try:
            files.write(given.o, page)
        except OSError as error:
            raise ReportError(f"-o {given.o}: {error.strerror}") from None
        return Exit.CONFORMS

    return run(command)


def _page(reports: Reports) -> Iterator[str]:
    """The lines of the page; they depend on the reports alone, and on no time or machine."""
    yield "# Implementations\n"
    yield "Made from the reports of their runs by `fastapi-spec matrix`: how many rules hold, of how many there are."
    yield "A rule that deviates is a known one; its reason stands below.\n"
    yield _row("chapter", "level", *reports)
    yield "|---|---|" + "--:|" * len(reports)
    for chapter in [*_chapters(reports), ALL]:
        for level in LEVELS:
            cells = [_count(report, chapter, level) for report in reports.values()]
            if any(cells):
                yield _row(chapter, level, *cells)
    yield "\n## Rules that not all of them keep\n"
    yield from _short(reports)
    for name, report in reports.items():
        if known := [rule for rule in report.rules.values() if rule.outcome is Outcome.DEVIATES]:
            yield f"\n## Known deviations of {_text(name)}\n"
            yield from (f"- `{rule.id}` {_reason(rule)}" for rule in known)


def _short(reports: Reports) -> Iterator[str]:
    """The rules that one of them was asked and does not keep."""
    rules = {id: rule for report in reports.values() for id, rule in report.rules.items()}
    outcomes = {id: [_outcome(report, id) for report in reports.values()] for id in rules}
    short = [id for id in rules if not set(outcomes[id]) <= {Outcome.HOLDS, Outcome.NOT_CLAIMED, NOT_RUN}]
    if not short:
        yield "There are none."
        return
    yield _row("rule", "level", *reports, "statement")
    yield "|---|---|" + "---|" * len(reports) + "---|"
    for id in short:
        yield _row(f"`{id}`", rules[id].level, *outcomes[id], rules[id].statement)


def _chapters(reports: Reports) -> list[str]:
    return list(dict.fromkeys(rule.chapter for report in reports.values() for rule in report.rules.values()))


def _count(report: Report, chapter: str, level: str) -> str:
    """``118/120``, with what deviates and what is not claimed; empty where there is no rule."""
    outcomes = [
        rule.outcome for rule in report.rules.values() if rule.level == level and chapter in (ALL, rule.chapter)
    ]
    deviating, unclaimed = outcomes.count(Outcome.DEVIATES), outcomes.count(Outcome.NOT_CLAIMED)
    if unclaimed == len(outcomes):
        return "not claimed" if outcomes else ""
    aside = [f"{deviating} deviate" if deviating else "", f"{unclaimed} not claimed" if unclaimed else ""]
    return ", ".join([f"{outcomes.count(Outcome.HOLDS)}/{len(outcomes)}", *filter(None, aside)])


def _outcome(report: Report, id: str) -> str:
    return report.rules[id].outcome if id in report.rules else NOT_RUN


def _reason(rule: Rule) -> str:
    reason, issue, since = ((rule.deviation or {}).get(key) for key in ("reason", "issue", "since"))
    aside = ", ".join(filter(None, [since and f"since {since}", issue and f"<{issue}>"]))
    return _text(reason or "") + (f" ({aside})" if aside else "")


def _row(*cells: str) -> str:
    return f"| {' | '.join(map(_text, cells))} |"


def _text(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")
