"""What is known of a rule without running it: for ``fastapi-spec explain`` and ``fastapi-spec list``."""

import shutil
import textwrap
from collections.abc import Iterator, Mapping
from itertools import groupby

from fastapi_spec.rules.catalogue import declared, section_of
from fastapi_spec.rules.contract import LockedRule
from fastapi_spec.rules.faults import faults
from fastapi_spec.rules.rule import origin_told
from fastapi_spec.rules.since import told

WIDTH = 78


def explain(id: str) -> Iterator[str]:
    """The lines on one locked rule. Raises UnknownRule."""
    found = declared(id)
    rule = found.rule
    yield f"{rule.id}  {rule.level.name}"
    yield textwrap.fill(rule.statement, WIDTH, initial_indent="  ", subsequent_indent="  ")
    yield ""
    if rule.origin:
        yield f"  origin    {origin_told(rule.origin)}"
    if rule.plain:
        yield f"  fastapi   plain FastAPI {rule.plain}"
    yield f"  {'notes' if rule.promised_by_notes else 'section':<9} {rule.notes}"
    yield f"  docs      {rule.docs_url}"
    if rule.erratum:
        yield f"  erratum   the notes say: {rule.erratum.claim} ({rule.erratum.since})"
    for label, text in told(id):
        head = f"  {label:<9} "
        yield textwrap.fill(text, WIDTH, initial_indent=head, subsequent_indent=" " * 12, break_on_hyphens=False)
    for name, sentence in faults().get(id, {}).items():
        yield textwrap.fill(f"{name}: {sentence}", WIDTH, initial_indent="  fault     ", subsequent_indent=" " * 12)
    yield f"  run       fastapi-spec {found.test}"


def listing(rules: Mapping[str, LockedRule]) -> Iterator[str]:
    """The lines on several rules by their ids, under the titles of their chapters and sections."""
    width = min(max(60, shutil.get_terminal_size().columns), 120)
    above = ("", "")
    for titles, group in groupby(rules, key=section_of):
        if titles[0] != above[0]:
            yield f"{titles[0]}"
        yield f"  {titles[1]}"
        above = titles
        for id in group:
            head = f"    {id:<16} {rules[id].level.name:<6} {rules[id].origin:<9} "
            yield textwrap.fill(f"{head}{rules[id].statement}", width, subsequent_indent=" " * len(head))
