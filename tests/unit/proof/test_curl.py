"""The commands of cards are run, and what they send is compared."""

import argparse
from pathlib import Path

import pytest

from fastapi_spec.client.transcript import Body
from fastapi_spec.verdict.outcomes import Outcome
from proof.commands import curl
from tests.unit.samples import case, exchange, saved

FORM = Body(8, "--x\r\na\r\n")
CHUNKED = [("Accept", "*/*"), ("Transfer-Encoding", "chunked"), ("Content-Type", "a/b")]


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"url": "http://h/a?"},
        {"method": "HEAD"},
        {"request_headers": [("Host", "h"), ("Accept", "*/*"), ("X-A", "caf\u00e9"), ("X-A", "")]},
        {"method": "POST", "request_body": FORM, "request_headers": [("Accept", "*/*"), ("Content-Length", "8")]},
        {"method": "POST", "request_body": Body(3, "a=b"), "request_headers": CHUNKED},
    ],
    ids=["plain", "empty query", "HEAD", "headers", "line ends", "chunked"],
)
def test_a_command_sends_what_the_rule_sent(given: dict[str, object]) -> None:
    """The same bytes get the same response."""
    sent = exchange(**given)
    if all(name != "Host" for name, _ in sent.request_headers):
        sent.request_headers = [*sent.request_headers, ("Host", "h")]

    assert curl.compared(sent) == ""


def test_what_a_command_changes_is_told() -> None:
    """curl cannot send a Content-Length that is wrong."""
    wrong = exchange(method="POST", request_headers=[("Accept", "*/*"), ("Host", "h"), ("Content-Length", "7")])

    assert curl.compared(wrong).startswith("differs: headers")


@pytest.mark.parametrize(
    "given, why",
    [
        ({"request_body": Body(9999, "x")}, "cannot be sent: the body of 9,999 bytes is too long to print"),
        ({"request_headers": [("Authorization", "Bearer ***")]}, "cannot be sent: a secret is masked"),
        ({"verbatim": True}, "cannot be sent: nc is not installed here"),
    ],
    ids=["long", "masked", "no netcat"],
)
def test_what_cannot_be_sent_is_told(given: dict[str, object], why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader of the proof knows which requests it does not cover."""
    monkeypatch.setattr("shutil.which", lambda _: None)

    assert curl.compared(exchange(**given)) == why


def test_the_last_request_of_each_rule_is_repeated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The counts are those of rules, and a rule without an exchange has no command."""
    good = exchange(request_headers=[("Accept", "*/*"), ("Host", "h")])
    long = exchange(request_body=Body(9999, "x"))
    saved(tmp_path, case(exchanges=[good]), case(id="A-2", exchanges=[good, long]), case(Outcome.HOLDS, id="A-3"))

    assert curl.main(argparse.Namespace(report=tmp_path, jobs=1)) == 0
    assert capsys.readouterr().out == (
        "A-2: cannot be sent: the body of 9,999 bytes is too long to print\n"
        "2 rules: 1 request is sent again as it was, 1 cannot be sent, 0 differ\n"
    )


def test_without_a_report_there_is_nothing_to_repeat(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The message says how to make one."""
    assert curl.main(argparse.Namespace(report=tmp_path, jobs=1)) == 1
    assert "make a report with --report DIR" in capsys.readouterr().err
