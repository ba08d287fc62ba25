"""Every rule has a fault in the module that mirrors its own; `python -m proof faults` shows that it detects it."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from fastapi_spec.rules.chapters import module_of, table
from fastapi_spec.rules.contract import locked
from fastapi_spec.rules.faults import faults
from fastapi_spec.rules.rule import Level
from proof.commands.faults import gaps, preparing, wordless
from proof.engine.items import GENERATED
from proof.faults import load
from proof.faults.fault import having, named

EXAMPLE = '''
{rule} has no fault: no broken server shows that it can fail. Add one to {module}, after the example of its neighbours:

    @fault("{rule}")
    def name_of_the_defect(app: Broken) -> None:
        """What a developer did wrong, in one sentence."""

        @app.route("GET", "/the/operation")
        async def handler(param: str = "") -> dict[str, str]:
            return {{"param": "wrong"}}

and try it: python -m proof faults name_of_the_defect
'''


def mirror(id: str) -> Path:
    """The module of faults that mirrors the module of a rule."""
    path = Path("proof/faults", str(module_of(id)))
    return path.with_name(path.name.removeprefix("test_"))


def test_every_rule_has_a_fault() -> None:
    """A rule that no broken server breaks has not been shown to fail."""
    named = {rule for fault in load().values() for rule in fault.breaks}
    missing = [id for id, rule in locked().items() if rule.level is not Level.MAY and id not in named]

    if missing:
        pytest.fail("".join(EXAMPLE.format(rule=id, module=mirror(id)) for id in missing), pytrace=False)


def test_every_fault_names_rules_that_exist() -> None:
    """A retired rule is taken out of its faults."""
    assert {rule for fault in load().values() for rule in fault.breaks} - locked().keys() == set()


def test_faults_mirror_the_rules() -> None:
    """A fault is where the first rule that it names is."""
    misplaced = {
        fault.name: fault.apply.__module__
        for fault in load().values()
        if Path(*fault.apply.__module__.split(".")).with_suffix(".py") != mirror(fault.breaks[0])
    }

    assert misplaced == {}
    assert len(load()) > len(table())


def test_faults_are_read_without_importing_them() -> None:
    """What `explain` reads from the source is what the modules declare."""
    declared: dict[str, dict[str, str]] = {}
    for fault in load().values():
        for rule in fault.breaks:
            declared.setdefault(rule, {})[fault.name] = fault.sentence

    assert {rule: dict(sorted(found.items())) for rule, found in faults().items()} == {
        rule: dict(sorted(found.items())) for rule, found in declared.items()
    }


def test_a_name_may_have_underscores() -> None:
    """The name of the function, which a maintainer sees, is accepted."""
    name = next(name for name in load() if "-" in name)

    assert named(name.replace("-", "_"), load()) is load()[name]
    assert load()[name] in having([name.replace("-", "_")], load())


def test_an_unknown_name_is_suggested() -> None:
    """A misspelled fault is one line with the nearest name."""
    with pytest.raises(LookupError, match=r"no fault bool-any-wrd-is-true \(did you mean bool-any-word-is-true\?\)"):
        named("bool-any-wrd-is-true", load())


def test_few_cases_prepare_the_session() -> None:
    """A case with no new fixture does not run, nor does one that generates its requests."""

    def case(path: str, *fixtures: str, **parameters: object) -> pytest.Item:
        call = {"callspec": SimpleNamespace(params=parameters)} if parameters else {}
        return cast(pytest.Item, SimpleNamespace(nodeid=path, fixturenames=[*fixtures, *parameters], **call))

    first, parametrised, other = case("spec/a", "api"), case("spec/b", "api", num="1"), case("spec/c", "api", "token")
    generated = case("spec/generated/d", "api", "campaign")

    assert list(preparing([first, parametrised, generated, other, other])) == [first, other]


def test_generated_requests_need_no_fixture_of_the_session() -> None:
    """Otherwise a broken server could make it, and what it made would last for the faults after it."""
    modules = [path for folder in GENERATED for path in Path(folder).rglob("*.py")]

    assert [path for path in modules if 'scope="session"' in path.read_text(encoding="utf-8")] == []
    assert len(modules) > 10


def test_gaps_are_listed() -> None:
    """What survived, what failed in the harness and what does not exist are gaps."""
    row = {
        "survived": {"A-1": "holds"},
        "errors": {"A-2": "boom"},
        "unknown": ["A-3"],
        "wordless": {"A-4": "is silent"},
    }

    assert gaps({"f": row}) == [
        "f: A-1 does not detect it (holds)",
        "f: A-2 is an error of the harness: boom",
        "f: A-3 does not exist",
        "f: A-4 is silent",
    ]


@pytest.mark.parametrize(
    "reason, gap",
    [
        ("expected: status 422\nreceived: status 200 OK", ""),
        ("expected: status 422", "says nothing of what was received ('expected: status 422')"),
        ("expected: 1\nreceived: 1", "expects what it received ('expected: 1\\nreceived: 1')"),
    ],
)
def test_a_card_says_what_was_received(reason: str, gap: str) -> None:
    """A card that does not is a gap of the proof, since a reader cannot learn from it."""
    assert wordless(reason) == gap
