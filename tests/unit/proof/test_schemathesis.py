"""schemathesis by itself: what its table names exists, what its reports say, and when the command fails."""

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from fastapi_spec.generate.openapi import operations
from fastapi_spec.rules.contract import documents
from proof.commands import schemathesis as command
from proof.commands.schemathesis import judged, read
from proof.schemathesis.table import Listed, load
from spec.generated.areas import EXCLUSIONS

CONTRACT = {
    f"{method} {prefix}{path}"
    for prefix, document in documents().items()
    for method, _, path in (name.partition(" ") for name in operations(document))
}
SEQUENCES = {f"SEQUENCE {prefix}/" for prefix in documents()}
REPORT: dict[str, Any] = {
    "failures": [{"title": "Server error", "operations": ["GET /a", "Stateful tests"]}],
    "errors": [],
    "complete": True,
    "operations": {"total": 2, "tested": 2},
    "test_cases": {"generated": 7},
}
ALWAYS, SOMETIMES = Listed("F", ("GET /a",), "It is."), Listed("G", ("GET /a", "GET /b"), "It may.", sometimes=True)


def test_the_table_names_operations_of_the_contract() -> None:
    """Each finding has a sentence that says why it is not a defect, and is listed once."""
    listed = [(row.finding, operation) for row in load() for operation in row.operations]

    assert {operation for _, operation in listed} <= CONTRACT | SEQUENCES
    assert len(listed) == len(set(listed))
    assert all(row.why.endswith(".") for row in load())


def test_the_rules_exclude_what_the_table_lists() -> None:
    """The same operations crash and reject on purpose, whoever sends the requests."""
    crashing = {
        each for row in EXCLUSIONS["check"] if row["check"] == "not_a_server_error" for each in row["operations"]
    }

    assert {each for row in load() if row.finding == "Server error" for each in row.operations} == crashing


@pytest.mark.parametrize(
    "change, found",
    [
        ({}, [("Server error", "GET /p/a"), ("Server error", "SEQUENCE /p/")]),
        ({"failures": []}, []),
        ({"failures": [], "errors": [{"title": "Schema Error"}]}, [("Schema Error", "GET /p/openapi.json")]),
        ({"failures": [], "complete": False}, [("incomplete", "GET /p/openapi.json")]),
        ({"failures": [], "operations": {"total": 2, "tested": 1}}, [("incomplete", "GET /p/openapi.json")]),
    ],
)
def test_a_report_is_read(tmp_path: Path, change: dict[str, Any], found: list[tuple[str, str]]) -> None:
    """A run that did not come to its end is a finding, too."""
    (tmp_path / "report.json").write_text(json.dumps(REPORT | change))

    assert read(tmp_path / "report.json", "/p") == (found, 7)


def test_a_run_without_a_report_is_a_finding(tmp_path: Path) -> None:
    """schemathesis may have failed before it wrote one, or while it did."""
    (tmp_path / "empty.json").touch()

    assert read(tmp_path / "none.json", "") == ([("no report", "GET /openapi.json")], 0)
    assert read(tmp_path / "empty.json", "") == ([("no report", "GET /openapi.json")], 0)


@pytest.mark.parametrize(
    "found, wrong",
    [
        ({("F", "GET /a"): "again"}, []),
        ({("F", "GET /a"): "again", ("G", "GET /b"): "again"}, []),
        ({}, ["GET /a: F; in the table, and no seed found it"]),
        ({("F", "GET /a"): "again", ("F", "GET /b"): "again"}, ["GET /b: F; not in the table; again"]),
    ],
    ids=["as listed", "sometimes", "not found", "not listed"],
)
def test_findings_are_compared_with_the_table(found: dict[tuple[str, str], str], wrong: list[str]) -> None:
    """A finding that is not listed names the command that finds it again."""
    assert list(judged(found, [ALWAYS, SOMETIMES])) == wrong


def test_an_application_is_run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """One without operations that fail on purpose conforms; of another the findings have to be listed."""
    monkeypatch.setattr(command, "OUTPUT", tmp_path)
    options = argparse.Namespace(prefixes=["/apps/no-slash-redirect", "/apps/middleware/cors-outermost"], seed=[1])
    options.examples = 1

    assert command.main(options) == 0
    monkeypatch.setattr(command, "load", list)
    assert command.main(options) == 1
    told = capsys.readouterr().out
    assert "1 seeds, 1 findings, 0 differences from the table\n" in told
    assert "GET /apps/middleware/cors-outermost/crash: Server error; not in the table; python -m proof" in told


def test_an_unknown_application_is_wrong_usage() -> None:
    """A near miss is named."""

    def error(message: str) -> None:
        raise ValueError(message)

    with pytest.raises(ValueError, match=r"no application /apps/guardde \(did you mean /apps/guarded\?\)"):
        command.main(argparse.Namespace(prefixes=["/apps/guardde"], seed=None, examples=1, error=error))
