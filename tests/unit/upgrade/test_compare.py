"""``fastapi-spec upgrade``: what is printed and written of two reports, and the exit status."""

from pathlib import Path

import pytest

from fastapi_spec import language
from fastapi_spec.output.report import ReportError, read
from fastapi_spec.rules.rule import Level
from fastapi_spec.target.choice import Choice
from fastapi_spec.upgrade.compare import Wish, upgrade
from fastapi_spec.upgrade.sides import Side, side
from fastapi_spec.verdict.outcomes import Outcome
from fastapi_spec.verdict.summary import Exit
from tests.unit.upgrade.conftest import RULE, Index, report


def sides(folder: Path, before: Outcome, after: Outcome) -> tuple[Side, Side]:
    """Saved reports of two runs of the rule."""
    return (
        Side("--from", ["a"], Choice(), report(folder / "a", before, "0.115.0")),
        Side("--to", ["b"], Choice(), report(folder / "b", after, "0.122.0")),
    )


@pytest.mark.parametrize(
    "before, after, told, status",
    [
        (Outcome.HOLDS, Outcome.BROKEN, ["== breaks: held before", "1 of 1 rule breaks, 0 hold"], Exit.BROKEN),
        (
            Outcome.BROKEN,
            Outcome.HOLDS,
            ["== holds now, and did not before", "0 of 1 rule breaks, 1 hold"],
            Exit.CONFORMS,
        ),
        (Outcome.BROKEN, Outcome.NOT_REACHED, ["== differs otherwise", "1 differ otherwise"], Exit.CONFORMS),
        (Outcome.HOLDS, Outcome.HOLDS, ["0 of 1 rule breaks, 0 hold that did not"], Exit.CONFORMS),
    ],
)
def test_what_differs_is_printed(
    before: Outcome, after: Outcome, told: list[str], status: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The exit status is that of a gate: 1 only if something that held breaks."""
    assert upgrade(*sides(tmp_path, before, after), Wish()) == status
    output = capsys.readouterr().out
    assert "from  a: reference\nto    b: reference\n\n         from     to\nfastapi  0.115.0  0.122.0\n" in output
    assert all(line in output for line in told)


def test_an_upgrade_in_chinese(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is printed is Chinese, and summary.md, which others read, is English."""
    language.choose("zh")
    try:
        upgrade(*sides(tmp_path, Outcome.HOLDS, Outcome.BROKEN), Wish(report=tmp_path / "out"))
    finally:
        language.choose("en")
    output = capsys.readouterr().out

    assert f"{RULE}  MUST  之前符合，之后不符合\n" in output
    assert "1 条规则中有 1 条不再符合，0 条由不符合变为符合\n" in output
    assert "1 of 1 rule breaks" in (tmp_path / "out" / "summary.md").read_text(encoding="utf-8")


def test_both_sides_are_run_if_they_are_not_reports(index: Index, capsys: pytest.CaptureFixture[str]) -> None:
    """Both environments are made before the first run, so that a wrong version is told at once."""
    a, b = (side("--from", [f"fastapi=={version}"], Choice()) for version in ("0.115.0", "0.122.2"))

    assert upgrade(a, b, Wish(["-k", "x"])) == Exit.CONFORMS
    assert index.ran == ["0.115.0", "0.122.2"]
    assert f"{RULE}  MUST  broken before, holds after" in capsys.readouterr().out


def test_a_rule_below_fail_on_may_break(tmp_path: Path) -> None:
    """As in a run."""
    a, b = sides(tmp_path, Outcome.HOLDS, Outcome.UNMET)
    for each in (a, b):
        assert each.report
        each.report.rules[0].level = "SHOULD"

    assert upgrade(a, b, Wish(fail_on=Level.MUST)) == Exit.CONFORMS
    assert upgrade(a, b, Wish(fail_on=Level.SHOULD)) == Exit.BROKEN


@pytest.mark.parametrize(
    "wish, status",
    [
        (Wish(), Exit.CONFORMS),
        (Wish(fail_on_change=True), Exit.BROKEN),
        (Wish(fail_on_change=True, fail_on=Level.MUST), Exit.BROKEN),
    ],
    ids=["a break", "a change", "a change of a MUST"],
)
def test_a_change_fails_if_it_is_to(wish: Wish, status: int, tmp_path: Path) -> None:
    """A client may rely on what an old version did: a 401 that was a 403."""
    a, b = sides(tmp_path, Outcome.BROKEN, Outcome.HOLDS)

    assert upgrade(a, b, wish) == status


def test_reports_and_summary_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a folder that need not exist: what a pipeline keeps of the upgrade."""
    upgrade(*sides(tmp_path, Outcome.HOLDS, Outcome.BROKEN), Wish(report=tmp_path / "new" / "out"))

    out = tmp_path / "new" / "out"
    assert capsys.readouterr().out.endswith(f"reports: {out}\npage: {out / 'index.html'}\n")
    assert [read(out / name).rule(RULE).outcome for name in ("from", "to")] == [Outcome.HOLDS, Outcome.BROKEN]  # type: ignore[union-attr]
    assert (
        (out / "summary.md").read_text(encoding="utf-8").startswith("## ❌ 1 of 1 rule breaks, 0 hold that did not\n")
    )


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """Before anything runs."""
    (tmp_path / "file").touch()

    with pytest.raises(ReportError, match="not written: ") as raised:
        upgrade(*sides(tmp_path, Outcome.HOLDS, Outcome.HOLDS), Wish(report=tmp_path / "file" / "out"))
    assert raised.value.status == Exit.HARNESS_FAILED


@pytest.mark.parametrize(
    "before, after, line, outputs",
    [
        (
            Outcome.HOLDS,
            Outcome.BROKEN,
            f"::error title={RULE} MUST%3A holds before%2C broken now::It holds.",
            f"verdict=fails\nfailing={RULE}\n",
        ),
        (
            Outcome.BROKEN,
            Outcome.HOLDS,
            f"::notice title={RULE} MUST%3A broken before%2C holds now::It holds.",
            "verdict=passes\nfailing=\n",
        ),
    ],
)
def test_a_job_of_github_is_told(
    before: Outcome,
    after: Outcome,
    line: str,
    outputs: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """An annotation for each rule, the page, and outputs for the next step."""
    for variable in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"):
        monkeypatch.setenv(variable, str(tmp_path / variable))

    upgrade(*sides(tmp_path, before, after), Wish(github=True))
    assert line in capsys.readouterr().out.splitlines()
    assert "| fastapi | 0.115.0 | 0.122.0 |" in (tmp_path / "GITHUB_STEP_SUMMARY").read_text(encoding="utf-8")
    assert (tmp_path / "GITHUB_OUTPUT").read_text() == outputs


def test_equal_versions_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """There is no table of them then."""
    a = Side("--from", ["a"], Choice(), report(tmp_path / "a", Outcome.HOLDS, "0.115.0"))

    upgrade(a, a, Wish())
    assert "\nThe versions are the same.\n" in capsys.readouterr().out
