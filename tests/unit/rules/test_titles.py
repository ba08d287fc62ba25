"""Titles of chapters and sections."""

import tomllib
from collections import Counter

from fastapi_spec.files import CONTRACT, SPEC
from fastapi_spec.rules.chapters import table
from fastapi_spec.rules.titles import chinese, english, title_of


def test_a_title_is_the_first_line_of_a_docstring() -> None:
    """Without its full stop."""
    assert title_of("Query booleans · bool 参数.\n\nMore.") == "Query booleans · bool 参数"


def test_a_title_has_two_parts() -> None:
    """The English title, and the Chinese one if there is one."""
    both = "Query booleans · bool 参数"

    assert (english(both), chinese(both)) == ("Query booleans", "bool 参数")
    assert (english("Mine"), chinese("Mine")) == ("Mine", "")


def test_a_reader_of_the_notes_finds_a_title_there() -> None:
    """Each Chinese title begins with a heading of the notes, and none is that of another section of its chapter."""
    headings = {section["heading"] for section in tomllib.loads((CONTRACT / "notes.toml").read_text())["section"]}
    titles = [(chapter, title) for chapter, modules in table().items() for title in _of(chapter, list(modules))]

    assert [title for _, title in titles if title.partition("：")[0] not in headings] == []
    assert [title for title, times in Counter(titles).items() if times > 1] == []


def _of(chapter: str, modules: list[str]) -> list[str]:
    files = [SPEC / chapter / f"test_{module}.py" for module in modules]
    return [chinese(title_of(file.read_text(encoding="utf-8").strip('"').partition('"""')[0])) for file in files]
