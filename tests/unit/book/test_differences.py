"""What differs between several reports, and in which case."""

from __future__ import annotations

from pathlib import Path

import pytest

from fastapi_spec.book.differences import WIDE, Column, Row, fill, outlines
from fastapi_spec.output.report import read
from fastapi_spec.verdict.deviations import Deviation
from fastapi_spec.verdict.outcomes import Case, Outcome
from tests.unit.samples import case, exchange, saved

HOLDS, BROKEN = Outcome.HOLDS, Outcome.BROKEN
DEVIATES, NOT_CLAIMED = Outcome.DEVIATES, Outcome.NOT_CLAIMED


def columns(folder: Path, *runs: list[Case]) -> list[Column]:
    """Runs of these cases, called by their numbers."""
    files = [saved(folder / str(number), *cases) for number, cases in enumerate(runs)]
    return [Column(str(number), lambda file=file: read(file)) for number, file in enumerate(files)]  # type: ignore[misc]


def rows(folder: Path, *runs: list[Case]) -> list[Row]:
    """The rules of these runs."""
    found = columns(folder, *runs)
    rows = outlines(found)[1]
    fill(found, rows)
    return rows


def short(name: str, status: int = 500, outcome: Outcome = BROKEN) -> Case:
    """A case that does not hold, with what the target responded."""
    return case(outcome, name=name, test=name, reason="expected: a\nreceived: b", exchanges=[exchange(status=status)])


def held(name: str = "") -> Case:
    """A case that holds."""
    return case(name=name, test=name, exchanges=[exchange()])


@pytest.mark.parametrize(
    "outcomes, difference",
    [
        ([HOLDS, HOLDS], "same"),
        ([HOLDS, BROKEN], "differs"),
        ([BROKEN, BROKEN], "fails"),
        ([BROKEN, DEVIATES], "differs"),
        ([HOLDS, NOT_CLAIMED], "partly"),
        ([BROKEN, NOT_CLAIMED], "partly"),
        ([NOT_CLAIMED, NOT_CLAIMED], "same"),
    ],
)
def test_what_differs(tmp_path: Path, outcomes: list[Outcome], difference: str) -> None:
    """A rule that a run did not check is neither the same in all nor a difference."""
    [row] = rows(tmp_path, *([case(outcome)] for outcome in outcomes))

    assert row.difference == difference


def test_a_rule_that_only_one_run_has(tmp_path: Path) -> None:
    """It is in its chapter; in the others it did not run."""
    old = [case(id="A-1", chapter="One"), case(id="B-1", chapter="Two")]
    new = [case(id="A-1", chapter="One"), case(id="A-2", chapter="One"), case(id="B-1", chapter="Two")]
    found = rows(tmp_path, old, new)

    assert [row.rule.id for row in found] == ["A-1", "A-2", "B-1"]
    assert [(side.outcome, side.columns) for side in found[1].sides] == [(None, [0]), (HOLDS, [1])]
    assert found[1].difference == "partly"


def test_sides_are_told_apart_by_cases_and_status(tmp_path: Path) -> None:
    """Two runs are on the same side if the same cases fail with the same status."""
    [row] = rows(tmp_path, [held("a"), held("b")], [short("a")], [short("a")], [short("a", 400)], [short("b")])

    assert row.numbers == [0, 1, 1, 2, 3]
    assert [side.cases for side in row.sides] == [[], ["a"], ["a"], ["b"]]


def test_the_case_that_is_shown_is_the_same_on_every_side(tmp_path: Path) -> None:
    """The one in which most sides differ; with its exchanges and its reason where it does not hold."""
    [row] = rows(tmp_path, [held("a"), held("b")], [short("a"), short("b")], [short("a"), short("b", 400)])
    shown = [case for side in row.sides for case in side.shown.values()]

    assert row.case == "b"
    assert [case.name for case in shown] == ["b", "b", "b"]
    assert [len(case.exchanges) for case in shown] == [1, 1, 1]
    assert [len(case.reasons) for case in shown] == [0, 2, 2]


@pytest.mark.parametrize(("others", "expected"), [(WIDE - 1, WIDE - 1), (WIDE, 1)])
def test_each_column_has_exchanges_of_its_own(tmp_path: Path, others: int, expected: int) -> None:
    """Whoever asks what a run did wants to see that run. Of dozens one is shown for all that are on its side."""
    [row] = rows(tmp_path, [held("a")], *([[short("a")]] * others))

    assert list(row.sides[1].shown) == list(range(1, 1 + expected))


def test_of_dozens_the_columns_next_to_the_change_are_shown(tmp_path: Path) -> None:
    """The last release before it, and the first one after it."""
    [row] = rows(tmp_path, *([[held("a")]] * 5), *([[short("a")]] * 5), [held("a")])

    assert [list(side.shown) for side in row.sides] == [[4], [5]]


def test_a_rule_without_that_case_shows_its_first(tmp_path: Path) -> None:
    """Another version may have other rows."""
    [row] = rows(tmp_path, [held()], [short("b")])

    assert [case.name for side in row.sides for case in side.shown.values()] == ["", "b"]


def test_what_is_the_same_shows_nothing(tmp_path: Path) -> None:
    """The page of one run has its exchanges."""
    [row] = rows(tmp_path, [held()], [held()])

    assert row.sides[0].shown == {}


def test_a_deviation_says_why(tmp_path: Path) -> None:
    """A reader of a difference wants the reason."""
    known = saved(tmp_path / "known", short("a", outcome=DEVIATES), deviations={"A-1": Deviation("it is lax")})
    found = [*columns(tmp_path, [held("a")]), Column("known", lambda: read(known))]
    [row] = outlines(found)[1]

    assert "it is lax" in row.sides[1].deviation


def test_a_report_is_not_retained(tmp_path: Path) -> None:
    """Of dozens of reports only one may be in memory: each is read for its outcomes, and again for what it shows."""
    found, number = columns(tmp_path, [held("a")], [short("a")], *([[short("a")]] * WIDE)), [0] * (WIDE + 2)

    def counted(place: int) -> Column:
        def again() -> object:
            number[place] += 1
            return found[place].read()

        return Column(str(place), again)  # type: ignore[arg-type]

    counting = [counted(place) for place in range(len(number))]
    fill(counting, outlines(counting)[1])

    assert number == [2, 2, *([1] * WIDE)]


def test_deviations_for_other_reasons_are_other_sides(tmp_path: Path) -> None:
    """Each reason is shown, with the runs that give it."""
    files = [
        saved(tmp_path / why, short("a", outcome=DEVIATES), deviations={"A-1": Deviation(why)})
        for why in ("one", "two")
    ]
    [row] = outlines([Column(str(file), lambda file=file: read(file)) for file in files])[1]  # type: ignore[misc]

    assert [side.deviation for side in row.sides] == ["one", "two"]
    assert row.difference == "differs"
