"""pytest speaks Chinese: that it still writes what is translated, and by the methods that are replaced."""

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import _pytest
import pytest

from fastapi_spec import language
from fastapi_spec.plugin.wording import in_chinese, translate
from fastapi_spec.told import FIELD, FILE
from tests.conftest import run

WORDS = re.compile(r"[a-z]+ [a-z]+")
TESTS = """
import warnings

import pytest


def test_passes(): pass


def test_fails(): assert 0


@pytest.mark.skip
def test_is_skipped(): pass


@pytest.mark.xfail
def test_is_known(): assert 0


@pytest.fixture
def broken(): raise ValueError


def test_has_no_fixture(broken): pass
"""


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    """Each test speaks Chinese, and ends in English."""
    language.choose("zh")
    yield
    language.choose("en")


@pytest.mark.parametrize(
    "line, told",
    [
        ("test session starts", "开始测试"),
        ("collecting ... ", "正在收集 ... "),
        ("collected 6 items / 1 deselected / 5 selected", "收集到 6 项 / 1 项未选中 / 选中 5 项"),
        ("\x1b[31m\x1b[1m2 failed\x1b[0m, \x1b[32m1 passed\x1b[0m\x1b[31m in 0.30s\x1b[0m", None),
        ("3 failed, 42 passed in 65.43s (0:01:05)", "3 项失败，42 项通过，用时 65.43s (0:01:05)"),
        ("12 not built, 1 deviates in 0.10s", "12 项未实现，1 项已知偏差，用时 0.10s"),
        ("no tests ran in 0.01s", "没有运行测试，用时 0.01s"),
        ("stopping after 1 failures", "失败 1 次后停止"),
        ("2 workers [45 items]", "2 个工作进程 [45 项]"),
        ("test_passes[2 failed]", "test_passes[2 failed]"),
        ("1 passed, and what a test prints", "1 passed, and what a test prints"),
        ("in 0.30s", "in 0.30s"),
        ("", ""),
        ("\n", "\n"),
    ],
)
def test_a_line_in_chinese(line: str, told: str | None) -> None:
    """All of its parts, in their colours, or nothing of it."""
    found = in_chinese(line)

    assert found == told if told is not None else not WORDS.search(found) and found.count("\x1b") == line.count("\x1b")


def test_pytest_writes_what_is_translated() -> None:
    """A version of it that says something else fails here."""
    sources = [*Path(_pytest.__file__).parent.rglob("*.py"), *Path(str(files("xdist"))).rglob("*.py")]
    text = re.sub(r'"\s*\+\s*"|"\s+f?"', "", " ".join(path.read_text(encoding="utf-8") for path in sources))
    known = tomllib.loads(FILE.read_text(encoding="utf-8"))["pytest"]
    parts = {word for english in known for word in re.findall(r"[A-Za-z_]+", FIELD.sub("", english))}

    assert [word for word in sorted(parts) if not re.search(rf"\b{word}|{word.removesuffix('s')}\b", text)] == []


class Screen:
    """The methods of pytest's terminal by which it writes."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str, **_: bool) -> None:
        """Keep a text."""
        self.text += text

    def write_line(self, line: str, **_: bool) -> None:
        """Keep a line."""
        self.text += f"{line}\n"

    def rewrite(self, line: str, **_: bool) -> None:
        """Keep a line that is written over the one before."""
        self.text += f"\r{line}|"

    def write_sep(self, sep: str, title: str | None, fullwidth: int | None, **_: bool) -> None:
        """Keep a title as pytest writes it: it counts characters."""
        fill = sep * max(((fullwidth or 40) - len(title or "") - 2) // 2, 1)
        self.text += f"{fill} {title} {fill}\n"


def test_a_title_has_the_width_of_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Chinese character takes two columns, in a title and in a line that replaces a longer one."""
    monkeypatch.setenv("COLUMNS", "40")
    screen: Any = Screen()
    translate(screen)
    screen.write_sep("=", "FAILURES")
    screen.write_sep("=", "mine", None)
    screen.rewrite("collecting 2 items", erase=True)
    screen.rewrite("mine")

    assert screen.text == (f"{'=' * 17} 失败 {'=' * 17}\n{'=' * 17} mine {'=' * 17}\n\r正在收集 2 项{' ' * 26}|\rmine|")


def test_a_run_has_no_english_sentence(tmp_path: Path) -> None:
    """The titles and counts of a run with every kind of outcome, and what is said of a missing file."""
    (tmp_path / "test_own.py").write_text(TESTS, encoding="utf-8")
    ran = run("--lang", "zh", "test_own.py", cwd=tmp_path)
    lines = [line for line in ran.output.splitlines() if line.startswith(("=", "!", "_")) or "项" in line]

    assert [line for line in lines if WORDS.search(line)] == []
    assert "开始测试" in lines[0]
    assert "1 项失败，1 项通过，1 项跳过，1 项预期失败，1 项出错，用时" in lines[-1]
    assert "ERROR: 没有这个文件或文件夹：nowhere.py" in run("--lang", "zh", "nowhere.py", cwd=tmp_path).output
