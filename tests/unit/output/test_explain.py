"""What ``fastapi-spec explain`` and ``fastapi-spec list`` print of a locked rule."""

import re

import pytest

from fastapi_spec.output.explain import explain, listing
from fastapi_spec.rules.catalogue import UnknownRule
from fastapi_spec.rules.contract import locked
from fastapi_spec.rules.faults import faults


def test_a_rule_is_explained_with_its_sources() -> None:
    """Level, sentence, origin, notes and docs, as on a card."""
    lines = list(explain("QUERY-BOOL-1"))

    assert lines[0] == "QUERY-BOOL-1  MUST"
    assert " ".join(lines[1].split()) == locked()["QUERY-BOOL-1"].statement
    assert lines[3] == "  origin    notes: the study notes say or show it"
    assert lines[4] == "  notes     bool 参数"
    assert lines[5].startswith("  says      ")
    assert any(line.startswith("  docs      https://fastapi.tiangolo.com/tutorial/") for line in lines)


def test_a_rule_is_explained_with_what_it_sends_and_receives() -> None:
    """A learner sees an example before writing anything, and how many others there are."""
    text = "\n".join(explain("QUERY-BOOL-3"))

    assert '  request   GET /chapter03/query/bool/conversion?param=2\n  response  422 at ["query","param"]\n' in text
    assert "            (and 8 more requests)\n" in text


@pytest.mark.parametrize("id", ["JWT-ME-4", "DB-USER-4", "QUERY-BOOL-3", "FILE-22", "LAW-CORS-1"])
def test_an_explanation_fits_on_a_screen(id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is read at a glance, in a terminal of 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")

    lines = "\n".join(explain(id)).splitlines()

    assert len(lines) <= 30
    assert all(len(line) <= 80 for line in lines if "https:" not in line and "  run  " not in line)


def test_a_rule_is_explained_with_its_faults() -> None:
    """The faults show what a broken server would do."""
    text = " ".join("\n".join(explain("QUERY-BOOL-1")).split())

    for name, sentence in list(faults()["QUERY-BOOL-1"].items())[:3]:
        assert f"fault {name}: {sentence}" in text


def test_a_rule_is_explained_with_what_else_proves_it() -> None:
    """The published defects that it detects, the witnesses, and the variants."""
    text = " ".join("\n".join(explain("STATIC-10")).split())

    assert "defect CVE-2023-29159 (Starlette < 0.27.0): A path leads out" in text
    assert "witnesses the notes' own code: holds; plain FastAPI: holds variants none of the " in text
    assert "variants" not in "\n".join(explain("STATIC-36"))


def test_an_explanation_ends_with_the_command_that_runs_the_rule() -> None:
    """The node id may be given to the command from any folder."""
    *_, last = explain("QUERY-BOOL-1")

    assert last.startswith("  run       fastapi-spec spec/chapter03_requests/test_query_bool.py::test_")


def test_hardening_is_explained() -> None:
    """Plain FastAPI does something else than the rule."""
    lines = list(explain("FILE-22"))

    assert "  origin    hardening: a careful application adds it to plain FastAPI" in lines
    assert "  fastapi   plain FastAPI accepts a file of any size" in lines


def test_an_error_of_the_notes_is_explained() -> None:
    """The notes say something else than the rule."""
    assert any(line.startswith("  erratum   the notes say: ") for line in explain("QUERY-OPT-2"))


def test_an_unknown_rule_is_not_explained() -> None:
    """Only locked rules are known without running anything."""
    with pytest.raises(UnknownRule):
        list(explain("NO-SUCH-1"))


def test_rules_are_listed_under_their_chapter_and_section() -> None:
    """Titles are printed where they change; a long sentence is wrapped under its beginning."""
    lines = list(listing({id: locked()[id] for id in ("PATH-STR-2", "QUERY-BOOL-1", "QUERY-BOOL-3", "FORM-1")}))

    chapters = [line for line in lines if re.match(r"\S", line)]
    sections = [line for line in lines if re.match(r"  \S", line)]
    rules = [line.split()[:3] for line in lines if re.match(" {4}[A-Z]", line)]
    assert (len(chapters), len(sections)) == (2, 3)
    known = [locked()[id] for id in ("PATH-STR-2", "QUERY-BOOL-1", "QUERY-BOOL-3", "FORM-1")]
    assert rules == [[rule.level.name, rule.id, rule.origin] for rule in known]
