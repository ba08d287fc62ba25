"""What a run prints while the rules run: a line for each section, the checklist with -v, nothing with -q."""

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


SECTION = "\nMini rules · 小 1/3\n"


def without_bars(output: str) -> str:
    """What a run printed, without bars and further spaces."""
    return "".join(" ".join(line.strip("█░ ").split()) + "\n" for line in output.splitlines())


@pytest.mark.parametrize("options", [[], XDIST], ids=["one", "xdist"])
def test_runs_print_a_line_for_each_section(mini_rules: Mini, options: list[str]) -> None:
    """Once, before the verdict, and nothing of pytest's own."""
    output = without_bars(mini_rules.run("shapeless", *options).output)

    begun, section, end = output.partition(SECTION)
    assert section
    assert "verdict" in end and "Mini rules" not in end
    assert NODE.findall(output) == []
    assert "%]" not in output
    assert not re.search(r"^[.uF]+$", begun, re.MULTILINE)


@pytest.mark.parametrize(
    "edited, options, status",
    [("raise KeyboardInterrupt", [], 2), ("assert 0", ["-x"], 1), ("assert 0", [*XDIST, "-x"], 1)],
)
def test_runs_that_are_stopped_print_the_sections_that_were_reached(
    mini_rules: Mini, edited: str, options: list[str], status: int
) -> None:
    """With the rules that ran; those of the sections behind it were not."""
    mini_rules.edit('assert api.get("/echo?n=1").json() == like(shape="round")', edited)
    ran = mini_rules.run("good", "--fail-on=may", *options)

    assert ran.status == status
    assert re.search(r"^Mini rules · 小 1/\d$", without_bars(ran.output), re.MULTILINE), ran.output


def test_other_tests_keep_their_dots(mini_rules: Mini) -> None:
    """With the name of their file, and a percentage of all tests."""
    (mini_rules.folder / "test_a.py").write_text("def test_a(): pass\n")
    (mini_rules.folder / "test_other.py").write_text("def test_other(): pass\ndef test_more(): assert 0\n")

    output = mini_rules.run("good").output
    assert [" ".join(line.split()) for line in NODE.findall(output)][:2] == ["test_a.py .", "test_other.py .F [100%]"]
    assert "= verdict =" in output
    assert SECTION.replace("1/3", "3/3") in without_bars(output)


def test_other_tests_of_workers_keep_their_dots(mini_rules: Mini) -> None:
    """Which tests are rules is not known before they run; the line of a section begins a new line."""
    (mini_rules.folder / "test_a.py").write_text("def test_a(): pass\ndef test_b(): pass\n")

    output = without_bars(mini_rules.run("good", *XDIST).output)
    assert "\n..\n" in output
    assert SECTION.replace("1/3", "3/3") in output


@pytest.mark.parametrize("options", [[], XDIST], ids=["one", "xdist"])
def test_a_rule_that_is_skipped_has_no_letter(mini_rules: Mini, options: list[str]) -> None:
    """pytest counts it at the end."""
    mini_rules.edit("    response = api.get(", "    pytest.skip('away')\n    response = api.get(")
    output = without_bars(mini_rules.run("good", *options).output)

    assert SECTION.replace("1/3", "2/2") in output
    assert "2 passed, 2 skipped" in output
    assert not re.search(r"^s+$", output, re.MULTILINE)


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
