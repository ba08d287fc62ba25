"""The pytest plugin of the proof: instead of running the rules once, it makes the rows of one of its commands."""

import importlib
import json
from pathlib import Path
from typing import Any

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare what `proof.engine.parts` passes to each of its processes."""
    parser.addoption("--proof", metavar="COMMAND", help="the module of proof.commands that makes the rows")
    parser.addoption("--proof-output", metavar="FILE", type=Path, help="where to write the rows")
    parser.addoption("--proof-part", metavar="N/M", default="1/1", help="the Nth of M equal parts of the rows")
    parser.addoption("--proof-only", metavar="NAME", action="append", default=[], help="the names of the rows")
    parser.addoption("--proof-full", action="store_true", help="every rule, and not a sample")


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Make one row after the other, with a progress display, and write them."""
    # Imported here: pytest warns if fastapi_spec.plugin was imported before conftest.py names it.
    from fastapi_spec.plugin.targeting import target_plugin
    from proof.engine.items import by_rule

    if session.testsfailed:
        raise session.Interrupted("the rules could not be collected")
    config = session.config
    target_plugin(config).make_ready()
    command = importlib.import_module(f"proof.commands.{config.option.proof}")
    rows: dict[str, Any] = {}
    terminal: Any = config.pluginmanager.get_plugin("terminalreporter")
    for number, total, name, row in command.rows(session, by_rule(session)):
        rows[name] = row
        if terminal.isatty:
            terminal.rewrite(f"{config.option.proof}: {number} of {total}, {name}", erase=True)
    if terminal.isatty:
        terminal.rewrite("", erase=True)
    config.option.proof_output.write_text(json.dumps(rows, indent=1, ensure_ascii=False), encoding="utf-8")
    return True
