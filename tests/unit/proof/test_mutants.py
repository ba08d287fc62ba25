"""What ``python -m proof mutants`` does without running a mutant: change, recognise, order the rules, judge, report."""

import json
from pathlib import Path

import pytest

from fastapi_spec.rules.chapters import chapters
from proof.mutants import asking, known, report
from proof.mutants.asking import MutantResult
from proof.mutants.mutants import Key, Mutant, mutants, operators

SOURCE = '''
"""Docstring."""
limit = Query(ge=1, description="no rule speaks of it", alias="limit")

def read(session):
    """Docstring."""
    session.commit()
    return [word for word in f"{limit} rows"] + ["a"]
'''


def made(root: Path, source: str = SOURCE, operator: str = "") -> list[Mutant]:
    """The mutants of a module with this source."""
    (root / "app.py").write_text(source, encoding="utf-8")
    return [mutant for mutant in mutants(["app.py"], root) if mutant.operator.startswith(operator)]


@pytest.mark.parametrize(
    "operator, lines",
    [
        (
            "web/DropArgument",
            [
                'limit = Query( description="no rule speaks of it", alias="limit")',
                'limit = Query(ge=1, description="no rule speaks of it")',
            ],
        ),
        (
            "web/ChangeString",
            [
                'limit = Query(ge=1, description="no rule speaks of it", alias="limitXX")',
                'return [word for word in f"{limit} rowsXX"] + ["a"]',
                'return [word for word in f"{limit} rows"] + ["aXX"]',
            ],
        ),
        ("web/DropStatement", ["pass"]),
        (
            "core/NumberReplacer",
            [
                'limit = Query(ge= 2, description="no rule speaks of it", alias="limit")',
                'limit = Query(ge= 0, description="no rule speaks of it", alias="limit")',
            ],
        ),
    ],
)
def test_operators(tmp_path: Path, operator: str, lines: list[str]) -> None:
    """Each kind of operator makes the mutants that it should, and all compile."""
    found = made(tmp_path, operator=operator)

    assert sorted(mutant.key.becomes for mutant in found) == sorted(lines)
    for mutant in found:
        compile(mutant.source, "mutant", "exec")


@pytest.mark.parametrize(
    "source, becomes",
    [
        ("f(a=1)", ["f()"]),
        ("f(0, a=1)", ["f(0)"]),
        ("f(a=1, *b,)", ["f( *b,)", "f(a=1,)"]),
        ("f(**a)", ["f()"]),
        ("f(x for x in y)", []),
        ("f(responses={200: {'description': 'd', 'examples': [g(a=1)]}})", ["f()"]),
        ("class C(B, total=False): ...", ["class C(B): ..."]),
        ("@f(a=1)\ndef g(): ...", ["@f()"]),
    ],
)
def test_arguments(tmp_path: Path, source: str, becomes: list[str]) -> None:
    """Named arguments are left out one at a time, prose is left alone."""
    found = made(tmp_path, source + "\n", "web/DropArgument")

    assert [mutant.key.becomes for mutant in found] == becomes


@pytest.mark.parametrize(
    "source, becomes",
    [
        ("x = r'^a$'", ["x = r'^a$XX'"]),
        ("x = b''", ["x = b'XX'"]),
        ("x = ''", ["x = 'XX'"]),
        ("x = {'title': 'a', 'b': 1}", ["x = {'title': 'a', 'bXX': 1}"]),
        ("f(examples=['a'])", []),
    ],
)
def test_strings(tmp_path: Path, source: str, becomes: list[str]) -> None:
    """Strings change, prose does not."""
    found = made(tmp_path, source + "\n", "web/ChangeString")

    assert [mutant.key.becomes for mutant in found] == becomes


@pytest.mark.parametrize("statement", ["a.b()", "a.b = 1", "a['b'] = 1", "raise a from None", "await a()"])
def test_statements(tmp_path: Path, statement: str) -> None:
    """A statement that is there for its effect is left out."""
    source = f"async def f(a):\n    {statement}\n    b = a\n    return b\n"

    assert [mutant.source for mutant in made(tmp_path, source, "web/DropStatement")] == [
        source.replace(statement, "pass")
    ]


def test_a_mutant_is_known_if_its_line_moves(tmp_path: Path) -> None:
    """A known survivor stays known if lines above it change."""
    before = made(tmp_path)
    after = made(tmp_path, "import this\n\n" + SOURCE)

    assert [mutant.key for mutant in before] == [mutant.key for mutant in after]
    assert [mutant.number + 2 for mutant in before] == [mutant.number for mutant in after]


