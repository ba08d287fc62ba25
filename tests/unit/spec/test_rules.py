"""The rules as a whole: whole statements, assertions, nothing but HTTP, every heading of the notes accounted for."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fastapi_spec.files import CONTRACT, SPEC
from fastapi_spec.rules.catalogue import declared, ids
from fastapi_spec.rules.chapters import module_of, table
from fastapi_spec.rules.contract import locked
from fastapi_spec.rules.rule import Origin, Rule

FOREIGN = ("reference_app", "fastapi", "starlette", "sqlalchemy", "pydantic")


@pytest.fixture(scope="module")
def rules() -> dict[str, Rule]:
    """Every locked rule as its module declares it."""
    return {id: declared(id).rule for id in ids(["*"])}


@pytest.fixture(scope="module")
def excluded() -> dict[str, dict[str, Any]]:
    """What was measured of the notes and no rule states, with the reason."""
    return tomllib.loads((CONTRACT / "excluded.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def sections() -> list[dict[str, Any]]:
    """The headings of the notes, what the notes claim below them, and what was measured beyond that."""
    listed: list[dict[str, Any]] = tomllib.loads((CONTRACT / "notes.toml").read_text(encoding="utf-8"))["section"]
    return listed


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every test function of spec/, with its location."""
    for path in sorted(SPEC.rglob("test_*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield f"{path.relative_to(SPEC)}:{node.lineno} {node.name}", node


def test_declarations_are_the_locked_ones(rules: dict[str, Rule]) -> None:
    """A changed level or statement does not slip past the lock."""
    known = {id: (rule.level, rule.origin, rule.statement) for id, rule in locked().items()}

    assert {id: (rule.level, rule.origin, rule.statement) for id, rule in rules.items()} == known


def test_every_rule_has_a_section_and_a_page(rules: dict[str, Rule]) -> None:
    """A reader finds where each rule comes from."""
    assert [id for id, rule in rules.items() if not rule.notes.strip() or not rule.docs.strip()] == []


@pytest.fixture(scope="module")
def claims(sections: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every claim of the notes."""
    return [claim for section in sections for claim in section.get("claims", [])]


def test_what_plain_fastapi_does_fits_on_a_line(rules: dict[str, Rule]) -> None:
    """A card shows it in one line of a terminal of 80 columns."""
    assert [id for id, rule in rules.items() if len(f"  fastapi   plain FastAPI {rule.plain}") > 80] == []


def test_every_claim_is_a_sentence_with_its_line(sections: list[dict[str, Any]]) -> None:
    """A reader of the notes finds each claim there, in the order of the lines."""
    for section in sections:
        rows = section.get("claims", [])
        assert [row["line"] for row in rows] == sorted(row["line"] for row in rows), section["heading"]
        assert [row["says"] for row in rows if not row["says"].endswith(".") or len(row["says"].split()) > 20] == []


def test_every_claim_comes_to_something(rules: dict[str, Rule], claims: list[dict[str, Any]]) -> None:
    """A claim has rules, an exclusion, a reason, or it is open what it is to become."""
    outcomes = [claim.keys() & {"rules", "excluded", "reason", "open"} for claim in claims]

    assert [claim for claim, outcome in zip(claims, outcomes, strict=True) if len(outcome) != 1] == []
    assert [id for claim in claims for id in claim.get("rules", []) if id not in rules] == []


def test_the_notes_promise_what_they_claim(rules: dict[str, Rule], claims: list[dict[str, Any]]) -> None:
    """A rule is of the notes if one of their claims comes to it, and corrects them then, or as such a rule does."""
    claimed = {id for claim in claims for id in claim.get("rules", [])}

    assert {id for id, rule in rules.items() if rule.origin is Origin.NOTES} == claimed
    errata = {id: rule.erratum for id, rule in rules.items() if rule.erratum}
    corrected = {erratum for id, erratum in errata.items() if id in claimed}
    assert {id for id, erratum in errata.items() if erratum not in corrected} == set()


def test_every_behaviour_is_a_rule_or_excluded(
    rules: dict[str, Rule], excluded: dict[str, Any], sections: list[dict[str, Any]], claims: list[dict[str, Any]]
) -> None:
    """Nothing that was measured of the notes is lost."""
    beyond = {id for section in sections for id in section.get("beyond", [])}
    claimed = {id for claim in claims for id in claim.get("excluded", [])}

    assert sorted(beyond - rules.keys() - excluded["behaviours"].keys()) == []
    assert sorted(rules.keys() & excluded["behaviours"].keys()) == []
    assert sorted(excluded["behaviours"].keys() ^ (claimed | (beyond - rules.keys()))) == []


def test_every_exclusion_is_a_sentence_with_a_reason(excluded: dict[str, Any]) -> None:
    """What is excluded can be read, and why."""
    for id, row in excluded["behaviours"].items():
        assert row["behaviour"].endswith("."), id
        assert len(row["reason"]) > 10, id


def test_headings_and_rules_agree(
    rules: dict[str, Rule], excluded: dict[str, Any], sections: list[dict[str, Any]]
) -> None:
    """Every heading of the notes has a rule or an exclusion, and every rule has a heading that exists."""
    headings = {section["heading"] for section in sections}
    covered = {rule.notes for rule in rules.values()}

    assert sorted(covered - headings) == []
    assert sorted(headings - covered - excluded["headings"].keys()) == []


def test_reasons_name_rules_that_exist(rules: dict[str, Rule], excluded: dict[str, Any]) -> None:
    """A reason "said by ID" leads to a rule."""
    said = {
        id: row["reason"].removeprefix("said by ").split()[0].rstrip(".,;:")
        for id, row in excluded["behaviours"].items()
        if row["reason"].startswith("said by ")
    }

    assert {id: named for id, named in said.items() if named not in rules} == {}


def test_a_rule_asserts_and_is_short() -> None:
    """A rule can fail, fits on a screen and is declared with a level."""
    for location, node in functions():
        levels = {ast.unparse(decorator).partition("(")[0] for decorator in node.decorator_list}
        assert [part for part in ast.walk(node) if isinstance(part, ast.Assert)], f"{location} asserts nothing"
        assert (node.end_lineno or 0) - node.body[0].lineno <= 24, f"{location} is long"
        assert levels & {"must", "should", "may"}, f"{location} is not a rule"


def test_rules_see_nothing_but_http() -> None:
    """No module of spec/ imports the application or its libraries."""
    for path in sorted(SPEC.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            assert not {name.partition(".")[0] for name in names} & set(FOREIGN), f"{path} looks behind the wire"


def test_an_id_leads_to_its_module(rules: dict[str, Rule]) -> None:
    """spec/chapters.toml names the module of every id, and no topic without a rule."""
    topics = {topic for modules in table().values() for listed in modules.values() for topic in listed}
    used = {id for id in rules if id in topics} | {id.rpartition("-")[0] for id in rules}

    assert [id for id in rules if not (SPEC / str(module_of(id))).is_file()] == []
    assert sorted(topics - used) == []


def test_every_module_is_in_the_order() -> None:
    """A module that spec/chapters.toml forgets would come last and belong to no chapter."""
    modules = {f"{chapter}/test_{module}.py" for chapter, listed in table().items() for module in listed}

    assert {str(path.relative_to(SPEC)) for path in SPEC.rglob("test_*.py")} == modules
    assert Path(SPEC / "chapters.toml").is_file()
