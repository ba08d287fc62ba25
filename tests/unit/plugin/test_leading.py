"""--next shows one lesson: the first rule that does not hold, from where the last run stopped."""

import pytest

from tests.unit.conftest import XDIST, Mini

SHAPE = '@should("MINI-A-2")'


def test_it_stops_at_the_first_rule_that_fails(mini_rules: Mini) -> None:
    """Someone who implements the rules one after the other sees one lesson, and nothing else."""
    ran = mini_rules.run("crashing", "--next")

    assert ran.status == 1
    assert "MINI-A-1  MUST  broken" in ran.output
    assert "0 of 3 · Mini rules 0 of 3\n" in ran.output
    assert ran.output.count("  asserted  ") == 1
    assert " verdict " not in ran.output
    assert "test session starts" not in ran.output


def test_with_v_the_rules_that_hold_are_listed(mini_rules: Mini) -> None:
    """-v shows every rule that ran, as in other runs; the lesson is still shown once."""
    ran = mini_rules.run("bad", "--next", "-v")

    assert "MUST MINI-A-1 holds" in ran.output
    assert ran.output.count("  asserted  ") == 1


def test_a_rule_below_fail_on_is_passed_over_and_named(mini_rules: Mini) -> None:
    """A learner may care for it later."""
    ran = mini_rules.run("shapeless", "--next")

    assert ran.status == 0
    assert "1 of 3 rules hold, and nothing is left to do" in ran.output
    assert "2 rules were passed over: MINI-A-2, MINI-A-3 (--fail-on may stops there)" in ran.output


def test_with_fail_on_it_stops_there(mini_rules: Mini) -> None:
    """--fail-on says what a run with --next leads to."""
    ran = mini_rules.run("shapeless", "--next", "--fail-on=should")

    assert ran.status == 1
    assert "MINI-A-2  SHOULD  unmet" in ran.output
    assert "1 of 3 · Mini rules 1 of 3\n" in ran.output


def test_the_order_is_that_of_the_origins_whatever_other_plugins_do(mini_rules: Mini) -> None:
    """First what the notes promise; a plugin that shuffles tests does not change that."""
    mini_rules.edit(SHAPE, '@must("MINI-A-2", origin="notes", notes="a", docs="tutorial/")')
    (mini_rules.folder / "shuffle.py").write_text(
        "import pytest\n@pytest.hookimpl(trylast=True)\n"
        "def pytest_collection_modifyitems(items):\n    items.reverse()\n"
    )
    (mini_rules.folder / "conftest.py").write_text('pytest_plugins = ["shuffle"]\n')

    assert "MINI-A-2  MUST  broken" in mini_rules.run("crashing", "--next").output
    assert "MINI-A-1  MUST  broken" in mini_rules.run("crashing", "--next", "--skip=MINI-A-2").output


BROKEN = ("    assert response.status_code == 200\n", "    assert response.status_code == 299\n")


def test_the_next_run_begins_where_the_last_one_stopped(mini_rules: Mini) -> None:
    """The lesson stays, and names the rules that the last change broke."""
    mini_rules.run("shapeless", "--next", "--fail-on=should")
    mini_rules.edit(*BROKEN)
    again = mini_rules.run("shapeless", "--next", "--fail-on=should")

    assert "MINI-A-2  SHOULD  unmet" in again.output
    assert "0 of 3 · Mini rules 0 of 3" in again.output
    assert "1 rule held before and is broken: MINI-A-1" in again.output


def test_a_rule_that_is_broken_again_comes_before_what_is_next(mini_rules: Mini) -> None:
    """The learner knows what the change broke, and whether that is mended."""
    mini_rules.run("shapeless", "--next", "--fail-on=should")
    mini_rules.edit(*BROKEN)
    mini_rules.run("shapeless", "--next", "--fail-on=should")
    again = mini_rules.run("shapeless", "--next", "--fail-on=should", "--skip=MINI-A-2")

    assert "MINI-A-1  MUST  broken" in again.output
    assert "This rule held in an earlier run: a change since then broke it." in again.output
    mini_rules.edit(*reversed(BROKEN))
    assert "held" not in mini_rules.run("shapeless", "--next", "--fail-on=should").output


def test_without_a_cache_it_begins_at_the_beginning(mini_rules: Mini) -> None:
    """A home that is read-only does not matter."""
    assert "MINI-A-1  MUST  broken" in mini_rules.run("crashing", "--next", "-p", "no:cacheprovider").output


def test_a_skipped_rule_is_remembered_and_named(mini_rules: Mini) -> None:
    """It is left out until its line is removed from the file."""
    first = mini_rules.run("bad", "--next", "--skip=MINI-A-1")
    again = mini_rules.run("bad", "--next")

    for ran in (first, again):
        assert ran.status == 0
        assert "1 rule skipped: MINI-A-1 (listed in skipped.toml)" in ran.output
        assert "2 of 3 rules hold, and nothing is left to do" in ran.output
    (mini_rules.folder / "skipped.toml").unlink()
    assert mini_rules.run("bad", "--next").status == 1


def test_a_misspelled_id_is_not_skipped(mini_rules: Mini) -> None:
    """The message names the right one, and nothing is remembered."""
    ran = mini_rules.run("good", "--next", "--skip=QUERY-BOL-3")

    assert ran.status == 4
    assert "ERROR: --skip: no rule QUERY-BOL-3 (did you mean QUERY-BOOL-3?)" in ran.output
    assert not (mini_rules.folder / "skipped.toml").exists()


def test_a_file_of_skipped_rules_that_cannot_be_read_is_an_error(mini_rules: Mini) -> None:
    """Nothing runs."""
    (mini_rules.folder / "skipped.toml").write_text("skip = 7")

    assert mini_rules.run("good", "--next").status == 4


@pytest.mark.parametrize("options", [[], ["--origin=notes"]], ids=["all", "notes"])
def test_at_the_end_it_says_what_comes_next(mini_rules: Mini, options: list[str]) -> None:
    """The way goes on with the next origin."""
    ran = mini_rules.run("good", "--next", *options)

    assert ran.status == 0
    assert f"all 3 rules {'of the notes ' if options else ''}hold\n" in ran.output
    assert f"what comes next: {'--origin notes,fastapi' if options else 'run the rules without --next'}" in ran.output


def test_several_processes_are_not_led(mini_rules: Mini) -> None:
    """The first of two rules that run at once means nothing."""
    ran = mini_rules.run("good", "--next", *XDIST)

    assert ran.status == 4
    assert "ERROR: --next runs one rule after the other: leave out -n" in ran.output


def test_a_failing_test_that_is_not_a_rule_stops_it_too(mini_rules: Mini) -> None:
    """pytest shows it as it does without rules."""
    (mini_rules.folder / "test_a.py").write_text("def test_other():\n    assert 1 == 2\n")
    ran = mini_rules.run("good", "--next")

    assert ran.status == 1
    assert "assert 1 == 2" in ran.output
    assert "a test that is not a rule failed" in ran.output


def test_collect_only_and_no_summary_are_left_alone(mini_rules: Mini) -> None:
    """Neither has a lesson."""
    assert "test_the_colour" in mini_rules.run("good", "--next", "--collect-only").output
    assert "MINI-A-1  MUST" not in mini_rules.run("crashing", "--next", "--no-summary").output


def test_other_options_may_end_the_run(mini_rules: Mini) -> None:
    """-x is pytest's own."""
    assert mini_rules.run("crashing", "--next", "-x").status == 1
