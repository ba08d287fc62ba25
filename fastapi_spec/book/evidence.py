"""What shows that a rule can fail, and that it fails no server that conforms, with markup."""

import functools
from collections import Counter
from collections.abc import Iterator

from markupsafe import Markup

from fastapi_spec import language
from fastapi_spec.book.highlight import both, link, prose
from fastapi_spec.language import say
from fastapi_spec.output.evidence import of_defect, of_variants, of_witnesses
from fastapi_spec.output.report import Report, RuleReport
from fastapi_spec.rules.contract import locked
from fastapi_spec.rules.defects import Defect, defects
from fastapi_spec.rules.faults import faults
from fastapi_spec.rules.variants import variants

Fields = list[tuple[Markup, list[Markup]]]
"""Labels, each with what it says."""


def of_rule(rule: RuleReport) -> Fields:
    """Which faults and defects a rule of ours detects, and what the witnesses and the variants do with it.

    The first fault is the one that the fewest other rules detect.
    """
    if rule.id not in locked():
        return []
    return [(label, found) for label, found in _fields(rule) if found]


def _fields(rule: RuleReport) -> Iterator[tuple[Markup, list[Markup]]]:
    found = faults().get(rule.id, {})
    specific = sorted(found.items(), key=lambda fault: _detecting()[fault[0]])
    yield both(lambda: say("faults")), [_named(*each) for each in specific]
    yield both(lambda: say("published defects")), [_defect(each) for each in defects(rule.id)]
    yield both(lambda: say("witnesses")), [both(lambda: of_witnesses(rule.id, rule.level, rule.plain))]
    tried = Markup('<a href="#variants">{}</a>').format(both(lambda: of_variants(rule.id, rule.level)))
    yield both(lambda: say("variants")), [tried] if of_variants(rule.id, rule.level) else []


@functools.cache
def _detecting() -> Counter[str]:
    """How many rules detect each fault."""
    return Counter(name for found in faults().values() for name in found)


def _defect(defect: Defect) -> Markup:
    return Markup("{} {}").format(link(defect.link, defect.report), both(lambda: of_defect(defect), prose))


@functools.cache
def _named(name: str, sentence: str) -> Markup:
    return Markup("<code>{}</code> {}").format(name, both(lambda: language.sentence(sentence), prose))


def of_page(report: Report) -> list[Markup]:
    """The variants, if a rule of the report runs against them."""
    tried = any(rule.id in locked() and of_variants(rule.id, rule.level) for rule in report.rules)
    return [_named(*each) for each in variants().items()] if tried else []
