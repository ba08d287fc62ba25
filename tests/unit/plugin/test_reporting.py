"""The cases of a run are added up: order, progress, exit status, known deviations."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from fastapi_spec.files import SPEC
from fastapi_spec.rules.chapters import module_of
from fastapi_spec.rules.contract import locked
from fastapi_spec.verdict.outcomes import Outcome
from tests.unit.conftest import Mini

KNOWN = '[MINI-A-1]\nreason = "it adds a half"\nissue = "https://example.com/7"\nsince = 2026-01-31\n'
SHAPE = 'assert api.get("/echo?n=1").json() == like(shape="round")'
WEAK = '[MINI-A-2]\nreason = "square"\n[MINI-A-3]\nreason = "grey"\n'


@pytest.fixture
def known(mini_rules: Mini) -> Path:
    """A list of the one rule that the target bad breaks."""
    file = mini_rules.folder / "known.toml"
    file.write_text(KNOWN)
    return file


@pytest.mark.parametrize(
    "target, options, status, verdict",
    [
        ("good", [], 0, "conforms: 3 of 3 rules hold"),
        ("shapeless", [], 0, "conforms: 1 of 3 rules hold, 1 MAY unmet, 1 SHOULD unmet"),
        ("shapeless", ["--fail-on=SHOULD"], 1, "does not conform: 1 of 3 rules hold, 1 SHOULD unmet"),
        ("shapeless", ["--level=must"], 0, "conforms: 1 of 1 rule holds"),
        ("bad", [], 1, "does not conform: 2 of 3 rules hold, 1 MUST broken"),
        ("crashing", ["-x"], 1, "does not conform: 0 of 1 rule holds, 1 MUST broken"),
    ],
    ids=["good", "unmet", "fail-on", "level", "broken", "-x"],
)
def test_the_verdict_and_the_exit_status_agree(
    mini_rules: Mini, target: str, options: list[str], status: int, verdict: str
) -> None:
    """The last lines of the checklist say why the command ended as it did."""
    ran = mini_rules.run(target, *options)

    assert ran.status == status
    assert f"\n{mini_rules.url}/{target} {verdict}\n" in ran.output


@pytest.mark.parametrize("words", [["-k", "MINI-A-3"], ["-k", "colour"], ["test_mini.py::test_the_colour"]])
def test_one_rule_can_be_selected(mini_rules: Mini, words: list[str]) -> None:
    """-k takes the id of a rule as well as its name."""
    assert "conforms: 1 of 1 rule holds\n" in mini_rules.run("good", *words).output


def test_the_last_failures_can_be_run_again(mini_rules: Mini) -> None:
    """--lf works on rules, as on any test."""
    mini_rules.run("bad")

    assert "conforms: 1 of 1 rule holds\n" in mini_rules.run("good", "--lf").output


def test_a_failing_test_that_is_not_a_rule_fails_the_run(mini_rules: Mini) -> None:
    """Rules and other tests may be in one session."""
    (mini_rules.folder / "test_other.py").write_text("def test_other():\n    assert 1 == 2\n")

    ran = mini_rules.run("good")
    assert ran.status == 1
    assert "conforms, but a test that is not a rule failed: 3 of 3 rules hold\n" in ran.output
    assert "FAILED test_other.py::test_other" in ran.output


def test_a_rule_that_cannot_be_collected_is_a_failure_of_the_harness(mini_rules: Mini) -> None:
    """A rule without a statement is found before anything runs."""
    mini_rules.edit('test_the_colour(api):\n    """', 'test_the_colour(api):\n    """Nothing"""\n    """')

    ran = mini_rules.run("good")
    assert ran.status == 3
    assert "MINI-A-3 has no statement" in ran.output


def test_an_id_of_two_rules_is_wrong_usage(mini_rules: Mini) -> None:
    """An id means one rule in a report, a list of deviations and on the command line."""
    mini_rules.edit("MINI-A-2", "MINI-A-1")

    ran = mini_rules.run("good")
    assert ran.status == 4
    assert "MINI-A-1 is the id of two rules: test_mini.py::test_a_number_is_echoed and" in ran.output


@pytest.mark.parametrize("options", [["-k", "nothing"], []], ids=["deselected", "skipped"])
def test_a_run_without_a_rule_has_a_status_of_its_own(mini_rules: Mini, options: list[str]) -> None:
    """Where nothing ran, nothing conforms."""
    mini_rules.edit("import pytest", "import pytest\npytestmark = pytest.mark.skip(reason='away')")

    assert mini_rules.run("good", *options).status == 5


def test_a_rule_is_named_in_junit_xml(mini_rules: Mini) -> None:
    """CI servers show the id, the level, the statement and the outcome."""
    mini_rules.run("good", "--junitxml=junit.xml")

    case = ElementTree.parse(mini_rules.folder / "junit.xml").find(".//testcase")
    assert case is not None
    assert {node.get("name"): node.get("value") for node in case.iter("property")} == {
        "rule": "MINI-A-1",
        "level": "MUST",
        "statement": "A number is echoed.",
        "outcome": "holds",
    }


def test_a_known_deviation_does_not_fail_the_run(mini_rules: Mini, known: Path) -> None:
    """The checklist shows it with its reason."""
    ran = mini_rules.run("bad", f"--deviations={known}", "--junitxml=junit.xml", "-x")

    assert ran.status == 0
    assert "conforms: 2 of 3 rules hold, 1 MUST deviates\n" in ran.output
    assert "deviates    MUST   MINI-A-1\n" in ran.output
    assert "known: it adds a half (since 2026-01-31, https://example.com/7)\n" in ran.output
    outcomes = ElementTree.parse(mini_rules.folder / "junit.xml").iterfind(".//*[@name='outcome']")
    assert sorted(str(node.get("value")) for node in outcomes) == ["deviates", "holds", "holds", "holds"]


def test_rules_of_every_level_may_deviate(mini_rules: Mini, known: Path) -> None:
    """A listed rule that is unmet has no card to promise."""
    known.write_text(WEAK)

    ran = mini_rules.run("shapeless", f"--deviations={known}", "--fail-on=may")
    assert ran.status == 0
    assert "conforms: 1 of 3 rules hold, 1 MAY deviates, 1 SHOULD deviates\n" in ran.output
    assert "to see the cards" not in ran.output


def test_a_stale_deviation_fails_the_run(mini_rules: Mini, known: Path) -> None:
    """A listed rule that holds has to be removed from the list."""
    ran = mini_rules.run("good", f"--deviations={known}")

    assert ran.status == 1
    assert f"stale       remove from {known}: this rule holds\n            MINI-A-1\n" in ran.output
    assert "conforms, but its list of deviations is stale: 3 of 3 rules hold; MINI-A-1 holds\n" in ran.output


def test_a_list_may_be_stale_while_another_rule_is_broken(mini_rules: Mini, known: Path) -> None:
    """Both are in the verdict."""
    known.write_text(WEAK)

    ran = mini_rules.run("bad", f"--deviations={known}")
    assert ran.status == 1
    assert "does not conform: 2 of 3 rules hold, 1 MUST broken; MINI-A-2, MINI-A-3 hold\n" in ran.output


@pytest.mark.parametrize("chosen", [["-k", "echoed and 1"], ["test_mini.py::test_a_number_is_echoed[1]"]])
def test_a_rule_of_which_some_cases_ran_is_not_stale(mini_rules: Mini, known: Path, chosen: list[str]) -> None:
    """The case that deviates may be among those that did not run."""
    assert mini_rules.run("bad", f"--deviations={known}", *chosen).status == 0


def test_a_deviation_of_an_unknown_rule_is_wrong_usage(mini_rules: Mini, known: Path) -> None:
    """Ids of rules that are collected or locked are known."""
    known.write_text("[MINI-A-4]\nreason = 'x'\n[QUERY-BOOL-1]\nreason = 'x'\n")

    ran = mini_rules.run("good", f"--deviations={known}")
    assert ran.status == 4
    assert f"ERROR: --deviations {known}: no rule MINI-A-4 (did you mean MINI-A-" in ran.output


def test_an_interrupted_run_has_a_checklist(mini_rules: Mini) -> None:
    """What ran before Ctrl-C is told, in the report, too."""
    mini_rules.edit(SHAPE, "raise KeyboardInterrupt")

    report = mini_rules.report("good")
    assert (report.complete, report.exit_status) == (False, 2)
    assert [rule.outcome for rule in report.rules] == [Outcome.HOLDS]


def test_an_unknown_rule_is_told_before_anything_is_collected(mini_rules: Mini, known: Path) -> None:
    """Locked rules are known without importing their modules."""
    known.write_text("[QUERY-BOOL-99]\nreason = 'x'\n")

    ran = mini_rules.run("good", f"--deviations={known}", str(SPEC))
    assert ran.status == 4
    assert "no rule QUERY-BOOL-99 (did you mean QUERY-BOOL-" in ran.output
    assert "test session starts" not in ran.output


@pytest.fixture
def without_background(mini_rules: Mini, reference: str) -> Mini:
    """Two chapters of the specification, of which the target claims one."""
    folders = [f"{SPEC}/{name}" for name in ("chapter08_middleware", "chapter08_background")]
    mini_rules.url = reference
    mini_rules.options = [*folders, "--without=background"]
    return mini_rules


def test_a_chapter_that_is_not_claimed_is_counted_apart(without_background: Mini) -> None:
    """Its rules do not fail the run, and are not part of what holds."""
    ran = without_background.run("", "-v")

    unclaimed = len([rule for rule in locked() if "chapter08_background/" in str(module_of(rule))])
    assert ran.status == 0
    assert re.search(r"- +MUST +BG-1 +not claimed: ", ran.output)
    assert re.search(rf" conforms to what it claims: (\d+) of \1 rules hold, {unclaimed} not claimed\n", ran.output)


def test_a_chapter_that_is_not_claimed_is_in_the_report(without_background: Mini) -> None:
    """A reader sees what the target does not claim, and that nothing was sent for it."""
    report = without_background.report("")

    assert report.options.without == ["chapter08_background"]
    assert report.counts["not claimed"] == len([rule for rule in report.rules if rule.id.startswith("BG-")])
    assert not any(case.exchanges for case in report.rules[-1].cases)


def test_where_no_rule_is_claimed_nothing_ran(mini_rules: Mini, reference: str) -> None:
    """A target that claims nothing does not conform, either."""
    mini_rules.url = reference

    ran = mini_rules.run("", f"{SPEC}/chapter08_middleware", "--without=8")
    assert ran.status == 5
    assert re.search(rf"\nno verdict on {reference}: no rule ran, \d+ rules are not claimed\n", ran.output)
