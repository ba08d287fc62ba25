"""What the plugins need of an item of pytest: the case that it is, its node id, the titles above it."""

from __future__ import annotations

import os
import sys
from types import ModuleType

import pytest

from fastapi_spec.rules.titles import title_of

ROWS = pytest.StashKey[int]()
"""How many rows the test of an item has, also if only some of them run."""


def case_name(item: pytest.Item) -> str:
    """The name of the case that an item is; empty if the rule has one case without parameters."""
    return item.callspec.id if hasattr(item, "callspec") else ""


def node_id(item: pytest.Item) -> str:
    """The node id, by which pytest runs the case alone; relative to the current folder if it is outside the root."""
    inside = item.path.is_relative_to(item.config.rootpath)
    return item.nodeid if inside else f"{os.path.relpath(item.path)}::{item.nodeid.partition('::')[2]}"


def section_of(item: pytest.Item) -> str:
    """The title of the section that an item belongs to."""
    return _title(getattr(item, "module", None), item.path.stem)


def chapter_of(item: pytest.Item) -> str:
    """The title of the chapter that an item belongs to."""
    return _title(_package(item), item.path.parent.name)


def _title(module: ModuleType | None, otherwise: str) -> str:
    """The title of a chapter or section, which its docstring begins with."""
    return title_of((module.__doc__ if module else None) or otherwise)


def _package(item: pytest.Item) -> ModuleType | None:
    module = getattr(item, "module", None)
    return sys.modules.get(getattr(module, "__package__", "") or "")
