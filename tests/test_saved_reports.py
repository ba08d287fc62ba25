"""``fastapi-spec diff`` and ``fastapi-spec matrix``: what they make of saved reports, and of servers that run."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fastapi_spec.output import diff as compare
from fastapi_spec.output import matrix, saved
from tests.conftest import PROJECT, Ran, Run, edit
from tests.servers import always, running


def exchange(path: str, status: int | None = 200) -> dict[str, Any]:
    return {
        "method": "GET",
        "url": f"http://127.0.0.1:1{path}",
        "request_headers": [],
        "request_body": {"bytes": 0},
        "status": status,
        "response_headers": [],
        "response_body": {"bytes": 0},
        "milliseconds": 1.0,
        "failure": None,
    }


def rule(id: str, outcome: str, *, chapter: str = "Requests", level: str = "MUST", **more: Any) -> dict[str, Any]:
    """A rule of two cases as a report has it; the second has the outcome of the rule."""
    steps = [exchange("/made"), exchange("/asked", 200 if outcome == "holds" else 404)]
    cases = [
        {"test": f"t.py::{id}[1]", "case": "1", "outcome": "holds", "reason": "", "exchanges": [exchange("/first")]},
        {"test": f"t.py::{id}[2]", "case": "2", "outcome": outcome, "reason": "", "exchanges": steps},
    ]
    if outcome == "not claimed":
        cases = [{**case, "outcome": outcome, "exchanges": []} for case in cases]
    elif outcome != "holds":
        cases[1]["reason"] = "expected: status 200\nreceived: status 404"
    place = {"id": id, "level": level, "statement": f"{id} | is <kept>.", "chapter": chapter, "outcome": outcome}
    return {**place, "deviation": None, "cases": cases, **more}


def save(folder: Path, *rules: dict[str, Any], **more: Any) -> Path:
    """Write a report of these rules. Returns its file."""
    folder.mkdir()
    data = {
        "version": 2,
        "target": {"name": folder.name, "url": "http://127.0.0.1:1"},
        "complete": True,
        "rules": rules,
    }
    (folder / "report.json").write_text(json.dumps({**data, **more}))
    return folder / "report.json"


def test_two_reports_that_agree_have_no_difference(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a = save(tmp_path / "one", rule("A-1", "holds"))
    save(tmp_path / "two", rule("A-1", "holds"), version=1)

    assert compare.main([str(a), str(tmp_path / "two")]) == 0
    assert capsys.readouterr().out == f"A  {a}: one\nB  {tmp_path / 'two'}: two\n\n0 of 1 rules differ\n"


def test_a_difference_is_shown_with_both_exchanges_of_its_first_case(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a = save(tmp_path / "one", rule("A-1", "holds"), rule("A-2", "broken"), rule("A-3", "holds"))
    b = save(tmp_path / "two", rule("A-1", "holds"), rule("A-2", "broken"), rule("A-3", "broken"))

    assert compare.main([str(a), str(b)]) == 1
    assert (
        "\nA-3  MUST  holds in A, broken in B\n  A-3 | is <kept>.\n  t.py::A-3[2]\n"
        "\n  A  holds\n     > GET http://127.0.0.1:1/asked\n     < 200 OK (1.0 ms)\n"
        "\n  B  broken\n     expected: status 200\n     received: status 404\n"
        "     > GET http://127.0.0.1:1/asked\n     < 404 Not Found (1.0 ms)\n"
        "\n1 of 3 rules differ\n"
    ) in capsys.readouterr().out


def test_what_one_report_has_alone_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a = save(tmp_path / "one", rule("A-1", "holds"), complete=False)
    b = save(tmp_path / "two", rule("A-1", "holds"), *(rule(f"B-{n}", "holds") for n in range(1, 9)))

    assert compare.main([str(a), str(b)]) == 1
    output = capsys.readouterr().out
    assert f"A  {a}: one (incomplete: the run ended early)\n" in output
    assert "\nonly in B: B-1, B-2, B-3, B-4, B-5, B-6 and 2 more\n\n0 of 1 rules differ\n" in output


def test_a_case_that_is_absent_or_was_not_asked_has_no_exchange(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fewer = rule("A-2", "holds")
    fewer["cases"] = fewer["cases"][1:]
    a = save(tmp_path / "one", rule("A-1", "not claimed"), rule("A-2", "holds"))
    b = save(tmp_path / "two", rule("A-1", "holds"), fewer)

    assert compare.main([str(a), str(b)]) == 1
    output = capsys.readouterr().out
    assert "\n  A  not claimed\n\n  B  holds\n     > GET http://127.0.0.1:1/first\n" in output
    assert "\n  A  holds\n     > GET http://127.0.0.1:1/first\n     < 200 OK (1.0 ms)\n\n  B  absent\n" in output


@pytest.mark.parametrize(
    "text, line",
    [
        (None, "No such file or directory; make a report with --report DIR"),
        ("{", "is no report: make one with --report DIR"),
        ("[]", "is no report: make one with --report DIR"),
        ('{"version": 2, "rules": [{"id": "A-1", "cases": []}]}', "is no report: make one with --report DIR"),
        ('{"version": 3}', "is a report of version 3: this command reads up to 2"),
    ],
)
def test_what_is_no_report_is_wrong_usage_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | None, line: str
) -> None:
    file = tmp_path / "report.json"
    if text is not None:
        file.write_text(text)

    assert compare.main([str(file), str(file)]) == 4
    assert capsys.readouterr().err.startswith(f"ERROR: {file}")
    assert matrix.main([f"a={file}"]) == 4
    assert line in capsys.readouterr().err


@pytest.mark.parametrize(
    "main, arguments, line",
    [
        (compare.main, ["one"], "the following arguments are required: B; usage: fastapi-spec diff"),
        (compare.main, ["one", "two", "-k", "x"], "-k is for a run, and both one and two are reports"),
        (matrix.main, [], "the following arguments are required: NAME=REPORT"),
        (matrix.main, ["one"], "one: write NAME=REPORT"),
        (matrix.main, ["a=one", "a=two"], "a name stands twice"),
    ],
)
def test_wrong_usage_has_its_exit_status(
    capsys: pytest.CaptureFixture[str], main: Callable[[list[str]], int], arguments: list[str], line: str
) -> None:
    with pytest.raises(SystemExit) as exited:
        main(arguments)

    assert exited.value.code == 4
    assert capsys.readouterr().err.startswith(f"ERROR: {line}")


def test_two_servers_are_asked_one_after_the_other(tmp_path: Path) -> None:
    with running(always(200, "application/json", b"{}")) as one, running(always(404, "text/html", b"")) as two:
        ran = command("diff", one.url, two.url, "--anyway", "-k", "not_modified_tells", cwd=tmp_path)
        refused = command("diff", two.url, one.url, cwd=tmp_path)

    assert ran.status == 0, ran.output
    assert f"A  {one.url}: {one.url}\nB  {two.url}: {two.url}\n\n0 of 1 rules differ\n" in ran.output
    assert refused.status == 6
    assert "seems to be another API" in refused.output
    assert f"ERROR: no report on {two.url}: the run ended with status 6\n" in refused.output


def command(*arguments: str, cwd: Path) -> Ran:
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    done = subprocess.run(
        [sys.executable, "-m", "spec", *arguments],
        cwd=cwd,
        env=environment,
        text=True,
        capture_output=True,
        timeout=300,
    )
    return Ran(done.returncode, done.stdout + done.stderr)


def test_a_reader_that_has_enough_ends_it_quietly(tmp_path: Path) -> None:
    a = save(tmp_path / "one", *(rule(f"A-{n}", "holds") for n in range(1, 400)))
    b = save(tmp_path / "two", *(rule(f"A-{n}", "broken") for n in range(1, 400)))
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    call = [sys.executable, "-m", "spec", "diff", str(a), str(b)]
    with subprocess.Popen(call, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""

    assert process.returncode == 1


def test_an_interrupt_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted() -> int:
        raise KeyboardInterrupt

    assert saved.run(interrupted) == 2
    assert capsys.readouterr().err == "ERROR: interrupted\n"


PAGE = """\
| chapter | level | ours | theirs |
|---|---|--:|--:|
| Requests | MUST | 2/2 | 1/2 |
| Requests | SHOULD | 1/1 |  |
| Database | MUST | 1/1 | not claimed |
| Headers | MAY |  | 0/2, 1 deviate, 1 not claimed |
| all chapters | MUST | 3/3 | 1/3, 1 not claimed |
| all chapters | SHOULD | 1/1 |  |
| all chapters | MAY |  | 0/2, 1 deviate, 1 not claimed |

