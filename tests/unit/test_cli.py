"""The command line: which command it means, what it passes on to pytest, what is wrong with it."""

import io
import re
import sys
import tomllib
from pathlib import Path

import pytest

from fastapi_spec import cli
from fastapi_spec.files import HOME, PACKAGE
from fastapi_spec.rules import releases
from fastapi_spec.rules.contract import locked
from tests.conftest import PROJECT

BOOL = "spec/chapter03_requests/test_query_bool.py"
TRUE = f"{BOOL}::test_true_spellings"
STORAGE = "HYPOTHESIS_STORAGE_DIRECTORY"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, which is empty; what a run sets in the environment is undone."""
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv(STORAGE, "")
    monkeypatch.delenv(STORAGE)
    return empty


@pytest.fixture
def passed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words that pytest gets instead of running."""
    words: list[str] = []

    def main(given: list[str]) -> int:
        words.extend(given)
        return 0

    monkeypatch.setattr(pytest, "main", main)
    return words


def called(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """The exit status of a command line, and what it printed."""
    try:
        status = cli.main([*words])
    except SystemExit as end:
        status = int(str(end.code))
    return status, *capsys.readouterr()


@pytest.mark.parametrize("command", [[], ["run"]], ids=["default", "run"])
def test_to_run_the_rules_is_the_default(passed: list[str], command: list[str]) -> None:
    """Whoever types the command alone wants a verdict; pytest's own options are passed on."""
    assert cli.main([*command, "-x", "-v"]) == 0
    assert passed[-2:] == ["-x", "-v"]


def test_the_settings_of_pytest_are_those_of_the_project(passed: list[str]) -> None:
    """Those of the current folder, and the plugins of the environment, have no part in a run."""
    cli.main([])

    assert passed[:6] == ["-c", str(PACKAGE / "settings.toml"), "--rootdir", str(HOME), "--confcutdir", str(HOME)]
    assert "--disable-plugin-autoload" in passed
    assert [word for word in passed if ".plugin" in word] == ["fastapi_spec.plugin", "fastapi_spec.plugin.command"]


def test_the_bundled_settings_are_those_of_a_clone() -> None:
    """A wheel does not contain pyproject.toml: its settings for pytest are repeated in the package."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]
    bundled = tomllib.loads((PACKAGE / "settings.toml").read_text(encoding="utf-8"))["tool"]["pytest"]

    assert bundled == {key: value for key, value in project.items() if key not in ("testpaths", "addopts")}


def test_our_options_are_passed_on_in_one_word(passed: list[str], folder: Path) -> None:
    """A separate value that is an existing folder would be a path of tests for pytest."""
    cli.main(["--report", str(folder), "--without", "7", "--without=8", "--next"])

    assert {f"--report={folder}", "--without=7", "--without=8", "--next"} <= set(passed)


def test_the_plugin_of_an_option_is_loaded(passed: list[str]) -> None:
    """-n needs pytest-xdist, which a run does not load otherwise."""
    cli.main(["-n", "2"])

    assert passed[passed.index("xdist") - 1] == "-p"
    assert passed[-2:] == ["-n", "2"]


@pytest.mark.parametrize(
    "word, node", [("QUERY-BOOL-1", TRUE), (TRUE, TRUE), ("spec/chapter03_requests", "spec/chapter03_requests")]
)
def test_a_rule_is_found_from_any_folder(passed: list[str], word: str, node: str) -> None:
    """An id and the path on a card mean our rules, wherever the command is typed."""
    cli.main([word])

    assert passed[-1] == str(HOME / node)


def test_a_prefix_means_several_rules(passed: list[str]) -> None:
    """The rules of a topic, in the order of the notes."""
    cli.main(["QUERY-BOOL"])

    nodes = [word for word in passed if "::" in word and word.startswith(str(HOME))]
    assert len(nodes) == sum(id.startswith("QUERY-BOOL-") for id in locked())
    assert nodes[0] == str(HOME / TRUE)


def test_a_path_of_the_current_folder_comes_first(passed: list[str], folder: Path) -> None:
    """A project that has a folder named spec can run rules of its own, whose ids are relative to it."""
    (folder / "spec").mkdir()
    cli.main(["spec"])

    assert passed[-1] == "spec"
    assert passed[passed.index("--rootdir") + 1] == str(folder)


@pytest.mark.parametrize("option", ["-k", "--junitxml"])
def test_the_value_of_an_option_is_not_a_rule(passed: list[str], option: str) -> None:
    """-k QUERY-BOOL-1 selects by keyword, and a report of JUnit may have any name."""
    cli.main([option, "QUERY-BOOL-1"])

    assert passed[-2:] == [option, "QUERY-BOOL-1"]


def test_the_value_of_an_option_is_not_a_path_of_rules(passed: list[str], folder: Path) -> None:
    """The second run that writes into the same file is like the first."""
    (folder / "junit.xml").touch()
    cli.main(["--junitxml", "junit.xml"])

    assert passed[passed.index("--rootdir") + 1] == str(HOME)


@pytest.mark.usefixtures("passed")
def test_an_unknown_rule_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    """The error names the nearest id, before anything runs."""
    status, output, error = called(capsys, "QUERY-BOOL-99")

    assert (status, output) == (4, "")
    assert error.startswith("ERROR: no rule QUERY-BOOL-99 (did you mean QUERY-BOOL-")


def test_the_cache_is_that_of_the_user(passed: list[str], tmp_path: Path) -> None:
    """Neither pytest nor hypothesis writes into the current folder."""
    cli.main([])

    assert f"cache_dir={tmp_path / 'cache' / 'fastapi-spec'}" in passed
    assert (tmp_path / "cache" / "fastapi-spec").is_dir()


def test_without_a_cache_the_rules_run_all_the_same(
    passed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A home that cannot be written, as in a container, only makes --lf impossible."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))

    assert cli.main([]) == 0
    assert "no:cacheprovider" in passed


def test_an_interrupted_command_ends_with_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C before pytest handles it prints no traceback."""

    def interrupt(_: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(pytest, "main", interrupt)
    assert called(capsys) == (2, "", "ERROR: interrupted\n")


def test_characters_that_cannot_be_printed_are_escaped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The notes are Chinese, and a terminal may be limited to ASCII."""
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))

    assert called(capsys, "explain", "QUERY-BOOL-1")[0] == 0
    assert rb"  notes     bool \u53c2\u6570" in raw.getvalue()


def test_explain_tells_what_is_known_of_a_rule(capsys: pytest.CaptureFixture[str]) -> None:
    """The sentence, its sources and how to run it; ids may be typed in lower case."""
    status, output, _ = called(capsys, "explain", "query-bool-1")

    assert status == 0
    assert output.startswith("QUERY-BOOL-1  MUST\n  A bool query parameter")
    assert "  notes     bool 参数\n" in output
    assert f"  run       fastapi-spec {TRUE}\n" in output


def test_explain_tells_what_the_notes_get_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    """A rule may contradict the notes."""
    assert "  erratum   the notes say: " in called(capsys, "explain", "QUERY-OPT-2")[1]


def test_explain_takes_several_rules(capsys: pytest.CaptureFixture[str]) -> None:
    """Ids, prefixes and patterns can be mixed."""
    output = called(capsys, "explain", "QUERY-BOOL-1", "QUERY-BOOL-2")[1]

    assert "\n\nQUERY-BOOL-2  MUST\n" in output


def test_list_has_a_line_for_each_rule(capsys: pytest.CaptureFixture[str]) -> None:
    """Without an id every locked rule is listed."""
    status, output, _ = called(capsys, "list")

    assert status == 0
    assert re.findall(r"^    (?:MUST|SHOULD|MAY) +(\S+)", output, re.MULTILINE) == [*locked()]


def test_list_takes_a_pattern(capsys: pytest.CaptureFixture[str]) -> None:
    """A part of the rules can be looked at."""
    output = called(capsys, "list", "QUERY-BOOL*")[1]

    assert "    MUST   QUERY-BOOL-1    notes     A bool query parameter" in output
    assert "QUERY-INT" not in output


def test_list_takes_a_level_and_origins(capsys: pytest.CaptureFixture[str]) -> None:
    """A learner sees the rules of the notes alone, as a run with the same options would run them."""
    output = called(capsys, "list", "QUERY", "--level", "must", "--origin", "notes,http")[1]

    rules = [line.split()[:3] for line in output.splitlines() if "QUERY-" in line]
    assert {level for level, *_ in rules} == {"MUST"}
    assert {origin for *_, origin in rules} == {"notes", "http"}


@pytest.mark.parametrize(
    "words, line",
    [
        (["explain"], "the following arguments are required: ID; see fastapi-spec explain --help"),
        (["explain", "QUERY-BOOL-99"], "no rule QUERY-BOOL-99 (did you mean QUERY-BOOL-"),
        (["explain", ""], "no rule"),
        (["explain", "QUERY-BOOL-1", "--frob"], "unrecognized arguments: --frob; see fastapi-spec explain --help"),
        (["list", "NOTHING"], "no rule NOTHING"),
        (["--level", "could"], "argument --level: invalid choice: 'could'"),
        (["--response-timeout", "soon"], "argument --response-timeout: invalid float value: 'soon'"),
        (["--fuzz", "much"], "argument --fuzz: "),
        (["--url"], "argument --url: expected one argument"),
        (["diff", "no.json", "no.json"], "no.json: No such file or directory; make a report with --report DIR"),
        (["diff", "a.json", "b.json", "-k", "x"], "-k is an option of a run"),
        (["table", "ours=no.json"], "no.json: No such file or directory"),
        (["table"], "the following arguments are required: [NAME=]REPORT"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_is_told_in_one_line(capsys: pytest.CaptureFixture[str], words: list[str], line: str) -> None:
    """The status is 4, as for pytest, and the line says what is wrong."""
    status, output, error = called(capsys, *words)

    assert (status, output) == (4, "")
    assert error.startswith("ERROR: ")
    assert line in error
    assert error.count("\n") == 1


FROZEN = 'QUERY-BOOL-3 MAY ["2"]\nQUERY-OLD-1 MUST\n'


def test_the_rules_of_a_release_are_listed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the levels that they had, and those that have been retired since."""
    (tmp_path / "0.1.lock").write_text(FROZEN)
    monkeypatch.setattr(releases, "FOLDER", tmp_path)

    status, output, _ = called(capsys, "list", "--rules", "0.1")
    assert status == 0
    assert [line.split()[:2] for line in output.splitlines() if "QUERY-" in line][:1] == [["MAY", "QUERY-BOOL-3"]]
    assert output.endswith("retired since release 0.1, so they do not run: QUERY-OLD-1\n")

    status, _, error = called(capsys, "list", "--rules", "0.1", "--level", "must")
    assert (status, error) == (4, "ERROR: none of these rules of release 0.1 has that level and origin\n")
