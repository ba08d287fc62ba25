"""The chapters of the specification: their order, which ids a module states, and the names that ``--without`` takes."""

import functools
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

from fastapi_spec.files import SPEC
from fastapi_spec.language import say
from fastapi_spec.suggest import did_you_mean

CHAPTERS = SPEC / "chapters.toml"


class UnknownChapter(Exception):
    """No chapter has that name; says which one is near."""


@functools.cache
def table() -> dict[str, dict[str, list[str]]]:
    """``spec/chapters.toml``: the modules of each chapter folder, and the topics and ids that each states."""
    return tomllib.loads(CHAPTERS.read_text(encoding="utf-8"))


def chapters() -> list[str]:
    """The folders of the chapters in the order of the notes: ``chapter03_requests``, ..."""
    return list(table())


@functools.cache
def _positions() -> dict[tuple[str, str], int]:
    names = [(chapter, module) for chapter, modules in table().items() for module in modules]
    return {name: position for position, name in enumerate(names)}


@functools.cache
def position(path: Path) -> int:
    """Where a module of rules comes in the order of the notes; all others come after these."""
    return _positions().get((path.parent.name, path.stem.removeprefix("test_")), len(_positions()))


def module_of(id: str) -> str | None:
    """The module that states a rule, as ``chapter03_requests/test_query_bool.py``; None for an unknown topic."""
    for wanted in (id, id.rpartition("-")[0]):
        for chapter, modules in table().items():
            for module, ids in modules.items():
                if wanted in ids:
                    return f"{chapter}/test_{module}.py"
    return None


@functools.cache
def of_specification(file: Path) -> bool:
    """Whether a module of rules belongs to the specification, or is a copy that another project has.

    A copy has the name of the module, and states a rule of it.
    """
    if file.is_relative_to(SPEC):
        return True
    ids = [
        re.escape(id)
        for modules in table().values()
        for module, stated in modules.items()
        if file.name == f"test_{module}.py"
        for id in stated
    ]
    return bool(ids) and bool(re.search(rf'\(\s*"(?:{"|".join(ids)})[-"]', file.read_text("utf-8", "replace")))


def needs_chapter(*words: str) -> pytest.MarkDecorator:
    """Mark a rule, a case or a module that calls operations of other chapters, such as ``"database"``.

    It is not claimed if one of them is not. Raises UnknownChapter.
    """
    return pytest.mark.needs_chapter(*named(words))


def chapters_of(item: pytest.Item) -> list[str]:
    """The chapter folders that a test calls: its own (none for rules from elsewhere) and those it needs."""
    own = [item.path.relative_to(SPEC).parts[0]] if item.path.is_relative_to(SPEC) else []
    return [*own, *(folder for mark in item.iter_markers("needs_chapter") for folder in mark.args)]


def named(words: Iterable[str]) -> list[str]:
    """The chapter folders meant by ``7``, ``07``, ``chapter07``, ``database`` or ``chapter07_database``.

    A number means every chapter that has it. Raises UnknownChapter.
    """
    meant = set()
    for word in words:
        found = [folder for folder in chapters() if word.lower() in _names(folder)]
        if not found:
            known = [name for folder in chapters() for name in _names(folder) if not name.isdigit()]
            if near := did_you_mean(word.lower(), known):
                raise UnknownChapter(say("{word}: no such chapter{near}", word=word, near=near))
            names = ", ".join(_names(folder)[-1] for folder in chapters())
            raise UnknownChapter(say("{word}: no such chapter; there are {names}", word=word, names=names))
        meant |= set(found)
    return sorted(meant, key=chapters().index)


def _names(folder: str) -> list[str]:
    chapter, _, name = folder.partition("_")
    if not name:
        return [folder]
    number = re.sub(r"\D", "", chapter)
    return [folder, chapter, number, number.lstrip("0"), name]
