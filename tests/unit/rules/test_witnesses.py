"""What the witnesses do with each rule."""

import pytest

from fastapi_spec.rules.catalogue import declared
from fastapi_spec.rules.contract import locked
from fastapi_spec.rules.rule import Origin
from fastapi_spec.rules.witnesses import of_notes, of_plain, parsed, written
from fastapi_spec.verdict.outcomes import Outcome


def test_the_file_is_read_as_it_is_written() -> None:
    """It has a line for each rule that the notes' own code does not satisfy."""
    found = {"A-1": Outcome.BROKEN, "A-2": Outcome.NOT_REACHED}

    assert parsed(written(found)) == found
    assert written(found).endswith('\nA-1 = "broken"\nA-2 = "not reached"\n')


def test_what_is_locked_agrees_with_the_rules() -> None:
    """A retired rule has no line; of the rules that the notes promise, those with an erratum on their code have one."""
    wrong = [
        id
        for id, rule in locked().items()
        if rule.origin is Origin.NOTES and (erratum := declared(id).rule.erratum) and erratum.in_code
    ]

    assert of_notes().keys() <= locked().keys()
    assert [id for id in locked() if id in of_notes() and locked()[id].origin is Origin.NOTES] == wrong
    assert Outcome.HOLDS not in of_notes().values()


@pytest.mark.parametrize(
    "level, plain, outcome",
    [("MUST", "", Outcome.HOLDS), ("MUST", "responds with 500", Outcome.BROKEN), ("MAY", "does not", Outcome.UNMET)],
)
def test_plain_fastapi_does_what_the_rule_says(level: str, plain: str, outcome: Outcome) -> None:
    """It satisfies all rules but those that say what it does instead."""
    assert of_plain(level, plain) is outcome
