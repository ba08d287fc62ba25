"""The table of versions: its sets, the flips between them, their reasons, and the pages that are written of it."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from fastapi_spec.output.report import read
from fastapi_spec.rules.contract import locked
from fastapi_spec.target.base import TargetError
from fastapi_spec.verdict.summary import Exit
from proof.commands import versions as command
from proof.versions import book
from proof.versions import flips as flips_module
from proof.versions import measured as measured_module
from proof.versions import page as page_module
from proof.versions import results as results_module
from proof.versions.flips import Flip, Note, State, changes, flips, note_of, notes, seen
from proof.versions.measured import Case, Measured, Rule, Runner, fingerprint
from proof.versions.page import page, stale, unexplained
from proof.versions.released import released
from proof.versions.results import Results, Table, Tried, dump, parse, results
from proof.versions.sets import Group, VersionSet, chosen, load
from tests.unit.samples import case, saved

TABLE = """
[[group]]
name = "fastapi"
title = "FastAPI"
package = "fastapi"
text = "Each release."
releases = ["0.121.3", "0.122.0"]

[[group]]
name = "starlette"
title = "Starlette"
package = "starlette"
with = ["fastapi==0.133.0"]
text = "Only\\nStarlette."
releases = ["1.0.0"]

[[group]]
name = "python"
title = "Python"
text = "Of uv."
pythons = ["3.12"]

