"""What a whole run came to: the exit status, and all that the checklist and the report say of it."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from fastapi_spec.language import Later, later
from fastapi_spec.rules.rule import Level
from fastapi_spec.verdict.baseline import Baseline
from fastapi_spec.verdict.deviations import Deviation
from fastapi_spec.verdict.outcomes import SHORTFALLS, Before, Case, Outcome, Result, Results


class Exit(enum.IntEnum):
    """The exit status of a run."""

    CONFORMS = 0
    BROKEN = 1
    INTERRUPTED = 2
    HARNESS_FAILED = 3
    USAGE = 4
    NOTHING_RAN = 5
    NO_TARGET = 6


@dataclass
class Summary:
    """The outcomes of a run so far, and what it ended with.

    ``stopped`` says why there was no target, or why it was lost, and ``last_lines`` are those that it printed;
    ``worker_crashed`` says that a worker of xdist ended in the middle of a rule; ``others_failed`` that a test failed
    which is not a rule; ``interrupted`` that Ctrl-C was pressed; ``cut_short`` that a failing rule stopped the run.
    ``baseline`` is that of the run, if it has one. ``missing`` is how many operations of the contract are not built,
    ``hints`` name what seems to be misspelled; ``cards`` is what --cards asks for. ``status`` is known at the end.
    """

    target: str
    fail_on: Level
    deviations: Mapping[str, Deviation]
    results: Results = field(default_factory=Results)
    stopped: str | Later = ""
    last_lines: list[str] = field(default_factory=list)
    collection_failed: bool = False
    worker_crashed: bool = False
    others_failed: bool = False
    interrupted: bool = False
    cut_short: bool = False
    baseline: Baseline | None = None
    missing: int = 0
    hints: list[str] = field(default_factory=list)
    cards: str = "first"
    status: int = Exit.NOTHING_RAN

    def add(self, case: Case) -> None:
        """Take in a case, from this process or from a worker of xdist."""
        self.results.add(case)
        if case.dead and not self.stopped:
            told = {"target": self.target, "id": case.rule.id, "reason": case.reason.rpartition("received: ")[2]}
            self.stopped = later("the target {target} died at {id}: {reason}", **told)
            self.last_lines = case.last_lines

    @property
    def failing(self) -> list[Result]:
        """The rules that fail the run."""
        return self.results.failing(self.fail_on)

    @property
    def counted(self) -> list[Result]:
        """What the verdict counts beside what holds: the rules that fail the run and those not built, or all that fall
        short.
        """
        failing = self.failing if self.status == Exit.BROKEN else []
        waiting = [result for result in self.results.of(Outcome.NOT_BUILT) if result not in failing]
        return [*failing, *waiting] if failing else self.results.of(*SHORTFALLS)

    @property
    def changed(self) -> list[Result]:
        """The rules of which a case held in the baseline and does not hold now, whether or not they fail the run."""
        return [result for result in self.results if result.before is Before.HELD]

    @property
    def compared(self) -> bool:
        """Whether there is no baseline, or it says something of a rule that ran."""
        return self.baseline is None or any(result.compared for result in self.results)

    @property
    def stale(self) -> list[str]:
        """The ids that are listed as deviations and hold."""
        return [result.rule.id for result in self.results.stale(self.deviations)]

    def exit_status(self, pytest_status: int) -> int:
        """The exit status of a run of rules. The first line that applies decides:

        no target, or it was lost (6); a module could not be collected (3); pytest ended early for another reason than
        a failing rule (its own status); every rule is of a chapter that is not claimed (5); the harness failed or a
        worker crashed (3); the baseline has none of the rules (5); a rule fails the run, a deviation is stale or
        another test failed (1); conforms (0).
        """
        outcomes = [result.outcome for result in self.failing]
        ended = pytest_status in (Exit.CONFORMS, Exit.BROKEN)
        stopped_at_failure = (
            pytest_status == Exit.INTERRUPTED and not self.interrupted and (bool(outcomes) or self.cut_short)
        )
        decisions = [
            (bool(self.stopped), Exit.NO_TARGET),
            (self.collection_failed, Exit.HARNESS_FAILED),
            (not ended and not stopped_at_failure, pytest_status),
            (len(self.results.of(Outcome.NOT_CLAIMED)) == len(self.results), Exit.NOTHING_RAN),
            (Outcome.ERROR in outcomes or self.worker_crashed, Exit.HARNESS_FAILED),
            (not self.compared, Exit.NOTHING_RAN),
            (bool(outcomes or self.stale or self.others_failed), Exit.BROKEN),
        ]
        return next((status for applies, status in decisions if applies), Exit.CONFORMS)
