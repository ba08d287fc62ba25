"""The plugin as pytest loads it: its options, its checks before anything runs, its four plugins."""

import os
from pathlib import Path

import pytest

from fastapi_spec.plugin import PLATFORMS
from tests.unit.conftest import Mini


def test_a_misspelled_option_is_told_the_right_one(mini_rules: Mini) -> None:
    """pytest alone would only say that it does not know the option."""
    ran = mini_rules.run("good", "--frob", "--fail_on", "should")

    assert ran.status == 4
    assert "unknown option --fail_on (did you mean --fail-on?)" in ran.output


@pytest.mark.parametrize("folder, reason", [("taken", "File exists"), ("taken/out", "Not a directory")])
def test_a_report_folder_that_cannot_be_made_is_wrong_usage(mini_rules: Mini, folder: str, reason: str) -> None:
    """A run of minutes should not end without its report."""
    (mini_rules.folder / "taken").write_text("a file")

    ran = mini_rules.run("good", f"--report={folder}")

    assert ran.status == 4
    assert f"--report {folder}: {reason}" in ran.output


def test_collecting_makes_no_report_folder(mini_rules: Mini) -> None:
    """--collect-only runs nothing, and so writes nothing."""
    assert mini_rules.run("good", "--collect-only", "--report=out").status == 0
    assert not (mini_rules.folder / "out").exists()


def test_contradicting_options_are_wrong_usage(mini_rules: Mini) -> None:
    """The settings are checked before anything is collected."""
    ran = mini_rules.run("good", "--app=apps:good")

    assert ran.status == 4
    assert "--url and --app each name a target" in ran.output
    assert "Traceback" not in ran.output


@pytest.mark.parametrize(
    "option, line",
    [
        ("--fuzz=10x", "'10x': write quick, standard, off or a duration such as 90s, 10m, 1h"),
        ("--fuzz=stanard", "(did you mean standard?)"),
        ("--fuzz-seed=-1", "'-1': write a whole number from 0 up"),
        ("--fuz-seed=1", "unknown option --fuz-seed (did you mean --fuzz-seed?)"),
        ("--level=could", "invalid choice: 'could'"),
        ("--response-timeout=0", "--response-timeout 0: give seconds, more than 0"),
    ],
)
def test_a_wrong_value_is_told_in_one_line(mini_rules: Mini, option: str, line: str) -> None:
    """Whatever parses an option, its error has no traceback."""
    ran = mini_rules.run("good", option)

    assert ran.status == 4
    assert line in ran.output
    assert "Traceback" not in ran.output


def test_windows_is_told_to_use_wsl(mini_rules: Mini, monkeypatch: pytest.MonkeyPatch) -> None:
    """Targets are ended by process groups and signals, which Windows does not have."""
    import fastapi_spec.plugin

    monkeypatch.setattr(fastapi_spec.plugin, "os", type("Windows", (), {"name": "nt"}))

    assert str(PLATFORMS) in mini_rules.run("good").output


def test_the_marks_of_rules_are_declared(mini_rules: Mini) -> None:
    """The mini specification is run with pytest's strict settings."""
    output = mini_rules.run("good", "--markers").output

    assert "@pytest.mark.rule(rule): a sentence of the specification" in output
    assert "@pytest.mark.needs_chapter(folder, ...): the chapters that it calls" in output


@pytest.mark.parametrize("spelling", ["--report {}", "--report={}", "-p no:capture --report {}"])
def test_a_report_folder_may_be_anywhere(mini_rules: Mini, tmp_path: Path, spelling: str) -> None:
    """The folder is made, and is not taken for a path of tests."""
    folder = tmp_path / "elsewhere" / "reports"

    ran = mini_rules.run("good", *spelling.format(folder).split())

    assert ran.status == 0
    assert f"report: {folder}{os.sep}report.json" in ran.output
    assert (folder / "report.json").exists()
