"""summary.md, of a run and of an upgrade."""

from pathlib import Path

import pytest

from fastapi_spec.output import summary
from fastapi_spec.output.changes import Changes
from fastapi_spec.output.report import Report, read
from fastapi_spec.rules import since
from fastapi_spec.rules.rule import Level
from fastapi_spec.verdict.outcomes import Case, Outcome
from tests.unit.samples import case, exchange, saved


def report(folder: Path, *cases: Case) -> Report:
    """The report of a run of these cases."""
    return read(saved(folder, *cases))


def test_a_run_has_its_verdict_and_what_does_not_hold(tmp_path: Path) -> None:
    """What fails it comes first."""
    found = report(tmp_path, case(), case(Outcome.UNMET, id="A-2", level=Level.SHOULD), case(Outcome.BROKEN, id="A-3"))
    found.target.versions = {"python": "3.11.7", "fastapi": "0.122.0"}

    assert summary.of_run(found, "T does not conform", ["A-3"]) == (
        "## ❌ T does not conform\n\npython 3.11.7, fastapi 0.122.0\n\n"
        "### Rules that fail the run\n\n| rule | level | outcome | sentence |\n|---|---|---|---|\n"
        "| A-3 | MUST | broken | It holds. |\n\n"
        "### Rules that do not hold and do not fail the run\n\n"
        "| rule | level | outcome | sentence |\n|---|---|---|---|\n"
        "| A-2 | SHOULD | unmet | It holds. |\n\n"
    )


def test_a_run_without_a_target_says_what_it_printed(tmp_path: Path) -> None:
    """The page is made of what is known."""
    found = report(tmp_path, case())
    found.exit_status, found.target.failure, found.target.last_lines = 6, "it did not start", ["ImportError: x"]

    page = summary.of_run(found, "no verdict", [])
    assert page == "## ❌ no verdict\n\n```text\nit did not start\nImportError: x\n```\n"


def test_an_upgrade_has_what_changes_by_its_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """First what breaks, with its exchanges folded."""
    monkeypatch.setattr(
        since, "between", lambda rule, *_: [since.Change("fastapi", "0.122.0", why=f"{rule} | was changed.")]
    )
    a = report(tmp_path / "a", case(exchanges=[exchange()]), case(Outcome.BROKEN, id="A-2"))
    b = report(tmp_path / "b", case(Outcome.BROKEN, exchanges=[exchange(status=401)]), case(id="A-2"))
    a.target.versions, b.target.versions = {"fastapi": "0.121.0"}, {"fastapi": "0.122.0"}

    changes = Changes(a, b)
    page = summary.of_upgrade(changes, ("old.txt", "new`.txt"), changes.breaking)
    assert page.startswith("## ❌ 1 of 2 rules break, 1 hold that did not\n\nFrom `old.txt` to `new'.txt`.\n")
    assert "| fastapi | 0.121.0 | 0.122.0 |" in page
    assert "\nFastAPI 0.122.0: A-1 \\| was changed.\n" in page
    assert "| A-1 | MUST | holds | broken | 200 → 401 | It holds. |" in page
    assert "| A-2 | MUST | broken | holds |  | It holds. |" in page
    assert "<details><summary>A-1</summary>\n\n```text\nA-1  MUST  holds before, broken after\n" in page


def test_nothing_changes(tmp_path: Path) -> None:
    """The page says so, and has nothing else."""
    found = report(tmp_path, case())

    page = summary.of_upgrade(Changes(found, found), ("a", "b"), [])
    assert page == "## ✅ 0 of 1 rule breaks, 0 hold that did not\n\nFrom `a` to `b`.\n\n"


def test_a_page_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many rules break, GitHub accepts it."""
    monkeypatch.setattr(summary, "LONGEST", 2000)
    ids = [f"A-{number}" for number in range(30)]
    a, b = (
        report(tmp_path / "a", *(case(id=id) for id in ids)),
        report(tmp_path / "b", *(case(Outcome.BROKEN, id=id) for id in ids)),
    )

    changes = Changes(a, b)
    page = summary.of_upgrade(changes, ("a", "b"), changes.breaking)
    assert len(page) < 2100
    assert page.endswith("\nThis page was cut: the reports have all of it.\n")
    monkeypatch.undo()
    assert "\n10 more are in the reports.\n" in summary.of_upgrade(changes, ("a", "b"), changes.breaking)
