"""The pytest hooks of fuzzing: what is left out, a line before the rules and some after them, the progress between."""

import time
from collections.abc import Callable
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import pytest

from spec.harness.fuzz.size import OFF, seed_of, size_of

if TYPE_CHECKING:
    from spec.harness.fuzz.campaign import Campaign
    from spec.harness.fuzz.plan import Application

FUZZING = pytest.StashKey["Fuzzing"]()
FIXTURE = "campaign"
"""What a rule asks for that needs a campaign, itself or through another fixture."""


class Fuzzing:
    """Registered once a session by spec.harness.plugin."""

    def __init__(self, config: pytest.Config) -> None:
        self.size = size_of(config.option.fuzz)
        self.seed = seed_of(self.size, config.option.fuzz_seed)
        self._name: str = config.option.fuzz
        self._left_out: set[str] = set()
        self._done: Campaign | None = None
        self._failure: Exception | None = None
        self._campaign: Campaign | None = None
        self._locked = ""
        self._plugins = config.pluginmanager
        self._next = 0.0
        self._shown = False

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """With --fuzz off the rules that need it are left out, and counted."""
        fuzzed = [item for item in items if FIXTURE in getattr(item, "fixturenames", ())]
        if fuzzed and self.size.depth == OFF:
            config.hook.pytest_deselected(items=fuzzed)
            items[:] = [item for item in items if item not in fuzzed]
            self._left_out = {item.nodeid.partition("[")[0] for item in fuzzed}

    def pytest_report_collectionfinish(self, items: list[pytest.Item]) -> str | None:
        if not any(FIXTURE in getattr(item, "fixturenames", ()) for item in items):
            return None
        return f"fuzz: {self._name}, seed {self.seed}"

    def once(self, fuzz: Callable[[], "Campaign"]) -> "Campaign":
        """The campaign of the session, which the first caller has to wait for. Raises what it raised, every time."""
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

    def forget(self) -> None:
        """The target is another one now: the next rule fuzzes again."""
        self._done = self._failure = None

    def begin(self, campaign: "Campaign", applications: list["Application"]) -> None:
        """A campaign begins."""
        self._campaign = campaign
        self._shown = False
        locked = [application.prefix or "main" for application in applications if not application.own]
        self._locked = "all" if len(locked) == len(applications) else ", ".join(locked)
        self._next = time.monotonic() + 2

    def progress(self, line: str) -> None:
        """Say how far it is, after two seconds for the first time."""
        if time.monotonic() > self._next:
            self._show(line)

    def _show(self, line: str) -> None:
        """On a terminal in one line that changes; elsewhere in another line every ten seconds; in a worker nowhere."""
        terminal: pytest.TerminalReporter | None = self._plugins.get_plugin("terminalreporter")
        capture: Any = self._plugins.get_plugin("capturemanager")
        if terminal is None:
            return
        with capture.global_and_fixture_disabled() if capture else nullcontext():
            if not self._shown or not terminal.isatty:
                terminal.ensure_newline()
            if terminal.isatty:
                terminal.rewrite(line, erase=True)
            elif line:
                terminal.write_line(line)
        self._shown = True
        self._next = time.monotonic() + (0.2 if terminal.isatty else 10)

    @pytest.hookimpl(trylast=True)
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self._left_out:
            terminalreporter.write_line(f"fuzz: off, so {len(self._left_out)} rules were not asked")
        for line in self.summary():
            terminalreporter.write_line(line)

    def summary(self) -> list[str]:
        """What was sent, and by which documents."""
        if self._campaign is None:
            return []
        last = self._campaign.last
        seeds = f"seed {self.seed}" if last == self.seed else f"seeds {self.seed} to {last}"
        lines = [f"fuzz: {self._name}, {seeds}, {self._campaign.wire.sent} requests"]
        if self._locked:
            lines.append(f"fuzz: by the locked contract, for want of documents of the target: {self._locked}")
        return lines
