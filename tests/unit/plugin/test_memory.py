"""What a run with --next remembers is read by the next one, whatever else is in the cache."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from fastapi_spec.plugin.memory import Memory, recall


class Cache(dict[str, Any]):
    """pytest's cache, as far as it is used."""

    def set(self, key: str, value: object) -> None:
        """Store a value."""
        self[key] = value


def config(cache: object) -> pytest.Config:
    """A configuration with a cache."""
    return cast(pytest.Config, SimpleNamespace(cache=cache))


def test_what_is_stored_is_recalled() -> None:
    """Each key has its own."""
    own = config(Cache())
    memory = Memory("A-1", ["A-2"], ["A-3"], "A-2")
    memory.store(own, "key")

    assert recall(own, "key") == memory
    assert recall(own, "other") == Memory()


@pytest.mark.parametrize("cache", [None, Cache(key=7), Cache(key={"held": None})], ids=["none", "number", "null"])
def test_anything_else_is_nothing(cache: object) -> None:
    """A home that is read-only, or another version, does not matter."""
    Memory().store(config(None), "key")

    assert recall(config(cache), "key") == Memory()


def test_an_older_memory_is_recalled() -> None:
    """It has less."""
    assert recall(config(Cache(key={"next": "A-1", "held": ["A-2"]})), "key") == Memory("A-1", ["A-2"])
