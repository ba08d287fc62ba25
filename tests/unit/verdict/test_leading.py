"""--next leads in the order of the origins, stops at what comes next, and knows what holds."""

import pytest

from fastapi_spec.rules.rule import Level, Origin, Rule
from fastapi_spec.verdict.leading import Progress, begun_at, checked_again, in_order, status_of, stops
from fastapi_spec.verdict.outcomes import Before, Outcome
from tests.unit.samples import case


@pytest.mark.parametrize(
    ("outcome", "level", "stopped"),
    [
        (Outcome.HOLDS, Level.MUST, False),
        (Outcome.NOT_CLAIMED, Level.MUST, False),
        (Outcome.DEVIATES, Level.MUST, False),
        (Outcome.BROKEN, Level.MUST, True),
        (Outcome.NOT_REACHED, Level.MUST, True),
        (Outcome.UNMET, Level.SHOULD, False),
        (Outcome.ERROR, Level.MAY, True),
    ],
)
def test_a_run_stops_at_what_is_to_do(outcome: Outcome, level: Level, stopped: bool) -> None:
    """What holds or is excused is passed over, and so is what is below --fail-on."""
    assert stops(case(outcome, id="A-1", level=level), Level.MUST) is stopped


def test_fail_on_and_a_baseline_decide_too() -> None:
    """With --fail-on should it stops at a SHOULD; not at what did not hold in the baseline."""
    assert stops(case(Outcome.UNMET, id="A-1", level=Level.SHOULD), Level.SHOULD)
    assert not stops(case(Outcome.BROKEN, before=Before.SHORT), Level.MUST)


def test_a_broken_rule_fails_the_run() -> None:
    """The status is that of any other run."""
    assert status_of(case(Outcome.BROKEN), 1) == 1


def test_what_is_not_built_yet_does_not() -> None:
    """A learner builds one operation after the other."""
    assert status_of(case(Outcome.NOT_BUILT), 1) == 0


def test_the_notes_come_first() -> None:
    """Then FastAPI, standards, hardening, and what has no origin; within an origin the order stays."""
    origins = [None, Origin.HARDENING, Origin.NOTES, Origin.HTTP, Origin.FASTAPI, Origin.NOTES]
    tests = [(n, Rule(f"A-{n}", Level.MUST, "It.", origin=origin)) for n, origin in enumerate(origins, 1)]

    assert in_order([(0, None), *tests]) == [3, 6, 5, 4, 2, 1, 0]


@pytest.mark.parametrize(
    ("first", "around", "order"),
    [
        ("", False, "A A B B C"),
        ("B", False, "B B A A C"),
        ("B", True, "B B C A A"),
        ("gone", True, "A A B B C"),
    ],
)
def test_a_run_begins_where_the_last_one_stopped(first: str, around: bool, order: str) -> None:
    """Then from the beginning; or, with --watch, with what follows."""
    ids = list("AABBC")

    assert begun_at(["A", ""], "", around=around) == [0, 1]  # a test that is not a rule has no id
    assert " ".join(ids[index] for index in begun_at(ids, first, around=around)) == order


def test_a_case_that_comes_later_waits() -> None:
    """It needs what a later section builds."""
    assert begun_at(list("ABBCB"), "B", around=False) == [1, 2, 0, 3, 4]


def test_rules_are_checked_again_in_turn() -> None:
    """What was broken comes first; then the run goes on where the last one had no more time."""
    ids = list("AABCCDE")

    assert [ids[index] for index in checked_again(ids, set("ABCD"), set(), "")] == list("AABCCD")
    assert [ids[index] for index in checked_again(ids, set("ABCD"), {"A"}, "B")] == list("AACCDB")


def test_a_rule_holds_if_all_of_its_cases_do() -> None:
    """What held in an earlier run counts until this one sees something else."""
    progress = Progress({"A-1": "a", "A-2": "a", "B-1": "b", "B-2": "b"}, held={"B-2", "Z-9"})
    progress.add(case(Outcome.HOLDS, id="A-1"))
    for outcome in (Outcome.HOLDS, Outcome.UNMET, Outcome.HOLDS):
        progress.add(case(outcome, id="A-2"))

    assert progress.of("a") == (1, 2)
    assert progress.of() == (2, 4)
    progress.add(case(Outcome.BROKEN, id="B-2"))
    assert progress.of() == (1, 4)
