"""Which tests need what a later section builds: with ``--next`` they come after it, so that a learner can build it."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path

import pytest

from fastapi_spec.output.operation import EVENTS, all_called, called_by
from fastapi_spec.rules.chapters import chapters_of, module_of, named, position, table
from fastapi_spec.rules.contract import locked
from fastapi_spec.rules.rule import Origin, rule_of

SECURITY = "security"
"""The chapter of the notes that introduces tokens, which an operation of an earlier chapter may require."""


def in_order_of_notes(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """The tests in the order of the notes, each after the last section that it needs; otherwise the order stays."""

    def place(item: pytest.Item) -> tuple[int, bool, int]:
        own = position(item.path)
        latest = max([own, *_needed(item)])
        return latest, latest > own, own

    return sorted(items, key=place)


def _needed(item: pytest.Item) -> list[int]:
    """The positions of the modules that introduce what a test needs."""
    found = [_end(folder) for folder in chapters_of(item) if folder != item.path.parent.name]
    return [*found, *(_of_rule(rule.id) if (rule := rule_of(item)) else [])]


@functools.cache
def _of_rule(id: str) -> list[int]:
    operations = called_by(id)
    found = [home for called in operations if (home := _homes().get(called.name)) is not None]
    protected = any(called.declared.get("security") for called in operations)
    return [*found, *(_end(folder) for folder in named([SECURITY]) if protected and not _inside(id, folder))]


@functools.cache
def _homes() -> dict[str, int]:
    """The position of the module that introduces each operation.

    It is the first with a rule of the notes on as few operations as possible, preferably one that reads no events.
    """
    known = locked()
    calls: dict[str, set[str]] = {}
    for called in all_called():
        for id in called.rules:
            if id in known and known[id].origin is Origin.NOTES:
                calls.setdefault(id, set()).add(called.name)
    best: dict[str, tuple[bool, int, int]] = {}
    for id, names in calls.items():
        module = module_of(id)
        if module:
            simple = (EVENTS in names, len(names), position(Path(module)))
            for name in names - {EVENTS}:
                best[name] = min(best.get(name, simple), simple)
    return {name: home for name, (_, _, home) in best.items()}


def _inside(id: str, folder: str) -> bool:
    """Whether a rule is stated in a chapter or a later one."""
    module = module_of(id)
    return module is not None and position(Path(module)) >= _start(folder)


def _start(folder: str) -> int:
    return min(position(Path(folder, module)) for module in table()[folder])


def _end(folder: str) -> int:
    """The position of the last module of a chapter."""
    return max(position(Path(folder, module)) for module in table()[folder])
