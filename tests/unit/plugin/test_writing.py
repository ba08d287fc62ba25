"""The files of a run: the report at its end, a first list of deviations."""

import pytest

from tests.unit.conftest import XDIST, Mini

SHAPE = 'assert api.get("/echo?n=1").json() == like(shape="round")'


@pytest.mark.parametrize("options", [[], XDIST], ids=["one", "xdist"])
def test_a_report_is_written_at_the_end(mini_rules: Mini, options: list[str]) -> None:
    """The report has every rule in the order of the file, and the verdict."""
    report = mini_rules.report("bad", *options)

    assert [rule.id for rule in report.rules] == ["MINI-A-1", "MINI-A-2", "MINI-A-3"]
    assert (report.complete, report.verdict, report.exit_status) == (True, "broken", 1)
    assert {outcome: count for outcome, count in report.counts.items() if count} == {"holds": 2, "broken": 1}


@pytest.mark.parametrize("target, verdict", [("good", "conforms"), ("bad", "does not conform")])
def test_a_page_and_badges_are_written_beside_the_report(mini_rules: Mini, target: str, verdict: str) -> None:
    """The run says where the page is."""
    ran = mini_rules.run(target, "--report=out")
    out = mini_rules.folder / "out"

    assert "page: out/index.html" in ran.output
    assert f"{verdict}</title>" in (out / "index.html").read_text(encoding="utf-8")
    assert sorted(path.name for path in out.iterdir()) == [
        "badge.json", "badge.svg", "index.html", "report.json", "summary.md",
    ]  # fmt: skip


def test_an_incomplete_run_has_a_page(mini_rules: Mini) -> None:
    """It is marked as what it is."""
    mini_rules.edit(SHAPE, "raise KeyboardInterrupt")
    mini_rules.run("good", "--report=out")

    assert "Incomplete: the run ended early." in (mini_rules.folder / "out/index.html").read_text(encoding="utf-8")


def test_a_page_of_another_program_stays(mini_rules: Mini) -> None:
    """The folder of a report may be that of a site."""
    page = mini_rules.folder / "out" / "index.html"
    page.parent.mkdir()
    page.write_text("mine")

    ran = mini_rules.run("good", "--report=out")
    assert "no page written: out/index.html is not a page of fastapi-spec; give --report another folder" in ran.output
    assert (ran.status, page.read_text()) == (0, "mine")


def test_a_report_for_a_program_has_no_page(mini_rules: Mini) -> None:
    """``diff`` and ``upgrade`` run with --no-summary and read the report alone."""
    mini_rules.run("good", "--report=out", "--no-summary")

    assert sorted(path.name for path in (mini_rules.folder / "out").iterdir()) == ["report.json", "summary.md"]


def test_a_report_that_cannot_be_written_fails_the_run(mini_rules: Mini) -> None:
    """Someone who asked for a report does not have one."""
    mini_rules.edit(
        '    response = api.get("/echo"',
        '    import shutil; shutil.rmtree("out", True)\n    response = api.get("/echo"',
    )

    ran = mini_rules.run("good", "--report=out")
    assert ran.status == 3
    assert "ERROR: not written: " in ran.output


def test_a_first_list_is_written_from_a_run(mini_rules: Mini) -> None:
    """The list has what fails the run, and can be used once it has reasons."""
    file = mini_rules.folder / "known.toml"

    ran = mini_rules.run("bad", "--write-deviations=known.toml")
    assert ran.status == 1
    assert "deviations: known.toml lists 1 rule; write its reason" in ran.output
    assert "# MUST broken: A number is echoed.\n[MINI-A-1]\n" in file.read_text()

    file.write_text(file.read_text().replace('"TODO"', '"it adds a half"'))
    assert mini_rules.run("bad", "--deviations=known.toml").status == 0


def test_a_list_never_replaces_a_file(mini_rules: Mini) -> None:
    """A file that appeared while the rules ran stays as it is."""
    mini_rules.edit(
        '    response = api.get("/echo"', '    open("known.toml", "w").close()\n    response = api.get("/echo"'
    )

    ran = mini_rules.run("bad", "--write-deviations=known.toml")
    assert ran.status == 3
    assert "ERROR: not written: " in ran.output
    assert [path.read_text() for path in mini_rules.folder.glob("*known*")] == [""]


@pytest.mark.parametrize(
    "target, options, reason",
    [("good", [], "there are none"), ("bad", ["-k", "colour", "--maxfail=1"], "there are none")],
)
def test_no_list_is_written_without_a_shortfall(mini_rules: Mini, target: str, options: list[str], reason: str) -> None:
    """An empty list would be of no use."""
    ran = mini_rules.run(target, "--write-deviations=known.toml", *options)

    assert f"no deviations written to known.toml: {reason}" in ran.output
    assert not (mini_rules.folder / "known.toml").exists()


def test_no_list_is_written_after_an_incomplete_run(mini_rules: Mini) -> None:
    """Rules that did not run may fail as well."""
    mini_rules.edit(SHAPE, "raise KeyboardInterrupt")

    ran = mini_rules.run("bad", "--write-deviations=known.toml")
    assert ran.status == 2
    assert "no deviations written to known.toml: the run is not complete" in ran.output
