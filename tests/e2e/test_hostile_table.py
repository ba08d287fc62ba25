"""A run on each of the targets of hostile.py: a clear outcome, bounded memory, bounded output.

All of them run in .ci/nightly, and every fifth one otherwise.
"""

from pathlib import Path

import pytest

from fastapi_spec.output.report import read
from fastapi_spec.verdict.outcomes import Outcome
from tests.attack import attack
from tests.conftest import NIGHTLY
from tests.e2e.hostile import TARGETS, Hostile
from tests.servers import running

MOST = 200_000
"""KiB of memory that a run of these rules may take; on the reference application it takes 51,000."""


@pytest.mark.parametrize("target", TARGETS if NIGHTLY else TARGETS[::5], ids=lambda target: target.id)
def test_a_hostile_target_costs_little_and_has_a_clear_outcome(target: Hostile, tmp_path: Path) -> None:
    """The next rule runs whatever the target does, what it does is named, and no failure is the harness's."""
    with running(target.handler) as server:
        ran = attack(server.url, *target.options, "--cards=all", f"--report={tmp_path}", *target.rules, most=MOST)
    report = read(tmp_path)
    outcomes = {rule.id: rule.outcome for rule in report.rules}

    assert ran.status == target.status, ran.output[-3000:]
    assert target.said in ran.output
    assert "\x1b" not in ran.output
    assert set(outcomes) == (set(target.rules) if report.complete else set())
    assert Outcome.ERROR not in outcomes.values()
    assert len(ran.output) + (tmp_path / "report.json").stat().st_size < 500_000
