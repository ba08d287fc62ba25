"""A run with a baseline fails only on what held there."""

import pytest

from fastapi_spec.files import SPEC
from fastapi_spec.output.report import read
from tests.unit.conftest import XDIST, Mini

MODES = pytest.mark.parametrize("options", [[], XDIST], ids=["one", "xdist"])
NUMBER = "like(n=n)"


@pytest.fixture
def before(mini_rules: Mini) -> Mini:
    """The mini specification, with reports of good, bad (of whose rule 1 the case 2 fails) and shapeless."""
    for target in ("good", "bad", "shapeless"):
        mini_rules.run(target, f"--report={target}")
    return mini_rules


@MODES
def test_what_did_not_hold_before_does_not_fail_the_run(before: Mini, options: list[str]) -> None:
    """It is counted and listed, and has no card."""
    ran = before.run("bad", "--baseline=bad", "--report=out", *options)

    assert ran.status == 0
    assert "conforms to its baseline: 2 of 3 rules hold, 1 did not before either\n" in ran.output
    assert "as before   1 of 3 rules did not hold before either\n            MINI-A-1\n" in ran.output
    assert "asserted" not in ran.output
    assert read(before.folder / "out").options.baseline == "bad"
    assert read(before.folder / "out").changed == []


@MODES
def test_what_held_before_fails_the_run(before: Mini, options: list[str]) -> None:
    """The checklist names first what changed, and since when."""
    ran = before.run("bad", "--baseline=good", "--report=out", *options)

    assert ran.status == 1
    assert f"changed since the baseline good ({before.url}/good, 20" in ran.output
    assert "does not conform to its baseline: 2 of 3 rules hold, 1 changed (1 MUST broken)\n" in ran.output
    assert read(before.folder / "out").changed == ["MINI-A-1"]


def test_a_case_that_held_before_fails_the_run(before: Mini) -> None:
    """A rule of which another case failed before has changed, and only that case is named."""
    before.edit(NUMBER, "like(n=n if n == 2 else 7)")
    before.run("good", "--report=other")
    before.edit("like(n=n if n == 2 else 7)", NUMBER)

    ran = before.run("bad", "--baseline=other")
    assert ran.status == 1
    assert "            case: 2\n" in ran.output


def test_fail_on_decides_about_changes(before: Mini) -> None:
    """A weaker rule that changed is told, and fails the run if the user says so."""
    ran = before.run("shapeless", "--baseline=good")

    assert ran.status == 0
    assert "conforms to its baseline: 1 of 3 rules hold, 2 changed (1 MAY unmet, 1 SHOULD unmet)\n" in ran.output
    assert before.run("shapeless", "--baseline=good", "--fail-on=should").status == 1
    assert before.run("shapeless", "--baseline=shapeless", "--fail-on=may").status == 0


def test_rules_and_cases_that_the_baseline_lacks_do_not_fail_the_run(before: Mini) -> None:
    """A new rule is not a change of the target."""
    before.run(
        "good", "--report=part", *(f"test_mini.py::test_{name}" for name in ("the_shape", "a_number_is_echoed[1]"))
    )
    ran = before.run("bad", "--baseline=part")

    assert ran.status == 0
    assert "conforms to its baseline: 2 of 3 rules hold, 1 not in the baseline\n" in ran.output
    assert "not in it   1 of 3 rules fall short in what the baseline lacks\n            MINI-A-1\n" in ran.output

    before.run("good", "--report=less", "-k", "shape")
    ran = before.run("good", "--baseline=less")
    assert "not in it   2 of 3 rules hold that the baseline lacks\n            MINI-A-1, MINI-A-3\n" in ran.output


def test_what_holds_for_the_first_time_is_told(before: Mini) -> None:
    """A new report as the baseline would guard it."""
    ran = before.run("good", "--baseline=bad")

    assert ran.status == 0
    assert (
        "holds now   1 of 3 rules hold that did not before: a new report keeps this\n            MINI-A-1\n"
        in ran.output
    )


def test_only_what_ran_is_compared(before: Mini) -> None:
    """-k chooses as without a baseline."""
    assert "conforms to its baseline: 1 of 1 rule holds\n" in before.run("bad", "--baseline=good", "-k", "shape").output


def test_an_error_fails_the_run_always(before: Mini) -> None:
    """It says nothing of the target, so there is no verdict."""
    before.edit(NUMBER, "1 / 0")

    assert before.run("bad", "--baseline=bad").status == 3


def test_a_deviation_stays_a_deviation(before: Mini) -> None:
    """Whether it held before or not, and its entry may be stale."""
    (before.folder / "known.toml").write_text('[MINI-A-1]\nreason = "it adds a half"\n')

    ran = before.run("bad", "--baseline=good", "--deviations=known.toml")
    assert ran.status == 0
    assert "conforms to its baseline: 2 of 3 rules hold, 1 MUST deviates\n" in ran.output
    assert before.run("good", "--baseline=good", "--deviations=known.toml").status == 1


def test_a_run_that_stopped_early_is_not_a_baseline(before: Mini) -> None:
    """After the first failing rule the others did not run."""
    before.run("bad", "--next", "--report=first")

    ran = before.run("bad", "--baseline=first")
    assert ran.status == 4
    assert "ERROR: --baseline first: its run ended early" in ran.output


@pytest.mark.parametrize("rules", [[], [f"{SPEC}/chapter05_dependencies"]], ids=["collected", "locked"])
def test_a_report_of_other_rules_is_not_a_baseline(before: Mini, rules: list[str]) -> None:
    """None of them could fail the run."""
    if not rules:
        before.edit("MINI-A", "MINI-B")

    ran = before.run("good", "--baseline=good", *rules)
    assert ran.status == 4
    assert f"--baseline good: it has none of the rules of this run ({before.url}/good, 20" in ran.output


@MODES
def test_where_nothing_can_be_compared_there_is_no_verdict(before: Mini, options: list[str]) -> None:
    """A run in which nothing could fail is never green."""
    before.run("good", "--report=less", "-k", "shape")

    ran = before.run("good", "--baseline=less", "-k", "colour", *options)
    assert ran.status == 5
    assert "the baseline less has none of the rules that ran\n" in ran.output


def test_the_header_names_the_baseline(before: Mini) -> None:
    """Target, day and what held."""
    assert f"baseline: bad: 2 of 3 rules held ({before.url}/bad, 20" in before.run("bad", "--baseline=bad").output
