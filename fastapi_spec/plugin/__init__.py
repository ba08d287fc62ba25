"""The pytest plugin, loaded by the command ``fastapi-spec`` or by name: ``pytest_plugins = ["fastapi_spec.plugin"]``.

It registers five plugins that share nothing but the case on a report: target, judge, report, cards and fuzz; with
``--next`` another one, which leads, else one that shows the rules as they run.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fastapi_spec import language
from fastapi_spec.language import Later, later, say
from fastapi_spec.plugin.cards import CardsPlugin
from fastapi_spec.plugin.fuzzing import FuzzPlugin
from fastapi_spec.plugin.judging import JudgePlugin
from fastapi_spec.plugin.leading import LeadPlugin, check_alone
from fastapi_spec.plugin.options import OPTIONS, add_options
from fastapi_spec.plugin.progress import ProgressPlugin
from fastapi_spec.plugin.reporting import ReportPlugin
from fastapi_spec.plugin.settings import Settings, settings_of
from fastapi_spec.plugin.targeting import TargetPlugin, target_plugin
from fastapi_spec.plugin.watching import pytest_cmdline_main  # noqa: F401 - a hook
from fastapi_spec.plugin.wording import WordingPlugin
from fastapi_spec.suggest import did_you_mean
from fastapi_spec.target.base import Target, TargetError
from fastapi_spec.target.environment import Environment
from fastapi_spec.target.remote import Remote
from fastapi_spec.target.served import Served, WorkerCopy
from fastapi_spec.told import of_system

if TYPE_CHECKING:
    from fastapi_spec.client.api import Api, Exchange

PLATFORMS = later("fastapi-spec runs on Linux and macOS; on Windows, run it in WSL")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options of a run."""
    language.choose(None)  # until the command line is known
    group = parser.getgroup("specification", say("the specification of a FastAPI application"))
    add_options(group.addoption)


def pytest_load_initial_conftests(parser: pytest.Parser, args: list[str]) -> None:
    """Name the right option for a misspelled one."""
    language.choose(language.asked(args))
    for word in parser.parse_known_and_unknown_args(args)[1]:
        option = word.partition("=")[0]
        if word.startswith("--") and (meant := did_you_mean(option, OPTIONS)):
            raise pytest.UsageError(say("unknown option {option}{near}", option=option, near=meant))


def pytest_configure(config: pytest.Config) -> None:
    """Register the five plugins. Raises UsageError."""
    if os.name == "nt":
        raise pytest.UsageError(str(PLATFORMS))
    language.choose(config.option.spec_lang)
    settings = settings_of(config)
    if settings.report and not config.option.collectonly:
        try:
            Path(settings.report).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            told = {"folder": settings.report, "problem": of_system(error)}
            raise pytest.UsageError(say("--report {folder}: {problem}", **told)) from None
    config.addinivalue_line("markers", "needs_chapter(folder, ...): the chapters that it calls, see needs_chapter()")
    config.addinivalue_line("markers", "rule(rule): a sentence of the specification, see must(), should() and may()")
    settings, target, failure = _prepared(config, settings)
    exchanges: list[Exchange] = []
    targeting = TargetPlugin(config, settings, target, exchanges, failure)
    reporting = ReportPlugin(config, settings, targeting)
    for name, plugin in {
        TargetPlugin.name: targeting,
        "fastapi-spec-judge": JudgePlugin(config, settings, target, exchanges),
        "fastapi-spec-report": reporting,
        CardsPlugin.name: CardsPlugin(reporting.summary),
        FuzzPlugin.name: FuzzPlugin(config, settings),
    }.items():
        config.pluginmanager.register(plugin, name)
    if language.chosen() != language.ENGLISH:
        config.pluginmanager.register(WordingPlugin(), WordingPlugin.name)
    if settings.next:
        check_alone(config)
        config.pluginmanager.register(LeadPlugin(config, settings, reporting.summary), LeadPlugin.name)
    elif not hasattr(config, "workerinput"):
        config.pluginmanager.register(ProgressPlugin(config, settings), ProgressPlugin.name)


def _prepared(config: pytest.Config, settings: Settings) -> tuple[Settings, Target, str | Later]:
    """The settings with the environment of the target, the target, and why its environment cannot be had.

    In a worker of xdist the target is that of the controller, or a copy of it. Raises UsageError.
    """
    choice = settings.target
    lent = getattr(config, "workerinput", {}).get("spec_target")
    if lent:
        environment = Environment(Path(lent["python"]), {}) if lent["python"] else None
        target: Target = Remote(lent["url"], lent["name"], Path(lent["log"]) if lent["log"] else None)
        if environment and lent["copy"]:
            target = WorkerCopy(choice.app, target, environment.python, choice.server)
        return replace(settings, environment=environment, unclaimed=lent["unclaimed"]), target, ""
    made: Environment | None = None
    failure: str | Later = ""
    try:
        if not (config.option.collectonly or config.option.help):
            made = choice.environment(_shown(config))
        target = choice.target(made.python if made else Path(sys.executable))
    except TargetError as error:
        if error.usage:
            raise pytest.UsageError(str(error)) from None
        target, failure = Served(choice.app), error.message
    unclaimed = {**choice.unclaimed(made), **settings.unclaimed}
    return replace(settings, environment=made, unclaimed=unclaimed), target, failure


def _shown(config: pytest.Config) -> Callable[[str], None]:
    """Prints what takes long before pytest has a terminal of its own."""
    capture = config.pluginmanager.get_plugin("capturemanager")

    def show(line: str) -> None:
        with capture.global_and_fixture_disabled() if capture else contextlib.nullcontext():
            print(line, file=sys.stderr, flush=True)

    return show


@pytest.fixture(scope="session")
def api(request: pytest.FixtureRequest) -> Iterator[Api]:
    """The client of the run: one, keep-alive, bounded in time and size; it keeps every exchange."""
    with target_plugin(request.config).client() as client:
        yield client


@pytest.fixture(scope="session")
def fuzzing(request: pytest.FixtureRequest) -> FuzzPlugin:
    """What the fixtures that generate requests need: the budget, the seed, the campaign of the session."""
    plugin = request.config.pluginmanager.get_plugin(FuzzPlugin.name)
    assert isinstance(plugin, FuzzPlugin)
    return plugin
