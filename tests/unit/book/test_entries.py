"""What the page shows of each rule, and how much of it."""

import datetime
from pathlib import Path
from typing import Any

import pytest

from fastapi_spec.book import cases, entries
from fastapi_spec.book.entries import RuleShown, chapters
from fastapi_spec.client.transcript import Body
from fastapi_spec.output.report import Report, read
from fastapi_spec.rules.catalogue import declared, section_of
from fastapi_spec.rules.rule import Level, Origin, Rule
from fastapi_spec.verdict.deviations import Deviation
from fastapi_spec.verdict.outcomes import Case, Outcome
from tests.unit.samples import case, exchange, noted, saved


def report(folder: Path, *cases: Case, **more: Any) -> Report:
    """The report of a run of these cases."""
    return read(saved(folder, *cases, **more))


def shown(folder: Path, *cases: Case, **more: Any) -> list[RuleShown]:
    """The entries of its rules."""
    return [rule for part in chapters(report(folder, *cases, **more)) for rule in part.rules]


def fields(rule: RuleShown) -> dict[str, str]:
    """The fields of an entry and its evidence, as markup, by their labels in English."""
    return {
        str(label).partition("</span>")[0].removeprefix("<span lang=en>"): " ".join(said)
        for label, said in [*rule.fields, *rule.evidence]
    }


def ours(id: str, outcome: Outcome = Outcome.HOLDS, **more: Any) -> Case:
    """A case of a rule of the specification."""
    chapter, section = section_of(id)
    return case(outcome, rule=declared(id).rule, chapter=chapter, section=section, **more)


def test_chapters_and_their_sections(tmp_path: Path) -> None:
    """They are those of the report, in its order, with how many rules hold; ours have Chinese titles."""
    parts = chapters(report(tmp_path, ours("QUERY-BOOL-1"), ours("QUERY-BOOL-3", Outcome.BROKEN), case(section="S")))
    [first, second] = parts

    assert (first.held, first.short, len(first.rules)) == (1, 1, 2)
    assert first.title == "<span lang=en>Requests</span><span lang=zh>请求模型</span>"
    assert [(part.title, part.held) for part in second.sections] == [("S", 1)]


def test_a_title_of_another_version_stays(tmp_path: Path) -> None:
    """The report says where its rules were."""
    [part] = chapters(report(tmp_path, case(rule=declared("QUERY-BOOL-1").rule, chapter="Old")))

    assert part.title == "Old"


def test_a_rule_has_what_explain_says(tmp_path: Path) -> None:
    """Origin, section of the notes with their words, page of the docs; statement in both languages."""
    [rule] = shown(tmp_path, ours("QUERY-BOOL-3"))
    said = fields(rule)

    assert rule.statement.startswith("<span lang=en>A bool query parameter")
    assert "the study notes say or show it" in said["origin"]
    assert "bool 参数" in said["notes"]
    assert "line 128: " in said["notes"]
    assert 'href="https://fastapi.tiangolo.com/zh/tutorial/query-params/' in said["docs"]


def test_a_rule_since_a_release(tmp_path: Path) -> None:
    """The release, and why, with a link."""
    [rule] = shown(tmp_path, ours("QUERY-FLOAT-1"))

    assert "since FastAPI 0.112.2" in fields(rule)["releases"]
    assert 'href="https://github.com/fastapi/fastapi/pull/11867"' in fields(rule)["releases"]


def test_a_page_of_a_standard_is_named(tmp_path: Path) -> None:
    """A reader knows the number of the RFC."""
    docs = "https://www.rfc-editor.org/rfc/rfc9110.html#section-5.3"
    [rule] = shown(tmp_path, case(rule=Rule("A-1", Level.MUST, "It holds.", docs=docs, origin=Origin.HTTP)))

    assert fields(rule)["docs"] == f'<a href="{docs}">RFC 9110 §5.3</a>'


def test_what_plain_fastapi_does_and_a_known_deviation(tmp_path: Path) -> None:
    """Both are said of the rule that they are about."""
    rule = Rule("A-1", Level.MUST, "It holds.", origin=Origin.HARDENING, plain="responds with `500`")
    known = {"A-1": Deviation("it adds", "https://example.com/7", datetime.date(2026, 1, 31))}
    [entry] = shown(tmp_path, case(Outcome.DEVIATES, rule=rule), deviations=known)

    assert "plain FastAPI responds with <code>500</code>" in fields(entry)["fastapi"]
    assert "it adds" in fields(entry)["deviates"]
    assert 'href="https://example.com/7"' in fields(entry)["deviates"]


