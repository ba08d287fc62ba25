"""The options of a run: what they mean together, and what is wrong with some of them."""

import argparse
from pathlib import Path

import pytest

from fastapi_spec.plugin.options import add_options, command_line
from fastapi_spec.plugin.settings import Settings, settings_of
from fastapi_spec.rules.rule import Level, Origin, Rule
from fastapi_spec.verdict.deviations import Deviation


def parsed(*words: str) -> argparse.Namespace:
    """Our options of a command line."""
    parser = argparse.ArgumentParser()
    add_options(parser.add_argument)
    return parser.parse_args(words)


def settings(*words: str) -> Settings:
    """The settings of a command line."""

    class Config:
        option = parsed(*words)

    return settings_of(Config())  # type: ignore[arg-type]


def test_default_options_are_omitted() -> None:
    """A default is not said again: the command line that is passed on stays short."""
    assert command_line(parsed()) == []


@pytest.mark.parametrize(
    "words, passed",
    [
        (["--url", "http://h"], ["--url=http://h"]),
        (["--next", "--anyway"], ["--next", "--anyway"]),
        (["--without", "7", "--without", "8"], ["--without=7", "--without=8"]),
        (["--level", "MUST", "--fail-on=must"], ["--level=must"]),
        (["--origin", "notes,http"], ["--origin=notes,http"]),
        (["--report", "out", "--fuzz-seed", "0"], ["--report=out", "--fuzz-seed=0"]),
    ],
)
def test_options_are_passed_on_in_one_word_each(words: list[str], passed: list[str]) -> None:
    """pytest looks at separate values for paths before it knows our options."""
    assert sorted(command_line(parsed(*words))) == sorted(passed)


@pytest.mark.parametrize(
    "text, line",
    [
        ("note", "unknown origin 'note' (did you mean notes?)"),
        ("notes,", "unknown origin '': write one or more of notes, fastapi, http, hardening"),
    ],
)
def test_an_unknown_origin_is_told(text: str, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A misspelled origin would select nothing."""
    with pytest.raises(SystemExit):
        parsed("--origin", text)

    assert line in capsys.readouterr().err


def test_options_that_are_passed_on_mean_the_same() -> None:
    """What the command parsed, pytest parses to the same values."""
    words = ["--app=a:b", "--response-timeout=2", "--fuzz=90s", "--deviations=a b.toml", "--next", "--without=cors"]

    assert parsed(*command_line(parsed(*words))) == parsed(*words)


def test_the_settings_of_no_options_are_the_defaults() -> None:
    """Settings can be made without a command line."""
    assert settings() == Settings()
    assert not settings().target.named


def test_rules_are_wanted_by_level_and_origin() -> None:
    """A rule of another project has no origin, and is never left out for it."""
    wants = settings("--level=should", "--origin=notes,http").wants

    assert wants(Rule("A-1", Level.MUST, "It holds.", origin=Origin.NOTES))
    assert wants(Rule("A-1", Level.SHOULD, "It holds."))
    assert not wants(Rule("A-1", Level.MAY, "It holds.", origin=Origin.HTTP))
    assert not wants(Rule("A-1", Level.MUST, "It holds.", origin=Origin.FASTAPI))


def test_settings_are_of_our_types(tmp_path: Path) -> None:
    """Levels, chapters and deviations are looked up once, when the run begins."""
    (tmp_path / "known.toml").write_text("[A-1]\nreason = 'x'\n")

    found = settings("--level=should", "--fail-on=MAY", "--without=7", f"--deviations={tmp_path / 'known.toml'}")

    assert (found.level, found.fail_on) == (Level.SHOULD, Level.MAY)
    assert found.unclaimed == {"chapter07_database": "--without chapter07_database"}
    assert found.deviations == {"A-1": Deviation("x")}


@pytest.mark.parametrize(
    "words, line",
    [
        (["--url=http://h", "--app=a:b"], "--url and --app each name a target: give one of them"),
        (["--app=a:b", "--launch=x", "--url="], "--url and --app and --launch each name a target"),
        (["--url=http://h", "--with=x"], "--with is for an application that a run serves: leave out --url"),
        (["--anyway"], "--anyway needs --url, --app or --launch"),
        (["--baseline=nowhere"], "--baseline nowhere: No such file or directory; make a report with --report DIR"),
        (["--response-timeout=0"], "--response-timeout 0: give seconds, more than 0"),
        (["--response-timeout=nan"], "--response-timeout nan: give seconds"),
        (["--without=databse"], r"--without databse: no such chapter \(did you mean database\?\)"),
        (["--deviations=nowhere.toml"], "--deviations nowhere.toml: No such file or directory"),
        (["--write-deviations=pyproject.toml"], "pyproject.toml: file already exists; name another file"),
        (["--write-deviations=no/known.toml"], "no/known.toml: parent folder does not exist; name another file"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_options_that_contradict_are_wrong_usage(
    words: list[str], line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A usage error is one line with what to write."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").touch()

    with pytest.raises(pytest.UsageError, match=line):
        settings(*words)
