"""All applications of a target fuzzed, one after the other and seed after seed, until the budget is spent."""

import time
from collections.abc import Callable
from dataclasses import replace

from fastapi_spec.client.api import Api
from fastapi_spec.generate.budget import BUDGETS, QUICK, Budget, replay
from fastapi_spec.generate.engine import Upset, explore
from fastapi_spec.generate.findings import UNREADABLE, Finding, Record
from fastapi_spec.generate.plan import Application
from fastapi_spec.generate.wire import Guard, Wire
from fastapi_spec.language import say


class Campaign:
    """One session's fuzzing. ``record`` says what was seen; ``last`` is the seed that is done or under way."""

    def __init__(self, api: Api, guard: Guard, budget: Budget, seed: int) -> None:
        self.budget = budget
        self.seed = self.last = seed
        self._first = BUDGETS[QUICK] if budget.endless else budget
        self._depth = self._first.depth
        self.record = Record(replay(self._depth, seed))
        self.wire = Wire(api, guard)
        self._guard = guard
        self._again = False

    def run(self, applications: list[Application], progress: Callable[[str], None] = lambda _: None) -> None:
        """Fuzz, and leave no row behind. Raises KeyboardInterrupt, and whatever goes wrong on our side.

        For a duration the quick budget is spent first and to its end, so that a short one also calls every operation.
        """
        began = time.monotonic()
        self.wire.deadline = began + self._first.seconds
        self._fuzz_all(applications, progress)
        if not self.budget.endless or self.wire.over:
            return
        self._depth = self.budget.depth
        self.wire.deadline = began + self.budget.seconds
        self._fuzz_all(applications, progress)
        self._again = True
        while not self.wire.over:
            self.last += 1
            self._fuzz_all(applications, progress)

    def _fuzz_all(self, applications: list[Application], progress: Callable[[str], None]) -> None:
        for application in applications:
            try:
                self._fuzz(application, progress)
            finally:
                self._guard.sweep()
                if self.wire.failure:
                    raise self.wire.failure from None

    def _fuzz(self, application: Application, progress: Callable[[str], None]) -> None:
        sent = self.wire.sent
        try:
            self._explore(application, progress)
        except Upset as error:
            if not application.own and self.wire.sent == sent:
                raise  # Neither a document nor a response of the target is to blame.
            where = f"GET {application.prefix}/openapi.json"
            self.record.add(Finding(UNREADABLE, where, str(error), replay(self._depth, self.last)))
            if application.own:
                self._explore(replace(application, document=application.locked, own=False), progress)

    def _explore(self, application: Application, progress: Callable[[str], None]) -> None:
        def step() -> None:
            told = {
                "seed": self.last,
                "application": application.prefix or say("the main application"),
                "requests": self.wire.sent,
                "findings": len(self.record.findings),
            }
            progress(say("fuzz: seed {seed}, {application}, {requests} requests, {findings} findings", **told))

        if not self.wire.over:
            depth, seed, again = self._depth, self.last, self._again
            explore(application, self.wire, self.record, depth=depth, seed=seed, again=again, progress=step)
