"""Which exchanges of a case a page shows: those that the rule is about, before those that are there for comparison."""

from __future__ import annotations

from pathlib import Path

from fastapi_spec.book.cases import CaseShown, Room, shared
from fastapi_spec.client.transcript import Transcript
from fastapi_spec.output.report import read
from fastapi_spec.verdict.outcomes import Outcome
from tests.unit.samples import case, exchange, saved


def shown(folder: Path, *sent: list[str], most: int = 6, outcome: Outcome = Outcome.HOLDS) -> list[CaseShown]:
    """The cases of a rule that send these: "host path" or "path"."""
    cases = [
        case(outcome if number == 0 else Outcome.HOLDS, name=str(number), test=f"t[{number}]", exchanges=made)
        for number, made in enumerate([*map(request, each)] for each in sent)
    ]
    [rule] = read(saved(folder, *cases)).rules
    room, known = Room(100_000), shared(rule.cases)
    return [room.case(each, known, most) for each in rule.cases]


def request(sent: str) -> Transcript:
    """A request of a rule, to one of two servers."""
    host, _, path = sent.rpartition(" ")
    return exchange(url=f"http://{host or 'h'}/{path}", request_headers=[("Host", host or "h")])


def paths(found: CaseShown) -> list[tuple[str, bool]]:
    """What is shown of a case, and whether every case sends it."""
    return [(str(each.request).partition("</strong> ")[2].split()[0], each.shared) for each in found.exchanges]


def test_what_only_one_case_sends_is_what_it_is_about(tmp_path: Path) -> None:
    """If not all exchanges are shown, it is: in its place, before or after what every case sends."""
    first, second = shown(tmp_path, ["a", "control", "target"], ["control", "target", "b"])

    assert paths(first) == [("/a", False), ("/target", True)]
    assert paths(second) == [("/target", True), ("/b", False)]


def test_one_exchange_is_the_last_that_only_this_case_sends(tmp_path: Path) -> None:
    """Further cases have room for one alone."""
    assert [paths(each) for each in shown(tmp_path, ["a", "control"], ["b", "control"], most=1)] == [
        [("/a", False)],
        [("/b", False)],
    ]


def test_processes_of_a_run_send_the_same_to_servers_of_their_own(tmp_path: Path) -> None:
    """Nothing else may be different."""
    first, second = shown(tmp_path, ["x:1 control", "x:1 a"], ["x:2 control", "x:2 b"])

    assert paths(first) == [("/control", True), ("/a", False)]
    assert paths(second) == [("/control", True), ("/b", False)]


def test_any_text_may_be_a_url(tmp_path: Path) -> None:
    """A report may come from anywhere."""
    first, second = shown(tmp_path, ["[ control", "a"], ["[ control", "b"])

    assert paths(first) == [("/control", True), ("/a", False)]
    assert paths(second) == [("/control", True), ("/b", False)]


def test_a_single_case_shares_nothing(tmp_path: Path) -> None:
    """Nothing says which of its requests is for comparison: the last ones are shown."""
    [found] = shown(tmp_path, ["a", "b", "c"])

    assert paths(found) == [("/b", False), ("/c", False)]


def test_what_falls_short_shows_how_it_ended(tmp_path: Path) -> None:
    """The last exchanges, whichever case sends them, too: what is wrong may be in any."""
    found = shown(tmp_path, ["a", "control"], ["control"], most=1, outcome=Outcome.BROKEN)

    assert paths(found[0]) == [("/control", False)]