[[group]]
name = "server"
title = "Servers"
text = "With the first."
servers = ["uvicorn", "daphne"]
"""
LOCK = "fastapi==0.165.0 \\\n    --hash=sha256:00\nstarlette==1.10.0\nanyio==4.16.0\npydantic==2.14.3\n# by pip\n"

ONE, OTHER = "OAUTH-OTHER-1", "STATIC-14"
"""Two rules that exist, as the page shows no other."""


def rule(outcome: str = "holds", **cases: Case) -> Rule:
    """A rule with these cases."""
    return Rule(
        "MUST", "A sentence with `code` in it, which is too long for a table of versions by some words.", outcome, cases
    )


def ran(version: str, **rules: Rule) -> Measured:
    """A set in which these rules ran; an underscore of a name is a hyphen of the id."""
    return Measured("2026-11-29", {"fastapi": version}, 60.0, {id.replace("_", "-"): one for id, one in rules.items()})


BEFORE = ran(
    "0.121.3",
    OAUTH_OTHER_1=rule("broken", one=Case("broken", "expected: 401", (200, 403)), two=Case("holds", "", (401,))),
    STATIC_14=rule("holds", one=Case("holds")),
)
AFTER = ran(
    "0.122.0",
    OAUTH_OTHER_1=rule("holds", one=Case("holds", "", (200, 401)), two=Case("holds", "", (401,))),
    STATIC_14=rule("holds", one=Case("holds")),
)
FLIP = Flip(ONE, "0.121.3", "0.122.0", State("broken", ("one",), "403"), State("holds", (), "401"))
NOTE = Note("fastapi", (ONE,), "Another status.", "https://example.com", "0.122.0")
VERSIONS = {"0.121.3": {"fastapi": "0.121.3"}, "0.122.0": {"fastapi": "0.122.0"}}


@pytest.fixture
def groups() -> list[Group]:
    """The groups of the table above."""
    return load(TABLE)


@pytest.fixture
def found(groups: Sequence[Group]) -> Results:
    """What was measured of the first group."""
    return results(groups, {"fastapi 0.121.3": BEFORE, "fastapi 0.122.0": AFTER})


def test_sets_are_read(groups: Sequence[Group]) -> None:
    """A set is a release, a Python or a server; what a group has together is in each."""
    assert [one.title for group in groups for one in group.sets] == [
        "fastapi 0.121.3",
        "fastapi 0.122.0",
        "starlette 1.0.0",
        "python 3.12",
        "server uvicorn",
        "server daphne",
    ]
    assert groups[1].text == "Only Starlette."
    assert groups[1].sets[0].requirements == ("fastapi==0.133.0", "starlette==1.0.0")
    assert groups[2].sets[0].python == "3.12"
    assert groups[3].sets[1] == VersionSet("server", "daphne", (), server="daphne")
    assert [group.ordered for group in groups] == [True, True, True, False]


def test_the_lock_binds_what_a_set_does_not_name(groups: Sequence[Group]) -> None:
    """The package of a set, and what follows from it, are free."""
    assert groups[0].sets[0].constraints(LOCK) == ["pydantic==2.14.3"]
    assert groups[2].sets[0].constraints(LOCK)[:2] == ["fastapi==0.165.0", "starlette==1.10.0"]


def test_names_choose_sets(groups: Sequence[Group]) -> None:
    """A name is a group, a set, or both."""
    assert len(chosen(groups, [])) == 6
    assert [one.title for one in chosen(groups, ["1.0.0", "server daphne", "python"])] == [
        "starlette 1.0.0",
        "python 3.12",
        "server daphne",
    ]
    with pytest.raises(ValueError, match=r"0\.1"):
        chosen(groups, ["0.1"])


def test_a_name_that_chooses_nothing_is_wrong_usage() -> None:
    """The line names what was meant, and nothing runs."""
    said: list[str] = []

    def error(line: str) -> None:
        said.append(line)
        raise SystemExit(2)

    with pytest.raises(SystemExit):
        command.main(
            argparse.Namespace(book=None, check=False, page=False, again=False, jobs=1, names=["fastpi"], error=error)
        )
    assert said == ["no set fastpi (did you mean fastapi?)"]


def test_the_fingerprint_is_of_what_decides_an_outcome(tmp_path: Path) -> None:
    """A rule and the application change it; what is said of rules, and what Python caches, do not."""
    for name in ("spec/contract/rules.lock", "spec/test_a.py", "reference_app/main.py", "reference_app/__pycache__/x"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("1", encoding="utf-8")
    first = fingerprint(tmp_path)

    for name in ("spec/contract/rules.lock", "spec/contract/versions.toml", "reference_app/__pycache__/x"):
        (tmp_path / name).write_text("2", encoding="utf-8")
    assert fingerprint(tmp_path) == first
    (tmp_path / "reference_app/main.py").write_text("2", encoding="utf-8")
    assert fingerprint(tmp_path) != first


def test_a_flip_is_what_was_received_on_both_sides() -> None:
    """The statuses of the first case that differs."""
    assert flips([("0.121.3", BEFORE), ("0.122.0", AFTER)], ordered=True) == [FLIP]


def test_a_set_that_did_not_run_is_passed_over() -> None:
    """Its neighbours are compared with one another."""
    sets = [("0.121.3", BEFORE), ("0.121.9", Measured(failure="no such release")), ("0.122.0", AFTER)]

    assert flips(sets, ordered=True) == [FLIP]


def test_servers_are_compared_with_the_first() -> None:
    """They have no order."""
    sets = [("uvicorn", AFTER), ("daphne", BEFORE), ("granian", AFTER)]

    assert [(flip.before, flip.after) for flip in flips(sets, ordered=False)] == [("uvicorn", "daphne")]


def test_a_rule_that_is_not_claimed_does_not_flip() -> None:
    """Nothing is known of it there."""
    unclaimed = replace(AFTER, rules={ONE: rule("not claimed", one=Case("not claimed"))})

    assert flips([("a", BEFORE), ("b", unclaimed)], ordered=True) == []


def test_a_case_that_is_not_claimed_does_not_flip() -> None:
    """The rule is claimed in its other cases."""
    a = ran("1", A=rule("holds", one=Case("holds"), two=Case("holds")))
    b = ran("2", A=rule("holds", one=Case("holds"), two=Case("not claimed")))

    assert flips([("1", a), ("2", b)], ordered=True) == []


def test_other_cases_are_a_flip() -> None:
    """A rule may fail on both sides, and for another reason."""
    a = ran("1", A=rule("broken", one=Case("broken", "received: x"), two=Case("holds")))
    b = ran("2", A=rule("broken", one=Case("holds"), two=Case("broken", "expected: y\nreceived: z")))

    (flip,) = flips([("1", a), ("2", b)], ordered=True)
    assert (flip.was, flip.now) == (State("broken", ("one",), "x"), State("broken", ("two",)))


@pytest.mark.parametrize(
    "a, b, received",
    [
        (Case("broken", "expected: 401", (403,)), Case("holds", "", (401,)), ("403", "401")),
        (Case("broken", "silent", (None,)), Case("holds", "", (200,)), ("no response", "200")),
        (Case("broken", 'expected: "*"\nreceived: null', (200,)), Case("holds", "", (200,)), ("null", '"*"')),
        (Case("broken", 'expected: <= []\nreceived: ["GET"]'), Case("holds"), ("[]", '["GET"]')),
        (Case("broken", "expected: [416] in [(416, None)]\nreceived: [[1]]"), Case("holds"), ("[416]", "")),
        (Case("broken", "expected: < 3.1\nreceived: 4.2"), Case("holds"), ("4.2", "")),
        (Case("broken", "no Location", (200,)), Case("holds", "", (200,)), ("no Location", "")),
        (Case("broken", "received: http://127.0.0.1:41234/" + "a" * 32), Case("holds"), ("http://HOST/ID", "")),
    ],
    ids=["status", "silence", "reason", "set", "member", "limit", "no-expectation", "of-one-run"],
)
def test_what_was_received_is_short(a: Case, b: Case, received: tuple[str, str]) -> None:
    """The statuses if they differ, or else what the reason says; without what differs from run to run."""
    assert seen(a, b) == received
    assert seen(b, a) == received[::-1]


def test_what_was_received_is_cut() -> None:
    """It is for a table."""
    received, _ = seen(Case("broken", "received: " + "x" * 300), Case("holds"))

    assert len(received) == flips_module.LONGEST
    assert received.endswith("…")


@pytest.mark.parametrize(
    "note, explains",
    [
        (NOTE, True),
        (replace(NOTE, release="0.121.3"), False),
        (replace(NOTE, release="0.123.0"), False),
        (replace(NOTE, rules=("A-1",)), False),
        (replace(NOTE, package="starlette"), False),
        (replace(NOTE, package="0.122.0", release=""), True),
    ],
    ids=["right", "too-early", "too-late", "another-rule", "another-package", "server"],
)
def test_a_note_is_for_the_flips_over_its_release(note: Note, explains: bool) -> None:
    """The release is later than that of the set before, and not later than that of the set after."""
    assert (note_of(FLIP, VERSIONS, [note]) is note) is explains


def test_notes_are_read() -> None:
    """A sentence may be written over several lines."""
    (note,) = notes('[[flip]]\npackage = "fastapi"\nrelease = "1"\nrules = ["A-1"]\nwhy = """Two\nlines."""\n')

    assert note == Note("fastapi", ("A-1",), "Two lines.", "", "1")


def test_the_table_of_flips_is_sound() -> None:
    """Every rule exists, and a reason is a sentence with a link."""
    for note in notes():
        assert set(note.rules) <= locked().keys(), note
        assert note.why.endswith("."), note
        assert note.link.startswith("https://") or not note.release, note


def test_results_are_written_and_read(found: Results) -> None:
    """The file has all that the pages need, and no exchange."""
    assert parse(dump(found)) == found
    assert found.groups["fastapi"].flips == [FLIP]
    assert found.groups["fastapi"].sets[0].fails == {ONE: State("broken", ("one",))}
    assert found.levels == {ONE: "MUST"}


def test_results_without_a_difference_are_written_and_read() -> None:
    """Nothing need fail anywhere."""
    found = Results({"fastapi": Table([Tried("0.165.0", rules=2, holds=2)], [])}, {}, {})

    assert parse(dump(found)) == found


def test_a_group_that_was_not_run_stays(groups: Sequence[Group], found: Results) -> None:
    """A part of a group does not replace what was measured of all of it."""
    again = results(groups, {"fastapi 0.122.0": BEFORE}, found)

    assert again == found


def test_a_set_that_did_not_run_is_in_the_results(groups: Sequence[Group]) -> None:
    """With the reason."""
    (tried,) = results(groups, {"python 3.12": Measured(failure="no Python 3.12")}).groups["python"].sets

    assert tried == Tried("3.12", failure="no Python 3.12")
    assert "| 3.12 | did not run: no Python 3.12 |" in page(groups, Results({"python": Table([tried], [])}, {}, {}), [])


def test_the_page_shows_each_flip(groups: Sequence[Group], found: Results) -> None:
    """A table of the rules that differ, and each flip with its reason."""
    text = page(groups, found, [NOTE])

    assert "| set | hold | MUST broken | others not held |" in text
    assert "| 0.121.3 | 1 of 2 | 1 | 0 |" in text
    assert "They ran on 2026-11-29." in text
    assert "| rule | level | 0.121.3 | 0.122.0 | sentence |" in text
    assert f"| {ONE} | MUST | ✗1 | ✓ | A sentence with `code` in it" in text
    assert "Another status. ([fastapi 0.122.0](https://example.com))" in text
    assert f"| {ONE} | MUST | ✗1 403 | ✓ 401 |" in text
    assert OTHER not in text
    assert "No release note was found for:" in page(groups, found, [])


def test_equal_neighbours_share_a_column(groups: Sequence[Group], found: Results) -> None:
    """So that the page stays narrow."""
    before, after = found.groups["fastapi"].sets
    wide = Table([before, replace(before, name="0.121.9"), after], [FLIP])
    text = page(groups, replace(found, groups={"fastapi": wide}), [NOTE])

    assert "| rule | level | 0.121.3 | 0.122.0 | sentence |" in text


def test_a_table_is_narrow(groups: Sequence[Group], monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules that differ between other sets are in another table."""
    monkeypatch.setattr(page_module, "COLUMNS", 2)
    sets = [Tried("1", fails={ONE: State("broken"), OTHER: State("broken")}), Tried("2", fails={ONE: State("broken")})]
    flipped = [replace(FLIP, rule=OTHER, before="1", after="2"), replace(FLIP, before="2", after="3")]
    table = Table([*sets, Tried("3")], flipped)
    text = page(groups, Results({"fastapi": table}, dict.fromkeys((ONE, OTHER), "MUST"), {ONE: "A.", OTHER: "B."}), [])

    assert f"| rule | level | 1 | 2 | sentence |\n|---|---|:-:|:-:|---|\n| {OTHER} | MUST | ✗ | ✓ | B. |" in text
    assert f"| rule | level | 1 | 3 | sentence |\n|---|---|:-:|:-:|---|\n| {ONE} | MUST | ✗ | ✓ | A. |" in text