def test_every_operator_has_a_name_and_those_without_effect_are_left_out() -> None:
    """Operators that only make mutants which do not start are left out."""
    assert {"core/AddNot", "core/ReplaceComparisonOperator_Is_IsNot", "web/DropArgument"} <= set(operators())
    assert "core/ReplaceBinaryOperator_BitOr_Add" not in operators()


def test_known_survivors_are_mutants_and_have_a_reason() -> None:
    """survivors.toml lists no line that is gone, and says why of each."""
    reasons = known.known()

    assert known.gone(reasons) == []
    assert [reason for reason in reasons.values() if len(reason) < 20 or not reason.endswith(".")] == []


def test_an_entry_is_read_as_it_was_written(tmp_path: Path) -> None:
    """An entry that the command prints can be pasted into survivors.toml."""
    found = made(tmp_path, 'f(a=\'"\', b=r"\\d")\n')
    entries = "\n".join(map(known.as_entry, found))
    path = tmp_path / "survivors.toml"
    path.write_text(f'[[because]]\nreason = "So."\nsurvivors = [\n{entries}\n]\n', encoding="utf-8")

    assert known.known(path) == {mutant.key: "So." for mutant in found}
    assert known.gone([*known.known(path), Key("app.py", "core/AddNot", "", "")], tmp_path) == [
        Key("app.py", "core/AddNot", "", "")
    ]
    path.write_text(path.read_text(encoding="utf-8") * 2, encoding="utf-8")
    with pytest.raises(ValueError, match="there twice"):
        known.known(path)


@pytest.mark.parametrize("file", ["reference_app/crud/staff.py", "reference_app/routers/chapter08.py", "other.py"])
def test_every_rule_runs_once(file: str) -> None:
    """Whatever file is mutated, every rule runs once."""
    first, rest = asking.steps(file)
    asked = [Path(path) for path in [*first, *rest]]
    every = sorted(path for chapter in chapters() for path in Path("spec", chapter).glob("test_*.py"))

    assert sorted(path for each in asked for path in (each.glob("test_*.py") if each.is_dir() else [each])) == every
    assert first[0] == asking.DOCUMENTS


def test_its_chapter_runs_early() -> None:
    """The chapter of a mutated file runs early."""
    assert asking.steps("reference_app/crud/staff.py")[0][1] == "spec/chapter07_database"
    assert asking.steps("reference_app/routers/chapter03/path.py")[0][1] == "spec/chapter03_requests"


@pytest.mark.parametrize(
    "status, output, verdict",
    [
        (1, "F\n___ test ___\nQUERY-BOOL-3  MUST  broken\n  A bool\n", MutantResult("killed", "QUERY-BOOL-3")),
        (
            4,
            "no tests ran in 0.3s\nERROR: importing raised NameError",
            MutantResult("stillborn", "importing raised NameError"),
        ),
        (6, "ERROR: the server ended\nno tests ran in 1.0s", MutantResult("stillborn", "the server ended")),
        (6, "1 failed, 3 passed", MutantResult("killed", "the server ended")),
        (3, "1 error", MutantResult("failed", "pytest ended with status 3: 1 error")),
        (1, "E  TypeError", MutantResult("failed", "pytest ended with status 1: E  TypeError")),
    ],
)
def test_the_end_of_a_run_is_judged(status: int, output: str, verdict: MutantResult) -> None:
    """The end of a run is read as detected, not started or failed."""
    assert asking.judged(status, output) == verdict


def test_a_new_survivor_fails_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A survivor without a reason fails the command and is printed as an entry."""
    killed, survivor, dead, late = made(tmp_path)[:4]
    asked = {
        killed: MutantResult("killed", "QUERY-BOOL-3"),
        survivor: MutantResult("survived"),
        dead: MutantResult("stillborn", "NameError"),
        late: MutantResult("timeout", "more than 300 s"),
    }
    result = report.as_json(asked, {}, 9, 61.0)

    assert report.report(asked, {}, result) == 1
    assert known.as_entry(survivor) in capsys.readouterr().out
    assert result["score"] == pytest.approx(2 / 3, abs=1e-4)
    assert [row["by"] for row in result["rows"]] == ["QUERY-BOOL-3", "", "NameError", "more than 300 s"]
    assert json.loads(json.dumps(result))["survivors"][0]["diff"] == survivor.diff


def test_a_known_survivor_does_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A survivor with a reason does not fail the command."""
    survivor, other = made(tmp_path)[:2]
    reasons = {survivor.key: "It cannot be seen.", other.key: "Nor this."}
    asked = {survivor: MutantResult("survived"), other: MutantResult("killed", "A-1")}

    assert report.report(asked, reasons, report.as_json(asked, reasons, 2, 1.0)) == 0
    assert "It cannot be seen." in capsys.readouterr().out
