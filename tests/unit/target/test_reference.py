"""What the reference application needs, and what follows if an environment lacks it."""

import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from fastapi_spec.rules.chapters import chapters
from fastapi_spec.target.base import TargetError
from fastapi_spec.target.reference import ALWAYS, CHAPTERS, check, missing, packages
from tests.conftest import PROJECT

EVERYTHING = dict.fromkeys([*ALWAYS, *(name for names in CHAPTERS.values() for name in names)], "1") | {
    "python": "3.11"
}


def test_the_packages_are_those_of_the_extra() -> None:
    """The list here and the extra of the package are the same, but for the server and the driver of PostgreSQL."""
    extra = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    named = {Requirement(text).name for text in extra["reference"]}

    assert {*map(_name, packages([], postgres=True))} | {"uvicorn"} == named | {"pydantic"}
    assert CHAPTERS.keys() <= set(chapters())


def _name(text: str) -> str:
    return Requirement(text).name


@pytest.mark.parametrize(
    "given, installed",
    [
        ([], {"libpass", "bcrypt"}),
        (["passlib"], {"passlib", "bcrypt", "bcrypt<5"}),
        (["passlib", "bcrypt"], {"passlib", "bcrypt"}),
    ],
)
def test_a_team_keeps_its_own_package_for_passwords(given: list[str], installed: set[str]) -> None:
    """passlib is replaced unless the team locks it, and then gets a bcrypt that works with it."""
    found = set(packages(given, postgres=False))

    assert {name for name in found if "pass" in name or "bcrypt" in name} == installed


def test_chapters_that_lack_a_package_are_named() -> None:
    """libpass has the modules of passlib."""
    versions = {name: version for name, version in EVERYTHING.items() if name not in ("sqlalchemy", "passlib")}

    assert missing(EVERYTHING) == {}
    assert missing(versions | {"libpass": "1.9"}) == {"chapter07_database": "sqlalchemy"}
    assert missing(versions) == {"chapter06_security": "passlib", "chapter07_database": "sqlalchemy"}


@pytest.mark.parametrize(
    "versions, line",
    [
        (EVERYTHING | {"python": "3.10.13"}, "p is Python 3.10.13: the reference application needs 3.11"),
        ({"python": "3.11.7", "pydantic": "2.9"}, "fastapi, pydantic-settings: not installed for p"),
    ],
)
def test_an_environment_that_cannot_serve_it_is_told(versions: dict[str, str], line: str) -> None:
    """The line says what is missing, before the application fails to start."""
    check(EVERYTHING, Path("p"))
    with pytest.raises(TargetError, match=line):
        check(versions, Path("p"))
