"""Where an assertion failed: the last line of the rule's own folder in the traceback."""

import importlib.util
from pathlib import Path

import pytest

from fastapi_spec.verdict.assertion import Assertion, failed_assertion

RULE = """\
from helper import check

def direct():
    x = 1
    assert (
        x
        == 2
    )

def through_a_helper():
    check(
        False)
"""
HELPER = "def check(value):\n    assert value, 'no'\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a rule, whose helper is elsewhere."""
    for name, text in {"own/rule.py": RULE, "elsewhere/helper.py": HELPER}.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text)
    monkeypatch.syspath_prepend(tmp_path / "elsewhere")
    return tmp_path / "own"


def failed(folder: Path, name: str, own: Path | None = None) -> Assertion:
    """Call a function of the rule, which fails. ``own`` is the folder to look for, by default that of the rule."""
    spec = importlib.util.spec_from_file_location("rule_of_test_assertion", folder / "rule.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with pytest.raises(AssertionError) as raised:
        getattr(module, name)()
    return failed_assertion(raised, own or folder)


def test_an_assertion_is_shown_in_one_line(folder: Path) -> None:
    """A statement over several lines is found by any of them."""
    found = failed(folder, "direct")

    assert (found.statement, found.direct) == ("assert ( x == 2 )", True)
    assert found.path == folder / "rule.py"
    assert found.line in range(5, 9)


def test_a_helper_is_shown_by_its_call(folder: Path) -> None:
    """A person looks at the rule, not at the helper that it calls."""
    found = failed(folder, "through_a_helper")

    assert (found.statement, found.direct) == ("check( False)", False)


def test_a_failure_in_another_folder_is_shown_where_it_was_raised(folder: Path) -> None:
    """A fixture of another folder has no line in the folder of the rule."""
    found = failed(folder, "through_a_helper", own=folder.parent / "other")

    assert (found.path.name, found.line, found.direct) == ("helper.py", 2, True)


def test_a_location_is_relative_to_the_root(folder: Path) -> None:
    """The location is short if it is inside the root, and whole outside of it."""
    found = Assertion(folder / "rule.py", 5, "assert x", direct=True)

    assert found.shown(folder.parent) == "own/rule.py:5  assert x"
    assert found.shown(folder / "other") == f"{folder}/rule.py:5  assert x"


@pytest.mark.parametrize("source", [None, "x = (", "\0", "\n\nx = 1"], ids=["no file", "not Python", "NUL", "edited"])
def test_without_source_there_is_no_statement(tmp_path: Path, source: str | None) -> None:
    """Code that was generated or edited meanwhile is shown by its location alone."""
    path = tmp_path / "generated.py"
    code = compile("assert False", str(path), "exec")
    if source is not None:
        path.write_text(source)

    with pytest.raises(AssertionError) as raised:
        exec(code)
    assert failed_assertion(raised, tmp_path).statement == ""
