"""What a case keeps of a target is bounded, and says what was left out."""

from unittest.mock import Mock

import pytest

from fastapi_spec.client.api import Exchange
from fastapi_spec.plugin import keeping
from fastapi_spec.plugin.keeping import FIRST, LAST, Keeper
from fastapi_spec.verdict.outcomes import Cause
from tests.unit import samples


def exchange(number: int = 0, body: bytes = b"") -> Exchange:
    """An exchange with a number in its URL."""
    return Exchange("GET", f"http://h/{number}", [("Accept", "*/*")], b"", 200, [("a", "b")], body)


def test_of_many_exchanges_the_first_and_the_last_are_kept() -> None:
    """The first ones prepare what the last ones show."""
    case = samples.case()

    Keeper().keep(case, [exchange(number) for number in range(100)])

    urls = [int(kept.url.rpartition("/")[2]) for kept in case.exchanges]
    assert urls == [*range(FIRST), *range(100 - LAST, 100)]
    assert case.exchanges_left_out == 60


def test_beyond_the_room_of_a_rule_nothing_but_requests_and_statuses_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other rules still have room of their own, until that of the run is used up."""
    monkeypatch.setattr(keeping, "OF_RULE", 1000)
    monkeypatch.setattr(keeping, "OF_RUN", 5000)
    keeper = Keeper()

    def kept(id: str) -> list[int]:
        case = samples.case(id=id)
        keeper.keep(case, [exchange(number, b"x" * 900) for number in range(3)])
        assert {each.status for each in case.exchanges} == {200}
        return [len(each.response_headers) for each in case.exchanges]

    assert [kept(f"A-{number}") for number in range(4)] == [[1, 1, 0], [1, 1, 0], [1, 1, 0], [0, 0, 0]]


def test_a_bare_exchange_says_what_it_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its body has a length, and it cannot be repeated."""
    monkeypatch.setattr(keeping, "OF_RUN", -1)
    case = samples.case()

    Keeper().keep(case, [exchange(body=b"x" * 9)])

    [kept] = case.exchanges
    assert (kept.response_body.bytes, kept.response_body.text, kept.headers_left_out, kept.shortened) == (
        9,
        None,
        1,
        True,
    )


def test_a_long_text_is_cut() -> None:
    """A reason, a cause, and what pytest shows of an error."""
    keeper = Keeper()
    report = Mock(longrepr="\x1b" * 1_000_000, sections=[("out", "y\x07")])

    keeper.clean(report)

    assert len(report.longrepr) < 3000
    assert report.sections == [("out", r"y\x07")]
    assert len(keeper.text("x\n" * 1_000_000)) < 1000
    assert keeper.cause(Cause("reason", "\x1b")) == Cause("reason", r"\x1b")
    assert keeper.cause(None) is None


def test_a_report_that_has_nothing_to_hide_stays_as_it_is() -> None:
    """pytest colours what it shows itself."""
    shown = Mock(__str__=lambda _: "E  AssertionError")
    report = Mock(longrepr=shown, sections=[])

    Keeper().clean(report)

    assert report.longrepr is shown


def test_a_secret_of_an_earlier_test_is_hidden() -> None:
    """What a target issued to one rule, another one may send; what an owner's rules sent, too."""
    keeper = Keeper()
    keeper.begin([exchange(body=b'{"access_token": "issued-before"}')])
    keeper.know([Exchange("GET", "http://h/?api_key=sent-before", [], b"")], ours=False)
    keeper.know([], ours=True)

    assert keeper.text("issued-before, sent-before, sent-now") == "***, ***, sent-now"
    assert keeper.printed("password=sent-now") == "password=***"
