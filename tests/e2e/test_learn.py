"""docs/learn.md: every command is run and every piece of code is written as the page says; about twenty seconds."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import COMMAND, PROJECT, environment

VERBS = {
    "Write": "w",
    "写入": "w",
    "Append to": "a",
    "追加到": "a",
    "Change": "diff",
    "修改": "diff",
}
ENGLISH, CHINESE = ((PROJECT / "docs" / name).read_text(encoding="utf-8") for name in ("learn.md", "learn.zh.md"))
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
IDS = re.compile(r"^[A-Z]+-[A-Z]+-\d+", re.MULTILINE)
FILE = re.compile(rf"({'|'.join(VERBS)}) ?`([\w.]+)`[^`]*\Z")
"""What is said before a block of code: what to do, to which file."""


class Block(NamedTuple):
    """A block of a page: its language, what to do with it, and its text."""

    language: str
    file: str
    mode: str
    text: str


def blocks(page: str) -> Iterator[Block]:
    """The blocks of a page in their order."""
    for found in BLOCK.finditer(page):
        language, text = found.groups()
        file = mode = ""
        if language in ("python", "diff"):
            said = FILE.search(page[: found.start()])
            assert said, f"the page does not say what to do with\n{text}"
            mode, file = VERBS[said[1]], said[2]
        yield Block(language, file, mode, text)


def typed(line: str, folder: Path) -> str:
    """Run a command of the page. Returns what it prints. The bytecode is kept from run to run, for speed."""
    words = shlex.split(line)
    programs = {"fastapi-spec": COMMAND, "python": [sys.executable]}
    done = subprocess.run(
        [*programs[words[0]], *words[1:]],
        cwd=folder,
        env=environment(
            LC_ALL="C.UTF-8",
            PIP_NO_INDEX="1",  # all packages are installed here
            PYTHONDONTWRITEBYTECODE="",
        ),
        text=True,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=120,
    )
    return done.stdout + done.stderr


def change(file: Path, difference: str) -> None:
    """Replace the lines that begin with a minus by those that begin with a plus."""
    old, new = ("".join(line[1:] for line in difference.splitlines(keepends=True) if line[0] == sign) for sign in "-+")
    text = file.read_text()
    assert text.count(old) == 1
    file.write_text(text.replace(old, new))


def missing(shown: str, printed: str) -> str:
    """The first piece of the text shown, between two `...`, that was not printed; line ends do not matter."""
    rest = " ".join(printed.split())
    for wanted in filter(None, (" ".join(piece.split()) for piece in shown.split("..."))):
        _, found, rest = rest.partition(wanted)
        if not found:
            return wanted
    return ""


def test_every_step_is_as_written(tmp_path: Path) -> None:
    """A learner who types what the page shows sees what it shows."""
    folder, printed, shown = tmp_path, "", 0
    for block in blocks(ENGLISH):
        if block.language == "console":
            for line in block.text.splitlines():
                command = line.removeprefix("$ ")
                if command.startswith("cd "):
                    folder /= command.removeprefix("cd ")
                else:
                    printed = typed(command, folder)
        elif block.language == "text":
            assert missing(block.text, printed) == "", printed
            shown += 1
        elif block.mode == "diff":
            change(folder / block.file, block.text)
        else:
            with (folder / block.file).open(block.mode, encoding="utf-8") as file:
                file.write(block.text)
    assert shown == 9


def test_both_pages_have_the_same_steps() -> None:
    """The Chinese page has the same commands, code and ids; what is printed there is in the reader's language."""
    english, chinese = list(blocks(ENGLISH)), list(blocks(CHINESE))
    typed, typed_zh = ([block for block in page if block.language != "text"] for page in (english, chinese))
    shown, shown_zh = ("".join(block.text for block in page if block.language == "text") for page in (english, chinese))

    assert typed_zh == typed
    assert IDS.findall(shown_zh) == IDS.findall(shown)
    assert CHINESE.count("\n## ") == ENGLISH.count("\n## ")


@pytest.mark.parametrize("shown, absent", [("a b ... d", ""), ("a ... e", "e"), ("d ... a", "a")])
def test_a_false_sample_is_found(shown: str, absent: str) -> None:
    """Otherwise the test of the steps would prove nothing."""
    assert missing(shown, "a\n  b c\nd") == absent
