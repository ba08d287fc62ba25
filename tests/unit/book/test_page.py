"""The page: valid, in both languages, bounded, and harmless, whatever is in the report."""

import base64
import hashlib
import json
import re
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from fastapi_spec import language
from fastapi_spec.book.page import page
from fastapi_spec.client.api import Exchange
from fastapi_spec.client.transcript import Body
from fastapi_spec.output.report import Report, read
from fastapi_spec.rules.catalogue import section_of
from fastapi_spec.rules.contract import locked
from fastapi_spec.rules.rule import Rule
from fastapi_spec.verdict.outcomes import Case, Outcome
from tests.unit import samples
from tests.unit.book.parsed import Parsed
from tests.unit.output.test_hostile_output import EXCHANGES, TEXT, hostile, run, visible_lines
from tests.unit.samples import case, noted, saved

LARGEST = 3_000_000
"""The most bytes of a page of all rules: it opens at once."""


def parsed(folder: Path, *cases: Case, **changes: Any) -> Parsed:
    """The page of a run of these cases, with some changes to its report."""
    report = read(saved(folder, *cases)) if cases else empty(folder)
    for name, value in changes.items():
        of, _, name = name.rpartition("__")
        setattr(getattr(report, of) if of else report, name, value)
    return Parsed(page(report))


def empty(folder: Path) -> Report:
    """A report without rules."""
    file = saved(folder, case())
    file.write_text(json.dumps(json.loads(file.read_text(encoding="utf-8")) | {"rules": []}))
    return read(file)


def problems(html: Parsed) -> list[str]:
    """What is not nested, the ids that are used twice, and those that something names and that do not exist."""
    ids = [each.attributes["id"] or "" for each in html.elements if "id" in each.attributes]
    naming = ("for", "aria-labelledby")
    named = [each.attributes[name] or "" for each in html.elements for name in naming if name in each.attributes]
    named += [url[1:] for each in html.all("a") if (url := each.attributes.get("href") or "").startswith("#c")]
    return [*html.wrong, *(id for id, number in Counter(ids).items() if number > 1), *set(named) - set(ids)]


STATES: dict[str, tuple[list[Case], dict[str, Any]]] = {
    "holds": ([case(exchanges=[samples.exchange()])], {}),
    "broken": ([case(Outcome.BROKEN, id=f"A-{n}", reason="expected: a\nreceived: b") for n in range(1, 31)], {}),
    "not built": ([case(Outcome.NOT_BUILT, operation="GET /x")], {}),
    "erratum": ([noted(), case(Outcome.UNMET, id="A-2")], {}),
    "none": ([], {}),
    "incomplete": (
        [case()],
        {"complete": False, "verdict": "no target", "target__failure": "it died", "target__last_lines": ["boom"]},
    ),
}
each_state = pytest.mark.parametrize("cases, changes", STATES.values(), ids=STATES)


@each_state
def test_a_page_is_valid(tmp_path: Path, cases: list[Case], changes: dict[str, Any]) -> None:
    """Elements are nested, no id is used twice, and what names an id names one that exists."""
    assert problems(parsed(tmp_path, *cases, **changes)) == []


@each_state
def test_a_page_allows_no_other_script_or_style(tmp_path: Path, cases: list[Case], changes: dict[str, Any]) -> None:
    """Its policy has the hashes of its own two, and there are no attributes that would be one."""
    html = parsed(tmp_path, *cases, **changes)
    policy = html.one("meta", **{"http-equiv": "Content-Security-Policy"}).attributes["content"] or ""
    hashes = [
        base64.b64encode(hashlib.sha256(html.one(tag).text.encode()).digest()).decode() for tag in ("style", "script")
    ]

    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}';")
    assert [
        each.tag for each in html.elements if any(name.startswith(("on", "style")) for name in each.attributes)
    ] == []


@each_state
def test_a_page_needs_nothing_else(tmp_path: Path, cases: list[Case], changes: dict[str, Any]) -> None:
    """It can be sent as one file, and opens without a network."""
    html = parsed(tmp_path, *cases, **changes)
    loaded = [each.attributes.get("src") or "" for each in html.elements if "src" in each.attributes]
    loaded += [each.attributes.get("href") or "" for each in html.all("link")]

    assert all(url.startswith("data:") for url in loaded)
    assert "url(" not in html.one("style").text and "@import" not in html.one("style").text


