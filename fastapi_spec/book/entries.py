"""A report as the page shows it: chapters, their sections, and what is known of each rule, in both languages."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from markupsafe import Markup

from fastapi_spec import language
from fastapi_spec.book import evidence
from fastapi_spec.book.cases import FINE, CaseShown, Room, label, shared, translated
from fastapi_spec.book.evidence import Fields
from fastapi_spec.book.highlight import both, link, prose
from fastapi_spec.language import say
from fastapi_spec.output.report import CaseReport, Report, RuleReport
from fastapi_spec.output.rows import title
from fastapi_spec.printable import visible
from fastapi_spec.rules import errata, since
from fastapi_spec.rules.catalogue import section_of
from fastapi_spec.rules.contract import locked
from fastapi_spec.rules.defects import defects
from fastapi_spec.rules.notes import claims
from fastapi_spec.rules.rule import DOCS, Origin, origin_told
from fastapi_spec.rules.titles import english as title_in_english
from fastapi_spec.told import of_report
from fastapi_spec.verdict.outcomes import Outcome

ROOM = 1_020_000
"""How many bytes the cases of a page take together. What holds and finds no room is packed."""
CASES = 30
"""How many cases that do not hold are shown of a rule. The others are named."""
RFC = re.compile(r"^https://www\.rfc-editor\.org/rfc/rfc(\d+)(?:\.html)?#section-([\d.]+)$")


@dataclass(slots=True)
class RuleShown:
    """A rule: ``fields`` and ``evidence`` are labels with what they say, ``held`` the names of its cases that hold.

    ``further`` are the names of those that neither hold nor are among ``cases``, ``rest`` the cases that hold and are
    not among them.
    """

    rule: RuleReport
    statement: Markup
    short: bool
    fields: Fields
    evidence: Fields
    erratum: list[tuple[Markup, Markup]]
    command: str
    cases: list[CaseShown]
    held: list[str]
    further: list[str]
    rest: list[CaseReport]
    marks: list[str]


@dataclass(slots=True)
class Part:
    """A chapter or a section: ``held`` of ``rules`` hold, ``short`` fall short."""

    title: Markup
    rules: list[RuleShown]
    sections: list[Part] = field(default_factory=list)

    @property
    def held(self) -> int:
        return sum(each.rule.outcome is Outcome.HOLDS for each in self.rules)

    @property
    def short(self) -> int:
        return sum(each.short for each in self.rules)


def chapters(report: Report) -> list[Part]:
    """The chapters of a report, in its order."""
    shown = _Shown(report)
    parts = []
    for name, group in groupby(report.rules, key=lambda rule: rule.chapter):
        rules = list(group)
        sections = [
            Part(titled(section, found[0].id, 1), [shown.rule(rule) for rule in found])
            for section, found in ((key, list(each)) for key, each in groupby(rules, key=lambda rule: rule.section))
        ]
        parts.append(Part(titled(name, rules[0].id, 0), [rule for part in sections for rule in part.rules], sections))
    return parts


def titled(english: str, id: str, part: int) -> Markup:
    """The title of the chapter (0) or section (1) of a rule, which may be of another version or project."""
    known = section_of(id)[part] if id in locked() else ""
    return both(lambda: title(known) if title_in_english(known) == english else english)


class _Shown:
    """Makes the entries of a report. What falls short gets its exchanges first, as long as there is room."""

    def __init__(self, report: Report) -> None:
        self._report = report
        room = Room(ROOM)
        self._known = errata.of_notes()
        self._cases: dict[str, list[tuple[CaseReport, CaseShown]]] = {}
        for wanted in (True, False):
            for rule in report.rules:
                if short(rule) is wanted:
                    known = shared(rule.cases)
                    found = [(case, room.case(case, known)) for case in _worth(rule.cases)]
                    self._cases[rule.id] = [
                        pair for pair in found if wanted or pair[1].exchanges or not pair[1].elsewhere
                    ]

    def rule(self, rule: RuleReport) -> RuleShown:
        """The entry of a rule."""
        cases = self._cases[rule.id]
        return RuleShown(
            rule=rule,
            statement=both(lambda: language.statement(rule.id, rule.statement), prose),
            short=short(rule),
            fields=fields(rule),
            evidence=evidence.of_rule(rule),
            erratum=list(self._erratum(rule)),
            command=visible(shlex.join(["fastapi-spec", rule.id, *self._report.target.options])),
            cases=[shown for _, shown in cases],
            held=[visible(case.case) for case in rule.cases if case.outcome is Outcome.HOLDS and case.case],
            further=[visible(case.case) for case in _failing(rule.cases)[CASES:]],
            rest=[
                case
                for case in rule.cases
                if case.outcome is Outcome.HOLDS and not any(case is known for known, _ in cases)
            ],
            marks=[
                *(["erratum"] if rule.erratum else []),
                *(["changed"] if rule.id in self._report.changed else []),
                *(["stale"] if rule.id in self._report.stale else []),
                *(["defect"] if defects(rule.id) else []),
                *(["vulnerability"] if any(each.report.startswith("CVE-") for each in defects(rule.id)) else []),
            ],
        )

    def _erratum(self, rule: RuleReport) -> Iterator[tuple[Markup, Markup]]:
        """What the notes say, what is so today, since when, and what the notes' own code does."""
        if not (wrong := rule.erratum):
            return
        yield both(lambda: say("the notes say")), both(lambda: language.claim(rule.id, wrong.claim), prose)
        yield both(lambda: say("today")), both(lambda: language.statement(rule.id, rule.statement), prose)
        never = wrong.since.startswith("never")
        since = both(lambda: language.since(rule.id, wrong.since), prose)
        yield both(lambda: say("was it ever so") if never else say("it was so before")), since
        if code := next(iter(self._known.get(rule.id, {}).values()), None):
            yield both(lambda: say("their code")), translated(of_report, code.received)


