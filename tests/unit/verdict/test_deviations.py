"""The list of known deviations: what it may contain, what is wrong with another, how a first one is written."""

import datetime
import tomllib
from pathlib import Path

import pytest

from fastapi_spec.rules.rule import Level
from fastapi_spec.verdict.deviations import Deviation, DeviationsError, check_known, first_file, load
from fastapi_spec.verdict.outcomes import Outcome
from tests.unit.samples import case, summary

FULL = '[MINI-A-1]\nreason = "it adds\\n  a half"\nissue = "https://example.com/7"\nsince = 2026-01-31\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the list is; it is not written yet."""
    return tmp_path / "known.toml"


def test_a_deviation_has_a_reason_an_issue_and_a_date(file: Path) -> None:
    """Each table of the list is about one rule; the reason becomes one line."""
    file.write_text(FULL)

    deviation = Deviation("it adds a half", "https://example.com/7", datetime.date(2026, 1, 31))
    assert load(file) == {"MINI-A-1": deviation}


@pytest.mark.parametrize(
    "deviation, text",
    [
        (Deviation("it adds"), "it adds"),
        (Deviation("it adds", "https://example.com/7"), "it adds (https://example.com/7)"),
        (
            Deviation("it adds", "https://example.com/7", datetime.date(2026, 1, 31)),
            "it adds (since 2026-01-31, https://example.com/7)",
        ),
    ],
)
def test_a_deviation_is_shown_in_one_line(deviation: Deviation, text: str) -> None:
    """The checklist shows what the list knows."""
    assert str(deviation) == text


@pytest.mark.parametrize(
    "text, line",
    [
        (None, "No such file or directory"),
        ("[MINI-A-1", "Expected"),
        ("\0", "Illegal|Invalid"),
        ("[MINI-A-1]", 'MINI-A-1 has no reason: write reason = "..."'),
        ("[MINI-A-1]\nreason = ' '", "MINI-A-1 has no reason: write"),
        ("[MINI-A-1]\nreason = 'Todo: find out'", "no reason yet for MINI-A-1: replace TODO"),
        ("[MINI-A-1]\nresaon = 'x'", r"MINI-A-1 has no key resaon \(did you mean reason\?\)"),
        ("[MINI-A-1]\nwhy = 'x'", "MINI-A-1 has no key why; there are reason, issue and since"),
        ("[MINI-A-1]\nreason = 'x'\nissue = 7", 'MINI-A-1: write the URL of the issue, as in issue = "https'),
        ("[MINI-A-1]\nreason = 'x'\nsince = '2026'", "MINI-A-1: write since as a date without quotes"),
        ("[MINI-A-1]\nreason = 'x'\nsince = 2026-01-31T00:00:00", "MINI-A-1: write since as a date without quotes"),
        ("reason = 'x'", r"reason is outside of a table: write \[RULE-ID\] above it"),
    ],
)
def test_an_unusable_list_is_rejected_in_one_line(file: Path, text: str | None, line: str) -> None:
    """The error names the file, the table and what to write."""
    if text is not None:
        file.write_text(text)

    with pytest.raises(DeviationsError, match=f"^--deviations {file}: (Invalid statement.*)?({line})[^\n]*$"):
        load(file)


def test_listed_rules_must_exist(file: Path) -> None:
    """A misspelled id would excuse nothing and never be stale."""
    check_known(["MINI-A-1"], {"MINI-A-1"}, file)

    with pytest.raises(DeviationsError, match=rf"{file}: no rule mini-a-2 \(did you mean MINI-A-1\?\)$"):
        check_known(["mini-a-2"], {"MINI-A-1"}, file)


def test_a_first_list_cannot_be_used_before_it_has_reasons(file: Path) -> None:
    """What --write-deviations makes is a draft."""
    file.write_text(first_file(summary(case(Outcome.BROKEN)).failing))

    with pytest.raises(DeviationsError, match="no reason yet for A-1: replace TODO"):
        load(file)


def test_a_first_list_has_a_table_for_every_rule() -> None:
    """Each table has the level, the outcome and the statement in a comment."""
    short = summary(case(Outcome.BROKEN), case(Outcome.UNMET, id="B-1", level=Level.SHOULD), fail_on=Level.MAY).failing

    text = first_file(short)

    assert tomllib.loads(text) == {"A-1": {"reason": "TODO"}, "B-1": {"reason": "TODO"}}
    assert "# MUST broken: It holds.\n[A-1]\n" in text
    assert "# SHOULD unmet: It holds.\n[B-1]\n" in text
