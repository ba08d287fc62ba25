"""The table of published defects: what it names exists, and the page of docs/ shows it."""

import argparse
from dataclasses import replace

import pytest

from fastapi_spec.rules.contract import locked
from fastapi_spec.verdict.outcomes import Outcome
from proof.commands import defects as command
from proof.commands.defects import judged, needed, verdict
from proof.defects.table import KINDS, PAGE, Defect, highest, load, page
from proof.faults import load as load_faults

DEFECT = Defect("CVE-1", "https://example.com", "security", "A < 2", "It breaks.", ("a==1",), ("a==2",), rules=("A-1",))
HOLDS, BROKEN = {"A-1": Outcome.HOLDS}, {"A-1": Outcome.BROKEN}


def test_the_page_is_what_the_table_says() -> None:
    """The page is not edited by hand."""
    assert PAGE.read_text(encoding="utf-8") == page(load()), "run python -m proof defects"


def test_the_page_is_checked(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The command says what to do if the page is out of date."""
    options = argparse.Namespace(check=True)
    assert command.main(options) == 0

    monkeypatch.setattr(command, "load", lambda: [DEFECT])
    monkeypatch.setattr(command, "page", lambda _: "")
    assert command.main(options) == 1
    assert "run python -m proof defects" in capsys.readouterr().out


def test_every_rule_exists_and_has_the_level() -> None:
    """A rule that is retired, or whose level changes, changes the table."""
    assert {id for defect in load() for id in defect.ids} <= locked().keys()
    assert {d.report: d.level for d in load() if d.rules} == {d.report: highest(d.ids) for d in load() if d.rules}


def test_every_fault_exists() -> None:
    """A fault undoes the fix of a version that no longer runs, and names a rule of the defect."""
    faults = load_faults()

    for defect in load():
        for fault in defect.faults:
            assert set(faults[fault].breaks) & set(defect.ids), defect.report


def test_every_defect_is_shown_or_has_a_reason() -> None:
    """What is not detected says why."""
    for defect in load():
        assert bool(defect.rules) != bool(defect.why), defect.report
        assert not defect.rules or defect.install or defect.faults, defect.report
        assert defect.kind in KINDS
        assert not defect.visible or defect.defect.endswith("."), defect.report
    assert len({defect.report for defect in load()}) == len(load())


def test_as_many_are_detected_as_promised() -> None:
    """Most published defects are detected, and most of these at MUST."""
    visible = [defect for defect in load() if defect.visible]

    assert sum(bool(defect.rules) for defect in visible) >= 40
    assert sum(defect.level == "MUST" for defect in visible) >= 30


def test_environments_run_what_needs_them() -> None:
    """Rules run where their defect is, where it is fixed, and with the locked versions."""
    assert needed([DEFECT]) == {("a==1",): ["A-1"], ("a==2",): ["A-1"], (): ["A-1"]}
    assert needed([replace(DEFECT, install=(), fixed=(), faults=("f",))]) == {}


@pytest.mark.parametrize(
    "affected, fixed, locked, problems",
    [
        (BROKEN, HOLDS, HOLDS, []),
        (HOLDS, HOLDS, HOLDS, ["A-1 is holds with a==1"]),
        (BROKEN, BROKEN, HOLDS, ["A-1 is broken with a==2"]),
        (BROKEN, HOLDS, {}, ["A-1 is unknown with the lock"]),
    ],
    ids=["right", "not-detected", "not-fixed", "no-rule"],
)
def test_a_row_is_wrong(
    affected: command.Outcomes, fixed: command.Outcomes, locked: command.Outcomes, problems: list[str]
) -> None:
    """A rule detects the defect and nothing else."""
    assert list(judged(DEFECT, {("a==1",): affected, ("a==2",): fixed, (): locked}, {})) == problems


def test_every_rule_detects_a_fault() -> None:
    """A fault is as good as a version."""
    defect = replace(DEFECT, install=(), fixed=(), faults=("f",))

    assert list(judged(defect, {}, {"f": ["A-1"]})) == []
    assert list(judged(replace(defect, faults=("f", "g")), {}, {"f": [], "g": ["A-1"]})) == []
    assert list(judged(defect, {}, {"f": []})) == ["A-1 does not detect f"]


def test_a_verdict_is_a_line() -> None:
    """It says what detects a defect, or why nothing does."""
    assert verdict(replace(DEFECT, level="MUST")) == "caught by A-1 (MUST)"
    assert verdict(replace(DEFECT, rules=(), why="Because.")) == "missed: Because."
    assert verdict(replace(DEFECT, rules=(), why="Because.", visible=False)) == "not visible: Because."
