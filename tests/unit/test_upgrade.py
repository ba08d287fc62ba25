"""``fastapi-spec upgrade``: what the two sides are, what is printed, and how a release is found."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from fastapi_spec import upgrade as module
from fastapi_spec.output.report import Report, ReportError, TargetReport, read
from fastapi_spec.rules.catalogue import ids
from fastapi_spec.target import environment
from fastapi_spec.target.base import TargetError
from fastapi_spec.target.choice import Choice
from fastapi_spec.target.environment import Environment, Wanted
from fastapi_spec.upgrade import Side, side, upgrade
from fastapi_spec.verdict.outcomes import Outcome
from fastapi_spec.verdict.summary import Exit
from tests.unit.samples import case, saved

RULE = ids(["QUERY-BOOL-3"])[0]
RELEASES = [f"0.{minor}.{patch}" for minor in range(115, 123) for patch in range(3)]
CHANGED = Version("0.121.1")
"""The release since which the rule holds in these tests."""


def report(folder: Path, outcome: Outcome, fastapi: str) -> Report:
    """The report of a run of the rule with this FastAPI."""
    found = read(saved(folder, case(outcome, id=RULE)))
    found.target = TargetReport("reference", "http://h", [], {"python": "3.11.7", "fastapi": fastapi})
    return found


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """An index with RELEASES, and runs that hold since CHANGED. Returns the versions that ran."""
    ran: list[str] = []

    def resolved(wanted: Wanted) -> list[str]:
        [*_, last] = wanted.requirements
        if wanted.alone:
            below = [name for name in RELEASES if Requirement(last).specifier.contains(name)]
            if not below:
                raise TargetError("no version")
            return [f"fastapi=={below[-1]}"]
        return [text for text in wanted.requirements if text.startswith("fastapi==")]

    def made(wanted: Wanted, _: Callable[[str], None]) -> Environment:
        version = resolved(wanted)[-1].partition("==")[2]
        return Environment(
            Path("/v", version, "bin", "python"), {"python": "3.11.7"} | dict.fromkeys([*NEEDED, "uvicorn"], "1")
        )

    def run(options: Sequence[str], **_: object) -> Report:
        version = next(Path(word).name.partition("==")[2] or Path(word).name for word in options if "0." in word)
        ran.append(version)
        outcome = Outcome.HOLDS if Version(version) >= CHANGED else Outcome.BROKEN
        return report(tmp_path / version, outcome, version)

    monkeypatch.setattr(environment, "resolved", resolved)
    monkeypatch.setattr(environment, "made", made)
    monkeypatch.setattr(module, "run", run)
    return ran


NEEDED = ["fastapi", "pydantic", "pydantic-settings"]


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


@pytest.mark.parametrize(
    "before, after, told, status",
    [
        (Outcome.HOLDS, Outcome.BROKEN, ["== breaks: held before", "1 of 1 rules break, 0 hold"], Exit.BROKEN),
        (Outcome.BROKEN, Outcome.HOLDS, ["== holds now: did not", "0 of 1 rules break, 1 hold"], Exit.CONFORMS),
        (Outcome.BROKEN, Outcome.NOT_REACHED, ["== differs otherwise", "1 differ otherwise"], Exit.CONFORMS),
        (Outcome.HOLDS, Outcome.HOLDS, ["0 of 1 rules break, 0 hold that did not"], Exit.CONFORMS),
    ],
)
def test_what_differs_is_printed(
    before: Outcome, after: Outcome, told: list[str], status: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The exit status is that of a gate: 1 only if something that held breaks."""
    a = Side("--from", ["a"], Choice(), report(tmp_path / "a", before, "0.115.0"))
    b = Side("--to", ["b"], Choice(), report(tmp_path / "b", after, "0.122.0"))

    assert upgrade(a, b, only=[], bisect="", options=[]) == status
    output = capsys.readouterr().out
    assert "from  a: reference\nto    b: reference\n\n         from     to\nfastapi  0.115.0  0.122.0\n" in output
    assert all(line in output for line in told)


def test_both_sides_are_run_if_they_are_not_reports(index: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Both environments are made before the first run, so that a wrong version is told at once."""
    a, b = (side("--from", [f"fastapi=={version}"], Choice()) for version in ("0.115.0", "0.122.2"))

    assert upgrade(a, b, only=[], bisect="", options=["-k", "x"]) == Exit.CONFORMS
    assert index == ["0.115.0", "0.122.2"]
    assert f"{RULE}  MUST  broken before, holds after" in capsys.readouterr().out


def test_only_some_packages_are_upgraded(index: list[str]) -> None:
    """The others stay as they are on the first side."""
    a, b = (side("--from", [f"fastapi=={version}"], Choice()) for version in ("0.115.0", "0.122.2"))

    upgrade(a, b, only=["FastAPI"], bisect="", options=[])
    assert index == ["0.115.0", "0.122.2"]
    with pytest.raises(ReportError, match=r"--only starlette: --from fastapi==0.122.2 does not have it"):
        upgrade(a, b, only=["starlette"], bisect="", options=[])


def test_the_release_is_found(index: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """By halves: of 24 releases it runs ten at most."""
    a, b = (side("--from", [f"fastapi=={version}"], Choice()) for version in ("0.115.0", "0.122.2"))

    assert upgrade(a, b, only=[], bisect=RULE, options=[]) == Exit.CONFORMS
    output = capsys.readouterr().out
    assert f"{RULE} changed in fastapi 0.121.1: broken up to 0.121.0, holds since" in output
    assert f"{RULE}  MUST  broken with 0.121.0, holds with 0.121.1" in output
    assert len(index) <= 10


def test_a_rule_that_did_not_change_is_told(index: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """There is no release to look for."""
    a, b = (side("--from", [f"fastapi=={version}"], Choice()) for version in ("0.115.0", "0.116.0"))

    assert upgrade(a, b, only=[], bisect=RULE, options=[]) == Exit.CONFORMS
    assert capsys.readouterr().out == f"{RULE} is the same on both: broken\n"
    assert len(index) == 2


def test_a_report_cannot_be_upgraded(tmp_path: Path) -> None:
    """Its environment is gone; the line says what to give."""
    a = Side("--from", ["a"], Choice(), report(tmp_path / "a", Outcome.HOLDS, "0.115.0"))

    with pytest.raises(ReportError, match="give --from a requirement, a file or an interpreter") as raised:
        upgrade(a, a, only=["fastapi"], bisect="", options=[])
    assert raised.value.status == Exit.NO_TARGET


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
    assert module._middle(Version(low), Version(high)) == Version(middle)
