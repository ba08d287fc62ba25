"""The arguments of the command: what its help names, and its version."""

from importlib.metadata import PackageNotFoundError

import pytest

from fastapi_spec import arguments
from fastapi_spec.arguments import parsers
from fastapi_spec.cli import COMMANDS


def printed(capsys: pytest.CaptureFixture[str], option: str) -> str:
    """What an option prints before the command ends well."""
    parser, _ = parsers(COMMANDS)
    with pytest.raises(SystemExit) as end:
        parser.parse_args([option])
    assert not end.value.code
    return capsys.readouterr().out


def test_the_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    """The page that a new user sees first."""
    output = printed(capsys, "--help")

    assert [command for command in COMMANDS if f"\n    {command} " not in output] == []


def test_the_help_of_run_has_our_options_alone() -> None:
    """pytest has a hundred options; its own help tells those."""
    output = parsers(COMMANDS)[1]["run"].format_help()

    assert output.startswith("usage: fastapi-spec [run] [--url URL | --app MODULE:ATTR | --launch CMD] [options]")
    assert "--without CHAPTER" in output
    assert "exit status: 0 conforms" in output
    assert "--pdb" not in output


def test_the_version_is_that_of_the_installed_project(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The number comes from the metadata of the installation."""
    monkeypatch.setattr(arguments, "version", lambda _: "1.2.3")

    assert printed(capsys, "--version") == "fastapi-spec 1.2.3\n"


def test_a_project_that_is_not_installed_has_no_version(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a clone the command works without any installation."""

    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(arguments, "version", missing)
    assert printed(capsys, "--version") == "fastapi-spec (not installed)\n"
