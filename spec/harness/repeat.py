"""How to see a case again: the commands that a card ends with."""

import shlex
from collections.abc import Iterable

import pytest

from spec.harness import launch
from spec.harness.target import REFERENCE, Target


def repeat(config: pytest.Config, target: Target, test: str, options: Iterable[str] = ()) -> dict[str, str]:
    """``rerun`` runs the case alone, with these options; ``serve`` starts the target again, for the line of curl."""
    option = config.option
    named = [("--url", option.url), ("--app", option.app), ("--launch", option.launch)]
    chosen = [word for name, value in named if value for word in (name, value)]
    program = getattr(option, "program", "pytest")
    commands = {"rerun": f"{program} {shlex.join([*chosen, *options, test])}"}
    if option.url is None:
        port = int(target.url.rpartition(":")[2])
        by_hand = launch.by_hand(option.launch, port) if option.launch else _uvicorn(option.app or REFERENCE, port)
        commands["serve"] = f"{by_hand}   (then the line of curl)"
    return commands


def _uvicorn(app: str, port: int) -> str:
    return f"uvicorn {app} --port {port}"
