"""The catalogue: ids unique and locked, statements whole, every behaviour and heading of the notes accounted for."""

import ast
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fastapi_spec.rules import catalogue
from fastapi_spec.rules.catalogue import Catalogue, LockError
from fastapi_spec.rules.rule import RuleError, must
from tests.conftest import PROJECT
from tools.contract import paper
from tools.contract.__main__ import main

CONTRACT = PROJECT / "spec" / "contract"


@pytest.fixture(scope="module")
def rules() -> Catalogue:
    return catalogue.collected()


@pytest.fixture(scope="module")
def excluded() -> dict[str, dict[str, str]]:
    return tomllib.loads((CONTRACT / "excluded.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def sections() -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = tomllib.loads((CONTRACT / "notes.toml").read_text(encoding="utf-8"))["section"]
    return listed


def test_the_rules_are_the_locked_ones(rules: Catalogue) -> None:
    hint = "run python -m tools.contract, which asks for a line in CHANGELOG.md"

    assert catalogue.changes(catalogue.locked(), rules) == {}, hint
    assert catalogue.locked() == rules, hint


def test_every_behaviour_of_the_notes_is_a_rule_or_excluded_with_a_reason(
    rules: Catalogue, excluded: dict[str, dict[str, str]], sections: list[dict[str, Any]]
) -> None:
    behaviours = [id for section in sections for id in section["behaviours"]]

    assert sorted(set(behaviours) - rules.keys() - excluded["behaviours"].keys()) == []
    assert sorted(rules.keys() & excluded["behaviours"].keys()) == []
    assert sorted(excluded["behaviours"].keys() - set(behaviours)) == []
    assert all(len(reason) > 10 for reason in excluded["behaviours"].values())


def test_every_heading_of_the_notes_has_a_rule_and_every_rule_a_heading(
    rules: Catalogue, excluded: dict[str, dict[str, str]], sections: list[dict[str, Any]]
) -> None:
    headings = {section["heading"] for section in sections}
    covered = {rule["notes"] for rule in rules.values()}

    assert covered - headings == set()
    assert headings - covered - excluded["headings"].keys() == set()


def test_a_reason_that_names_a_rule_names_one_that_exists(
    rules: Catalogue, excluded: dict[str, dict[str, str]]
) -> None:
    said = {
        id: reason.removeprefix("said by ").split()[0].rstrip(".,;:")
        for id, reason in excluded["behaviours"].items()
        if reason.startswith("said by ")
    }

    assert {id: named for id, named in said.items() if named not in rules} == {}


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every test function of spec/, with the place where it stands."""
    for path in sorted((PROJECT / "spec").rglob("test_*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield f"{path.relative_to(PROJECT)}:{node.lineno} {node.name}", node


def test_every_rule_asserts_and_is_short() -> None:
    for place, node in functions():
        asserts = [part for part in ast.walk(node) if isinstance(part, ast.Assert)]
        assert asserts, f"{place} asserts nothing"
        assert (node.end_lineno or 0) - node.body[0].lineno <= 24, f"{place} is long"


def test_every_test_of_the_chapters_is_a_rule() -> None:
    for place, node in functions():
        levels = {ast.unparse(decorator).partition("(")[0] for decorator in node.decorator_list}
        assert levels & {"must", "should", "may"}, f"{place} is no rule"


def test_rules_look_at_nothing_but_http() -> None:
    for path in sorted((PROJECT / "spec").rglob("*.py")):
        if "harness" in path.parts:
            continue
        source = path.read_text(encoding="utf-8")
        for package in ("reference_app", "fastapi", "starlette", "sqlalchemy", "pydantic"):
            assert f"import {package}" not in source, f"{path} looks behind the wire"
            assert f"from {package}" not in source, f"{path} looks behind the wire"


@pytest.mark.parametrize(
    "id, notes, docs, docstring",
    [
        ("query-bool-1", "bool 参数", "tutorial/", "It holds."),
        ("QUERY-BOOL-0", "bool 参数", "tutorial/", "It holds."),
        ("QUERY-BOOL-1", " ", "tutorial/", "It holds."),
        ("QUERY-BOOL-1", "bool 参数", "", "It holds."),
        ("QUERY-BOOL-1", "bool 参数", "tutorial/", ""),
        ("QUERY-BOOL-1", "bool 参数", "tutorial/", "No full stop"),
    ],
    ids=["lower case", "zero", "no section", "no page", "no statement", "no sentence"],
)
def test_a_rule_without_its_parts_is_refused(id: str, notes: str, docs: str, docstring: str) -> None:
    def test() -> None: ...

    test.__doc__ = docstring

    with pytest.raises(RuleError):
        must(id, notes=notes, docs=docs)(test)


def test_the_documents_of_the_reference_application_are_the_locked_ones() -> None:
    locked = json.loads(catalogue.DOCUMENTS.read_text(encoding="utf-8"))

    assert catalogue.reference_documents() == locked, "run python -m tools.contract"


@pytest.fixture
def lock(rules: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lock in which one rule has another statement and one is missing."""
    old = [dict(rule) for rule in rules.values()]
    old[0]["statement"] = "Something else."
    copy = tmp_path / "rules.json"
    copy.write_text(json.dumps(old[:-1]))
    monkeypatch.setattr(catalogue, "LOCK", copy)
    monkeypatch.setattr(catalogue, "DOCUMENTS", tmp_path / "openapi.json")
    monkeypatch.setattr(catalogue, "reference_documents", dict)
    monkeypatch.setattr(catalogue, "CHANGELOG", tmp_path / "CHANGELOG.md")
    return copy


def test_the_lock_is_not_renewed_while_the_changelog_is_silent(lock: Path, rules: Catalogue) -> None:
    before = lock.read_text()
    (lock.parent / "CHANGELOG.md").write_text(f"# Changelog\n\n## 2\n\n- Nothing.\n\n## 1\n\n- `{next(iter(rules))}`\n")

    with pytest.raises(LockError, match=next(iter(rules))):
        catalogue.renew()

    assert lock.read_text() == before


def test_the_lock_is_renewed_when_the_changelog_names_what_changed(lock: Path, rules: Catalogue) -> None:
    first, *_, last = rules
    (lock.parent / "CHANGELOG.md").write_text(f"# Changelog\n\n## 2\n\n- `{first}`, `{last[:-1]}*`\n")

    assert set(catalogue.renew()) == {f"changed {first}", f"added {last}"}
    assert catalogue.locked() == rules
    assert catalogue.renew() == ["rules.json: nothing added, changed or retired"]


def test_the_command_prints_what_changed_or_why_it_cannot(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(catalogue, "renew", lambda: ["added A-1"])
    monkeypatch.setattr(paper, "renew", list)
    main()
    assert capsys.readouterr().out == "added A-1\n"

    def silent() -> list[str]:
        raise LockError("name A-1")

    monkeypatch.setattr(catalogue, "renew", silent)
    with pytest.raises(SystemExit, match="ERROR: name A-1"):
        main()


def test_an_id_that_stands_twice_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = '@must("A-1", notes="x", docs="y")\ndef test_{}():\n    """It holds."""\n    assert 1\n\n\n'
    source = "from fastapi_spec.rules.rule import must\n\n\n" + rule.format("one") + rule.format("two")
    (tmp_path / "test_twice.py").write_text(source)
    monkeypatch.setattr(catalogue, "PACKAGE", tmp_path)

    with pytest.raises(LockError, match="A-1 is the id of two rules"):
        catalogue.collected()
