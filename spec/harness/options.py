"""From the command line to what a run is made of: its target, what it does not claim, what it is known to break."""

from pathlib import Path

import pytest

from spec.harness.chapters import UnknownChapter, named
from spec.harness.deviations import Deviation, DeviationsError, load
from spec.harness.launch import Launched
from spec.harness.target import REFERENCE, Remote, Served, Target, TargetError

TARGETS = ("url", "app", "launch")


def named_target(config: pytest.Config) -> list[str]:
    """The options that name a target on the command line."""
    return [f"--{name}" for name in TARGETS if getattr(config.option, name) is not None]


def target(config: pytest.Config) -> Target:
    """The server to test; under xdist the one that the controller has started. Raises UsageError."""
    shared = getattr(config, "workerinput", {}).get("spec_target")
    if shared:
        return Remote(shared["url"], name=shared["name"], log=Path(shared["log"]) if shared["log"] else None)
    option = config.option
    if len(given := named_target(config)) > 1:
        raise pytest.UsageError(f"{' and '.join(given)} each name a target: give one of them")
    try:
        if option.launch is not None:
            return Launched(option.launch)
        if option.url is not None:
            return Remote(option.url)
    except TargetError as error:
        raise pytest.UsageError(str(error)) from None
    return Served(REFERENCE if option.app is None else option.app)


def without(config: pytest.Config) -> list[str]:
    """The folders of the chapters that the target does not claim. Raises UsageError."""
    try:
        return named(config.option.without)
    except UnknownChapter as error:
        raise pytest.UsageError(f"--without {error}") from None


def deviations(config: pytest.Config) -> dict[str, Deviation]:
    """The known deviations by their rule. Raises UsageError."""
    try:
        return load(config.option.deviations) if config.option.deviations else {}
    except DeviationsError as error:
        raise pytest.UsageError(str(error)) from None


def paths(config: pytest.Config) -> list[Path]:
    """The files and folders to collect rules from."""
    return [Path(argument.partition("::")[0]).absolute() for argument in config.args]
