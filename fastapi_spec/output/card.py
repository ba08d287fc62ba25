"""What a failing case shows: the rule, expected against received in words, the exchange, how to repeat it."""

from fastapi_spec import language
from fastapi_spec.language import count, later, say
from fastapi_spec.output.columns import fill, pad, terminal_width
from fastapi_spec.output.http import curl, lines
from fastapi_spec.output.printed import printed_lines
from fastapi_spec.output.signs import word_of
from fastapi_spec.printable import visible
from fastapi_spec.rules.rule import origin_told
from fastapi_spec.verdict.outcomes import Case

LABEL = 10
"""The columns of a label."""
WHOLE = ("docs", "rerun", "serve")
"""What is copied, and so is not wrapped."""


def card(case: Case, asserted: str, printed: str, commands: dict[str, str]) -> str:
    """The card of a case that does not hold.

    ``asserted`` is the assertion and its location, ``printed`` what the application printed meanwhile, ``commands``
    those by which the case is seen again.
    """
    rule = case.rule
    rows = [_heading(case), *_wrapped(language.statement(rule.id, rule.statement)), ""]
    rows += _field("origin", origin_told(rule.origin)) if rule.origin else []
    if rule.plain:
        rows += _field("fastapi", say("plain FastAPI {does}", does=language.plain(rule.id, rule.plain)))
    rows += _field("notes" if rule.promised_by_notes else "section", rule.notes) + _field("docs", rule.docs_url)
    if rule.erratum:
        claim, since = language.claim(rule.id, rule.erratum.claim), language.since(rule.id, rule.erratum.since)
        rows += _field("erratum", say("the notes say: {claim} ({since})", claim=claim, since=since))
    return "\n".join([*rows, evidence(case, asserted, printed, commands)])


def evidence(case: Case, asserted: str, printed: str, commands: dict[str, str]) -> str:
    """The part of a card that comes from the run: what was expected, what was received, how to see it again."""
    rows = _field("case", case.name)
    if case.prerequisite:
        rows += _field("behind", say("the prerequisite {name}", name=case.prerequisite))
    rows += _reason(case) + _field("hint", case.hint)
    rows += _field("asserted", asserted)
    for exchange in case.exchanges:
        rows += ["", *(f"  {line}" for line in lines(exchange)), "", f"  {curl(exchange)}"]
    if left := case.exchanges_left_out:
        rows += ["", f"  {count(left, 'and {n} more exchange', 'and {n} more exchanges')}"]
    if printed.strip():
        rows += ["", f"  {say('printed by the application meanwhile:')}"]
        rows += [f"    {line}" for line in printed_lines(printed)]
    rows += ["", *_field("rerun", commands.get("rerun", ""))]
    if serve := commands.get("serve"):
        rows += _field("serve", say("{command}   (then the curl command)", command=serve))
    return "\n".join(rows)


def short_card(case: Case, commands: dict[str, str]) -> str:
    """The card of a further case of a rule that has a whole card already."""
    rows = [_heading(case), *_field("case", case.name), *_reason(case), *_field("hint", case.hint)]
    rows += [f"  {curl(exchange)}" for exchange in case.exchanges]
    return "\n".join([*rows, *_field("rerun", commands["rerun"])])


def card_behind(case: Case, shown: str, commands: dict[str, str]) -> str:
    """The card of a case that was not reached; ``shown`` is the rule whose card shows why."""
    rows = [_heading(case), *_field("case", case.name)]
    rows += _field("behind", say("the prerequisite {name}, see {rule}", name=case.prerequisite, rule=shown))
    return "\n".join([*rows, *_field("rerun", commands["rerun"])])


def _heading(case: Case) -> str:
    return f"{case.rule.id}  {case.rule.level.name}  {word_of(case.outcome)}"


def _reason(case: Case) -> list[str]:
    rows = []
    for line in (case.told or case.reason).splitlines():
        label, _, text = line.partition(": ")
        rows += _field(label, text) if label in ("expected", "received") else _field("reason", line)
    return rows


def _wrapped(text: str) -> list[str]:
    return fill(text, terminal_width(), "  ", "  ").split("\n")


def _field(label: str, text: str) -> list[str]:
    """A field, wrapped under itself."""
    head, text = f"  {pad(label_of(label), LABEL - 1)} ", visible(text)
    if not text:
        return []
    return [head + text] if label in WHOLE else fill(text, terminal_width(), head, " " * (LABEL + 2)).split("\n")


LABELS = {
    "origin": later("origin"),
    "fastapi": later("fastapi"),
    "notes": later("notes"),
    "section": later("section"),
    "docs": later("docs"),
    "erratum": later("erratum"),
    "case": later("case"),
    "behind": later("behind"),
    "expected": later("expected"),
    "received": later("received"),
    "reason": later("reason"),
    "hint": later("hint"),
    "asserted": later("asserted"),
    "rerun": later("rerun"),
    "serve": later("serve"),
}
"""The names of the fields."""


def label_of(label: str) -> str:
    """The name of a field in the chosen language."""
    return str(LABELS.get(label, label))
