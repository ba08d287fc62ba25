"""The parser of the command: English as argparse writes it, Chinese in columns, one line for an error."""

import argparse
from collections.abc import Iterator

import pytest

from fastapi_spec import language
from fastapi_spec.output.columns import width
from fastapi_spec.parser import Parser
from fastapi_spec.verdict.summary import Exit

LONG = "测试已在此 URL 上运行的服务器，不限语言。" * 4


@pytest.fixture(autouse=True)
def _english_again(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each test begins and ends in English, in a terminal of 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")
    language.choose("en")
    yield
    language.choose("en")


def made(kind: type[argparse.ArgumentParser], help: str = "what it is, in words " * 6) -> argparse.ArgumentParser:
    """A parser with a word, a number and a description."""
    parser = kind(prog="it", description="Does it. " * 12, epilog="Last\nlines.")
    parser.add_argument("word", metavar="WORD", help=help)
    parser.add_argument("--number", type=int, help=help)
    return parser


def test_the_english_help_is_that_of_argparse() -> None:
    """The titles that we set, to have them in Chinese too, change nothing."""
    assert made(Parser).format_help() == made(argparse.ArgumentParser).format_help()


def test_the_chinese_help_fits_the_terminal() -> None:
    """The titles are Chinese, and no line is wider than the terminal, where a character takes two columns."""
    language.choose("zh")
    lines = made(Parser, LONG).format_help().splitlines()

    assert lines[0].startswith("用法：it ")
    assert {"位置参数：", "选项："} <= {*lines}
    assert max(map(width, lines)) <= 80
    assert any(line.startswith("  --number NUMBER  测试") for line in lines)
    assert lines[-2:] == ["Last", "lines."]


@pytest.mark.parametrize(
    "words, lang, line",
    [
        (["x", "--number", "y"], "en", "argument --number: invalid int value: 'y'; see it --help"),
        (["x", "--number", "y"], "zh", "参数 --number：无效的 int 值：'y'；用法见 it --help"),
        (["x", "--number"], "zh", "参数 --number：需要一个值；用法见 it --help"),
        ([], "zh", "缺少必需的参数：WORD；用法见 it --help"),
        (["x", "--number=1", "--pick", "c"], "zh", "参数 --pick：无效的取值 'c'，可选 'a', 'b'；用法见 it --help"),
        (["x", "--all"], "zh", "参数 --all：至少需要一个值；用法见 it --help"),
        (["x", "--quick=1"], "zh", "参数 --quick：不接受值 '1'；用法见 it --help"),
        (["x", "--qui"], "zh", "选项 --qui 有歧义，可能是 --quick, --quiet；用法见 it --help"),
        ([], "en", "the following arguments are required: WORD; see it --help"),
    ],
)
def test_an_error_is_a_line(words: list[str], lang: str, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong usage has our exit status, and the line says where help is."""
    language.choose(lang)
    parser = made(Parser)
    parser.add_argument("--pick", choices=["a", "b"])
    parser.add_argument("--all", nargs="+")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--quiet", action="store_true")
    with pytest.raises(SystemExit) as exited:
        parser.parse_args(words)

    assert exited.value.code == Exit.USAGE
    assert capsys.readouterr().err == f"ERROR: {line}\n"
