"""``fastapi-spec table``: what several implementations satisfy, as one page of Markdown."""

import datetime
from pathlib import Path

import pytest

from fastapi_spec import language
from fastapi_spec.output.report import ReportError
from fastapi_spec.output.table import table
from fastapi_spec.rules.catalogue import declared
from fastapi_spec.rules.rule import Level, Origin, Rule
from fastapi_spec.verdict.deviations import Deviation
from fastapi_spec.verdict.outcomes import Case, Outcome
from tests.unit.samples import case, saved

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

## Rules that not all of them satisfy

| rule | level | ours | theirs | statement |
|---|---|---|---|---|
| `A-2` | MUST | holds | broken | A-2 \\| is &lt;kept>. |
| `C-1` | MAY | not run | deviates | C-1 \\| is &lt;kept>. |

## Known deviations of theirs

- `C-1` it is lax (since 2026-01-31, <https://example.com/7>)
"""


def rule(id: str, outcome: Outcome = Outcome.HOLDS, *, chapter: str = "Requests", level: Level = Level.MUST) -> Case:
    """A case of a rule whose statement has characters of Markdown and HTML."""
    return case(outcome, rule=Rule(id, level, f"{id} | is <kept>."), chapter=chapter)


@pytest.fixture
def reports(tmp_path: Path) -> list[str]:
    """Two implementations: one satisfies all of its rules, the other has every other outcome."""
    known = Deviation("it is lax", "https://example.com/7", datetime.date(2026, 1, 31))
    a = saved(
        tmp_path / "one", rule("A-1"), rule("A-2"), rule("A-3", level=Level.SHOULD), rule("B-1", chapter="Database")
    )
    b = saved(
        tmp_path / "two",
        rule("A-1"),
        rule("A-2", Outcome.BROKEN),
        rule("B-1", Outcome.NOT_CLAIMED, chapter="Database"),
        rule("C-1", Outcome.DEVIATES, chapter="Headers", level=Level.MAY),
        rule("C-2", Outcome.NOT_CLAIMED, chapter="Headers", level=Level.MAY),
        deviations={"C-1": known},
    )
    return [f"ours={a}", f"theirs={b.parent}"]


def test_a_page_counts_by_chapter_and_level(reports: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """What holds, what deviates and what is not claimed is counted, and what does not hold is named."""
    assert table(reports, None) == 0

    page = capsys.readouterr().out
    assert page.startswith("# Implementations\n\n")
    assert page.endswith(PAGE)


def test_a_page_in_chinese(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Chapters have the titles of the notes, rules their Chinese statement; those of other projects stay."""
    ours = declared("QUERY-BOOL-3").rule
    other = case(rule=Rule("OWN-1", Level.MUST, "It is mine."), chapter="Mine")
    file = saved(tmp_path / "one", case(Outcome.BROKEN, rule=ours, chapter="Requests"), other)
    language.choose("zh")
    try:
        table([f"a={file}"], None)
        statement = language.statement(ours.id, ours.statement)
    finally:
        language.choose("en")
    page = capsys.readouterr().out

    assert "| 请求模型 | MUST | 0/1 |\n| Mine | MUST | 1/1 |\n| 所有章 | MUST | 1/2 |\n" in page
    assert f"| `QUERY-BOOL-3` | MUST | 不符合 | {statement} |" in page


def test_a_page_counts_by_origin(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Rules that say who promises them are counted by that, in the order of the origins."""
    rules = [
        Rule(f"A-{n}", Level.MUST, "It holds.", origin=origin) for n, origin in enumerate((Origin.HTTP, Origin.NOTES))
    ]
    saved(tmp_path / "one", case(rule=rules[0]), case(Outcome.BROKEN, rule=rules[1]))

    table([f"ours={tmp_path / 'one'}"], None)

    rows = [line for line in capsys.readouterr().out.splitlines() if line.startswith(("| notes", "| http"))]
    assert rows == ["| notes: the study notes say or show it | 0/1 |", "| http: a standard requires it | 1/1 |"]


def test_a_page_is_written_into_a_file(reports: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With -o nothing is printed."""
    assert table(reports, tmp_path / "table.md") == 0

    assert (tmp_path / "table.md").read_text(encoding="utf-8").endswith(PAGE)
    assert capsys.readouterr().out == ""


def test_a_page_without_shortfalls_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty table would look like a mistake."""
    table([f"ours={saved(tmp_path / 'one', rule('A-1'))}"], None)

    assert capsys.readouterr().out.endswith("## Rules that not all of them satisfy\n\nThere are none.\n")


def test_a_deviation_may_have_nothing_but_a_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Issue and date are optional."""
    deviations = {"A-1": Deviation("it is lax")}
    table([f"ours={saved(tmp_path / 'one', rule('A-1', Outcome.DEVIATES), deviations=deviations)}"], None)

    assert capsys.readouterr().out.endswith("\n- `A-1` it is lax\n")


def test_a_deviation_without_an_entry_has_no_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A report of another version may not have it."""
    table([f"ours={saved(tmp_path / 'one', rule('A-1', Outcome.DEVIATES))}"], None)

    assert capsys.readouterr().out.endswith("\n- `A-1` \n")


@pytest.mark.parametrize(
    "names, line",
    [
        (["=one"], "=one: write NAME=REPORT"),
        (["a="], "a=: write NAME=REPORT"),
        (["a=one", "a=two"], "two reports are called a: write NAME=REPORT"),
        (["a=/nowhere"], "/nowhere: No such file or directory; make a report with --report DIR"),
    ],
)
def test_wrong_names_are_told_in_one_line(names: list[str], line: str) -> None:
    """Every report has a name of its own."""
    with pytest.raises(ReportError) as raised:
        table(names, None)
    assert str(raised.value) == line


def test_a_page_that_cannot_be_written_is_told(reports: list[str], tmp_path: Path) -> None:
    """A missing folder is wrong usage, not a traceback."""
    with pytest.raises(ReportError) as raised:
        table(reports, tmp_path / "no" / "table.md")
    assert str(raised.value) == f"-o {tmp_path}/no/table.md: No such file or directory"
