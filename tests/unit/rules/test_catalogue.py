"""Locked rules are found by id, prefix and pattern, with what their modules declare."""

from pathlib import Path

import pytest

from fastapi_spec.files import SPEC
from fastapi_spec.rules import catalogue
from fastapi_spec.rules.catalogue import UnknownRule, declared, ids, node_id_of, section_of
from fastapi_spec.rules.contract import locked

BOOL = [id for id in locked() if id.startswith("QUERY-BOOL-")]


@pytest.mark.parametrize("word", ["QUERY-BOOL", "query-bool", "QUERY-BOOL-", "QUERY-BOOL-*"])
def test_a_prefix_or_pattern_means_all_of_its_rules(word: str) -> None:
    """The rules of a topic come in the order of the notes."""
    assert ids([word]) == BOOL


def test_an_id_means_one_rule() -> None:
    """QUERY-BOOL-1 does not mean QUERY-BOOL-10 as well."""
    assert ids(["query-bool-1"]) == ["QUERY-BOOL-1"]


def test_several_words_come_in_the_order_of_the_notes() -> None:
    """The order is that of the rules, each once, however often they are named."""
    assert ids(["QUERY-BOOL-1", "PATH-STR-2", "PATH-STR-2"]) == ["PATH-STR-2", "QUERY-BOOL-1"]


@pytest.mark.parametrize(
    "word, near", [("QUERY-BOL-1", "QUERY-BOOL-1"), ("QUERY-BOL", "QUERY-BOOL"), ("QUERYBOOL", "QUERY-BOOL")]
)
def test_an_unknown_rule_gets_a_suggestion(word: str, near: str) -> None:
    """A misspelled id suggests an id, a misspelled topic a topic."""
    with pytest.raises(UnknownRule, match=rf"no rule {word} \(did you mean {near}\?\); `fastapi-spec list` prints"):
        ids([word])


def test_a_rule_is_found_in_its_module() -> None:
    """The node id is found without importing the module."""
    test = node_id_of("QUERY-BOOL-1")

    path, _, name = test.partition("::")
    assert path == "spec/chapter03_requests/test_query_bool.py"
    assert '@must("QUERY-BOOL-1"' in (SPEC.parent / path).read_text().partition(f"def {name}(")[0]


def test_a_declaration_has_all_of_a_rule() -> None:
    """explain shows what only the module declares: notes, docs and erratum."""
    found = declared("QUERY-OPT-2")

    assert found.rule.statement == locked()["QUERY-OPT-2"].statement
    assert found.rule.notes
    assert found.rule.erratum
    assert found.test == node_id_of("QUERY-OPT-2")


@pytest.mark.parametrize("id", ["QUERY-BOOL-99", "NO-SUCH-1"])
def test_a_locked_rule_that_is_not_declared_is_unknown(id: str) -> None:
    """A lock that is older or newer than the rules is an error with a hint."""
    with pytest.raises(UnknownRule, match=f"{id} is locked, but .* does not declare it: renew the lock"):
        node_id_of(id)


def test_sections_are_titled_by_docstrings() -> None:
    """A list of rules is grouped under the first lines of the chapter's and the module's docstrings."""
    chapter, section = section_of("QUERY-BOOL-1")

    assert chapter in (SPEC / "chapter03_requests" / "__init__.py").read_text()
    assert section in (SPEC / "chapter03_requests" / "test_query_bool.py").read_text()


def test_a_module_without_a_docstring_has_an_empty_title(tmp_path: Path) -> None:
    """A missing docstring is not an error where rules are only listed."""
    (tmp_path / "test_it.py").write_text("pass\n")

    assert catalogue._title(tmp_path / "test_it.py") == ""
