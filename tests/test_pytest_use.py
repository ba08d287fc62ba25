"""pytest's own options keep working on rules."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.conftest import PROJECT, Run, run


def test_verbose_lines_name_level_id_and_outcome_in_the_order_of_the_file(run_mini: Run) -> None:
    output = run_mini("-v", "--app", "apps:shapeless").output

    assert re.findall(r"(\w+ MINI-A-\d \w+)", output)[:4] == [
        "MUST MINI-A-1 holds",
        "MUST MINI-A-1 holds",
        "SHOULD MINI-A-2 unmet",
        "MAY MINI-A-3 unmet",
    ]


def test_collect_only_starts_no_server(run_mini: Run, mini: Path) -> None:
    (mini / "noisy.py").write_text("import pathlib\npathlib.Path('started').touch()\nfrom apps import good\n")

    ran = run_mini("--collect-only", "-q", "--app", "noisy:good")

    assert ran.status == 0
    assert "test_mini.py::test_the_colour" in ran.output
    assert not (mini / "started").exists()


def test_k_and_node_ids_select(run_mini: Run) -> None:
    assert "1 of 1 rules hold" in run_mini("--app", "apps:good", "-k", "colour").output
    assert "1 of 1 rules hold" in run_mini("--app", "apps:bad", "test_mini.py::test_a_number_is_echoed[1]").output


def test_x_stops_at_the_first_broken_rule(run_mini: Run) -> None:
    ran = run_mini("--app", "apps:crashing", "-x")

    assert ran.status == 1
    assert "0 of 1 rules hold, 1 MUST broken" in ran.output


def test_lf_runs_what_failed_last(run_mini: Run) -> None:
    run_mini("--app", "apps:bad")

    assert "1 of 1 rules hold" in run_mini("--app", "apps:good", "--lf").output


@pytest.mark.parametrize("options", [["-n", "2"], ["--random-order"]], ids=["xdist", "random"])
def test_outcomes_do_not_depend_on_order_or_processes(run_mini: Run, options: list[str]) -> None:
    ran = run_mini("--app", "apps:shapeless", *options)

    assert ran.status == 0
    assert "apps:shapeless conforms: 1 of 3 rules hold, 1 MAY unmet, 1 SHOULD unmet" in ran.output


def test_junit_carries_id_level_and_statement(run_mini: Run, mini: Path) -> None:
    run_mini("--app", "apps:good", "--junitxml=junit.xml")

    case = ElementTree.parse(mini / "junit.xml").find(".//testcase")
    assert case is not None
    properties = {node.get("name"): node.get("value") for node in case.iter("property")}
    assert properties == {
        "rule": "MINI-A-1",
        "level": "MUST",
        "statement": "A number is echoed.",
        "outcome": "holds",
    }


def test_the_header_names_target_and_versions() -> None:
    header = run("-k", "nothing", "spec/chapter03_requests").output

    assert "target: reference_app.main:app (served on a free port)\nhere: python 3." in header
    assert "fastapi 0." in header


def test_explain_prints_the_rule_and_runs_nothing() -> None:
    ran = run("--explain", "query-bool-1")

    assert ran.status == 0
    assert ran.output.startswith("QUERY-BOOL-1  MUST\n  A bool query parameter")
    assert "notes     bool 参数" in ran.output


def test_explain_names_the_erratum() -> None:
    assert "erratum   the notes say: " in run("--explain", "BODY-CT-1").output


def test_next_stops_at_the_first_rule_that_is_not_kept(run_mini: Run) -> None:
    ran = run_mini("--app", "apps:bad", "--next")

    assert ran.status == 1
    assert "stopped at the first rule that is not kept: MINI-A-1" in ran.output


@pytest.mark.parametrize("spelling", ["--report {}", "--report={}", "-p no:capture --report {}"])
@pytest.mark.parametrize("exists", [True, False], ids=["existing", "absent"])
def test_report_takes_any_folder_in_both_spellings(
    run_mini: Run, tmp_path_factory: pytest.TempPathFactory, spelling: str, exists: bool
) -> None:
    folder = tmp_path_factory.mktemp("elsewhere") / "reports"
    if exists:
        folder.mkdir()

    ran = run_mini("--app", "apps:good", *spelling.format(folder).split())

    assert ran.status == 0
    assert f"report: {folder}/report.json" in ran.output
    assert (folder / "report.json").exists()


def test_report_works_from_another_working_directory(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()

    ran = run(f"{PROJECT}/spec/chapter03_requests", "-k", "true_spellings", "--report", out, cwd=tmp_path)

    assert ran.status == 0
    assert f"report: {out}/report.json" in ran.output


@pytest.mark.parametrize("options", [[], ["-n", "2"]], ids=["one", "xdist"])
def test_a_session_without_rules_is_left_alone(mini: Path, run_mini: Run, options: list[str]) -> None:
    (mini / "test_mini.py").write_text("def test_nothing_of_ours():\n    assert 1 + 1 == 2\n")

    ran = run_mini(*options)

    assert ran.status == 0
    assert "checklist" not in ran.output
    assert "target" not in ran.output
