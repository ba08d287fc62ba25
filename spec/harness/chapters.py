"""The chapters of the specification, and the names by which ``--without`` takes them."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from spec.harness.nearest import nearest

PACKAGE = Path(__file__).parent.parent


class UnknownChapter(Exception):
    """No chapter has that name; says which one is near."""


def chapters() -> list[str]:
    """The folders of the chapters, in their order: ``chapter03_requests``, ..."""
    return sorted(path.name for path in PACKAGE.glob("chapter*_*") if path.is_dir())


def needs_chapter(*words: str) -> pytest.MarkDecorator:
    """Mark a rule, a case or a module that asks for operations of other chapters, such as ``"database"``.

    Without one of these it is not claimed. Raises UnknownChapter.
    """
    return pytest.mark.needs_chapter(*named(words))


def chapters_of(item: pytest.Item) -> list[str]:
    """The folders of the chapters that a test asks for: its own, none for rules from elsewhere, and those it needs."""
    own = [item.path.relative_to(PACKAGE).parts[0]] if item.path.is_relative_to(PACKAGE) else []
    return [*own, *(folder for mark in item.iter_markers("needs_chapter") for folder in mark.args)]


def named(words: Iterable[str]) -> list[str]:
    """The folders of the chapters meant by ``7``, ``07``, ``chapter07``, ``database`` or ``chapter07_database``.

    Raises UnknownChapter.
    """
    known = {name: folder for folder in chapters() for name in _names(folder)}
    meant = set()
    for word in words:
        if word.lower() not in known:
            near = nearest(word.lower(), [name for name in known if not name.isdigit()])
            raise UnknownChapter(f"{word}: no such chapter{near or _listed()}")
        meant.add(known[word.lower()])
    return sorted(meant)


def _names(folder: str) -> list[str]:
    chapter, _, name = folder.partition("_")
    number = re.sub(r"\D", "", chapter)
    return [folder, chapter, name, number, number.lstrip("0")]


def _listed() -> str:
    return f"; there are {', '.join(_names(folder)[2] for folder in chapters())}"