def short(rule: RuleReport) -> bool:
    """Whether a rule falls short, or its failure is a known deviation."""
    return rule.outcome not in FINE


def _worth(cases: Sequence[CaseReport]) -> list[CaseReport]:
    """The cases whose exchanges are worth their room: those that do not hold, or else the first."""
    return _failing(cases)[:CASES] or list(cases[:1])


def _failing(cases: Sequence[CaseReport]) -> list[CaseReport]:
    return [case for case in cases if case.outcome not in FINE]


def fields(rule: RuleReport) -> Fields:
    """What ``explain`` says of a rule, by label."""
    return [(name, values) for name, values in _fields(rule, ours=rule.id in locked()) if values]


def _fields(rule: RuleReport, *, ours: bool) -> Iterator[tuple[Markup, list[Markup]]]:
    if rule.origin in list(Origin):
        yield label("origin"), [both(lambda: origin_told(Origin(rule.origin)))]
    if rule.plain:
        plain = both(lambda: say("plain FastAPI {does}", does=language.plain(rule.id, rule.plain)), prose)
        yield label("fastapi"), [plain]
    if known := rule.deviation:
        yield both(lambda: say("deviates")), [both(lambda: str(known), prose)]
    notes = [both(lambda: rule.notes)] if rule.notes else []
    said = [_of_notes(claim.line, claim.says) for claim in (claims(rule.id) if ours else [])]
    yield label("notes" if rule.origin in ("", Origin.NOTES) else "section"), [*notes, *said]
    yield label("docs"), [_page(rule.docs)] if rule.docs else []
    releases = list(since.told(rule.id)) if ours else []
    yield both(lambda: say("releases")), [_release(rule.id, index) for index in range(len(releases))]


def _of_notes(line: int, says: str) -> Markup:
    return both(lambda: say("line {line}: {says}", line=line, says=language.sentence(says)), prose)


def _page(address: str) -> Markup:
    """The page of the docs, also in Chinese, or of a standard."""
    if address.startswith(DOCS):
        path = address.removeprefix(DOCS)
        return Markup("{} · {}").format(link(address, path or DOCS), link(f"{DOCS}zh/{path}", "中文"))
    found = RFC.search(address)
    return link(address, f"RFC {found[1]} §{found[2]}" if found else "")


def _release(id: str, index: int) -> Markup:
    """A release since which the rule holds or does not, or why: one of the lines that are told of it."""
    return both(lambda: " ".join(list(since.told(id))[index]).strip(), prose)
