"""The order of the modules, the module of an id, and the names of chapters."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from fastapi_spec.files import SPEC
from fastapi_spec.rules.chapters import (
    UnknownChapter,
    chapters,
    chapters_of,
    module_of,
    named,
    needs_chapter,
    of_specification,
    position,
    table,
)


def test_every_module_of_rules_is_listed() -> None:
    """A module that chapters.toml does not list would run last and could not be found by its ids."""
    listed = {f"{chapter}/test_{module}.py" for chapter, modules in table().items() for module in modules}

    assert {path.relative_to(SPEC).as_posix() for path in SPEC.glob("*/test_*.py")} == listed


def test_modules_come_in_the_order_of_the_list() -> None:
    """The rules run in the order of the notes, and those of other projects after them."""
    first, second = (SPEC / "chapter03_requests" / f"test_{name}.py" for name in ("path_parameters", "path_enums"))

    assert position(first) == 0
    assert position(first) < position(second) < position(SPEC / "chapter04_responses" / "test_forms.py")
    assert position(Path("elsewhere/test_forms.py")) > position(SPEC / "generated" / "test_sequences.py")


@pytest.mark.parametrize(
    "name, text, ours",
    [
        ("test_query_bool.py", '@must("QUERY-BOOL-3")', True),
        ("test_query_bool.py", '@must("SHOP-1")', False),
        ("test_shop.py", '@must("QUERY-BOOL-3")', False),
        ("test_sequences.py", '@must("FUZZ-CREATED")', True),
    ],
)
def test_a_copy_of_a_module_is_of_the_specification(tmp_path: Path, name: str, text: str, *, ours: bool) -> None:
    """A module of another project may have the name, or an id, of one of the specification."""
    file = tmp_path / name
    file.write_text(f"{text}\ndef test_it(api): ...\n")

    assert of_specification(file) is ours


@pytest.mark.parametrize(
    "id, module",
    [
        ("QUERY-BOOL-3", "chapter03_requests/test_query_bool.py"),
        ("QUERY-REQ-1", "chapter03_requests/test_query_defaults.py"),
        ("QUERY-REQ-2", "chapter03_requests/test_query_validation.py"),
        ("NO-SUCH-1", None),
    ],
)
def test_a_module_states_its_topics_but_for_ids_that_another_names(id: str, module: str | None) -> None:
    """An id in full is stronger than the topic that it belongs to."""
    assert module_of(id) == module


@pytest.mark.parametrize("word", ["7", "07", "chapter07", "chapter07_database", "database", "DataBase"])
def test_a_chapter_has_several_names(word: str) -> None:
    """--without takes the number, the name or the folder of a chapter."""
    assert named([word]) == ["chapter07_database"]


def test_a_number_means_all_of_its_chapters() -> None:
    """Chapter 8 of the notes has three folders, which come in their order."""
    assert named(["cors", "8"]) == ["chapter08_middleware", "chapter08_cors", "chapter08_background"]


def test_a_chapter_without_a_number_has_its_folder_as_name() -> None:
    """Generated requests and property-based rules are chapters, too."""
    assert named(["generated"]) == ["generated"]


@pytest.mark.parametrize(
    "word, hint", [("databse", "did you mean database?"), ("0", "there are requests, responses, ")]
)
def test_an_unknown_chapter_is_told_the_known_ones(word: str, hint: str) -> None:
    """A misspelled chapter gets a suggestion, anything else the whole list."""
    with pytest.raises(UnknownChapter, match=f"{word}: no such chapter") as raised:
        named([word])
    assert hint in str(raised.value)


def item(path: Path, *needed: str) -> Any:
    """A collected test in a file, marked with the chapters that it needs."""
    marks = [needs_chapter(name).mark for name in needed]
    return SimpleNamespace(path=path, iter_markers=lambda name: [mark for mark in marks if mark.name == name])


def test_a_rule_elsewhere_calls_the_chapters_that_it_needs() -> None:
    """A rule of another project belongs to no chapter, but may need some."""
    assert chapters_of(item(Path("/elsewhere/test_it.py"), "database", "cors")) == [
        "chapter07_database",
        "chapter08_cors",
    ]


def test_a_rule_of_the_specification_calls_its_own_chapter() -> None:
    """The folder of a rule is the first chapter that it calls."""
    path = SPEC / "chapter05_dependencies" / "test_classes.py"

    assert chapters_of(item(path, "database")) == ["chapter05_dependencies", "chapter07_database"]


def test_chapters_are_folders() -> None:
    """Every chapter of the list exists."""
    assert all((SPEC / chapter).is_dir() for chapter in chapters())
