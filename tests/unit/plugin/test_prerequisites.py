"""With --next a rule comes after what it needs."""

from types import SimpleNamespace
from typing import cast

import pytest

from fastapi_spec.files import SPEC
from fastapi_spec.plugin.prerequisites import in_order_of_notes
from fastapi_spec.rules.catalogue import declared
from fastapi_spec.rules.chapters import module_of, needs_chapter


def item(id: str, *marks: pytest.MarkDecorator) -> pytest.Item:
    """The test of a rule, as far as it is used."""
    rule = pytest.mark.rule(declared(id).rule)
    found = SimpleNamespace(
        name=id,
        path=SPEC / (module_of(id) or ""),
        iter_markers=lambda _: [mark.mark for mark in marks],
        get_closest_marker=lambda _: rule.mark,
    )
    return cast(pytest.Item, found)


def ordered(*items: pytest.Item) -> list[str]:
    """The ids in the order in which a learner meets them."""
    return [found.name for found in in_order_of_notes(items)]


def test_the_order_is_that_of_the_notes() -> None:
    """Within a section the order stays."""
    assert ordered(item("DEP-FN-1"), item("PATH-ENUM-2"), item("PATH-ENUM-1")) == [
        "PATH-ENUM-2",
        "PATH-ENUM-1",
        "DEP-FN-1",
    ]


def test_a_rule_with_tokens_comes_after_their_chapter() -> None:
    """A learner who follows the notes cannot build it before."""
    assert ordered(item("ERRH-8"), item("JWT-ME-5"), item("DB-DEPT-3")) == ["JWT-ME-5", "ERRH-8", "DB-DEPT-3"]


def test_a_rule_on_several_operations_comes_after_the_section_of_the_last() -> None:
    """Each operation is introduced by a simpler rule."""
    assert ordered(item("DB-3"), item("DB-DEPT-3"), item("DB-STAFF-4")) == ["DB-DEPT-3", "DB-STAFF-4", "DB-3"]
    assert ordered(item("OAUTH-BEARER-1"), item("JWT-ME-1")) == ["JWT-ME-1", "OAUTH-BEARER-1"]


def test_a_case_that_needs_a_later_chapter_comes_after_it() -> None:
    """The other cases of its rule do not wait."""
    late = item("MW-TIME-6", needs_chapter("background"))

    assert ordered(late, item("BG-1"), item("MW-TIME-6")) == ["MW-TIME-6", "BG-1", "MW-TIME-6"]
