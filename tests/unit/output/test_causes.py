"""What falls short at the end of a run: what is not built, a block for each cause, and advice."""

from typing import Any

import pytest

from fastapi_spec.output.causes import print_causes, said, shown_first
from fastapi_spec.rules.rule import Level
from fastapi_spec.verdict.causes import Group
from fastapi_spec.verdict.outcomes import Case, Cause, Outcome
from fastapi_spec.verdict.summary import Summary
from tests.unit.samples import case, noted, summary

HOLDS = [case(id=f"H-{number}") for number in range(1, 9)]
VARY = Cause("header", "vary", "missing")


class Terminal:
    """Keeps what is written."""

    verbosity = 0

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str, **_: bool) -> None:
        """Write a part of a line."""
        self.text += text

    def write_line(self, text: str, **_: bool) -> None:
        """Write the rest of a line."""
        self.text += text + "\n"


@pytest.fixture(autouse=True)
def _columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def printed(made: Summary) -> str:
    """What is written of a run."""
    made.status = made.exit_status(0)
    terminal: Any = Terminal()
    fine = (Outcome.HOLDS, Outcome.NOT_CLAIMED)
    print_causes(terminal, [result for result in made.results if result.outcome not in fine], made)
    return str(terminal.text)


def waiting(id: str, operation: str = "GET /hello", **more: Any) -> Case:
    """A case of an operation that is not built."""
    return case(Outcome.NOT_BUILT, id=id, operation=operation, **more)


def broken(*ids: str, **more: Any) -> list[Case]:
    """Rules that are broken."""
    return [case(Outcome.BROKEN, id=id, **more) for id in ids]


def test_what_is_not_built_is_counted_once() -> None:
    """The operations, and how many rules wait for them; none of the rules is listed."""
    made = summary(*HOLDS, waiting("A-1"), waiting("A-2"), waiting("A-3", "GET /x"))
    made.missing, made.hints = 9, ["your OpenAPI document has `a`; did you mean `b`?"]

    assert printed(made) == (
        "9 of 173 operations are not built; 3 rules wait for them\n"
        "            GET /hello, GET /x\n"
        "your OpenAPI document has `a`; did you mean `b`?\n"
    )


def test_one_operation_and_one_rule_are_singular() -> None:
    """A count is a sentence."""
    assert "1 of 173 operations is not built; 1 rule waits for it\n" in printed(summary(*HOLDS, waiting("A-1")))


def test_rules_of_one_cause_are_one_block() -> None:
    """Their ids are listed behind the cause, and the other cards can be asked for."""
    made = summary(*HOLDS, *broken("B-1", "B-2", cause=VARY), case(Outcome.UNMET, id="U-1", cause=VARY))

    assert printed(made) == (
        "broken      3 rules: the header vary is missing\n"
        "            B-1, B-2, U-1\n"
        "to see all cards and causes, add --cards all\n"
    )


def test_many_ids_are_counted() -> None:
    """A screen has room for a dozen."""
    made = summary(*broken(*(f"B-{number}" for number in range(1, 31)), cause=VARY))

    assert "B-12 and 18\n            more\n" in printed(made)


def test_causes_are_cut_after_six_blocks() -> None:
    """The rest is a count: what fails the run, and what does not."""
    made = summary(*HOLDS, *broken(*(f"B-{n}" for n in range(1, 9))), case(Outcome.UNMET, id="U-1", level=Level.MAY))

    text = printed(made)
    assert text.count("It holds.") == 6
    assert "and also    2 rules fail for other causes\n            B-7, B-8\n" in text
    assert "and also    1 rule is unmet\n            U-1\n" in text
    assert text.endswith("to see all cards and causes, add --cards all\n")


def test_all_causes_can_be_asked_for() -> None:
    """Then nothing is advised either."""
    made = summary(*HOLDS, *broken(*(f"B-{n}" for n in range(1, 9))))
    made.cards = "all"

    text = printed(made)
    assert text.count("It holds.") == 8
    assert "--cards" not in text


def test_what_an_erratum_explains_is_a_group_of_its_own() -> None:
    """Before the causes, and without a card; what else is wrong there is the author's own."""
    made = summary(*HOLDS, *broken("B-1"), noted(), noted("POC-5"))

    assert printed(made).startswith("2 rules fall short as the notes' own code does; -v says what is true today\n")
    assert "broken      MUST   B-1\n" in printed(made)
    assert printed(made).endswith("to see all cards and causes, add --cards all\n")
    assert [result.rule.id for result in shown_first(made)] == ["B-1"]


def test_another_defect_is_not_that_of_the_notes() -> None:
    """It has a block and a card, with the erratum in it."""
    other = case(Outcome.BROKEN, rule=noted().rule, reason="expected: 200\nreceived: status 500")
    made = summary(*HOLDS, other)

    assert "            the notes differ here: `if limit:` says it. (never true)\n" in printed(made)
    assert [result.rule.id for result in shown_first(made)] == ["QUERY-OPT-2"]


def test_nothing_is_advised_if_all_cards_are_shown() -> None:
    """One broken rule has one card."""
    assert "--cards" not in printed(summary(*HOLDS, *broken("B-1")))


def test_an_application_that_has_hardly_begun_is_led() -> None:
    """Of the few other rules the first has a card that names a mistake."""
    named = [*broken("B-2", "B-3", hint="a"), *broken("B-4", hint="b")]
    made = summary(*(waiting(f"A-{n}") for n in range(9)), *broken("B-1"), *named)

    assert "to build one rule after the other, add --next; to see all cards, add --cards all\n" in printed(made)
    assert [result.rule.id for result in shown_first(made)] == ["B-2"]


def test_the_first_card_of_each_cause_is_shown() -> None:
    """What does not fail the run has none."""
    made = summary(
        *HOLDS, *broken("B-1"), *broken("B-2", "B-3", cause=VARY), case(Outcome.UNMET, id="U-1", level=Level.MAY)
    )

    assert [result.rule.id for result in shown_first(made)] == ["B-2", "B-1"]


@pytest.mark.parametrize(
    "cause, text",
    [
        (("header", "vary", "differs"), "the header vary has another value"),
        (("header", "vary", "present"), "the header vary must not be present"),
        (("property", "a", "missing"), "the property a is missing"),
        (("property", "a\x1b", "present"), "the property a\\x1b must not be present"),
        (("property", "a", "differs"), "the property a has another value"),
        (("status", "", "404"), "unexpected status 404"),
        (("status", "GET /a", "200"), "unexpected status 200 of GET /a"),
        (("exception", "KeyError: '\x1b'"), "the target raised KeyError: '\\x1b'"),
        (("silence", "", "TimedOut"), "the target did not respond in time"),
        (("silence", "", "NoResponse"), "the target sent no HTTP response"),
        (("reason", "the body is not JSON: \x1b"), "the body is not JSON: \\x1b"),
    ],
)
def test_a_cause_is_said_in_words(cause: tuple[str, ...], text: str) -> None:
    """Nothing of the target's controls the terminal."""
    assert list(said(Group(Cause(*cause), []))) == [text]
