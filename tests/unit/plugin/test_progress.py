"""What a run prints while the rules run: the checklist with -v, nothing with -q."""

import re

import pytest

from tests.unit.conftest import XDIST, Mini

CHECKLIST = """
  Mini rules · 小
    ✓  MUST   MINI-A-1        A number is echoed. 2/2
    ✗  SHOULD MINI-A-2        unmet: The response says that it is shaped.
    ✗  MAY    MINI-A-3        unmet: The response has a colour.

"""
NODE = re.compile(r"^(test_\w+\.py.*|\[gw.*)$", re.MULTILINE)


@pytest.mark.parametrize("options", [[], XDIST], ids=["one", "xdist"])
def test_verbose_runs_print_the_checklist(mini_rules: Mini, options: list[str]) -> None:
    """A row for each rule, and nothing of pytest's own between them."""
    output = mini_rules.run("shapeless", "-v", *options).output

    assert CHECKLIST in output
    assert NODE.findall(output) == []
    assert "4 skipped" not in output


@pytest.mark.parametrize("options", [[], XDIST], ids=["one", "xdist"])
def test_more_verbose_runs_print_the_cases(mini_rules: Mini, options: list[str]) -> None:
    """In their order, under the rule."""
    output = mini_rules.run("bad", "-vv", *options).output

    assert re.search(r"✗  MUST   MINI-A-1 +BROKEN: A number is echoed. 1/2\n +✓  1\n +✗  broken: 2\n", output)


@pytest.mark.parametrize("options", [[], XDIST], ids=["one", "xdist"])
def test_quiet_runs_print_the_verdict(mini_rules: Mini, options: list[str]) -> None:
    """One line; xdist says before it that its workers start."""
    output = mini_rules.run("shapeless", "-q", *options).output

    assert (
        output.replace("bringing up nodes...", "").strip()
        == f"{mini_rules.url}/shapeless conforms: 1 of 3 rules hold, 1 MAY unmet, 1 SHOULD unmet"
    )


def test_other_tests_keep_their_lines(mini_rules: Mini) -> None:
    """pytest prints its line for each test that is not a rule, and for a rule that is skipped."""
    (mini_rules.folder / "test_other.py").write_text("def test_other(): pass\n")
    mini_rules.edit("    response = api.get(", "    pytest.skip('away') if n == 2 else None\n    response = api.get(")

    output = mini_rules.run("good", "-v").output
    assert [" ".join(line.split()) for line in NODE.findall(output)] == [
        "test_mini.py::test_a_number_is_echoed[2] SKIPPED (away) [ 40%]",
        "test_other.py::test_other PASSED [100%]",
    ]
    assert "✓  MUST   MINI-A-1        A number is echoed. 1/2\n" in output


def test_quiet_runs_count_other_tests(mini_rules: Mini) -> None:
    """The verdict is on rules only."""
    (mini_rules.folder / "test_other.py").write_text("def test_other(): pass\n")

    assert re.search(r"^5 passed in", mini_rules.run("good", "-q").output, re.MULTILINE)


def test_a_session_without_rules_is_as_quiet_as_pytest(mini_rules: Mini) -> None:
    """The plugin changes nothing where it has no part."""
    (mini_rules.folder / "test_mini.py").write_text("def test_other(): pass\n")

    output = mini_rules.run("good", "-q").output
    assert output.startswith(".")
    assert "\n1 passed in" in output


def test_a_failing_rule_keeps_its_word_in_the_short_summary(mini_rules: Mini) -> None:
    """pytest asks for it again after the rule has run."""
    output = mini_rules.run("bad", "-v", "-rf").output

    assert "MUST MINI-A-1 broken test_mini.py::test_a_number_is_echoed[2]" in output
