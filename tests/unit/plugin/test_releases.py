"""A run of the rules of a release: only its rules and cases, at its levels."""

import pytest

from fastapi_spec.files import SPEC
from fastapi_spec.output.report import read
from fastapi_spec.rules import releases
from tests.servers import always, running
from tests.unit.conftest import Mini

RULES = f"{SPEC}/chapter03_requests/test_query_bool.py"
FROZEN = """\
QUERY-BOOL-1 MAY ["true", "1"]
QUERY-BOOL-3 MUST ["2", "maybe"]
QUERY-OLD-1 MUST
"""


@pytest.fixture
def release(mini_rules: Mini, reference: str, monkeypatch: pytest.MonkeyPatch) -> Mini:
    """Runs the rules on bools in a query as release 0.1 had them, against the reference application."""
    (mini_rules.folder / "0.1.lock").write_text(FROZEN)
    monkeypatch.setattr(releases, "FOLDER", mini_rules.folder)
    mini_rules.url = reference
    mini_rules.options = ["--rules=0.1", RULES]
    return mini_rules


def test_only_rules_and_cases_of_the_release_run(release: Mini) -> None:
    """A rule or a row that was added later cannot turn a gate red."""
    release.run("", "--report=out")

    report = read(release.folder / "out")
    assert report.options.rules == "0.1"
    assert {rule.id: (rule.level, len(rule.cases)) for rule in report.rules} == {
        "QUERY-BOOL-1": ("MAY", 2),
        "QUERY-BOOL-3": ("MUST", 2),
    }


def test_the_level_is_that_of_the_release(release: Mini) -> None:
    """A rule that has become a MUST since then does not fail the run."""
    ran = release.run("", "--level=must")
    assert "conforms: 1 of 1 rule holds\n" in ran.output

    with running(always(500, "text/plain", b"")) as server:
        release.url = server.url
        ran = release.run("", "--anyway", "-k", "QUERY-BOOL-1")
    assert ran.status == 0
    assert "conforms: 0 of 1 rule holds, 1 MAY unmet\n" in ran.output


def test_a_rule_that_ran_with_all_of_its_cases_may_be_stale(release: Mini) -> None:
    """Cases that were added later are not waited for."""
    (release.folder / "known.toml").write_text('[QUERY-BOOL-3]\nreason = "x"\n')

    assert release.run("", "--deviations=known.toml").status == 1


def test_retired_rules_are_told(release: Mini) -> None:
    """At the end, also with -q."""
    output = release.run("", "-q").output

    assert output.endswith("\nretired since release 0.1, so they do not run: QUERY-OLD-1")


def test_rules_of_another_project_are_not_concerned(release: Mini, mini_server: str) -> None:
    """They belong to no release of ours."""
    release.options = ["--rules=0.1", "test_mini.py"]
    release.url = mini_server

    assert "conforms: 3 of 3 rules hold\n" in release.run("good").output


def test_an_unknown_release_is_wrong_usage(release: Mini) -> None:
    """The error is one line with those that exist."""
    release.options = []
    ran = release.run("", "--rules=0.2")

    assert ran.status == 4
    assert "unknown release '0.2'; there is 0.1" in ran.output
    assert "Traceback" not in ran.output
