"""A card shows few exchanges, and as different as possible."""

from collections.abc import Sequence

from fastapi_spec.output.examples import LEAST, MOST, examples
from fastapi_spec.output.operation import called_by
from fastapi_spec.rules.catalogue import declared
from fastapi_spec.rules.contract import locked
from fastapi_spec.rules.rule import Origin


def shown(id: str, others: Sequence[str] = ()) -> list[str]:
    """The exchanges of a rule; of each only the request line and the status."""
    operations = called_by(id)
    called = operations[0] if operations else None
    return examples(declared(id).rule, called, operations, [declared(other).rule for other in others])


def test_the_first_exchange_of_the_rule_comes_first() -> None:
    """It is the plain case."""
    assert shown("DEP-CLS-1")[0].startswith("GET /chapter05/classes_as_dependencies -> 200 ")


def test_before_a_failure_comes_what_succeeds() -> None:
    """A learner sees the body to send."""
    first, second, *_ = shown("RESP-REQ-1")

    assert " -> 200 " in first
    assert " -> 422 " in second


def test_another_rule_of_the_operation_shows_what_else_it_responds_with() -> None:
    """A second shape of the body is not on the card of the first rule otherwise."""
    assert not any('{"Shanghai":' in line for line in shown("BODY-MULTI-1"))
    assert any('{"Shanghai":' in line for line in shown("BODY-MULTI-1", ["BODY-MULTI-4"]))


def test_each_operation_has_its_exchange() -> None:
    """The second one is to be built, too."""
    assert any(line.startswith("GET /chapter05/guarded/items ") for line in shown("DEP-GLOBAL-1"))


def test_the_rest_is_counted() -> None:
    """A card fits on a screen."""
    assert shown("QUERY-BOOL-1")[LEAST:] == ["and 11 more exchanges"]
    ids = [id for id, rule in locked().items() if rule.origin is Origin.NOTES]
    assert all(len(shown(id)) <= MOST + 1 for id in ids)
