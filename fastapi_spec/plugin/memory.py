"""What a run with ``--next`` remembers in pytest's cache for the next run on the same target and rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import pytest


@dataclass(slots=True)
class Memory:
    """At which rule a run stopped, and what is known of the others.

    ``held`` are the rules that hold, ``broken`` those that held before and do not any more; ``checked`` is the last
    rule that a run checked again after it had stopped.
    """

    next: str = ""
    held: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    checked: str = ""

    def store(self, config: pytest.Config, key: str) -> None:
        """Keep it for the next run; without a cache there is none."""
        cache = getattr(config, "cache", None)
        if cache is not None:
            cache.set(key, asdict(self))


def recall(config: pytest.Config, key: str) -> Memory:
    """What the last run remembered; nothing without a cache, or if something else wrote there."""
    cache = getattr(config, "cache", None)
    data: Any = cache.get(key, {}) if cache is not None else {}
    if not isinstance(data, Mapping):
        return Memory()
    ids = {name: list(map(str, data.get(name) or [])) for name in ("held", "broken")}
    return Memory(str(data.get("next", "")), **ids, checked=str(data.get("checked", "")))
