"""A pytest plugin that asks each collected rule of its own answers, changed: see ``python -m proof.tampering``."""

import json
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from fastapi_spec.client.api import Recorder
from fastapi_spec.plugin import RUN
from fastapi_spec.verdict.outcomes import Outcome
from proof.matrix.loop import by_rule, first_and_last, part_of, progress
from proof.tampering.change import LIVE, Recorded, changes
from proof.tampering.replay import Player, record, replay

PLAYER = Player()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--tampering", metavar="FILE", type=Path, help="ask each rule of changed answers, write FILE")
    parser.addoption("--part", metavar="N/M", default="1/1", help="the Nth of M equal parts of the rules")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, object, object]:
    PLAYER.phase = "call"
    try:
        return (yield)
    finally:
        PLAYER.phase = ""


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Record the cases of each rule, and play them back with every change."""
    if session.testsfailed:
        raise session.Interrupted("the rules could not be collected")
    config, items = session.config, by_rule(session)
    config.stash[RUN].make_ready()
    handle = Recorder.handle_request
    Recorder.handle_request = PLAYER.handler()  # type: ignore[method-assign, assignment]
    matrix: dict[str, Any] = {}
    rules = part_of(list(items), config.option.part)
    try:
        for number, rule in enumerate(rules, 1):
            progress(config, f"rule {number} of {len(rules)}: {rule}")
            matrix[rule] = _row(first_and_last(items[rule]))
    finally:
        Recorder.handle_request = handle  # type: ignore[method-assign]
    config.option.tampering.write_text(json.dumps(matrix, indent=1, ensure_ascii=False), encoding="utf-8")
    return True


def _row(cases: list[pytest.Item]) -> dict[str, Any]:
    """Which changes some cases of a rule notice."""
    row: dict[str, Any] = {"noticed": {}, "missed": {}}
    for item in cases:
        record(PLAYER, item)  # what fixtures keep for a session is made now, and not again
        said, tape, called = record(PLAYER, item), PLAYER.recorded, PLAYER.called
        assert said.outcome is Outcome.HOLDS, f"{item.nodeid}, on a sound server: {said.reason}"
        played = replay(PLAYER, item, tape).outcome is Outcome.HOLDS
        asked = called or list(range(len(tape)))  # some rules read only what a fixture of theirs was answered
        for at in asked:
            answer = tape[at]
            for kind, place, changed in changes(item, answer) if isinstance(answer, Recorded) else ():
                if played:
                    said = replay(PLAYER, item, [*tape[:at], changed, *tape[at + 1 :]])
                elif kind in LIVE:  # a rule with several clients at once, or one that reads the clock
                    said = record(PLAYER, item, {at: LIVE[kind]})
                else:
                    continue
                assert said.outcome is not Outcome.ERROR, f"{item.nodeid}: {kind} {place}: {said.reason}"
                verdict = row["missed" if said.outcome is Outcome.HOLDS else "noticed"]
                verdict.setdefault(kind, []).append(f"{item.name} answer {asked.index(at) + 1} {place}".strip())
    return row
