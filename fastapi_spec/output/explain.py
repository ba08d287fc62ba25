"""What is known of a rule without running it: for ``fastapi-spec explain`` and ``fastapi-spec list``."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from fastapi_spec import language
from fastapi_spec.language import count, say
from fastapi_spec.output.columns import fill, pad, terminal_width
from fastapi_spec.output.evidence import of_defect, of_variants, of_witnesses
from fastapi_spec.output.rows import INDENT, head, heading, row
from fastapi_spec.rules.catalogue import declared, section_of
from fastapi_spec.rules.contract import LockedRule
from fastapi_spec.rules.defects import defects
from fastapi_spec.rules.exchanges import exchanges
from fastapi_spec.rules.faults import faults
from fastapi_spec.rules.notes import claims
from fastapi_spec.rules.rule import origin_told
from fastapi_spec.rules.since import told

REQUESTS = 2
"""How many requests are shown: all is to fit on a screen."""
SHOWN = 3
"""How many claims of the notes, faults or published defects are shown."""
LONGEST = 180
"""How many characters of an exchange are shown on each side."""


def explain(id: str) -> Iterator[str]:
    """The lines on one locked rule. Raises UnknownRule."""
    found = declared(id)
    rule = found.rule
    yield f"{rule.id}  {rule.level.name}"
    yield fill(language.statement(rule.id, rule.statement), terminal_width(), "  ", "  ")
    yield ""
    if rule.origin:
        yield _field(say("origin"), origin_told(rule.origin))
    if rule.plain:
        yield _field(say("fastapi"), say("plain FastAPI {does}", does=language.plain(rule.id, rule.plain)))
    yield _field(say("notes") if rule.promised_by_notes else say("section"), rule.notes)
    yield from _several(say("says"), [language.sentence(claim.says) for claim in claims(id)])
    yield f"  {pad(say('docs'), 9)} {rule.docs_url}"
    if rule.erratum:
        claim, since = language.claim(rule.id, rule.erratum.claim), language.since(rule.id, rule.erratum.since)
        yield _field(say("erratum"), say("the notes say: {claim} ({since})", claim=claim, since=since))
    yield from _exchanges(id)
    for label, text in told(id):
        yield _field(label, text)
    yield from _several(
        say("fault"), [f"{name}: {language.sentence(text)}" for name, text in faults().get(id, {}).items()]
    )
    yield from _several(say("defect"), [f"{each.report} {of_defect(each)}" for each in defects(id)])
    yield _field(say("witnesses"), of_witnesses(id, rule.level.name, rule.plain))
    if satisfied := of_variants(id, rule.level.name):
        yield _field(say("variants"), satisfied)
    yield f"  {pad(say('run'), 9)} fastapi-spec {found.test}"


def _exchanges(id: str) -> Iterator[str]:
    """What is sent and received in the first cases."""
    found = [line for line in exchanges()["rules"].get(id, []) if not line.startswith("#")]
    for exchange in found[:REQUESTS]:
        request, arrow, response = exchange.rpartition(" -> ")
        yield _field(say("request"), _cut(request if arrow else response))
        if arrow:
            yield _field(say("response"), _cut(response))
    if (more := len(found) - REQUESTS) > 0:
        yield _field("", count(more, "(and {n} more request)", "(and {n} more requests)"))


def _several(label: str, texts: list[str]) -> Iterator[str]:
    """A field with a few texts, and how many there are besides."""
    for text in texts[:SHOWN]:
        yield _field(label, text)
    if (more := len(texts) - SHOWN) > 0:
        yield _field("", say("(and {n} more)", n=more))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"


def _field(label: str, text: str) -> str:
    return fill(text, terminal_width(), f"  {pad(label, 9)} ", " " * 12)


def listing(rules: Mapping[str, LockedRule]) -> Iterator[str]:
    """The lines on several rules by their ids: a checklist without outcomes, with the origin of each rule."""
    above = ""
    for (chapter, section), group in groupby(rules, key=section_of):
        if chapter != above:
            yield from ["", *heading(chapter)] if above else heading(chapter)
            above = chapter
        yield from ["", *heading(section, INDENT[:2])]
        for id in group:
            yield from row(head(rules[id], after=f"{rules[id].origin:<9} "), rules[id])
