"""Every rule has a fault, and every fault is of a rule; whether they break is asked by ``python -m proof.faults``."""

import json
from pathlib import Path

import pytest

from proof.faults import load
from proof.faults.lock import LOCKED, as_locked

RULES = {rule["id"]: rule for rule in json.loads(Path("spec/contract/rules.json").read_text(encoding="utf-8"))}
NAMED = {rule for fault in load().values() for rule in fault.breaks}

EXAMPLE = '''
{rule} has no fault: no broken server shows that it can fail. Add one to {module}, after the example of its neighbours:

    @fault("{rule}")
    def name_of_the_vice(app: Broken) -> None:
        """What a developer did wrong, in one sentence."""

        @app.route("GET", "/the/operation")
        async def handler(param: str = "") -> dict[str, str]:
            return {{"param": "wrong"}}

and try it: python -m proof.faults name-of-the-vice && python -m proof.faults.lock
'''


@pytest.mark.parametrize("rule", [id for id, rule in RULES.items() if rule["level"] != "MAY"])
def test_every_rule_has_a_fault(rule: str) -> None:
    chapter = RULES[rule]["test"].split("/")[1].partition("_")[0]
    modules = sorted(str(path) for path in Path("proof/faults").glob(f"{chapter}*.py"))

    if rule not in NAMED:
        pytest.fail(
            EXAMPLE.format(rule=rule, module=" or ".join(modules) or f"proof/faults/{chapter}.py"), pytrace=False
        )


def test_every_fault_is_of_a_rule() -> None:
    assert NAMED - set(RULES) == set()


def test_the_lock_is_current() -> None:
    message = "the faults have changed: run python -m proof.faults.lock"

    assert json.loads(LOCKED.read_text(encoding="utf-8")) == as_locked(), message
