"""Which tests need what a later chapter builds: with ``--next`` they come after it, so that a learner can build it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from fastapi_spec.output.operation import called_by
from fastapi_spec.rules.chapters import chapters, chapters_of, named, position
from fastapi_spec.rules.rule import rule_of

SECURITY = "security"
"""The chapter of the notes that introduces tokens, which an operation of an earlier chapter may ask for."""


def in_order_of_notes(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """The tests in the order of the notes, each after the last chapter that it needs; otherwise the order stays."""

    def place(item: pytest.Item) -> tuple[int, bool, int]:
        own, latest = _chapters(item)
        return latest, latest > own, position(item.path)

    return sorted(items, key=place)


def _chapters(item: pytest.Item) -> tuple[int, int]:
    """The positions of the chapter of a test, and of the last one that it needs."""
    order = chapters()
    found = [order.index(folder) for folder in chapters_of(item) if folder in order]
    own = order.index(item.path.parent.name) if item.path.parent.name in order else len(order)
    rule = rule_of(item)
    if rule and any(called.declared.get("security") for called in called_by(rule.id)):
        found += [order.index(folder) for folder in named([SECURITY])]
    return own, max([own, *found])
