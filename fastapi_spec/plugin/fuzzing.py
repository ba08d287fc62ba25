"""The plugin of generated requests: what is left out, a line before the rules, the progress, a summary."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import pytest

from fastapi_spec.generate.budget import OFF, budget_of, seed_of
from fastapi_spec.language import count, say
from fastapi_spec.output.verdict import write_whole
from fastapi_spec.plugin.settings import Settings
from fastapi_spec.plugin.targeting import target_plugin
from fastapi_spec.suggest import first_few

if TYPE_CHECKING:
    from fastapi_spec.generate.campaign import Campaign
    from fastapi_spec.generate.plan import Application
    from fastapi_spec.rules.called import Operation

FIXTURE = "campaign"
"""The fixture of every rule that needs a campaign, directly or through another fixture."""


class FuzzPlugin:
    """Holds the campaign of a session. ``without`` are the folders of the chapters that are not claimed."""

    name = "fastapi-spec-fuzzing"

    def __init__(self, config: pytest.Config, settings: Settings) -> None:
        self._config = config
        self.budget = budget_of(settings.fuzz)
        self.seed = seed_of(self.budget, settings.fuzz_seed)
        self.without = list(settings.unclaimed)
        self._given = settings.fuzz
        self._leading = settings.next
        self._left_out: set[str] = set()
        self._done: Campaign | None = None
        self._failure: Exception | None = None
        self._campaign: Campaign | None = None
        self._locked = ""
        self._plugins = config.pluginmanager
        self._next = 0.0
        self._shown = False

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """With --fuzz off the rules that need it are left out, and counted.

        xdist deals out the rules in parts: in a worker those that need the campaign come first, so that with two
        workers all of them are in one part, and one campaign is enough.
        """
        fuzzed: list[pytest.Item] = []
        others: list[pytest.Item] = []
        for item in items:
            (fuzzed if _needs_campaign(item) else others).append(item)
        if fuzzed and self.budget.depth == OFF:
            config.hook.pytest_deselected(items=fuzzed)
            items[:] = others
            self._left_out = {item.nodeid.partition("[")[0] for item in fuzzed}
        elif hasattr(config, "workerinput"):
            items[:] = fuzzed + others

    def pytest_report_collectionfinish(self, items: list[pytest.Item]) -> str | None:
        """The budget and the seed, if any rule needs them; with --next most runs end before it."""
        if self._leading or not any(map(_needs_campaign, items)):
            return None
        return say("fuzz: {size}, seed {seed}", size=self._given, seed=self.seed)

    def once(self, fuzz: Callable[[], Campaign]) -> Campaign:
        """The campaign of the session: run for the first caller. Raises what it raised, every time."""
        if self._failure:
            raise self._failure
        if self._done is None:
            try:
                self._done = fuzz()
            except Exception as error:
                self._failure = error
                raise
            finally:
                if self._shown:
                    self._show("")
        return self._done

    def missing(self) -> list[Operation]:
        """The operations that the target does not have: rules on generated requests to their areas wait for them."""
        return sorted(target_plugin(self._config).survey().missing, key=str)

    def forget(self) -> None:
        """The target has changed: the next rule runs a campaign again."""
        self._done = self._failure = None

    def begin(self, campaign: Campaign, applications: list[Application]) -> None:
        """A campaign begins."""
        self._campaign = campaign
        self._shown = False
        locked = [application.prefix or "main" for application in applications if not application.own]
        self._locked = "all" if len(locked) == len(applications) else first_few(locked)
        self._next = time.monotonic() + 2

    def progress(self, line: str) -> None:
        """Say how far it is, after two seconds for the first time."""
        if time.monotonic() > self._next:
            self._show(line)

    def _show(self, line: str) -> None:
        """On a terminal in one line that changes; elsewhere in another line every ten seconds, without -q.

        Not in a worker.
        """
        terminal: pytest.TerminalReporter | None = self._plugins.get_plugin("terminalreporter")
        capture: Any = self._plugins.get_plugin("capturemanager")
        if terminal is None or (terminal.verbosity < 0 and not terminal.isatty()):
            return
        with capture.global_and_fixture_disabled() if capture else nullcontext():
            if not self._shown or not terminal.isatty():
                terminal.ensure_newline()
            if terminal.isatty():
                terminal.rewrite(line, erase=True)
                terminal.rewrite(line)  # the cursor is behind the line again, and not at the end of what was erased
            elif line:
                terminal.write_line(line)
        self._shown = True
        self._next = time.monotonic() + (0.2 if terminal.isatty() else 10)

    @pytest.hookimpl(trylast=True)
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """What was left out, what was sent, and from which documents. With -q the verdict is enough."""
        if terminalreporter.verbosity < 0:
            return
        if self._left_out:
            off = count(
                len(self._left_out), "fuzz: off, so {n} rule did not run", "fuzz: off, so {n} rules did not run"
            )
            write_whole(terminalreporter, off)
        for line in self.summary():
            write_whole(terminalreporter, line)

    def summary(self) -> list[str]:
        """What was sent, and from which OpenAPI documents it was generated."""
        if self._campaign is None or not self._campaign.wire.sent:
            return []
        last, sent = self._campaign.last, self._campaign.wire.sent
        told = {"size": self._given, "seed": self.seed, "last": last}
        if last == self.seed:
            lines = [
                count(sent, "fuzz: {size}, seed {seed}, {n} request", "fuzz: {size}, seed {seed}, {n} requests", **told)
            ]
        else:
            lines = [say("fuzz: {size}, seeds {seed} to {last}, {n} requests", n=sent, **told)]
        if self._locked:
            used = self._locked
            lines.append(say("fuzz: the target serves no OpenAPI document, used the locked one: {used}", used=used))
        return lines


def _needs_campaign(item: pytest.Item) -> bool:
    return FIXTURE in getattr(item, "fixturenames", ())
