"""The further cases of a run: all of them, packed, as long as they are small."""

import base64
import gzip
import random
from pathlib import Path

import pytest

from fastapi_spec.book import entries
from fastapi_spec.book.packed import MOST, packed
from fastapi_spec.client.transcript import Body
from fastapi_spec.output.report import read
from fastapi_spec.verdict.outcomes import Case, Outcome
from tests.unit.book.parsed import Parsed
from tests.unit.samples import case, exchange, saved


def rules(folder: Path, *cases: Case) -> list[entries.RuleShown]:
    """What the page of a run of these cases shows."""
    return [rule for part in entries.chapters(read(saved(folder, *cases))) for rule in part.rules]


def named(name: str, body: str = "", outcome: Outcome = Outcome.HOLDS, id: str = "A-1") -> Case:
    """A case with this name, and this body of its last response."""
    last = exchange(url=f"http://h/{name}")
    last.response_body = Body(len(body), body or None)
    return case(outcome, id=id, name=name, test=f"{id} {name}", exchanges=[exchange(), last])


def unpacked(text: str) -> Parsed:
    """The HTML that a browser unpacks."""
    return Parsed(gzip.decompress(base64.b64decode(text)).decode())


def test_what_holds_and_is_not_shown_is_there(tmp_path: Path) -> None:
    """Each such case with its last exchange, below the id of its rule; nothing of it becomes an element."""
    cases = [named("first"), named("second", "<b>"), named("third", outcome=Outcome.BROKEN), named("one", id="B-1")]
    html = unpacked(packed(rules(tmp_path, *cases)))

    assert html.wrong == []
    assert [each.attributes["data-of"] for each in html.all("details")] == ["A-1"]
    assert [each.text for each in html.all("h4")] == ["case用例 first", "case用例 second"]
    assert html.one("details").text.count("HTTP/1.1 200 OK") == 2
    assert "<b>" in html.one("details").text


def test_without_further_cases_there_is_nothing(tmp_path: Path) -> None:
    """A page of rules with a case each needs no more script."""
    assert packed(rules(tmp_path, named("first"), named("one", id="B-1"))) == ""


def test_what_packs_badly_is_bounded(tmp_path: Path) -> None:
    """A page stays small, whatever a target sends."""
    noise = random.Random(0)
    bodies = [base64.b85encode(noise.randbytes(3000)).decode() for _ in range(400)]
    text = packed(rules(tmp_path, *(named(f"{n}", body) for n, body in enumerate(bodies))))

    assert 0 < len(text) <= MOST
    assert 0 < len(unpacked(text).all("h4")) < 399


def test_the_same_report_packs_the_same(tmp_path: Path) -> None:
    """A page that is published again has no difference."""
    shown = rules(tmp_path, named("first"), named("second"))

    assert packed(shown) == packed(shown)


def test_what_the_page_has_no_room_for_is_packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where much falls short, a rule that holds has its exchanges all the same: both of its first case, and open."""
    monkeypatch.setattr(entries, "ROOM", 800)
    cases = [named("bad", outcome=Outcome.BROKEN), named("first", id="B-1"), named("second", id="B-1")]
    [broken, holds] = shown = rules(tmp_path, *cases)
    html = unpacked(packed(shown))

    further = html.one("details", class_="further")

    assert [len(broken.cases), len(holds.cases)] == [1, 0]
    assert [further.attributes["data-of"], "open" in further.attributes] == ["B-1", True]
    assert [each.text for each in html.all("h4")] == ["case用例 first", "case用例 second"]
    assert further.text.count("HTTP/1.1 200 OK") == 3
