"""What a run with ``--next`` shows: the rule to satisfy next, what to build for it, and how far the learner is."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import pairwise

from fastapi_spec import language
from fastapi_spec.client.secrets import PUBLIC_KEY
from fastapi_spec.language import CHINESE, say
from fastapi_spec.output.columns import fill, pad, terminal_width, width
from fastapi_spec.output.examples import examples
from fastapi_spec.output.operation import EVENTS, Called, about, beside, called_by, calls, decisive, to_build
from fastapi_spec.output.signs import word_of
from fastapi_spec.output.undeclared import beneath, undeclared
from fastapi_spec.rules.chapters import chapters, module_of
from fastapi_spec.rules.notes import claims
from fastapi_spec.rules.rule import DOCS, Rule
from fastapi_spec.suggest import first_few
from fastapi_spec.verdict.outcomes import Case, Outcome

INDENT = 12
SCREEN = 45
"""Lines that a person sees at once."""
FEWEST, ALSO, CLAIMS = 3, 2, 2
"""How many other rules are shown at least, and operations beside it and sentences of the notes at most."""

SIGNED = "<signature>"
"""What an exchange shows of a token that only the key of the server can sign."""


def lesson(
    case: Case,
    progress: str,
    others: Sequence[Rule],
    evidence: str,
    *,
    failing: Sequence[str] = (),
    held: Container[str] = (),
    held_before: bool = False,
) -> Iterator[str]:
    """The lines on the rule at which a run stopped.

    ``progress`` says how many rules hold. ``others`` are the rules that are still to satisfy, and ``evidence`` is what
    the run saw: expected, received, the exchange. ``failing`` are the names of the cases that fail, as far as they ran.
    ``held`` are the rules that hold: their operations are built. ``held_before`` is true if the rule held in an earlier
    run.
    """
    rule, columns = case.rule, terminal_width()
    operations = called_by(rule.id) or beneath(rule.id)
    missing = [each for each in operations if each.name == case.operation]
    logged = [each for each in operations if each.name != EVENTS]
    called = decisive(missing or logged or operations, case.exchanges)
    yield from _heading(f"{rule.id}  {rule.level.name}  {word_of(case.outcome)}", progress, columns)
    yield fill(language.statement(rule.id, rule.statement), columns, "  ", "  ")
    if held_before:
        yield fill(say("This rule held in an earlier run: a change since then broke it."), columns, "  ", "  ")
    yield ""
    now = [each for each in others if called and each.id in called.rules and _chapter(each) <= _chapter(rule)]
    sent = examples(rule, called, operations, now)
    shown = [*_build(rule, called, operations, held), *_field(say("example"), sent)]
    if any(SIGNED in line for line in sent):
        signing = say(
            "The rules sign tokens with SECRET_KEY of the environment, by default that of the notes: {key}",
            key=PUBLIC_KEY,
        )
        shown += _field(say("key"), [signing])
    shown += [*_notes(rule), *_pages(rule)]
    if rule.plain:
        shown += _field(say("fastapi"), [say("plain FastAPI {does}", does=language.plain(rule.id, rule.plain))])
    yield from shown
    below = ["", *_telling(case, called, evidence)] if evidence else [""]
    if len(failing) > 1:
        told = say("{n} of {all} cases fail: {names}", n=len(failing), all=case.rows, names=first_few(failing, 12))
        below[1:1] = _field(say("cases"), [told])
    below += _field(say("skip"), [say("--skip {id} passes over this rule for now", id=rule.id)])
    above = len("\n".join(shown).splitlines()) + 4 + held_before
    yield from _others(now, SCREEN - above - len(below))
    yield from below


def _telling(case: Case, called: Called | None, evidence: str) -> list[str]:
    """The lines of the evidence; of an operation that is not built, no exchange but its own last curl command."""
    blocks = evidence.split("\n\n")
    if case.outcome is Outcome.NOT_BUILT and called:
        pairs = [pair for pair in pairwise(blocks) if pair[0].startswith("  > ")]
        own = [curl for sent, curl in pairs if calls(called, sent[4:])] or [curl for _, curl in pairs]
        blocks = [block for block in blocks if not block.startswith(("  > ", "  curl ")) or block in own[-1:]]
    return "\n\n".join(blocks).splitlines()


def _heading(left: str, right: str, columns: int) -> Iterator[str]:
    """The rule, and at the right margin the progress; below it if the line is too narrow for both."""
    room = columns - width(right)
    if width(left) + 2 <= room:
        yield pad(left, room) + right
    else:
        yield from (left, f"  {right}")


def _field(label: str, texts: Iterable[str]) -> list[str]:
    """A label beside the first of some texts, the others below it."""
    first, rest = pad(f"  {label} ", INDENT), " " * INDENT
    rows = []
    for text in texts:
        rows.append(fill(text, terminal_width(), first, rest))
        first = rest
    return rows


def _build(rule: Rule, called: Called | None, operations: list[Called], held: Container[str]) -> list[str]:
    if not called:
        return _field(say("build"), undeclared(rule.id))
    logged = any(each.name == EVENTS for each in operations)
    rows = _field(say("build"), to_build(called, logged=logged))
    if said := about(called):
        rows += _field(say("about"), [said])
    further = [each for each in operations if each is not called and not any(id in held for id in each.rules)]
    rows += _field(say("also"), [beside(each, called, logged=logged) for each in further][:ALSO])
    if logged:
        told = say(
            "X-Event-Log: ID begins the log ID. Whatever runs for such a request writes its name there, in order."
        )
        rows += _field(say("events"), [told])
    return rows


def _notes(rule: Rule) -> list[str]:
    said = [
        say("line {line}: {says}", line=claim.line, says=language.sentence(claim.says))
        for claim in claims(rule.id)[:CLAIMS]
    ]
    rows = _field(say("notes"), [rule.notes, *said]) if rule.notes else []
    if wrong := rule.erratum:
        claim, since = language.claim(rule.id, wrong.claim), language.since(rule.id, wrong.since)
        rows += _field(say("erratum"), [say("the notes are wrong: {claim} ({since})", claim=claim, since=since)])
    return rows


def _pages(rule: Rule) -> list[str]:
    """The page of the docs, in Chinese first for a reader of Chinese."""
    url = rule.docs_url
    if language.chosen() == CHINESE and url.startswith(DOCS):
        return [*_whole(say("read"), f"{DOCS}zh/{url.removeprefix(DOCS)}"), *_whole("", url)]
    return _whole(say("read"), url) if url else []


def _whole(label: str, url: str) -> list[str]:
    """A URL on one line, however long: a terminal opens it."""
    return [pad(f"  {label} ", INDENT) + url]


def _chapter(rule: Rule) -> int:
    """The position of the chapter of a rule: the rules of later ones would only confuse."""
    module = module_of(rule.id)
    return chapters().index(module.partition("/")[0]) if module else 0


def _others(rules: list[Rule], room: int) -> Iterator[str]:
    """The other rules of the operation that are still to satisfy, as many as fit into so many lines."""
    if not rules:
        return
    yield ""
    yield "  " + say("more rules of this operation:")
    used = 2
    for index, rule in enumerate(rules):
        head = f"  {rule.level.name:<7} {rule.id}  "
        row = fill(language.statement(rule.id, rule.statement), terminal_width(), head, " " * INDENT)
        used += row.count("\n") + 1
        if used > room and index >= FEWEST:
            more = len(rules) - index
            yield " " * 10 + language.count(more, "and {n} more rule", "and {n} more rules")
            return
        yield row
