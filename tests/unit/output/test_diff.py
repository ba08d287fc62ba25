"""``fastapi-spec diff``: the rules on which two targets differ, from saved reports and from servers."""

import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from fastapi_spec.output.diff import diff
from fastapi_spec.output.report import ReportError
from fastapi_spec.verdict.outcomes import Case, Outcome
from fastapi_spec.verdict.summary import Exit
from tests.conftest import PROJECT
from tests.servers import always, running
from tests.unit.conftest import Mini
from tests.unit.samples import case, exchange, saved

STEPS = [exchange(url="http://h/made"), exchange(url="http://h/asked")]


def rows(id: str, outcome: Outcome = Outcome.HOLDS) -> list[Case]:
    """A rule of two cases; the first holds, the second has this outcome and two exchanges."""
    reason = "" if outcome is Outcome.HOLDS else "expected: 1\nreceived: 2"
    first = case(id=id, test=f"t.py::{id}[1]", rows=2)
    return [first, case(outcome, id=id, test=f"t.py::{id}[2]", rows=2, reason=reason, exchanges=STEPS)]


def test_reports_that_agree_do_not_differ(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Both targets are named, and the exit status is 0."""
    a, b = saved(tmp_path / "one", *rows("A-1")), saved(tmp_path / "two", *rows("A-1"))

    assert diff(str(a), str(b.parent), []) == Exit.CONFORMS
    assert capsys.readouterr().out == f"A  {a}: one\nB  {b.parent}: two\n\n0 of 1 rule differs\n"


def test_a_difference_is_shown_with_both_exchanges(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of each rule that differs the first case that does is shown, with the last exchange that both have."""
    a = saved(tmp_path / "one", *rows("A-1"), *rows("A-2", Outcome.BROKEN))
    b = saved(tmp_path / "two", *rows("A-1", Outcome.BROKEN), *rows("A-2", Outcome.BROKEN))

    assert diff(str(a), str(b), []) == Exit.BROKEN
    assert (
        "\n\nA-1  MUST  holds in A, broken in B\n  It holds.\n  t.py::A-1[2]\n"
        "\n  A  holds\n     > GET http://h/asked\n     < 200 OK (0.0 ms)\n"
        "\n  B  broken\n     expected: 1\n     received: 2\n     > GET http://h/asked\n     < 200 OK (0.0 ms)\n"
        "\n1 of 2 rules differ\n"
    ) in capsys.readouterr().out


def test_rules_of_one_report_only_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A rule that the other report does not have is a difference, too."""
    a = saved(tmp_path / "one", *rows("A-1"), stopped="it died")
    b = saved(tmp_path / "two", *rows("A-1"), *(case(id=f"B-{n}") for n in range(1, 9)))

    assert diff(str(a), str(b), []) == Exit.BROKEN
    output = capsys.readouterr().out
    assert f"A  {a}: one (incomplete: the run ended early)\n" in output
    assert "\nonly in B: B-1, B-2, B-3, B-4, B-5, B-6 and 2 more\n\n0 of 1 rule differs\n" in output


def test_a_case_that_did_not_run_has_no_exchange(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where one of them has no exchange, the first of the other is shown."""
    a = saved(tmp_path / "one", *(case(Outcome.NOT_CLAIMED, id="A-1", test=each.test) for each in rows("A-1")[1:]))
    b = saved(tmp_path / "two", rows("A-1")[1])

    diff(str(a), str(b), [])
    assert "\n  A  not claimed\n\n  B  holds\n     > GET http://h/asked\n" in capsys.readouterr().out


def test_a_case_that_one_report_does_not_have_is_absent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A rule may have other rows in another version."""
    a, b = saved(tmp_path / "one", *rows("A-1")), saved(tmp_path / "two", rows("A-1")[0])

    diff(str(a), str(b), [])
    assert "\n  A  holds\n     > GET http://h/asked\n     < 200 OK (0.0 ms)\n\n  B  absent\n" in capsys.readouterr().out


def test_options_of_a_run_need_a_url() -> None:
    """Two reports are not run again."""
    with pytest.raises(ReportError, match=r"^-k is an option of a run, and both one and two are reports$"):
        diff("one", "two", ["-k", "x"])


def test_reports_of_real_runs_are_compared(mini_rules: Mini, capsys: pytest.CaptureFixture[str]) -> None:
    """What a run writes is what diff reads."""
    for target in ("good", "bad"):
        mini_rules.run(target, f"--report={target}")
    capsys.readouterr()

    assert diff("good", "bad", []) == Exit.BROKEN
    output = capsys.readouterr().out
    assert "MINI-A-1  MUST  holds in A, broken in B\n" in output
    assert "  test_mini.py::test_a_number_is_echoed[2]\n" in output
    assert '< {"n": 2, "shape": "round", "colour": "red"}\n' in output
    assert '< {"n": 3, "shape": "round", "colour": "red"}\n' in output


def test_a_server_is_tested_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The report of a URL is that of a run with the given options, which does not stay."""
    commands: list[list[str]] = []

    def run(command: list[str], **_: object) -> SimpleNamespace:
        commands.append(command)
        folder = next(word for word in command if word.startswith("--report=")).removeprefix("--report=")
        saved(Path(folder), *rows("A-1"))
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr(subprocess, "run", run)
    assert diff("http://one", str(saved(tmp_path / "two", *rows("A-1"))), ["-k", "x"]) == Exit.CONFORMS
    assert "0 of 1 rule differs" in capsys.readouterr().out
    assert commands[0][-5:] == ["--no-summary", "--url", "http://one", "-k", "x"]
    assert commands[0][-2:] == ["-k", "x"]


def test_a_server_that_cannot_be_tested_has_no_report(monkeypatch: pytest.MonkeyPatch) -> None:
    """A URL is tested now; the exit status of its run is that of diff."""
    monkeypatch.setenv("PYTHONPATH", str(PROJECT))  # the command runs itself, and may not be installed here

    with running(always(404, "text/html", b"")) as server, pytest.raises(ReportError) as raised:
        diff(server.url, server.url, ["-k", "QUERY-BOOL-1"])

    assert str(raised.value) == f"no report on {server.url}: the run ended with status 6"
    assert raised.value.status == Exit.NO_TARGET
