"""What an implementation says of itself: rules it is known to break, chapters it does not claim."""

import json
import os
import re
import tomllib
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from fastapi_spec.output import report
from fastapi_spec.verdict.deviations import DeviationsError, load
from tests.conftest import PROJECT, Run, edit, run

KNOWN = '[MINI-A-1]\nreason = "it adds a half"\nissue = "https://example.com/7"\nsince = 2026-01-31\n'


@pytest.fixture
def known(mini: Path) -> Path:
    """A file that lists the one rule which apps:bad breaks."""
    file = mini / "known.toml"
    file.write_text(KNOWN)
    return file


def count(folder: str) -> int:
    """How many rules the contract has in a folder of the specification."""
    rules = json.loads((PROJECT / "spec/contract/rules.json").read_text(encoding="utf-8"))
    return sum(rule["test"].startswith(f"{folder}/") for rule in rules)


def read(folder: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    jsonschema.validate(data, json.loads(report.SCHEMA.read_text(encoding="utf-8")))
    return data


@pytest.mark.parametrize("options", [[], ["-n", "2"]], ids=["one", "xdist"])
def test_a_known_deviation_does_not_fail_the_run(run_mini: Run, mini: Path, known: Path, options: list[str]) -> None:
    ran = run_mini("--app", "apps:bad", "--deviations", known, "--report=out", "--junitxml=junit.xml", "-x", *options)

    assert ran.status == 0
    assert "apps:bad conforms: 2 of 3 rules hold, 1 MUST deviates" in ran.output
    assert "deviates    MUST   MINI-A-1\n" in ran.output
    assert "known: it adds a half (since 2026-01-31, https://example.com/7)\n" in ran.output
    rule = read(mini / "out")["rules"][0]
    assert rule["outcome"] == "deviates"
    assert rule["deviation"] == {"reason": "it adds a half", "issue": "https://example.com/7", "since": "2026-01-31"}
    assert rule["cases"][1]["reason"] == 'expected: body like {"n": 2}\nreceived: body.n is 3, not 2'
    outcomes = [node.get("value") for node in ElementTree.parse(mini / "junit.xml").iterfind(".//*[@name='outcome']")]
    assert sorted(map(str, outcomes)) == ["deviates", "holds", "holds", "holds"]


def test_unmet_levels_deviate_too(run_mini: Run, mini: Path) -> None:
    (mini / "known.toml").write_text('[MINI-A-2]\nreason = "square"\n[MINI-A-3]\nreason = "grey"\n')

    ran = run_mini("--app", "apps:shapeless", "--deviations=known.toml", "--fail-on=may")

    assert ran.status == 0
    assert "1 of 3 rules hold, 1 MAY deviates, 1 SHOULD deviates" in ran.output
    assert "the cards of what is unmet" not in ran.output


@pytest.mark.parametrize("options", [[], ["-n", "2"]], ids=["one", "xdist"])
def test_a_listed_rule_that_holds_again_fails_the_run_by_name(
    run_mini: Run, mini: Path, known: Path, options: list[str]
) -> None:
    ran = run_mini("--app", "apps:good", f"--deviations={known}", "--report=out", *options)

    assert ran.status == 1
    assert f"stale       {known} lists what holds again: take it off\n            MINI-A-1\n" in ran.output
    assert (
        "apps:good conforms, but its list of deviations is stale: 3 of 3 rules hold; MINI-A-1 holds again" in ran.output
    )
    assert read(mini / "out")["stale"] == ["MINI-A-1"]


def test_a_list_may_be_stale_where_another_rule_is_broken(run_mini: Run, mini: Path) -> None:
    (mini / "known.toml").write_text('[MINI-A-2]\nreason = "square"\n[MINI-A-3]\nreason = "grey"\n')

    ran = run_mini("--app", "apps:bad", "--deviations=known.toml")

    assert ran.status == 1
    assert "does not conform: 2 of 3 rules hold, 1 MUST broken; MINI-A-2, MINI-A-3 hold again" in ran.output


@pytest.mark.parametrize("chosen", [["-k", "echoed and 1"], ["test_mini.py::test_a_number_is_echoed[1]"]])
def test_a_rule_of_which_only_some_cases_ran_is_not_stale(run_mini: Run, known: Path, chosen: list[str]) -> None:
    assert run_mini("--app", "apps:bad", f"--deviations={known}", *chosen).status == 0


def test_a_rule_behind_a_failed_prerequisite_deviates_when_listed(run_mini: Run, mini: Path, known: Path) -> None:
    edit(mini, "@must", "@pytest.fixture\ndef login(api):\n    assert api.get('/login').status_code == 200\n\n\n@must")
    edit(mini, "echoed(api", "echoed(login, api")

    ran = run_mini("--app", "apps:good", f"--deviations={known}")

    assert ran.status == 0
    assert "2 of 3 rules hold, 1 MUST deviates" in ran.output


@pytest.mark.parametrize(
    "text, line",
    [
        (None, "No such file or directory"),
        ("[MINI-A-1", "Expected"),
        ("\0", "Illegal|Invalid"),
        ("[MINI-A-1]", "MINI-A-1 without a reason"),
        ("[MINI-A-1]\nreason = ' '", "MINI-A-1 without a reason"),
        ("[MINI-A-1]\nreason = 'Todo: ask'", "MINI-A-1 without a reason yet: write it in place of TODO"),
        ("[MINI-A-1]\nresaon = 'x'", r"MINI-A-1 has no key resaon \(did you mean reason\?\)"),
        ("[MINI-A-1]\nwhy = 'x'", "MINI-A-1 has no key why; there are reason, issue and since"),
        ("[MINI-A-1]\nreason = 'x'\nissue = 7", 'MINI-A-1: write the address of the issue, as in issue = "https'),
        ("[MINI-A-1]\nreason = 'x'\nsince = '2026'", "MINI-A-1: write since as a date without quotes"),
        ("reason = 'x'", r"reason stands outside of a table: write \[RULE-ID\] above it"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused_in_one_line(tmp_path: Path, text: str | None, line: str) -> None:
    file = tmp_path / "known.toml"
    if text is not None:
        file.write_text(text)

    with pytest.raises(DeviationsError, match=f"^--deviations {file}: (Invalid statement.*)?({line})[^\n]*$"):
        load(file)


@pytest.mark.parametrize(
    "text, line", [("reason = 'x'", "reason stands"), ("[MINI-A-4]\nreason = 'x'", "no rule MINI-A-4")]
)
def test_a_list_that_is_refused_is_wrong_usage(run_mini: Run, mini: Path, text: str, line: str) -> None:
    (mini / "known.toml").write_text(text)

    ran = run_mini("--app", "apps:good", "--deviations=known.toml")

    assert ran.status == 4
    assert f"ERROR: --deviations known.toml: {line}" in ran.output


def test_an_unknown_id_is_refused_before_anything_is_collected(tmp_path: Path) -> None:
    (tmp_path / "known.toml").write_text("[QUERY-BOOL-99]\nreason = 'x'\n")

    ran = run(f"--deviations={tmp_path / 'known.toml'}", "-n", "2")

    assert ran.status == 4
    assert "no rule QUERY-BOOL-99 (did you mean QUERY-BOOL-" in ran.output


def test_a_first_list_is_written_from_a_run_and_asks_for_reasons(run_mini: Run, mini: Path) -> None:
    first = run_mini("--app", "apps:bad", "--write-deviations=known.toml")
    again = run_mini("--app", "apps:bad", "--deviations=known.toml")
    (mini / "known.toml").write_text((mini / "known.toml").read_text().replace('"TODO"', '"it adds a half"'))
    owned = run_mini("--app", "apps:bad", "--deviations=known.toml")

    assert (first.status, again.status, owned.status) == (1, 4, 0)
    assert "deviations: known.toml lists 1 rules; write the reason of each" in first.output
    assert "MINI-A-1 without a reason yet" in again.output
    text = (mini / "known.toml").read_text()
    assert "# MUST broken: A number is echoed.\n[MINI-A-1]\n" in text
    assert tomllib.loads(text) == {"MINI-A-1": {"reason": "it adds a half"}}


@pytest.mark.parametrize(
    "file, problem",
    [("apps.py", "is there already"), ("no/known.toml", "would lie in no folder")],
    ids=["taken", "away"],
)
def test_a_list_is_never_written_over_a_file(run_mini: Run, mini: Path, file: str, problem: str) -> None:
    before = (mini / "apps.py").read_text()

    ran = run_mini("--app", "apps:bad", f"--write-deviations={file}")

    assert ran.status == 4
    assert f"--write-deviations {file}: {problem}, name another file" in ran.output
    assert (mini / "apps.py").read_text() == before


def test_a_list_is_not_written_over_a_file_that_came_meanwhile(run_mini: Run, mini: Path) -> None:
    edit(mini, '    response = api.get("/echo"', '    open("known.toml", "w").close()\n    response = api.get("/echo"')

    ran = run_mini("--app", "apps:bad", "--write-deviations=known.toml")

    assert ran.status == 3
    assert "ERROR: not written: " in ran.output
    assert (mini / "known.toml").read_text() == ""
    assert not list(mini.glob(".known*"))


@pytest.mark.parametrize(
    "app, why", [("good", "there are none"), ("dying", "the run is not complete")], ids=["nothing", "incomplete"]
)
def test_no_list_is_written_where_there_is_nothing_to_own(run_mini: Run, mini: Path, app: str, why: str) -> None:
    ran = run_mini("--app", f"apps:{app}", "--write-deviations=known.toml")

    assert f"no deviations written to known.toml: {why}" in ran.output
    assert not (mini / "known.toml").exists()


@pytest.mark.parametrize("options", [[], ["-n", "2"]], ids=["one", "xdist"])
def test_a_chapter_that_is_not_claimed_is_counted_and_not_asked(tmp_path: Path, options: list[str]) -> None:
    folders = ["spec/chapter08_middleware", "spec/chapter08_background"]
    claimed, left_out = map(count, folders)

    ran = run(
        *folders, "-v", "--without", "background", f"--report={tmp_path}", f"--junitxml={tmp_path / 'j'}", *options
    )

    assert ran.status == 0
    assert "MUST BG-1 not claimed" in ran.output
    assert re.search(r" -/\d+ not claimed\n", ran.output)
    verdict = f"{claimed} of {claimed} rules hold, {left_out} not claimed"
    assert f"reference_app.main:app conforms to what it claims: {verdict}" in ran.output
    data = read(tmp_path)
    assert data["options"]["without"] == ["chapter08_background"]
    assert data["counts"]["not claimed"] == left_out
    assert {len(case["exchanges"]) for case in data["rules"][-1]["cases"]} == {0}
    assert ElementTree.parse(tmp_path / "j").find(".//property[@value='not claimed']") is not None


@pytest.mark.parametrize("name", ["8", "08", "chapter08", "chapter08_middleware", "Middleware"])
def test_nothing_ran_where_no_rule_is_claimed(name: str) -> None:
    ran = run("spec/chapter08_middleware", f"--without={name}", "-q")

    assert ran.status == 5
    unasked = count("spec/chapter08_middleware")
    assert f"no verdict on reference_app.main:app: no rule was asked, {unasked} are not claimed" in ran.output


PARTIAL = """
from starlette.responses import JSONResponse
from reference_app.main import app as whole

whole.openapi()["paths"] = {
    path: item for path, item in whole.openapi()["paths"].items() if not path.startswith("/chapter07")
}


async def app(scope, receive, send):
    if scope.get("path", "").startswith(("/chapter07", "/apps/cors")):
        await JSONResponse({"detail": "Not Found"}, 404, {"X-Process-Time": "0.1"})(scope, receive, send)
    else:
        await whole(scope, receive, send)
"""


def test_no_other_chapter_leans_on_one_that_is_not_claimed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "partial.py").write_text(PARTIAL)
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{PROJECT}")

    ran = run("-q", "--app=partial:app", "--without=database", "--without=cors", "--fail-on=should", "spec")

    assert ran.status == 0, ran.output
    assert "Routing                                       10/10" in ran.output
    assert "partial:app conforms to what it claims" in ran.output
