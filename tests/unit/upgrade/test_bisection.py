"""How the releases are found in which a rule changed."""

import pytest
from packaging.version import Version

from fastapi_spec.rules import since
from fastapi_spec.target.choice import Choice
from fastapi_spec.upgrade.bisection import _middle
from fastapi_spec.upgrade.compare import Wish, upgrade
from fastapi_spec.upgrade.sides import side
from fastapi_spec.verdict.summary import Exit
from tests.unit.upgrade.conftest import RULE, Index


def test_the_release_is_found(index: Index, capsys: pytest.CaptureFixture[str]) -> None:
    """By halves: of 24 releases it runs ten at most."""
    a, b = (side("--from", [f"fastapi=={version}"], Choice()) for version in ("0.115.0", "0.122.2"))

    assert upgrade(a, b, Wish(bisect=RULE)) == Exit.CONFORMS
    output = capsys.readouterr().out
    assert f"{RULE} changed in fastapi 0.121.1: broken up to 0.121.0, holds since" in output
    assert f"{RULE}  MUST  broken with 0.121.0, holds with 0.121.1" in output
    assert len(index.ran) <= 10


def test_a_rule_that_did_not_change_is_told(index: Index, capsys: pytest.CaptureFixture[str]) -> None:
    """There is no release to look for."""
    a, b = (side("--from", [f"fastapi=={version}"], Choice()) for version in ("0.115.0", "0.116.0"))

    assert upgrade(a, b, Wish(bisect=RULE)) == Exit.CONFORMS
    assert capsys.readouterr().out == f"{RULE} is the same on both: broken\n"
    assert len(index.ran) == 2


def test_a_change_that_was_taken_back_is_found(
    index: Index, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The outcome is the same on both sides; releases that are known to have changed the rule show it."""
    between = [since.Change("fastapi", release, why="It was changed.") for release in ("0.117.0", "0.120.0", "0.99.0")]
    monkeypatch.setattr(since, "changes", lambda: {RULE: between})
    index.holds = lambda version: not Version("0.117.0") <= version < Version("0.120.0")
    a, b = (side("--from", [f"fastapi=={version}"], Choice()) for version in ("0.115.0", "0.122.2"))

    assert upgrade(a, b, Wish(bisect=RULE)) == Exit.CONFORMS
    output = capsys.readouterr().out
    assert f"{RULE} changed in fastapi 0.117.0: holds up to 0.116.2, broken since" in output
    assert f"{RULE} changed in fastapi 0.120.0: broken up to 0.119.2, holds since" in output
    assert "  FastAPI 0.117.0: It was changed." in output
    assert index.ran == ["0.115.0", "0.122.2", "0.116.2", "0.117.0", "0.119.2", "0.120.0"]


@pytest.mark.parametrize(
    "low, high, middle",
    [
        ("0.115.0", "0.165.0", "0.140"),
        ("0.121.0", "0.122.0", "0.122"),
        ("1.2.3", "1.2.9", "1.2.6"),
        ("1", "1.0.2", "1.0.1"),
    ],
)
def test_the_middle_is_between_two_releases(low: str, high: str, middle: str) -> None:
    """Half of the part in which they differ; no release need have that number."""
    assert _middle(Version(low), Version(high)) == Version(middle)
