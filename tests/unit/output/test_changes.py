"""What differs between two reports: what breaks first, and the exchange that shows it."""

from pathlib import Path

import pytest

from fastapi_spec.client.transcript import Body
from fastapi_spec.output.changes import Changes, first_different, versions
from fastapi_spec.output.report import Report, TargetReport, read
from fastapi_spec.rules.rule import Erratum, Level, Rule
from fastapi_spec.verdict.outcomes import Case, Outcome
from tests.unit.samples import case, exchange, saved


def report(folder: Path, *cases: Case) -> Report:
    """The report of a run of these cases."""
    return read(saved(folder, *cases))


def test_what_breaks_comes_first(tmp_path: Path) -> None:
    """A reader with little time sees it, the strongest level at the top."""
    may = Rule("A-3", Level.MAY, "It holds.")
    before = [
        case(Outcome.BROKEN, id="A-1"),
        case(id="A-2"),
        case(rule=may),
        case(Outcome.BROKEN, id="A-4"),
        case(id="A-5"),
    ]
    after = [
        case(id="A-1"),
        case(Outcome.BROKEN, id="A-2"),
        case(Outcome.UNMET, rule=may),
        case(Outcome.NOT_REACHED, id="A-4"),
    ]

    changes = Changes(report(tmp_path / "a", *before), report(tmp_path / "b", *after))

    assert [change.after.id for change in changes.breaking] == ["A-2", "A-3"]
    assert [change.after.id for change in changes.mending] == ["A-1"]
    assert [change.after.id for change in changes.others] == ["A-4"]


@pytest.mark.parametrize("outcome", [Outcome.DEVIATES, Outcome.NOT_CLAIMED])
def test_what_is_excused_does_not_break(outcome: Outcome, tmp_path: Path) -> None:
    """A known deviation, or a chapter that is not claimed, fails no run."""
    changes = Changes(report(tmp_path / "a", case()), report(tmp_path / "b", case(outcome)))

    assert (len(changes.others), changes.breaking) == (1, [])


def test_one_case_that_breaks_is_enough(tmp_path: Path) -> None:
    """A rule that was broken before can break further."""
    rows = [(Outcome.BROKEN, Outcome.HOLDS), (Outcome.BROKEN, Outcome.BROKEN)]
    a, b = (
        report(tmp_path / name, *(case(outcome, test=f"t.py::t[{n}]", rows=2) for n, outcome in enumerate(outcomes)))
        for name, outcomes in zip("ab", rows, strict=True)
    )

    assert len(Changes(a, b).breaking) == 1


def test_the_first_exchange_that_differs_is_shown() -> None:
    """By its status, or else by its headers and body; ids, which always differ, do not count."""
    made = [exchange(response_body=Body(9, f'{{"id":{n}}}')) for n in (1, 2)]

    assert first_different([made[0], exchange(), exchange()], [made[1], exchange(), exchange(status=401)]) == 2
    assert first_different([made[0], exchange()], [made[1], exchange(response_headers=[("Vary", "Origin")])]) == 1
    assert first_different([made[0], exchange()], [made[1], exchange()]) == 1
    assert first_different([], [exchange()]) == -1


def test_an_erratum_is_quoted(tmp_path: Path) -> None:
    """A change that the notes' readers meet has its release."""
    rule = Rule("A-1", Level.MUST, "It holds.", erratum=Erratum("it does not", "FastAPI 0.122.0"))
    a, b = report(tmp_path / "a", case(rule=rule)), report(tmp_path / "b", case(Outcome.BROKEN, rule=rule))

    lines = list(Changes(a, b).breaking[0].lines("before", "after"))
    assert lines[0] == "A-1  MUST  holds before, broken after"
    assert "  erratum: the notes say 'it does not'; since FastAPI 0.122.0" in lines


def test_versions_that_differ_are_listed(tmp_path: Path) -> None:
    """What stayed the same is not what changed the outcome."""
    a, b = report(tmp_path / "a", case()), report(tmp_path / "b", case())
    a.target = TargetReport("t", "u", [], {"python": "3.11.7", "fastapi": "0.115.0", "libpass": "1.9"})
    b.target = TargetReport("t", "u", [], {"python": "3.11.7", "fastapi": "0.122.0"})

    assert list(versions(a, b)) == [("fastapi", "0.115.0", "0.122.0"), ("libpass", "1.9", "")]
