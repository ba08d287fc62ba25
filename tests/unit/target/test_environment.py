"""Environments of targets: what is installed in one, how uv is called, and what is said when one cannot be had."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import Mock

import pytest
from packaging.version import Version

from fastapi_spec.target import environment
from fastapi_spec.target.base import TargetError
from fastapi_spec.target.environment import (
    UnresolvableError,
    Wanted,
    existing,
    frozen,
    here,
    made,
    resolved,
    versions_here,
)
from fastapi_spec.target.served import environment_for

COMPILE = ["pip", "compile"]


@pytest.fixture
def uv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The calls of an uv that resolves everything to fastapi 0.115.0, and whose environments are this interpreter."""
    monkeypatch.setattr(environment, "CACHE", tmp_path / "environments")
    calls: list[list[str]] = []

    def run(*arguments: str) -> None:
        calls.append(list(arguments))
        if "--output-file" in arguments:
            Path(arguments[arguments.index("--output-file") + 1]).write_text("# uv\nfastapi==0.115.0\n")
        if arguments[0] == "venv":
            folder = Path(arguments[-1]) / "bin"
            folder.mkdir(parents=True)
            (folder / "python").symlink_to(sys.executable)

    monkeypatch.setattr(environment, "_uv", run)
    return calls


def test_this_environment_has_what_it_reports() -> None:
    """The same is found from within and by a process of the interpreter."""
    assert here().versions == existing(sys.executable).versions
    assert f"fastapi=={here().versions['fastapi']}" in frozen(sys.executable)
    assert versions_here(["pytest", "surely-not-there"]).keys() == {"python", "pytest"}


def test_a_virtual_environment_is_named_by_its_folder(tmp_path: Path) -> None:
    """What an activated shell knows as the environment is enough."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(sys.executable)

    assert existing(str(tmp_path)).python == tmp_path / "bin" / "python"


@pytest.mark.parametrize(
    "program, line, usage",
    [
        (None, "no such interpreter or virtual environment", True),
        ("#!/bin/sh\necho hello\n", "it is not a Python interpreter", True),
        ("#!/bin/sh\necho 'no module named encodings' >&2; exit 1\n", "no module named encodings", False),
        ("#!/bin/sh\nexit 1\n", "it is not a Python interpreter", False),
    ],
)
def test_what_is_no_interpreter_is_told(program: str | None, line: str, tmp_path: Path, *, usage: bool) -> None:
    """The line names the option and what it was given."""
    path = tmp_path / "python"
    if program:
        path.write_text(program)
        path.chmod(0o755)

    with pytest.raises(TargetError) as raised:
        existing(str(path))
    assert (str(raised.value), raised.value.usage) == (f"--python {path}: {line}", usage)


def test_an_environment_is_made_once(uv: list[list[str]], tmp_path: Path) -> None:
    """Its versions are chosen anew each time, and installed the first time; the user is told what."""
    told: list[str] = []
    wanted = Wanted(["fastapi<0.116"])

    first, second = made(wanted, told.append), made(wanted, told.append)

    assert first == second
    assert first.python.is_relative_to(tmp_path)
    assert [words[:2] for words in uv] == [
        ["pip", "compile"],
        ["venv", "--clear"],
        ["pip", "install"],
        ["pip", "compile"],
    ]
    assert len(told) == 1
    assert "fastapi==0.115.0" in told[0]


def test_what_is_left_of_a_broken_installation_is_made_again(
    uv: list[list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """An installation that was interrupted, or failed, does not count as made."""
    fake = environment._uv

    def failing(*arguments: str) -> None:
        fake(*arguments)
        if arguments[:2] == ("pip", "install"):
            raise TargetError("no environment for the target: no network")

    monkeypatch.setattr(environment, "_uv", failing)
    with pytest.raises(TargetError, match="no network"):
        made(Wanted(["fastapi"]))
    monkeypatch.setattr(environment, "_uv", lambda *words: fake(*words) if words[0] != "venv" else None)

    assert made(Wanted(["fastapi"])).python.is_relative_to(tmp_path)
    assert len(uv) == 5


def test_uv_is_given_what_is_wanted(uv: list[list[str]]) -> None:
    """Versions come from constraints, overrides and those to keep; a release is looked for without its dependencies."""
    assert resolved(Wanted(["fastapi"], ["a==1"], ["b==2"], ["c==3"], "3.12", alone=True)) == ["fastapi==0.115.0"]

    [words] = uv
    assert {"--constraints", "--overrides", "--output-file", "--no-deps"} <= set(words)
    assert words[words.index("--python") + 1] == "3.12"


def test_what_uv_says_is_told_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its drawing characters and line breaks are left out."""
    said = "  × No solution found when resolving dependencies:\n  ╰─▶ Because fastapi==9 was not found, it failed.\n"
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: SimpleNamespace(returncode=1, stderr=said))

    with pytest.raises(TargetError) as raised:
        resolved(Wanted(["fastapi==9"]))
    assert str(raised.value) == (
        "no environment for the target: No solution found when resolving dependencies: "
        "Because fastapi==9 was not found, it failed."
    )


def test_without_uv_the_line_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only those who ask for another environment need uv."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    monkeypatch.setenv("PATH", "")

    with pytest.raises(TargetError, match="pip install uv") as raised:
        resolved(Wanted(["fastapi"]))
    assert raised.value.usage


@pytest.mark.usefixtures("uv")
def test_a_cache_that_cannot_be_written_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The line names the folder."""
    monkeypatch.setattr(environment, "CACHE", Path("/proc/environments"))

    with pytest.raises(TargetError, match=r"^cannot make an environment in /proc/environments: "):
        made(Wanted(["fastapi"]))


def test_variables_of_this_interpreter_are_not_for_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """PYTHONPATH would put the packages of the rules before those of the target."""
    monkeypatch.setenv("PYTHONPATH", "/mine")

    assert "PYTHONPATH" not in environment_for("/v/bin/python")
    assert environment_for(sys.executable)["PYTHONPATH"] == "/mine"


@pytest.mark.usefixtures("uv")
def test_the_newest_release_between_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """uv chooses it; what does not resolve is not there, but without an index nothing is known."""
    assert environment.newest("fastapi", Version("0.114.0"), Version("0.115.1")) == Version("0.115.0")

    monkeypatch.setattr(environment, "_uv", Mock(side_effect=UnresolvableError("No solution found")))
    assert environment.newest("fastapi", Version("0.115.0"), Version("0.115.1")) is None
    monkeypatch.setattr(environment, "_uv", Mock(side_effect=TargetError("connection lost")))
    with pytest.raises(TargetError, match="connection lost"):
        environment.newest("fastapi", Version("0.115.0"), Version("0.116.0"))
