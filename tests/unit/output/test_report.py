"""report.json: complete, by its own schema, read again in every version."""

import datetime
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from fastapi_spec.client.transcript import Body
from fastapi_spec.output import report as module
from fastapi_spec.output.report import (
    VERSION,
    OptionsReport,
    Report,
    ReportError,
    TargetReport,
    read,
    report_of,
    schema,
    write,
)
from fastapi_spec.printable import visible
from fastapi_spec.rules.rule import Erratum, Level, Origin, Rule
from fastapi_spec.verdict.deviations import Deviation
from fastapi_spec.verdict.outcomes import Outcome
from fastapi_spec.verdict.summary import Exit, Summary
from tests.conftest import PROJECT
from tests.unit.samples import case, exchange, summary

KNOWN = Deviation("it adds", "https://example.com/7", datetime.date(2026, 1, 31))
ERRATUM = Rule(
    "E-1", Level.MAY, "It holds.", "bool 参数", "tutorial/", Erratum("it does", "never true"), Origin.HTTP, "does"
)


def made(run: Summary | None = None) -> Report:
    """The report of a run, by default one with every kind of value."""
    steps = [
        exchange(request_body=Body(2, "é"), response_headers=[("a", "b")]),
        exchange(status=None, failure="silence"),
    ]
    every = summary(
        case(),
        case(Outcome.DEVIATES, id="D-1", name="2", reason="so", prerequisite="login", exchanges=steps),
        case(Outcome.UNMET, rule=ERRATUM),
        deviations={"D-1": KNOWN},
    )
    run = run or every
    run.status = run.exit_status(0)
    return report_of(
        run,
        target=TargetReport(run.target, "http://h", ["--server", "granian"], {"fastapi": "0.115.0"}, str(run.stopped)),
        options=OptionsReport(without=["chapter07_database"]),
        started=0,
        seconds=1.23456,
    )


def test_a_report_is_valid_by_its_schema(tmp_path: Path) -> None:
    """Whoever reads a report can rely on the schema that is published."""
    data = json.loads(write(tmp_path, made()).read_text(encoding="utf-8"))

    jsonschema.validate(data, schema())
    assert data["version"] == module.VERSION


def test_a_report_is_read_as_it_was_written(tmp_path: Path) -> None:
    """One model writes and reads, from a folder or a file."""
    path = write(tmp_path, made())

    assert read(path) == read(tmp_path) == made()


def test_a_report_tells_the_run() -> None:
    """Target, options, time and verdict are those of the run."""
    report = made()

    assert (report.target.name, report.target.url) == ("T", "http://h")
    assert (report.options.level, report.options.fail_on) == ("MAY", "MUST")
    assert report.options.without == ["chapter07_database"]
    assert (report.started, report.seconds) == ("1970-01-01T00:00:00.000+00:00", 1.235)
    assert (report.complete, report.verdict, report.exit_status) == (True, "conforms", 0)


def test_a_report_has_every_rule_with_its_sources() -> None:
    """A rule of a report needs no other file to be understood."""
    rule = made().rule("E-1")

    assert rule
    assert (rule.level, rule.statement, rule.outcome) == ("MAY", "It holds.", Outcome.UNMET)
    assert (rule.notes, rule.docs) == ("bool 参数", "https://fastapi.tiangolo.com/tutorial/")
    assert (rule.chapter, rule.section) == ("Chapter", "Section")
    assert (rule.erratum, rule.deviation) == (ERRATUM.erratum, None)


def test_a_report_has_every_case_with_its_exchanges() -> None:
    """A case says why it does not hold and what went over the wire."""
    rule = made().rule("D-1")

    assert rule
    [found] = rule.cases
    assert rule.deviation == KNOWN
    assert (found.case, found.reason, found.prerequisite) == ("2", "so", "login")
    assert [step.failure for step in found.exchanges] == [None, "silence"]
    assert rule.case(found.test) is found
    assert rule.case("another") is None


def test_a_report_counts_every_outcome() -> None:
    """An outcome that no rule came to is counted, too."""
    assert list(made().counts) == list(Outcome)
    assert made().counts["holds"] == 1


def test_a_report_names_stale_deviations() -> None:
    """A listed rule that holds is in the report."""
    assert made(summary(case(), deviations={"A-1": KNOWN})).stale == ["A-1"]


@pytest.mark.parametrize(
    "state, complete, verdict",
    [
        ({"others_failed": True}, True, "broken"),
        ({"collection_failed": True}, True, "harness failed"),
        ({"stopped": "it died"}, False, "no target"),
    ],
)
def test_a_run_that_ended_early_is_not_complete(state: dict[str, Any], verdict: str, *, complete: bool) -> None:
    """Rules that are missing in an incomplete report may hold or not."""
    report = made(summary(case(), **state))

    assert (report.complete, report.verdict) == (complete, verdict)
    assert Exit(report.exit_status).name.lower().replace("_", " ") == verdict


