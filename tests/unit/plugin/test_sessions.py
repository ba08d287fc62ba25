"""A project that loads the plugin: its own tests keep the status of pytest, whose other plugins work on rules."""

from pathlib import Path

import pytest

from tests.conftest import Ran
from tests.unit.conftest import PLUGIN, XDIST, Mini

LOADING = 'pytest_plugins = ["fastapi_spec.plugin"]\n'
REWRITTEN = ["--disable-plugin-autoload", *PLUGIN[-2:]]
"""The settings of the other runs, without the plugin."""


@pytest.fixture
def own(mini_rules: Mini) -> Path:
    """A file of tests beside which there are no rules."""
    (mini_rules.folder / "test_mini.py").unlink()
    return mini_rules.folder / "test_own.py"


def session(pytester: pytest.Pytester, *options: str) -> Ran:
    """Run a session of pytest whose command line says nothing of rules."""
    result = pytester.runpytest_inprocess(*PLUGIN, *options)
    return Ran(int(result.ret), f"{result.stdout}{result.stderr}")


@pytest.mark.parametrize("options", [[], XDIST], ids=["one", "xdist"])
@pytest.mark.parametrize(
    "source, status",
    [("def test_it(): pass", 0), ("def test_it(): assert 0", 1), ("import surely_not_there", 2), ("", 5)],
    ids=["passed", "failed", "not collected", "no tests"],
)
def test_a_session_without_rules_keeps_the_status_of_pytest(
    pytester: pytest.Pytester, own: Path, source: str, status: int, options: list[str]
) -> None:
    """The plugin says nothing and decides nothing where it has no part."""
    own.write_text(source)

    ran = session(pytester, *options)
    assert ran.status == (1 if options and status == 2 else status)  # xdist itself tells an error of collection by 1
    assert "target" not in ran.output
    assert " verdict " not in ran.output


def test_rules_that_cannot_be_collected_fail_a_run_of_rules(pytester: pytest.Pytester, own: Path) -> None:
    """If the command line names a target, rules were meant to run."""
    own.write_text("import surely_not_there")

    assert session(pytester, "--url=http://127.0.0.1:1").status == 3


def test_a_test_that_cannot_be_collected_beside_rules_fails_their_run(mini_rules: Mini) -> None:
    """Any of the rules may be in the module that is missing."""
    (mini_rules.folder / "test_own.py").write_text("import surely_not_there")

    assert mini_rules.run("good").status == 3


def test_a_conftest_loads_the_plugin(pytester: pytest.Pytester, mini_rules: Mini) -> None:
    """A project that has rules of its own names the plugin, and runs pytest as always."""
    (mini_rules.folder / "conftest.py").write_text(LOADING)

    ran = pytester.runpytest_inprocess(*REWRITTEN, f"--url={mini_rules.url}/good")
    assert ran.ret == 0
    ran.stdout.fnmatch_lines([f"{mini_rules.url}/good conforms: 3 of 3 rules hold"])


def test_rules_may_run_in_random_order(mini_rules: Mini) -> None:
    """A rule depends on no other rule, and the checklist keeps its order."""
    ran = mini_rules.run("bad", "-p", "random_order.plugin", "--random-order", "--fail-on=may")

    assert ran.status == 1
    assert "does not conform: 2 of 3 rules hold, 1 MUST broken" in ran.output


def test_a_worker_that_crashes_is_a_failure_of_the_harness(mini_rules: Mini) -> None:
    """The rule that ran in it has no outcome, and so there is no verdict."""
    mini_rules.edit('assert api.get("/echo?n=1").json() == like(colour="red")', "import os; os._exit(1)")

    ran = mini_rules.run("good", *XDIST)
    assert ran.status == 3
    assert "\nno verdict on " in ran.output
