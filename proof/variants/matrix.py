"""A pytest plugin that asks the collected rules of every variant: see ``python -m proof.variants``."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from fastapi_spec.plugin import RUN
from fastapi_spec.verdict.outcomes import Outcome
from proof.faults.switch import SWITCH
from proof.matrix.loop import ask, by_rule, first_and_last, part_of, progress
from proof.variants.variant import VARIANTS, joined


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--variants", metavar="FILE", type=Path, help="ask the rules of every variant and write FILE")
    parser.addoption("--part", metavar="N/M", default="1/1", help="the Nth of M equal parts of the variants")
    parser.addoption("--only", metavar="WORD", action="append", help="only the variants with this word in their name")
    parser.addoption("--each", action="store_true", help="ask each variant by itself, and not several as one server")


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Put one variant on after the other, and write down which rules do not hold."""
    if session.testsfailed:
        raise session.Interrupted("the rules could not be collected")
    config, items = session.config, by_rule(session)
    run = config.stash[RUN]
    run.make_ready()
    words = config.option.only or [""]
    known = list(VARIANTS) if config.option.each else joined()
    names = part_of([name for name in known if any(word in name for word in words)], config.option.part)
    matrix: dict[str, Any] = {}
    with httpx.Client(base_url=run.target.url, timeout=30) as control:
        for number, name in enumerate(names, 1):
            progress(config, f"variant {number} of {len(names)}: {name}")
            control.put(SWITCH + name).raise_for_status()
            said = {rule: ask(first_and_last(cases)) for rule, cases in items.items()}
            control.put(SWITCH).raise_for_status()
            matrix[name] = {rule: reason for rule, (outcome, reason) in said.items() if outcome is not Outcome.HOLDS}
    config.option.variants.write_text(json.dumps(matrix, indent=1, ensure_ascii=False), encoding="utf-8")
    return True