def test_an_old_report_stays_whole_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process never reads half a report."""
    write(tmp_path, made())
    monkeypatch.setattr("os.chmod", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        write(tmp_path, replace(made(), verdict="another"))
    assert read(tmp_path) == made()


def test_what_is_not_seen_is_an_escape_in_the_file(tmp_path: Path) -> None:
    """Whoever prints the file sees nothing of it, and a program reads the same; a lone surrogate is written out."""
    odd = "\x1b[31m\x7f\x9b\u202e\u2028\U000e0041 中文"
    path = write(tmp_path, replace(made(), verdict=odd, started="\ud800"))

    text = path.read_text(encoding="utf-8")
    assert text.replace("\n", "").isprintable()
    assert (json.loads(text)["verdict"], json.loads(text)["started"]) == (odd, "\\ud800")
    assert read(tmp_path).verdict == visible(odd)
    assert "中文" in text


def saved(folder: Path, **changes: Any) -> Path:
    """Write a report with some changes to its data."""
    path = write(folder, made())
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | changes))
    return path


def test_a_report_of_version_2_can_be_read(tmp_path: Path) -> None:
    """Version 2 left out what a body does not have."""
    rules = json.loads(write(tmp_path, made()).read_text(encoding="utf-8"))["rules"]
    for step in rules[1]["cases"][0]["exchanges"]:
        step["response_body"] = {"bytes": 0}

    assert read(saved(tmp_path, version=2, rules=rules)).rules == made().rules


def test_a_report_of_version_3_can_be_read(tmp_path: Path) -> None:
    """Version 3 had no origins."""
    rules = json.loads(write(tmp_path, made()).read_text(encoding="utf-8"))["rules"]
    for rule in rules:
        del rule["origin"], rule["plain"]

    report = read(saved(tmp_path, version=3, rules=rules, options={"level": "MAY", "fail_on": "MUST", "without": []}))

    assert [rule.origin for rule in report.rules] == ["", "", ""]


def test_a_report_of_version_1_can_be_read(tmp_path: Path) -> None:
    """Version 1 had neither deviations nor prerequisites, and no chapters that are not claimed."""
    rules = json.loads(write(tmp_path, made(summary(case()))).read_text(encoding="utf-8"))["rules"]
    del rules[0]["deviation"], rules[0]["cases"][0]["prerequisite"]
    path = saved(tmp_path, version=1, rules=rules, options={"level": "MAY", "fail_on": "MUST"})
    path.write_text(
        json.dumps({name: value for name, value in json.loads(path.read_text()).items() if name != "stale"})
    )

    report = read(path)
    assert report.rules == made(summary(case())).rules
    assert (report.stale, report.options.without) == ([], [])


@pytest.mark.parametrize("more", [{}, {"target": "renamed", "rules": {}}], ids=["same", "changed"])
def test_a_report_of_a_later_version_is_told(tmp_path: Path, more: dict[str, Any]) -> None:
    """A later version may have any other form, and is not a broken report."""
    with pytest.raises(ReportError, match=f"is a report of version 99: this command reads up to {module.VERSION}$"):
        read(saved(tmp_path, version=99, **more))


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "3", '{"version": 2}', '{"version": "x"}', '{"version": 3, "rules": [{}]}', "[" * 100_000],
    ids=lambda text: text[:20],
)
def test_another_file_is_not_a_report(tmp_path: Path, text: str) -> None:
    """Whatever is in a file, the error is one line with what to do."""
    (tmp_path / "report.json").write_text(text)

    with pytest.raises(ReportError, match=f"^{tmp_path}/report.json is not a report: make one with --report DIR$"):
        read(tmp_path)


def test_a_missing_report_is_told(tmp_path: Path) -> None:
    """A folder without a report, and a path without a file, are the same error."""
    with pytest.raises(ReportError, match="No such file or directory; make a report with --report DIR") as raised:
        read(tmp_path)
    assert raised.value.status == Exit.USAGE


def test_the_schema_is_json_schema() -> None:
    """Tools in other languages can read it."""
    jsonschema.Draft202012Validator.check_schema(schema())


def test_the_documentation_names_the_version() -> None:
    """Whoever reads reports by a program relies on it."""
    assert f"writes `DIR/report.json`, version {VERSION}:" in (PROJECT / "docs" / "options.md").read_text("utf-8")
