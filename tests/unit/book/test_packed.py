"""The further cases of a run: all of them, packed, as long as they are small."""

import base64
import gzip
import random
from pathlib import Path

from fastapi_spec.book.packed import MOST, packed
from fastapi_spec.client.transcript import Body
from fastapi_spec.output.report import Report, read
from fastapi_spec.verdict.outcomes import Case, Outcome
from tests.unit.book.parsed import Parsed
from tests.unit.samples import case, exchange, saved


def report(folder: Path, *cases: Case) -> Report:
    """The report of a run of these cases."""
    return read(saved(folder, *cases))


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
    html = unpacked(packed(report(tmp_path, *cases).rules))

    assert html.wrong == []
    assert [each.attributes["data-of"] for each in html.all("details")] == ["A-1"]
    assert [each.text for each in html.all("h4")] == ["case用例 first", "case用例 second"]
    assert html.one("details").text.count("HTTP/1.1 200 OK") == 2
    assert "<b>" in html.one("details").text


def test_without_further_cases_there_is_nothing(tmp_path: Path) -> None:
    """A page of rules with a case each needs no more script."""
    assert packed(report(tmp_path, named("first"), named("one", id="B-1")).rules) == ""


def test_what_packs_badly_is_bounded(tmp_path: Path) -> None:
    """A page stays small, whatever a target sends."""
    noise = random.Random(0)
    bodies = [base64.b85encode(noise.randbytes(3000)).decode() for _ in range(400)]
    text = packed(report(tmp_path, *(named(f"{n}", body) for n, body in enumerate(bodies))).rules)

    assert 0 < len(text) <= MOST
    assert 0 < len(unpacked(text).all("h4")) < 399


def test_the_same_report_packs_the_same(tmp_path: Path) -> None:
    """A page that is published again has no difference."""
    rules = report(tmp_path, named("first"), named("second")).rules

    assert packed(rules) == packed(rules)
