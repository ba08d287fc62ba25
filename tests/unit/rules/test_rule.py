"""The declaration of a rule: what it needs, what it defaults to, how it is found again."""

from collections.abc import Callable
from typing import Any

import pytest

from fastapi_spec.rules.rule import Erratum, Level, Origin, Rule, RuleError, may, must, rule_of_function, should

NOTES = "bool 参数"
DOCS = "tutorial/"

Declare = Callable[..., Callable[[Callable[[], None]], Callable[[], None]]]


def declared(
    declare: Declare, id: str = "QUERY-BOOL-1", docstring: str | None = "It holds.", **more: Any
) -> Rule | None:
    """Declare a rule in this module."""

    def test() -> None: ...

    test.__doc__ = docstring
    return rule_of_function(declare(id, **more)(test))


@pytest.mark.parametrize("declare, level", [(must, Level.MUST), (should, Level.SHOULD), (may, Level.MAY)])
def test_each_decorator_declares_its_level(declare: Declare, level: Level) -> None:
    """must, should and may differ in the level and in nothing else."""
    assert declared(declare) == Rule("QUERY-BOOL-1", level, "It holds.", NOTES, DOCS)


def test_levels_are_ordered_by_strength() -> None:
    """--level and --fail-on compare levels."""
    assert Level.MAY < Level.SHOULD < Level.MUST


def test_a_rule_can_override_what_its_module_names() -> None:
    """A rule may be about another heading, page or error of the notes than its module."""
    erratum = Erratum("it is so", "0.100")

    rule = declared(must, notes="枚举类型", docs="advanced/", erratum=erratum)

    assert rule
    assert (rule.notes, rule.docs, rule.erratum) == ("枚举类型", "advanced/", erratum)


def test_a_rule_has_the_origin_of_its_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """A module says once who promises its rules; a rule of another origin says so itself."""
    monkeypatch.setitem(globals(), "ORIGIN", "notes")

    module, own = declared(must), declared(must, origin="hardening", plain="responds with 500")

    assert module
    assert own
    assert (module.origin, own.origin, own.plain) == (Origin.NOTES, Origin.HARDENING, "responds with 500")


def test_an_unknown_origin_is_rejected() -> None:
    """A misspelled origin would be left out by --origin."""
    with pytest.raises(RuleError, match="QUERY-BOOL-1: origin 'note' is not one of notes, fastapi, http, hardening"):
        declared(must, origin="note")


def test_hardening_says_what_plain_fastapi_does() -> None:
    """Who sees such a rule fail must not take it for FastAPI's promise."""
    with pytest.raises(RuleError, match="QUERY-BOOL-1 is hardening: say with plain= what plain FastAPI does instead"):
        declared(must, origin="hardening")


def test_a_statement_is_one_line() -> None:
    """A docstring may be wrapped; the statement is not."""
    rule = declared(must, docstring="It\n        holds.\n    ")

    assert rule
    assert rule.statement == "It holds."


@pytest.mark.parametrize("id", ["query-bool-1", "QUERY-BOOL-0", "QUERY-BOOL", "-1", "QUERY BOOL-1"])
def test_an_id_in_another_form_is_rejected(id: str) -> None:
    """Ids are AREA-TOPIC-n, so that prefixes and patterns find them."""
    with pytest.raises(RuleError, match="is not a rule id: write AREA-TOPIC-n"):
        declared(must, id)


@pytest.mark.parametrize("docstring", [None, "", "No full stop"])
def test_a_rule_without_a_sentence_is_rejected(docstring: str | None) -> None:
    """The statement of a rule is the first thing that a card shows."""
    with pytest.raises(RuleError, match="QUERY-BOOL-1 has no statement"):
        declared(must, docstring=docstring)


@pytest.mark.parametrize(
    "docs, url",
    [
        ("", ""),
        ("tutorial/", "https://fastapi.tiangolo.com/tutorial/"),
        ("https://example.com/a", "https://example.com/a"),
    ],
)
def test_docs_become_a_url(docs: str, url: str) -> None:
    """A page is relative to the docs of FastAPI; rules of other projects have URLs or none."""
    assert Rule("A-1", Level.MUST, "It holds.", docs=docs).docs_url == url


def test_a_function_that_is_not_a_rule_has_none() -> None:
    """Marks of pytest do not make a rule."""
    assert rule_of_function(pytest.mark.skip(lambda: None)) is None
    assert rule_of_function(None) is None
