"""What a job of GitHub Actions is told."""

from pathlib import Path

import pytest

from fastapi_spec.output.github import Annotation, publish


def test_text_does_not_end_a_command() -> None:
    """Line breaks, and in a title what ends a property, are encoded as GitHub reads them."""
    assert str(Annotation("error", "a: b, c", "50 %\r\n::x::")) == "::error title=a%3A b%2C c::50 %25%0D%0A::x::"


def test_outside_a_job_only_lines_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing names the files to write."""
    for variable in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"):
        monkeypatch.delenv(variable, raising=False)

    assert publish("page", [Annotation("notice", "a", "b")], {"verdict": "conforms"}) == ["::notice title=a::b"]


def test_files_of_the_job_are_appended_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other steps write to them, too. A lone surrogate does not end the run."""
    for variable in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"):
        (tmp_path / variable).write_text("before\n")
        monkeypatch.setenv(variable, str(tmp_path / variable))

    assert publish("page \ud800\n", [], {"verdict": "a\nb", "failing": ""}) == []
    assert (tmp_path / "GITHUB_STEP_SUMMARY").read_text() == "before\npage \\ud800\n"
    assert (tmp_path / "GITHUB_OUTPUT").read_text() == "before\nverdict=a%0Ab\nfailing=\n"


def test_no_more_are_printed_than_are_shown() -> None:
    """GitHub shows ten of a kind: the last one counts the others."""
    lines = publish("", [Annotation(kind, "a", "b") for kind in ["error"] * 12 + ["warning"] * 10], {})

    assert lines[9] == "::error title=3 more::The summary of the job has all of them."
    assert lines[10:] == ["::warning title=a::b"] * 10
