"""The page of several reports: valid, bounded, harmless, with what differs first."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from fastapi_spec import language
from fastapi_spec.book.comparison import comparison
from fastapi_spec.book.differences import WIDE, Column
from fastapi_spec.client.api import Exchange
from fastapi_spec.client.transcript import Body
from fastapi_spec.language import Told
from fastapi_spec.output.report import read
from fastapi_spec.rules.catalogue import section_of
from fastapi_spec.rules.contract import locked
from fastapi_spec.rules.rule import Rule
from fastapi_spec.verdict.outcomes import Case, Outcome
from tests.unit import samples
from tests.unit.book.parsed import Parsed
from tests.unit.book.test_differences import columns, held, short
from tests.unit.book.test_page import LARGEST, problems
from tests.unit.output.test_hostile_output import EXCHANGES, TEXT, hostile, run, visible_lines
from tests.unit.samples import case

RUNS = [[held("a"), case(id="B-1")], [short("a"), case(id="B-1")], [case(id="B-1")]]


def parsed(folder: Path, *runs: list[Case], title: Told | None = None) -> Parsed:
    """The page of these runs."""
    return Parsed(comparison(columns(folder, *runs), title))


@pytest.mark.parametrize("number", [2, 3, WIDE + 1])
def test_a_page_is_valid(tmp_path: Path, number: int) -> None:
    """Elements are nested, no id is used twice, and what names an id names one that exists."""
    html = parsed(tmp_path, *(RUNS * 5)[:number])

    assert problems(html) == []
    assert not any(name.startswith(("on", "style")) for each in html.elements for name in each.attributes)


def test_a_page_says_what_differs(tmp_path: Path) -> None:
    """At the top: which runs, how many rules differ, and how many hold in each chapter."""
    html = parsed(tmp_path, *RUNS)
    counts = html.one("table", class_="counts").text

    assert html.one("h1").text == "0 · 1 · 2 compared0 · 1 · 2 的比较"
    assert "1 of 2 rules differ" in html.one("p", id="differ").text
    assert "2/2" in counts and "1/2" in counts and "1/1" in counts
    assert [each.attributes["data-difference"] for each in html.all("details", class_="rule")] == ["differs", "same"]
    chosen = [each for each in html.all("input", name="difference") if "checked" in each.attributes]
    assert [each.attributes["value"] for each in chosen] == ["differs"]


def test_a_run_that_ended_early_is_named(tmp_path: Path) -> None:
    """What it lacks is not a difference between the targets."""
    [whole, part] = columns(tmp_path, RUNS[0], RUNS[2])
    cut = replace(part.read(), complete=False)
    html = Parsed(comparison([whole, Column("<cut>", lambda: cut)]))

    assert html.one("p", class_="incomplete").text.startswith("<cut>: Incomplete: the run ended early.")
    assert [each.attributes["data-difference"] for each in html.all("details", class_="rule")] == ["partly", "same"]


def test_many_runs_have_narrow_columns(tmp_path: Path) -> None:
    """Dozens of versions fit on a screen: signs and numbers instead of words."""
    html = parsed(tmp_path, *(RUNS * 5))

    assert html.one("h1").text == "15 runs compared15 次运行的比较"
    assert "narrow" in (html.one("body").attributes["class"] or "")
    assert [each.text for each in html.all("span", class_="good")][:1] == ["✓"]
    assert "rules that do not hold" in html.one("table", class_="counts").text


def test_a_page_has_the_heading_that_it_is_given(tmp_path: Path) -> None:
    """As the title of the window, too, and in the language of the output."""
    with language.speaking("zh"):
        html = parsed(tmp_path, *RUNS, title=lambda: "Our <ports>")

    assert html.one("h1").text == html.one("title").text == "Our <ports>"
    assert html.one("html").attributes["lang"] == "zh"


def test_a_page_of_all_rules_is_bounded(tmp_path: Path) -> None:
    """However much the targets sent, and if all of four runs differ in every rule."""
    step = samples.exchange(response_headers=[("Content-Type", "application/json")] * 6)
    step.response_body = Body(4000, json.dumps({"detail": "x" * 4000}))
    runs = [
        [
            case(
                outcome,
                rule=Rule(id, rule.level, rule.statement, "请求模型", "tutorial/body/", origin=rule.origin),
                chapter=section_of(id)[0],
                reason="expected: status 200 OK\nreceived: status 500 Internal Server Error",
                exchanges=[step] * 3,
            )
            for id, rule in locked().items()
        ]
        for outcome in (Outcome.BROKEN, Outcome.DEVIATES, Outcome.NOT_BUILT, Outcome.HOLDS)
    ]
    made = columns(tmp_path, *runs)

    assert len(comparison(made).encode()) < LARGEST


@settings(
    max_examples=10, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
@given(EXCHANGES, TEXT)
def test_a_hostile_report_is_text(exchange: Exchange, text: str) -> None:
    """Nothing of it becomes an element or is unseen: not a name, the target, its versions, a case or an exchange."""
    with tempfile.TemporaryDirectory() as folder:
        report = run(Path(folder), hostile(exchange, text, Outcome.BROKEN), text)
        shown = comparison(
            [Column(text, lambda: report), Column("<b>", lambda: read(samples.saved(Path(folder), case())))]
        )
    html = Parsed(shown)

    assert html.wrong == []
    assert visible_lines(shown)
    assert len(html.all("script")) == len(html.all("style")) == 1
    assert html.all("script")[0].text == Parsed(comparison([Column("a", lambda: report)])).all("script")[0].text
