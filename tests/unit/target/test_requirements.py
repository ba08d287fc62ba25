"""Requirements and lock files: what they lock, or a line that says what is wrong."""

from pathlib import Path

import pytest

from fastapi_spec.target.base import TargetError
from fastapi_spec.target.requirements import locked, names, requirement

PIP = """\
# a comment
--index-url https://example.com/simple
-r more.txt
-e ./mine
./local
mine @ file:///home/mine
uvicorn[standard]==0.30.6 \\
    --hash=sha256:aaaa \\
    --hash=sha256:bbbb
starlette>=0.37,<0.39 ; python_version >= "3.8"  # as FastAPI asks
"""
UV = """\
version = 1

[[package]]
name = "own-service"
version = "0.1.0"
source = { virtual = "." }

[[package]]
name = "fastapi"
version = "0.115.0"
source = { registry = "https://example.com/simple" }

[[package]]
name = "numpy"
version = "1.26"
resolution-markers = ["python_full_version < '3.12'", "sys_platform == 'win32'"]
"""
PYLOCK = """\
lock-version = "1.0"

[[packages]]
name = "fastapi"
version = "0.115.0"

[[packages]]
name = "colorama"
version = "0.4.6"
marker = "sys_platform == 'win32'"

[[packages]]
name = "own-service"
directory = { path = "." }
"""


@pytest.mark.parametrize(
    "name, text, found",
    [
        (
            "requirements.txt",
            PIP,
            ["fastapi==0.115.0", "mine", "uvicorn[standard]==0.30.6", 'starlette<0.39,>=0.37; python_version >= "3.8"'],
        ),
        (
            "uv.lock",
            UV,
            [
                "fastapi==0.115.0",
                'numpy==1.26; python_full_version < "3.12" or sys_platform == "win32"',
            ],
        ),
        ("pylock.toml", PYLOCK, ["fastapi==0.115.0", 'colorama==0.4.6; sys_platform == "win32"']),
    ],
)
def test_a_file_locks_versions(name: str, text: str, found: list[str], tmp_path: Path) -> None:
    """What a team has, pip's, uv's or the standard's format, says what they run."""
    (tmp_path / "more.txt").write_text("fastapi==0.115.0\n")
    (tmp_path / name).write_text(text)

    assert [str(each).partition(" @")[0] for each in locked(tmp_path / name)] == found


@pytest.mark.parametrize(
    "text, line",
    [
        ("", "names no package with a version"),
        ("fastapi=0.115", "not a requirement: fastapi=0.115"),
        ("-r requirements.txt", "includes itself"),
        ("-r gone.txt", "gone.txt: no such file or directory"),
        ("[[package]]\nname = \n", "cannot be read: "),
        ("\udcff", "cannot be read: "),
    ],
)
def test_a_file_that_locks_nothing_is_told(text: str, line: str, tmp_path: Path) -> None:
    """Without the line a run would serve other versions than the team has."""
    path = tmp_path / ("uv.lock" if "[[" in text else "requirements.txt")
    path.write_bytes(text.encode(errors="surrogateescape"))

    with pytest.raises(TargetError, match=line) as raised:
        locked(path)
    assert raised.value.usage


def test_a_requirement_that_cannot_be_read_names_its_option() -> None:
    """The user sees which word of the command line is meant."""
    with pytest.raises(TargetError, match=r"^--with fastapi=1: ") as raised:
        requirement("fastapi=1", "--with")
    assert raised.value.usage


def test_names_are_normalised() -> None:
    """SQLAlchemy and sqlalchemy are one package."""
    assert names([requirement("Python_Jose[x]>1", "--with")]) == {"python-jose"}
