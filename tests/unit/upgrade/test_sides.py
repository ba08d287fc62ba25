"""What the two sides of an upgrade are."""

import sys
from pathlib import Path
from unittest.mock import Mock

import pytest

from fastapi_spec.output.report import ReportError, read
from fastapi_spec.target import environment
from fastapi_spec.target.choice import Choice
from fastapi_spec.target.environment import Environment
from fastapi_spec.upgrade.compare import Wish, upgrade
from fastapi_spec.upgrade.sides import Side, side
from fastapi_spec.verdict.outcomes import Outcome
from fastapi_spec.verdict.summary import Exit
from tests.unit.samples import case, saved
from tests.unit.upgrade.conftest import Index, report


def test_a_side_is_what_its_words_are(tmp_path: Path) -> None:
    """Requirements, files and an interpreter combine; a report stands alone."""
    (tmp_path / "requirements.txt").write_text("fastapi==0.115.0\n")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").touch()
    made = saved(tmp_path / "report", case())

    words = ["fastapi==0.116.0", str(tmp_path / "requirements.txt"), str(tmp_path)]
    choice = Choice(packages=words[:1], constraints=[Path(words[1])], python=words[2])
    assert side("--from", words, Choice()) == Side("--from", words, choice)
    assert (
        side("--from", [str(made)], Choice()).report
        == side("--from", [str(made.parent)], Choice()).report
        == read(made)
    )


def test_only_some_packages_are_upgraded(index: Index) -> None:
    """The others stay as they are on the first side."""
    a, b = (side("--from", [f"fastapi=={version}"], Choice()) for version in ("0.115.0", "0.122.2"))

    upgrade(a, b, Wish(only=["FastAPI"]))
    assert index.ran == ["0.115.0", "0.122.2"]
    with pytest.raises(ReportError, match=r"--only starlette: --from fastapi==0.122.2 does not have it"):
        upgrade(a, b, Wish(only=["starlette"]))


def test_a_report_cannot_be_upgraded(tmp_path: Path) -> None:
    """Its environment is gone; the line says what to give."""
    a = Side("--from", ["a"], Choice(), report(tmp_path / "a", Outcome.HOLDS, "0.115.0"))

    with pytest.raises(ReportError, match="give --from a requirement, a file or an interpreter") as raised:
        upgrade(a, a, Wish(only=["fastapi"]))
    assert raised.value.status == Exit.NO_TARGET


def test_an_environment_that_exists_gives_its_versions(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It need not have what only the reference application needs, and is not touched."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(sys.executable)
    monkeypatch.setattr(environment, "frozen", lambda _: ["fastapi==0.116.0", "own==1"])
    made = Mock(return_value=Environment(Path("/v", "0.116.0", "bin", "python"), {}))
    monkeypatch.setattr(environment, "made", made)

    ready = side("--from", [str(tmp_path)], Choice()).ready()
    assert ready.choice == Choice(python="/v/0.116.0")
    wanted = made.call_args.args[0]
    assert wanted.constraints == ["fastapi==0.116.0", "own==1"]
    assert "own" not in wanted.requirements
    assert wanted.python == str(tmp_path / "bin" / "python")


def test_an_own_application_is_served_by_its_environment() -> None:
    """It has all that the application needs."""
    given = side("--from", [str(Path(sys.executable).parent.parent)], Choice(app="tests.unit.samples:app"))

    assert given.ready() == given


def test_a_version_of_python_is_one() -> None:
    """As --python takes it."""
    assert side("--from", ["3.12", "fastapi==0.116.0"], Choice()).choice == Choice(
        python="3.12", packages=["fastapi==0.116.0"]
    )


@pytest.mark.parametrize("word", ["requirements.txt", "uv.lock", "before/report.json", "./venv", "old/venv"])
def test_a_missing_file_is_told(word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not looked for among the packages of an index."""
    monkeypatch.chdir(tmp_path)

    with pytest.raises(ReportError, match=f"--from {word}: no such file|No such file or directory"):
        side("--from", [word], Choice())


def test_a_malformed_requirement_is_told_with_its_option() -> None:
    """The option is the one that was typed."""
    with pytest.raises(ReportError, match=r"^--to fastapi=0\.116: "):
        side("--to", ["fastapi=0.116"], Choice())