def test_an_erratum_is_what_the_notes_say_and_what_is_so(tmp_path: Path) -> None:
    """And since when, and what their own code does."""
    [rule] = shown(tmp_path, noted())
    labels = [str(label).partition("</span>")[0].removeprefix("<span lang=en>") for label, _ in rule.erratum]

    assert labels == ["the notes say", "today", "was it ever so", "their code"]
    assert "<code>if limit:</code> says it." in rule.erratum[0][1]
    assert "never true" in rule.erratum[2][1]
    assert rule.marks == ["erratum"]


def test_a_rule_of_another_project(tmp_path: Path) -> None:
    """It has no origin, and only what the report says."""
    [rule] = shown(tmp_path, case())

    assert [*fields(rule)] == ["notes", "docs"]
    assert rule.command == "fastapi-spec A-1"


def test_a_holding_rule_shows_its_first_case(tmp_path: Path) -> None:
    """And names the others."""
    rows = [case(name=name, test=f"t.py::t[{name}]", exchanges=[exchange()]) for name in "ab"]
    [rule] = shown(tmp_path, *rows)

    assert [each.name for each in rule.cases] == ["a"]
    assert rule.held == ["a", "b"]


def test_a_rule_that_falls_short_shows_each_case_that_does(tmp_path: Path) -> None:
    """With why, in both languages."""
    why = "expected: status 422 Unprocessable Content\nreceived: status 200 OK\nan aside"
    [rule] = shown(
        tmp_path,
        case(name="a", test="t.py::t[a]"),
        case(Outcome.BROKEN, name="b", test="t.py::t[b]", reason=why, prerequisite="login", operation="GET /x"),
    )
    [found] = rule.cases
    said = [str(text) for _, text in found.reasons]

    assert (found.name, found.outcome, rule.held) == ("b", Outcome.BROKEN, ["a"])
    assert "login" in said[0]
    assert said[1:3] == [
        "<code>GET /x</code>",
        "<span lang=en>status 422 Unprocessable Content</span><span lang=zh>状态码 422 Unprocessable Content</span>",
    ]
    assert "an aside" in said[4]


def test_only_so_many_cases_are_shown(tmp_path: Path) -> None:
    """The others are named."""
    [rule] = shown(tmp_path, *(case(Outcome.BROKEN, name=f"n{n}", test=f"t.py::t[{n}]") for n in range(32)))

    assert (len(rule.cases), rule.further) == (entries.CASES, ["n30", "n31"])


def test_the_last_exchanges_of_a_case_are_shown(tmp_path: Path) -> None:
    """It says how many only the report has, and how many not even that."""
    steps = [exchange(url=f"http://h/{number}") for number in range(9)]
    [rule] = shown(tmp_path, case(Outcome.BROKEN, exchanges=steps, exchanges_left_out=4))
    [found] = rule.cases

    assert len(found.exchanges) == cases.MOST
    assert "/8 HTTP/1.1" in found.exchanges[-1].request
    assert (found.elsewhere, found.lost) == (9 - cases.MOST, 4)


def test_what_falls_short_has_its_exchanges_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When there is no room for all. The rest is packed."""
    monkeypatch.setattr(entries, "ROOM", 500)
    step = exchange(response_body=Body(9, "it says so"))
    first, second = shown(tmp_path, case(exchanges=[step]), case(Outcome.BROKEN, id="B-1", exchanges=[step]))

    assert (first.cases, len(first.rest)) == ([], 1)
    assert len(second.cases[0].exchanges) == 1


def test_a_command_that_cannot_repeat_a_request(tmp_path: Path) -> None:
    """The page says why there is none."""
    [rule] = shown(tmp_path, case(exchanges=[exchange(shortened=True), exchange()]))
    cut, whole = rule.cases[0].exchanges

    assert "the request is too long to repeat by hand" in cut.no_command
    assert whole.command.startswith("curl -i ")
