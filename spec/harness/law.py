"""Laws: rules that hold for every input, tried on some that hypothesis thinks up, and shown on the smallest that fails.

Imported by the laws alone, for hypothesis takes as long to import as a hundred requests.
"""

import functools
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import httpx
from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from hypothesis.errors import Flaky
from hypothesis.internal.conjecture import engine, providers
from hypothesis.internal.constants_ast import Constants
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test
from hypothesis.strategies import SearchStrategy

from spec.harness.exchange import Api, NoAnswer

SHRINKING = 3
"""Seconds for which a smaller example is looked for, once one has failed."""

SETTINGS = settings(
    # The same examples every time, and nothing kept from one run for the next.
    derandomize=True,
    database=None,
    print_blob=False,
    # A slow server is no fault, and no reason to stop; nor are fixtures shared by examples, which only read them.
    deadline=None,
    suppress_health_check=list(HealthCheck),
    # One outcome a law; and why an example fails is told by the exchange, not by a trace of lines.
    report_multiple_bugs=False,
    phases=[Phase.generate, Phase.shrink],
    verbosity=Verbosity.quiet,
)
SEQUENCES = settings(SETTINGS, max_examples=10, stateful_step_count=10)

# Hypothesis also tries constants that it reads in the loaded modules: run alone, a law would meet other examples.
providers._get_local_constants = Constants

Test = Callable[..., None]


class _Unanswered(BaseException):
    """No Exception, so that hypothesis looks for no smaller example, each of which would wait as long."""

    def __init__(self, error: NoAnswer) -> None:
        self.error = error


class _Client(Api):
    """The client of a law: after the first silence of the target it asks no more."""

    silence: _Unanswered | None = None

    def send(self, request: httpx.Request, **_: Any) -> httpx.Response:
        if self.silence:
            raise self.silence
        try:
            return super().send(request)
        except NoAnswer as error:
            self.silence = _Unanswered(error)
            raise self.silence from None

    def forget(self) -> "_Client":
        """Another example begins: the exchanges of the one before are not its own."""
        self.recorder.exchanges.clear()
        return self


@contextmanager
def _judged(api: Api) -> Iterator[_Client]:
    """A client for the examples; where the target is to blame, nothing but an AssertionError gets out."""
    try:
        with patch.object(engine, "MAX_SHRINKING_SECONDS", SHRINKING, create=True):
            yield _Client(str(api.base_url).rstrip("/"), api.recorder)
    except _Unanswered as silence:
        raise silence.error.with_traceback(silence.__traceback__) from None
    except Flaky as error:
        first, *_ = getattr(error, "exceptions", [error])
        said = "asked the same again, the target answered otherwise, as below"
        raise AssertionError(said).with_traceback(first.__traceback__) from error


def law(*, examples: int = 50, **inputs: SearchStrategy[Any]) -> Callable[[Test], Test]:
    """Run a rule with many values of the arguments named here. Its other arguments are fixtures, `api` among them."""

    def decorate(test: Test) -> Test:
        @settings(SETTINGS, max_examples=examples)
        @given(**inputs)
        @functools.wraps(test)
        def each(*, api: _Client, **arguments: Any) -> None:
            test(api=api.forget(), **arguments)

        @functools.wraps(test)
        def judged(*, api: Api, **arguments: Any) -> None:
            with _judged(api) as client:
                each(api=client, **arguments)

        # To pytest it is the test in every respect, but for the arguments that are no fixtures.
        judged.__signature__ = inspect.signature(each)  # type: ignore[attr-defined]
        return judged

    return decorate


def run_sequences(machine: Callable[[Api], RuleBasedStateMachine], api: Api) -> None:
    """Run many sequences of the steps of a state machine. Raises AssertionError at the first that its model forbids."""
    with _judged(api) as client:
        run_state_machine_as_test(lambda: machine(client.forget()), settings=SEQUENCES)  # type: ignore[arg-type]
