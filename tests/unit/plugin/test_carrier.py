"""The case on a report crosses processes."""

from typing import Any

import pytest

from fastapi_spec.plugin.carrier import Carrier
from fastapi_spec.verdict.outcomes import Cause, Outcome, attach, case_of
from tests.unit.samples import case


def sent(hook: Any, result: object) -> Any:
    """What a wrapper of a hook makes of its result."""
    next(hook)
    try:
        hook.send(result)
    except StopIteration as stopped:
        return stopped.value


def test_a_case_arrives_as_it_was() -> None:
    """It is plain data on the way."""
    report = pytest.TestReport("test", ("test.py", 1, "test"), {}, "failed", "", "call")
    attach(report, case(Outcome.NOT_BUILT, operation="GET /hello", cause=Cause("header", "vary")))

    data = sent(Carrier().pytest_report_to_serializable(report), {"a": 1})
    arrived = pytest.TestReport("test", ("test.py", 1, "test"), {}, "failed", "", "call")
    assert case_of(sent(Carrier().pytest_report_from_serializable(data), arrived)) == case_of(report)
    assert data == {"a": 1}


def test_another_report_has_no_case() -> None:
    """A test that is not a rule is carried as pytest does."""
    report = pytest.TestReport("test", ("test.py", 1, "test"), {}, "passed", "", "call")

    assert sent(Carrier().pytest_report_to_serializable(report), {"a": 1}) == {"a": 1}
