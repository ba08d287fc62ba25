"""A pytest plugin that asks the collected rules of every fault instead of once: see ``python -m proof.faults``."""

import json
import random
from pathlib import Path
from typing import Any

import httpx
import pytest

from fastapi_spec.plugin import RUN
from fastapi_spec.plugin.fuzzing import FUZZING
from fastapi_spec.verdict.outcomes import Outcome
from proof.faults import load
from proof.faults.fault import Fault, having
from proof.faults.switch import SWITCH
from proof.matrix.loop import DRAWN, Items, ask, by_rule, first_and_last, part_of, progress

SAMPLE = 1
"""How many rules that a fault does not name are asked of it, too."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--faults", metavar="FILE", type=Path, help="ask the rules of every fault and write FILE")
    parser.addoption("--part", metavar="N/M", default="1/1", help="the Nth of M equal parts of the faults")
    parser.addoption("--only", metavar="WORD", action="append", help="only the faults with this word in their name")
    parser.addoption("--full", action="store_true", help="ask every rule of every fault, and not a sample")


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Put one fault on after the other, and write down what each rule says of it."""
    if session.testsfailed:
        raise session.Interrupted("the rules could not be collected")
    config, items = session.config, by_rule(session)
    run = config.stash[RUN]
    run.make_ready()
    faults = part_of(having(config.option.only or [], load()), config.option.part)
    matrix: dict[str, Any] = {}
    with httpx.Client(base_url=run.target.url, timeout=30) as control:
        for item in {frozenset(getattr(item, "fixturenames", ())): item for item in session.items}.values():
            ask([item])  # On a sound server: what a session keeps is not made by a broken one.
        for number, fault in enumerate(faults, 1):
            progress(config, f"fault {number} of {len(faults)}: {fault.name}")
            control.put(SWITCH + fault.name).raise_for_status()
            config.stash[FUZZING].forget()
            matrix[fault.name] = _row(fault, items, full=config.option.full)
            control.put(SWITCH).raise_for_status()
    config.option.faults.write_text(json.dumps(matrix, indent=1, ensure_ascii=False), encoding="utf-8")
    return True


def _rules(fault: Fault, items: Items, *, full: bool) -> list[str]:
    """The rules to ask: those that the fault names, and others."""
    others = [
        rule for rule in items if rule not in fault.breaks and (full or not items[rule][0].nodeid.startswith(DRAWN))
    ]
    chosen = others if full else random.Random(fault.name).sample(others, min(SAMPLE, len(others)))
    return [*(rule for rule in fault.breaks if rule in items), *chosen]


def _row(fault: Fault, items: Items, *, full: bool) -> dict[str, Any]:
    """What the rules that a fault names, and a sample of the others, say of it."""
    row: dict[str, Any] = {"broken": [], "survived": {}, "also": [], "errors": {}}
    for rule in _rules(fault, items, full=full):
        said = ask(_cases(fault, items[rule]) if rule in fault.breaks else first_and_last(items[rule]))
        if said.outcome is Outcome.ERROR:
            row["errors"][rule] = said.reason
        elif rule not in fault.breaks:
            row["also"] += [rule] if said.outcome is not Outcome.HOLDS else []
        elif said.outcome in (Outcome.BROKEN, Outcome.UNMET):
            row["broken"].append(rule)
        else:
            row["survived"][rule] = f"{said.outcome} {said.reason}".strip()
    return row


def _cases(fault: Fault, cases: list[pytest.Item]) -> list[pytest.Item]:
    """The cases of a rule that can notice a fault."""
    return [item for item in cases if not fault.case or item.callspec.id == fault.case]  # type: ignore[attr-defined]
