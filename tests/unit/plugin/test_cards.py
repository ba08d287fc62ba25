"""``--cards``: which cards are printed under FAILURES."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.unit.conftest import Mini

RERUN = "  rerun  "


def test_only_the_first_card_of_a_rule_is_shown(mini_rules: Mini) -> None:
    """Its other cases are counted in the checklist."""
    output = mini_rules.run("crash").output

    assert output.count(RERUN) == 1
    assert "to see all cards and causes, add --cards all" in output
    assert "2 failed" in output


@pytest.mark.parametrize("style", ["auto", "short", "long"])
def test_all_cards_can_be_asked_for(mini_rules: Mini, style: str) -> None:
    """Whatever the style of tracebacks is."""
    assert mini_rules.run("crash", "--cards=all", f"--tb={style}").output.count(RERUN) == 2


@pytest.mark.parametrize("options", [["--cards=none"], ["--tb=no"]])
def test_no_card_can_be_asked_for(mini_rules: Mini, options: list[str]) -> None:
    """The checklist and the counts stay."""
    ran = mini_rules.run("bad", *options)

    assert ran.status == 1
    assert RERUN not in ran.output
    assert "1 failed" in ran.output


def test_a_test_that_is_not_a_rule_is_always_shown(mini_rules: Mini) -> None:
    """pytest explains it, and counts it."""
    (mini_rules.folder / "test_own.py").write_text("def test_own():\n    assert 1 == 2\n")

    output = mini_rules.run("crash", "--cards=none").output
    assert "assert 1 == 2" in output
    assert RERUN not in output


def test_junit_has_every_card(mini_rules: Mini) -> None:
    """A page of a CI job shows one test at a time."""
    mini_rules.run("crash", "--junitxml=out.xml", "-o", "junit_family=xunit1")

    failures = ElementTree.parse(Path(mini_rules.folder) / "out.xml").findall(".//failure")
    assert len(failures) > 1
    assert all("rerun" in (failure.text or "") for failure in failures)


def test_junit_is_english(mini_rules: Mini) -> None:
    """Whatever the language of the terminal is: the cards of a rule's first and further cases."""
    file = mini_rules.folder / "junit.xml"
    ran = mini_rules.run("crash", "--cards=all", "--lang=zh", f"--junitxml={file}")
    failures = [str(found.text) for found in ElementTree.parse(file).iter("failure")]

    assert ran.output.count("  重跑 ") == 2
    assert [text.count(RERUN) for text in failures] == [1, 1]
    assert not any("重跑" in text or "不符合" in text for text in failures)