def test_a_page_says_how_the_run_ended(tmp_path: Path) -> None:
    """Who reads an incomplete page learns first that rules are missing, and why."""
    html = parsed(tmp_path, *STATES["incomplete"][0], **STATES["incomplete"][1])

    assert "no verdict on" in html.one("h1").text
    assert "Incomplete" in html.one("p", class_="incomplete").text
    assert [each.text for each in html.all("pre", class_="failure")] == ["it died", "boom"]


def test_a_complete_page_has_no_warning(tmp_path: Path) -> None:
    """A warning that is always there is not read."""
    html = parsed(tmp_path, case())

    assert html.all("p", class_="incomplete") == html.all("pre", class_="failure") == []


def test_a_page_without_rules_says_so(tmp_path: Path) -> None:
    """It is not an empty page."""
    assert "No rule ran." in parsed(tmp_path).one("main").text


def test_each_rule_can_be_linked_to(tmp_path: Path) -> None:
    """Its id is the anchor, and it has what the filters of the page look at."""
    html = parsed(tmp_path, case(), noted())
    [first, second] = html.all("details", class_="rule")

    assert (first.attributes["id"], second.attributes["id"]) == ("A-1", "QUERY-OPT-2")
    assert (second.attributes["data-outcome"], second.attributes["data-more"]) == ("broken", "erratum")
    assert first.attributes["data-level"] == "MUST"


def test_the_filters_are_those_that_find_something(tmp_path: Path) -> None:
    """A filter that finds nothing is not offered."""
    html = parsed(tmp_path, case(), case(Outcome.BROKEN, id="A-2"))
    values = [each.attributes["value"] for each in html.all("input", name="outcome")]

    assert values == ["holds", "broken"]
    assert html.all("input", name="origin") == []
    assert "2" not in html.one("button", id="short").text


def test_the_language_of_the_output_is_that_of_the_page(tmp_path: Path) -> None:
    """Until the reader chooses another one."""
    with language.speaking("zh"):
        html = parsed(tmp_path, case())

    assert html.one("html").attributes["lang"] == "zh"
    assert "符合规范" in html.one("title").text


def test_a_page_of_all_rules_is_bounded(tmp_path: Path) -> None:
    """However much a target sends, and whether any rule holds: each of them is there."""
    step = samples.exchange(response_headers=[("Content-Type", "application/json")] * 6)
    step.response_body = Body(4000, json.dumps({"detail": "x" * 4000}))
    cases = [
        case(
            Outcome.BROKEN,
            rule=Rule(id, rule.level, rule.statement, "请求模型", "tutorial/body/", origin=rule.origin),
            chapter=section_of(id)[0],
            section=section_of(id)[1],
            reason="expected: status 200 OK\nreceived: status 500 Internal Server Error",
            exchanges=[step, step],
        )
        for id, rule in locked().items()
    ]
    text = page(read(saved(tmp_path, *cases)))

    assert len(text.encode()) < LARGEST
    assert len(re.findall('<details class="rule', text)) == len(locked())


@settings(
    max_examples=15, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
@given(EXCHANGES, TEXT)
def test_a_hostile_report_is_text(exchange: Exchange, text: str) -> None:
    """Nothing of it becomes an element or is unseen: not the target, its versions, a case or an exchange."""
    with tempfile.TemporaryDirectory() as folder:
        shown = page(run(Path(folder), hostile(exchange, text, Outcome.BROKEN), text))
        plain = page(
            read(saved(Path(folder), case(Outcome.BROKEN, name="1", reason="x", exchanges=[samples.exchange()])))
        )
    html, expected = Parsed(shown), Parsed(plain)

    assert html.wrong == []
    known = {"strong", "small", "b", "i", "u", "a", "code", *(each.tag for each in expected.elements)}
    assert {each.tag for each in html.elements} <= known
    assert visible_lines(shown)
    assert len(html.all("script")) == len(html.all("style")) == 1