def test_releases_are_locked(groups: Sequence[Group], found: Results) -> None:
    """Each explained flip from or to holding, once."""
    assert released(groups, found, [NOTE]).endswith(
        f'[[{ONE}]]\npackage = "fastapi"\nrelease = "0.122.0"\nbefore = "403"\nafter = "401"\n'
        'why = "Another status."\nlink = "https://example.com"\n'
    )
    assert ONE not in released(groups, found, [])


def test_flips_without_a_reason_are_named(found: Results) -> None:
    """A note for each flip, or the command fails."""
    assert list(unexplained(found, [NOTE])) == []
    assert list(unexplained(found, [])) == [("fastapi", FLIP)]
    assert stale(found, [NOTE, other := replace(NOTE, release="0.123.0")]) == [other]
    assert list(changes([FLIP])) == [(("0.121.3", "0.122.0"), [FLIP])]


def test_the_pages_are_what_was_measured(capsys: pytest.CaptureFixture[str]) -> None:
    """They are not edited by hand, and every flip has a reason."""
    assert command.main(argparse.Namespace(book=None, check=True, page=False)) == 0, capsys.readouterr().out


def test_other_pages_fail_the_check(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The command says what to do."""
    monkeypatch.setattr(command, "notes", list)

    assert command.main(argparse.Namespace(book=None, check=True, page=False)) == 1
    assert "run python -m proof versions --page" in capsys.readouterr().out


def test_nothing_measured_fails_the_check(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """There is nothing to compare."""
    monkeypatch.setattr(results_module, "FILE", tmp_path / "versions.json")

    assert command.main(argparse.Namespace(book=None, check=True, page=False)) == 1
    assert "run python -m proof versions" in capsys.readouterr().err


def test_sets_run_and_progress_is_printed(groups: Sequence[Group], capsys: pytest.CaptureFixture[str]) -> None:
    """A line for each set, with its time, whether it ran or not."""

    class Two(Runner):
        def run(self, one: VersionSet) -> Measured:
            return BEFORE if one.name == "0.121.3" else Measured(failure="no such release")

    found = command.run(groups[0].sets, Two(), 1)

    assert found == {"fastapi 0.121.3": BEFORE, "fastapi 0.122.0": Measured(failure="no such release")}
    assert capsys.readouterr().out.splitlines() == [
        "1 of 2 sets, fastapi 0.121.3: 0 s, 1 of 2 rules hold",
        "2 of 2 sets, fastapi 0.122.0: 0 s, did not run: no such release",
    ]


def test_an_interrupted_run_ends_its_sets(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-C ends what runs, and starts no other."""
    stopped: list[bool] = []

    class Interrupted(Runner):
        def run(self, one: VersionSet) -> Measured:
            raise KeyboardInterrupt(one.title)

        def stop(self) -> None:
            stopped.append(True)

    monkeypatch.setattr(command, "Runner", Interrupted)

    options = argparse.Namespace(book=None, check=False, page=False, again=False, jobs=1, names=["server"])
    assert command.main(options) == Exit.INTERRUPTED
    assert stopped == [True]
    assert "goes on where it was" in capsys.readouterr().err


@pytest.mark.parametrize(
    "said, failure",
    [
        ("no environment: Failed to download `https://x`", "uv found no Python 3.14, and could not download it"),
        ("no environment: no solution\nat all", "no environment: no solution"),
    ],
)
def test_a_set_without_an_environment_is_a_failure(
    said: str, failure: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It says so in one line, and the others run."""

    def resolved(_: object) -> list[str]:
        raise TargetError(said)

    monkeypatch.setattr(measured_module, "LOCK", lock := tmp_path / "requirements.lock")
    lock.write_text(LOCK, encoding="utf-8")
    monkeypatch.setattr("fastapi_spec.target.environment.resolved", resolved)
    one = VersionSet("python", "3.14", (), python="3.14")

    assert Runner().run(one) == Measured(failure=failure)
    assert Runner().cached(one) is None


def test_each_group_that_was_run_has_a_page(
    groups: Sequence[Group], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """With the reports of its sets side by side, without the links of Markdown in its introduction."""
    monkeypatch.setattr(Runner, "ran", lambda _, one: one.group in ("fastapi", "python"))
    monkeypatch.setattr(Runner, "report", lambda _, one: read(saved(tmp_path / one.name, case())))
    [group, *others] = groups
    written = list(book.write(tmp_path, [replace(group, text="See [a page](b.md)."), *others], Runner()))

    assert written == [tmp_path / "versions-fastapi.html"]
    text = written[0].read_text(encoding="utf-8")
    assert ">The reference application on FastAPI</title>" in text
    assert "<p>See a page. Rules that send generated requests" in text
    assert ">0.121.3<" in text


def test_an_incomplete_report_is_a_failure(tmp_path: Path) -> None:
    """The target's own reason, and the last line that it printed."""
    target = {"name": "x", "url": "", "failure": "x ended with status 1\nhere", "last_lines": ["Traceback", "E: y", ""]}
    report = {"version": 5, "complete": False, "rules": [], "target": target}
    (tmp_path / "report.json").write_text(json.dumps(report), encoding="utf-8")

    assert measured_module.measured(read(tmp_path)) == Measured(failure="x ended with status 1; E: y")
