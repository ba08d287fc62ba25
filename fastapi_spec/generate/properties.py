"""Property-based rules: they run on many generated inputs, and a failure is shown on the smallest input that fails.

Imported by these rules alone, since hypothesis takes as long to import as a hundred requests.
"""

import functools
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

import httpx
from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis.errors import Flaky
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test
from hypothesis.strategies import SearchStrategy

from fastapi_spec.client.api import Api, NoResponse
from fastapi_spec.generate._hypothesis import same_examples_everywhere
from fastapi_spec.generate.budget import BUDGETS, DEFAULT_SEED, INPUTS, QUICK, Budget, replay

SETTINGS = settings(
    # The same examples every time, and nothing kept from one run for the next.
    derandomize=True,
    database=None,
    print_blob=False,
    # A slow server is not a failure, nor are fixtures shared by examples, which only read them.
    deadline=None,
    suppress_health_check=list(HealthCheck),
    # One outcome per rule; the exchange says why an example fails, not a trace of lines.
    report_multiple_bugs=False,
    phases=[Phase.generate, Phase.shrink],
    verbosity=Verbosity.quiet,
)
SEQUENCES = settings(SETTINGS, max_examples=10, stateful_step_count=10)

Test = Callable[..., None]


class Fuzzing(Protocol):
    """What a run was told by --fuzz and --fuzz-seed; the fixture ``fuzzing`` is one."""

    @property
    def budget(self) -> Budget: ...
    @property
    def seed(self) -> int: ...


@dataclass(frozen=True)
class _Usual:
    budget: Budget = BUDGETS[QUICK]
    seed: int = DEFAULT_SEED


DEFAULT: Fuzzing = _Usual()
"""What they are where nothing is said."""


class _TimedOut(BaseException):
    """Not an Exception, so that hypothesis does not search a smaller example, each of which would wait as long."""

    def __init__(self, error: NoResponse) -> None:
        self.error = error


class _Client(Api):
    """The client of a property-based rule: after the first timeout it sends nothing more."""

    silence: _TimedOut | None = None

    def send(self, request: httpx.Request, **_: Any) -> httpx.Response:
        if self.silence:
            raise self.silence
        try:
            return super().send(request)
        except NoResponse as error:
            self.silence = _TimedOut(error)
            raise self.silence from None

    def forget(self) -> "_Client":
        """Another example begins: the exchanges of the one before are not its own."""
        self.recorder.exchanges.clear()
        return self


@contextmanager
def _judged(api: Api, fuzzing: Fuzzing) -> Iterator[_Client]:
    """A client for the examples; where the target is to blame, nothing but an AssertionError gets out.

    It has the ``options`` with which the same examples are generated again.
    """
    try:
        with same_examples_everywhere():
            yield _Client(str(api.base_url).rstrip("/"), api.recorder)
    except _TimedOut as silence:
        raise silence.error.with_traceback(silence.__traceback__) from None
    except Flaky as error:
        first, *_ = getattr(error, "exceptions", [error])
        said = "the target responded differently to the same request, as below"
        raise AssertionError(said).with_traceback(first.__traceback__) from error
    except AssertionError as error:
        vars(error)["options"] = replay(fuzzing.budget.depth, fuzzing.seed)
        raise


def _sized(usual: settings, fuzzing: Fuzzing) -> settings:
    """The settings of a rule with as many examples as --fuzz says."""
    return settings(usual, max_examples=usual.max_examples * INPUTS[fuzzing.budget.depth])


def _seeded(test: Test, fuzzing: Fuzzing) -> Test:
    """A test with the seed of --fuzz-seed; by default hypothesis takes one from the source of the test itself."""
    return test if fuzzing.seed == DEFAULT_SEED else seed(fuzzing.seed)(test)


def for_all(*, examples: int = 50, **inputs: SearchStrategy[Any]) -> Callable[[Test], Test]:
    """Run a rule with many values of the arguments named here. Its other arguments are fixtures, `api` among them.

    ``examples``: how many with the default of --fuzz; `standard` and a duration try five times as many.
    """
    usual = settings(SETTINGS, max_examples=examples)

    def decorate(test: Test) -> Test:
        @functools.wraps(test)
        def each(*, api: _Client, **arguments: Any) -> None:
            test(api=api.forget(), **arguments)

        @functools.wraps(test)
        def judged(*, api: Api, fuzzing: Fuzzing = DEFAULT, **arguments: Any) -> None:
            with _judged(api, fuzzing) as client:
                _seeded(_sized(usual, fuzzing)(given(**inputs)(each)), fuzzing)(api=client, **arguments)

        # To pytest it is the test in every respect, except for the arguments that are not fixtures.
        fixtures = inspect.signature(given(**inputs)(each))
        own = inspect.Parameter("fuzzing", inspect.Parameter.KEYWORD_ONLY)
        judged.__signature__ = fixtures.replace(parameters=[*fixtures.parameters.values(), own])  # type: ignore[attr-defined]
        return judged

    return decorate


def run_sequences(
    machine: Callable[[Api], RuleBasedStateMachine],
    api: Api,
    fuzzing: Fuzzing = DEFAULT,
) -> None:
    """Run many sequences of the steps of a state machine. Raises AssertionError at the first that its model forbids."""
    with _judged(api, fuzzing) as client:
        # By itself hypothesis would take as seed how this very line is written.
        run: Any = seed(fuzzing.seed)(lambda: machine(client.forget()))
        run_state_machine_as_test(run, settings=_sized(SEQUENCES, fuzzing))
