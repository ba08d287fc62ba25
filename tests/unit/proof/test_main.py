"""What ``python -m proof`` ends with."""

from __future__ import annotations

import sys

import pytest

from fastapi_spec.verdict.summary import Exit
from proof import __main__ as proof
from proof.commands import versions


@pytest.mark.parametrize("status", [Exit.CONFORMS, Exit.BROKEN, Exit.INTERRUPTED])
def test_the_status_is_that_of_the_command(monkeypatch: pytest.MonkeyPatch, status: Exit) -> None:
    """A gap is 1."""
    monkeypatch.setattr(sys, "argv", ["proof", "versions"])
    monkeypatch.setattr(versions, "main", lambda _: status)

    assert proof.main() == status


def test_a_proof_that_breaks_off_is_no_gap(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A script that accepts a gap must not accept a defect of the proof."""

    def broken(_: object) -> int:
        raise KeyError("levels")

    monkeypatch.setattr(sys, "argv", ["proof", "versions"])
    monkeypatch.setattr(versions, "main", broken)

    assert proof.main() == Exit.HARNESS_FAILED
    assert "KeyError: 'levels'" in capsys.readouterr().err
