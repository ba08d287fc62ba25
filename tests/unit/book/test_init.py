"""Writing a page: from a saved report, atomically, and never over someone else's file."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from fastapi_spec import book
from fastapi_spec.output.report import ReportError
from tests.conftest import run
from tests.unit.samples import case, saved


def test_a_page_is_written_beside_its_report(tmp_path: Path) -> None:
    """From the report or its folder; one of ours is replaced."""
    file = saved(tmp_path / "out", case())

    assert book.make([str(file)]) == book.make([str(file.parent)]) == file.parent / "index.html"
    assert ">out conforms</title>" in (file.parent / "index.html").read_text(encoding="utf-8")


def test_a_page_is_written_where_it_is_asked_for(tmp_path: Path) -> None:
    """-o names any file, and replaces it."""
    (tmp_path / "mine.html").write_text("old")

    assert book.make([str(saved(tmp_path, case()))], tmp_path / "mine.html") == tmp_path / "mine.html"
    assert "old" not in (tmp_path / "mine.html").read_text(encoding="utf-8")[:20]


def test_another_file_is_not_replaced(tmp_path: Path) -> None:
    """An index.html beside the report may be the page of a whole project."""
    (tmp_path / "index.html").write_text("mine")

    with pytest.raises(ReportError, match="is not a page of fastapi-spec: name another file with -o"):
        book.make([str(saved(tmp_path, case()))])
    assert (tmp_path / "index.html").read_text() == "mine"


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """One line with the reason."""
    with pytest.raises(ReportError, match=r"^/.*/none/x\.html: No such file or directory$"):
        book.make([str(saved(tmp_path, case()))], tmp_path / "none" / "x.html")


@pytest.mark.parametrize("content", [None, "{}", "<html>"], ids=["missing", "other", "page"])
def test_a_wrong_file_is_told_in_a_line(tmp_path: Path, content: str | None) -> None:
    """With the exit status of wrong usage, and without a traceback."""
    file = tmp_path / "report.json"
    if content is not None:
        file.write_text(content)

    ran = run("book", file)
    assert ran.status == 4
    assert ran.output.startswith(f"ERROR: {file}")
    assert len(ran.output.splitlines()) == 1


def test_a_page_is_made_only_when_one_is_written() -> None:
    """What makes a page takes long to import, and most runs have none."""
    code = "import sys, fastapi_spec.cli, fastapi_spec.plugin, fastapi_spec.book; print(json.dumps([*sys.modules]))"
    done = subprocess.run([sys.executable, "-c", f"import json; {code}"], capture_output=True, text=True, check=True)

    assert not {"jinja2", "pygments.lexers.data"} & set(json.loads(done.stdout))


def test_several_reports_are_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the current folder: the page is of none of the runs alone. Names are given, or those of the folders."""
    monkeypatch.chdir(tmp_path)
    saved(tmp_path / "one", case())
    saved(tmp_path / "two", case())

    assert book.make(["one", "Two=two/report.json"]) == Path("comparison.html")
    assert ">one · Two compared</title>" in (tmp_path / "comparison.html").read_text(encoding="utf-8")


def test_a_comparison_replaces_no_other_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Someone may have a comparison.html."""
    monkeypatch.chdir(tmp_path)
    saved(tmp_path / "one", case())
    Path("comparison.html").write_text("mine")

    with pytest.raises(ReportError, match="name another file with -o"):
        book.make(["one", "two=one"])
    assert Path("comparison.html").read_text() == "mine"
