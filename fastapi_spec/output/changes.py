"""What differs between two reports: each rule with the first exchange that differs, and the versions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fastapi_spec import language
from fastapi_spec.client.transcript import Transcript
from fastapi_spec.language import count, say
from fastapi_spec.output.card import label_of
from fastapi_spec.output.columns import cut, fill
from fastapi_spec.output.http import lines
from fastapi_spec.output.report import CaseReport, Report, RuleReport
from fastapi_spec.output.signs import word_of
from fastapi_spec.rules import since
from fastapi_spec.rules.rule import Level
from fastapi_spec.suggest import first_few
from fastapi_spec.told import described, of_report, told
from fastapi_spec.verdict.outcomes import Outcome

WIDTH = 78
FINE = (Outcome.HOLDS, Outcome.DEVIATES, Outcome.NOT_CLAIMED)
"""Outcomes that fail no run."""


@dataclass(frozen=True)
class Change:
    """A rule whose cases did not come to the same outcomes. ``known`` are the releases between them that changed it."""

    before: RuleReport
    after: RuleReport
    known: Sequence[since.Change] = ()

    @property
    def breaks(self) -> bool:
        """Whether a case held before and does not hold now."""
        return any(
            outcome is Outcome.HOLDS and self.after.outcomes.get(test, Outcome.HOLDS) not in FINE
            for test, outcome in self.before.outcomes.items()
        )

    @property
    def mends(self) -> bool:
        """Whether the rule did not hold before and holds now."""
        return self.before.outcome is not Outcome.HOLDS and self.after.outcome is Outcome.HOLDS

    @property
    def told(self) -> str:
        """The statement, the status codes that differ, and the releases between the two that changed the rule."""
        statuses = [f"({self.statuses})"] if self.statuses else []
        return " ".join([_statement(self.after), *statuses, *map(_release, self.known)])

    @property
    def test(self) -> str:
        """The node id of the first case that differs."""
        tests = dict.fromkeys([*self.before.outcomes, *self.after.outcomes])
        return next(test for test in tests if self.before.outcomes.get(test) != self.after.outcomes.get(test))

    @property
    def exchanges(self) -> tuple[Transcript | None, Transcript | None]:
        """The first exchange of that case that differs, on both sides, as far as there is one."""
        a, b = (case.exchanges if case else [] for case in self._cases)
        step = first_different(a, b)
        return _at(step, a), _at(step, b)

    @property
    def statuses(self) -> str:
        """The status codes of these exchanges if they differ, as ``403 → 401``; otherwise empty."""
        before, after = self.exchanges
        if before is None or after is None or before.status == after.status:
            return ""
        return f"{before.status or '-'} → {after.status or '-'}"

    @property
    def _cases(self) -> tuple[CaseReport | None, CaseReport | None]:
        return self.before.case(self.test), self.after.case(self.test)

    def lines(self, a: str, b: str, names: Sequence[str] = ()) -> Iterator[str]:
        """The rule and its outcomes, then its first case that differs, with both exchanges.

        ``a`` and ``b`` say which report it is: ``in A`` or ``before``. ``names`` are shorter: ``A``.
        """
        yield f"{self.after.id}  {self.after.level}  {self.outcomes(a, b)}"
        yield from _wrapped(_statement(self.after), "  ")
        if erratum := self.after.erratum:
            claim = language.claim(self.after.id, erratum.claim)
            changed = language.since(self.after.id, erratum.since)
            yield "  " + say("erratum: the notes say {claim}; since {since}", claim=repr(claim), since=changed)
        for release in self.known:
            yield from _wrapped(_release(release), "  ")
        yield f"  {self.test}"
        for name, case, exchange in zip(names or (a, b), self._cases, self.exchanges, strict=True):
            yield f"\n  {name}  {word_of(case.outcome) if case else say('absent')}"
            yield from (f"     {_reason(line)}" for line in case.reason.splitlines()) if case else ()
            yield from (f"     {line}" for line in lines(exchange)) if exchange else ()

    def outcomes(self, a: str, b: str) -> str:
        """Both outcomes: ``holds before, broken after``."""
        told = {"before": word_of(self.before.outcome), "after": word_of(self.after.outcome), "a": a, "b": b}
        return say("{before} {a}, {after} {b}", **told)


class Changes:
    """The rules that two reports share and that differ: what breaks first, by level, then the others in their order."""

    def __init__(self, before: Report, after: Report) -> None:
        self.before, self.after = before, after
        old, new = ({rule.id: rule for rule in report.rules} for report in (before, after))
        self.shared = [id for id in old if id in new]
        self.only_before = [id for id in old if id not in new]
        self.only_after = [id for id in new if id not in old]
        installed = before.target.versions, after.target.versions
        found = [
            Change(old[id], new[id], since.between(id, *installed))
            for id in self.shared
            if old[id].outcomes != new[id].outcomes
        ]
        self.breaking = sorted((c for c in found if c.breaks), key=lambda change: -Level[change.after.level])
        self.mending = [change for change in found if change.mends and not change.breaks]
        self.others = [change for change in found if not (change.breaks or change.mends)]

    @property
    def parts(self) -> dict[str, list[Change]]:
        """The groups of rules by their headings."""
        return {
            say("breaks: held before, and does not hold now"): self.breaking,
            say("holds now, and did not before: this behaviour changed, too"): self.mending,
            say("differs otherwise"): self.others,
        }

    @property
    def counts(self) -> str:
        """How many rules there are of each kind: ``2 of 717 rules break, 75 hold that did not``."""
        told = {"breaking": len(self.breaking), "mending": len(self.mending), "others": len(self.others)}
        if self.others:
            return count(
                len(self.shared),
                "{breaking} of {n} rule breaks, {mending} hold that did not, {others} differ otherwise",
                "{breaking} of {n} rules break, {mending} hold that did not, {others} differ otherwise",
                **told,
            )
        return count(
            len(self.shared),
            "{breaking} of {n} rule breaks, {mending} hold that did not",
            "{breaking} of {n} rules break, {mending} hold that did not",
            **told,
        )

    def overview(self) -> Iterator[str]:
        """A line for each rule, under what is known of the releases that changed it."""
        for heading, changes in self.parts.items():
            if changes:
                yield f"\n== {heading}"
            for known, group in by_release(changes):
                yield ""
                yield from _wrapped(known or say("No release is known to have changed these."), "")
                for change in group:
                    rule = change.after
                    yield cut(f"  {rule.id:<15} {rule.level:<6} {change.statuses:<9} {_statement(rule)}", WIDTH)

    @property
    def all(self) -> list[Change]:
        """Every rule that differs, in the order in which it is told."""
        return [*self.breaking, *self.mending, *self.others]

    def alone(self, a: str, b: str) -> Iterator[str]:
        """A line for the rules that only one of the reports has."""
        for name, ids in {a: self.only_before, b: self.only_after}.items():
            if ids:
                yield say("only in {report}: {ids}", report=name, ids=first_few(ids))


def by_release(changes: Sequence[Change]) -> Iterator[tuple[str, list[Change]]]:
    """The changes that the same releases explain together, in the order in which each is met first.

    Those that no known release explains have the key "", and come last.
    """
    found: dict[str, list[Change]] = {}
    for change in sorted(changes, key=lambda change: not change.known):
        found.setdefault(" ".join(map(_release, change.known)), []).append(change)
    yield from found.items()


def versions(before: Report, after: Report) -> Iterator[tuple[str, str, str]]:
    """The packages of the targets, and Python, whose versions differ; a version is empty where it is unknown."""
    a, b = before.target.versions, after.target.versions
    for name in dict.fromkeys([*a, *b]):
        if a.get(name) != b.get(name):
            yield name, a.get(name, ""), b.get(name, "")


def first_different(a: list[Transcript], b: list[Transcript]) -> int:
    """The index of the first exchange with another status, or else with another response, or else of the last one."""
    pairs = list(zip(a, b, strict=False))
    for seen in (lambda exchange: exchange.status, _response):
        for index, (one, other) in enumerate(pairs):
            if seen(one) != seen(other):
                return index
    return len(pairs) - 1


def _response(exchange: Transcript) -> object:
    """What two servers may be compared by: names of headers, and the body without numbers and random ids."""
    names = sorted(name.lower() for name, _ in exchange.response_headers)
    return names, re.sub(r"[0-9a-f]{6,}|\d+", "0", exchange.response_body.text or ""), exchange.failure


def _at(step: int, exchanges: list[Transcript]) -> Transcript | None:
    """The exchange of that index, or the last one."""
    return next(iter(exchanges[step : step + 1] or exchanges[-1:]), None)


def _release(change: since.Change) -> str:
    """A release that changed a rule: ``FastAPI 0.122.0: Missing credentials ... (https://...)``."""
    text = say("{release}: {why}", release=change.name, why=described(change.why))
    return text + (f" ({change.link})" if change.link else "")


def _reason(line: str) -> str:
    """A line of why a case does not hold, which a report has in English."""
    label, _, text = line.partition(": ")
    if label in ("expected", "received"):
        return f"{label_of(label)}{say(': ')}{of_report(text)}"
    return told(line)


def _statement(rule: RuleReport) -> str:
    return language.statement(rule.id, rule.statement)


def _wrapped(text: str, indent: str) -> list[str]:
    return fill(text, WIDTH, indent, indent).split("\n")


def target_told(report: Report) -> str:
    """The target of a report, and whether that is incomplete."""
    name = report.target.name
    return name if report.complete else say("{target} (incomplete: the run ended early)", target=name)