## Rules that not all of them keep

| rule | level | ours | theirs | statement |
|---|---|---|---|---|
| `A-2` | MUST | holds | broken | A-2 \\| is &lt;kept>. |
| `C-1` | MAY | not run | deviates | C-1 \\| is &lt;kept>. |

## Known deviations of theirs

- `C-1` it is lax (since 2026-01-31, <https://example.com/7>)
"""


def test_a_matrix_counts_by_chapter_and_level_and_names_what_is_not_kept(tmp_path: Path) -> None:
    known = {"reason": "it is lax", "issue": "https://example.com/7", "since": "2026-01-31"}
    a = save(
        tmp_path / "one",
        rule("A-1", "holds"),
        rule("A-2", "holds"),
        rule("A-3", "holds", level="SHOULD"),
        rule("B-1", "holds", chapter="Database"),
    )
    b = save(
        tmp_path / "two",
        rule("A-1", "holds"),
        rule("A-2", "broken"),
        rule("B-1", "not claimed", chapter="Database"),
        rule("C-1", "deviates", chapter="Headers", level="MAY", deviation=known),
        rule("C-2", "not claimed", chapter="Headers", level="MAY"),
    )

    assert matrix.main([f"ours={a}", f"theirs={b.parent}", "-o", str(tmp_path / "matrix.md")]) == 0
    page = (tmp_path / "matrix.md").read_text(encoding="utf-8")
    assert page.startswith("# Implementations\n\n")
    assert page.endswith(PAGE)


def test_a_matrix_without_a_fault_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    known = {"reason": "it is lax", "issue": None, "since": None}
    a = save(tmp_path / "one", rule("A-1", "holds"))
    b = save(tmp_path / "two", rule("A-1", "deviates", deviation=known))

    assert matrix.main([f"ours={a}"]) == 0
    assert capsys.readouterr().out.endswith("## Rules that not all of them keep\n\nThere are none.\n")
    assert matrix.main([f"ours={b}"]) == 0
    assert capsys.readouterr().out.endswith("\n- `A-1` it is lax\n")


def test_a_page_that_cannot_be_written_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a = save(tmp_path / "one", rule("A-1", "holds"))

    assert matrix.main([f"ours={a}", "-o", str(tmp_path / "no" / "matrix.md")]) == 4
    assert capsys.readouterr().err == f"ERROR: -o {tmp_path / 'no' / 'matrix.md'}: No such file or directory\n"


def test_real_reports_are_read(run_mini: Run, mini: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(mini, "[1, 2]", "[1, 2, 3]")
    run_mini("--app", "apps:good", "--report=good")
    run_mini("--app", "apps:bad", "--report=bad")

    assert compare.main([str(mini / "good"), str(mini / "bad")]) == 1
    output = capsys.readouterr().out
    assert "MINI-A-1  MUST  holds in A, broken in B\n" in output
    assert "test_mini.py::test_a_number_is_echoed[2]\n" in output
    assert '< {"n":2,"shape":"round","colour":"red"}\n' in output
    assert '< {"n":3,"shape":"round","colour":"red"}\n' in output
    assert matrix.main([f"good={mini / 'good'}", f"bad={mini / 'bad'}"]) == 0
    assert "| `MINI-A-1` | MUST | holds | broken | A number is echoed. |" in capsys.readouterr().out
