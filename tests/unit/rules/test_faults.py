"""The faults of each rule are read from source, or from the file that a wheel has in its place."""

from pathlib import Path

import pytest

from fastapi_spec.rules import faults as module
from fastapi_spec.rules.contract import locked
from fastapi_spec.rules.faults import faults, read

SOURCE = '''
raise RuntimeError("never imported")

@fault("A-1", "A-2")
def wrong_number(app):
    """The number is
    wrong."""

@fault("A-1")
def no_docstring(app): ...

@other("A-3")
def not_a_fault(app): ...

@app.fault("A-3")
def not_ours(app): ...
'''


@pytest.fixture(autouse=True)
def _nothing_cached() -> None:
    """Each test reads anew."""
    faults.cache_clear()


def test_faults_are_read_without_importing_their_modules(tmp_path: Path) -> None:
    """Each decorator names rules; the function is the name, its docstring the sentence."""
    (tmp_path / "chapter").mkdir()
    (tmp_path / "chapter" / "faults.py").write_text(SOURCE)

    assert read(tmp_path) == {
        "A-1": {"wrong-number": "The number is wrong.", "no-docstring": ""},
        "A-2": {"wrong-number": "The number is wrong."},
    }


LISTS = '''
from proof.faults.chapter._shared import SHARED

OWN = ["A-1", *SHARED, 7 + 7]

@fault(*OWN, *("A-3", "A-4"), *UNKNOWN)
def everywhere(app):
    """All are wrong."""
'''


def test_faults_may_name_their_rules_in_lists(tmp_path: Path) -> None:
    """A list of ids may be in the module, or in the _shared.py beside it."""
    (tmp_path / "chapter").mkdir()
    (tmp_path / "chapter" / "_shared.py").write_text('SHARED = ("A-2",)\n')
    (tmp_path / "chapter" / "faults.py").write_text(LISTS)

    assert read(tmp_path) == {f"A-{n}": {"everywhere": "All are wrong."} for n in range(1, 5)}


def test_the_faults_of_a_clone_are_of_locked_rules() -> None:
    """In a clone explain shows the faults of proof/faults."""
    assert faults().keys() <= locked().keys()
    assert faults()["QUERY-BOOL-1"]


def test_a_wheel_has_its_faults_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wheel does not contain proof/: its faults were read when it was built."""
    (tmp_path / "faults.json").write_text('{"A-1": {"wrong-number": "The number is wrong."}}')
    monkeypatch.setattr(module, "BUNDLED", tmp_path / "faults.json")

    assert faults() == {"A-1": {"wrong-number": "The number is wrong."}}
    faults.cache_clear()
