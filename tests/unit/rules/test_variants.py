"""The variants are read from source, or from the file that a wheel has in its place."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fastapi_spec.rules import variants as module
from fastapi_spec.rules.variants import read, variants
from proof.variants import VARIANTS


@pytest.fixture(autouse=True)
def _nothing_cached() -> Iterator[None]:
    """Each test reads anew."""
    variants.cache_clear()
    yield
    variants.cache_clear()


def test_variants_are_read_without_importing_their_module(tmp_path: Path) -> None:
    """The function is the name, its docstring the sentence."""
    file = tmp_path / "variants.py"
    file.write_text(
        'raise RuntimeError\n@variant\ndef other_case(app):\n    """It is\n    so."""\ndef helper(app): ...\n'
    )

    assert read(file) == {"other-case": "It is so."}


def test_those_of_a_clone_are_all_that_the_proof_runs() -> None:
    """The page lists what was tried, and nothing else."""
    assert variants() == {name: variant.sentence for name, variant in VARIANTS.items()}


def test_a_wheel_has_its_variants_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wheel does not contain proof/: its variants were read when it was built."""
    (tmp_path / "variants.json").write_text('{"other-case": "It is so."}')
    monkeypatch.setattr(module, "BUNDLED", tmp_path / "variants.json")

    assert variants() == {"other-case": "It is so."}
