"""Property-based rules: the smallest example, a target that is silent or changes its mind, the same examples always."""

import importlib
import inspect
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis.stateful import RuleBasedStateMachine, rule
from hypothesis.strategies import integers, lists

from fastapi_spec.client.api import Api, Recorder, TimedOut
from fastapi_spec.client.expect import like
from fastapi_spec.generate.budget import Budget, budget_of
from fastapi_spec.generate.properties import DEFAULT, Fuzzing, for_all, run_sequences
from tests.servers import Part, responding, running, sized
from tests.unit.conftest import Mini

NUMBERS = integers(0, 100_000)
RULES = '''
from hypothesis.strategies import integers
from fastapi_spec import like, must
from fastapi_spec.generate.properties import for_all


@must("MINI-P-1")
@for_all(n=integers(0, 100_000))
def test_any_number(api, n):
    """Any number is echoed."""
    assert api.get("/echo", params={"n": n}).json() == like(n=n)
'''


@contextmanager
def server(echo: Callable[[int], list[Part]]) -> Iterator[str]:
    """A server that responds to ``/echo?n=1``."""
    with running(responding(lambda path: echo(int(path.rpartition("=")[2])))) as found:
        yield found.url


def number(n: int) -> list[Part]:
    """A response with a number."""
    return [sized(json.dumps({"n": n}).encode())]


def cut(n: int) -> list[Part]:
    """A number that is cut at 255."""
    return number(min(n, 255))


def silent(n: int) -> list[Part]:
    """No response to a number above 255."""
    return [60.0] if n > 255 else number(n)


@for_all(n=NUMBERS)
def any_number(api: Api, n: int) -> None:
    """Any number is echoed."""
    assert api.get("/echo", params={"n": n}).json() == like(n=n)


class Echo(RuleBasedStateMachine):
    """Numbers are echoed one after the other."""

    def __init__(self, api: Api) -> None:
        super().__init__()
        self.api = api

    @rule(n=NUMBERS)
    def echo(self, n: int) -> None:
        """Any number is echoed."""
        assert self.api.get("/echo", params={"n": n}).json() == like(n=n)

    def teardown(self) -> None:
        """Zero is echoed at the end."""
        assert self.api.get("/echo", params={"n": 0}).json() == like(n=0)


def any_sequence(api: Api, fuzzing: Fuzzing = DEFAULT) -> None:
    """Any sequence of numbers is echoed."""
    run_sequences(Echo, api, fuzzing)


def sent(api: Api) -> list[str]:
    """The requests that a card would show."""
    return [exchange.url.rpartition("/")[2] for exchange in api.recorder.exchanges]


@pytest.mark.parametrize(
    "test, requests",
    [(any_number, ["echo?n=256"]), (any_sequence, ["echo?n=256", "echo?n=0"])],
    ids=["for_all", "sequence"],
)
def test_the_smallest_example_is_shown_and_no_other(test: Callable[..., None], requests: list[str]) -> None:
    """A failure is shrunk, and the exchanges of all other examples are forgotten."""
    with server(cut) as url, Api(url, Recorder(5)) as api:
        with pytest.raises(AssertionError):
            test(api=api)
        assert sent(api) == requests


@pytest.mark.parametrize("test", [any_number, any_sequence], ids=["for_all", "sequence"])
def test_a_rule_that_holds_holds(test: Callable[..., None]) -> None:
    """No example fails on a server that is right."""
    with server(number) as url, Api(url, Recorder(5)) as api:
        test(api=api)


@pytest.mark.parametrize("test", [any_number, any_sequence], ids=["for_all", "sequence"])
def test_a_silent_target_gets_no_more_requests(test: Callable[..., None]) -> None:
    """Each smaller example would wait for the timeout again."""
    received: list[int] = []

    def echo(n: int) -> list[Part]:
        received.append(n)
        return silent(n)

    with server(echo) as url, Api(url, Recorder(0.3)) as api:
        with pytest.raises(TimedOut, match="the target was silent until the timeout"):
            test(api=api)
        assert [n for n in received if n > 255] == received[-1:]
        assert sent(api)[-1] == f"echo?n={received[-1]}"


def test_a_target_that_changes_its_mind_fails_the_rule() -> None:
    """The same request with another response is a failure of the target, and not of hypothesis."""
    large: list[int] = []

    def wrong_once(n: int) -> list[Part]:
        large.extend([n] if n > 255 else [])
        return number(255 if len(large) == 1 and n > 255 else n)

    said = r"^the target responded differently to the same request, as below$"
    with server(wrong_once) as url, Api(url, Recorder(5)) as api, pytest.raises(AssertionError, match=said):
        any_number(api=api)


def test_the_examples_are_the_same_whatever_else_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that fails among all others fails alone, too."""
    drawn: list[list[int]] = []

    @for_all(numbers=lists(integers(), min_size=10), examples=20)
    def note(api: Api, numbers: list[int]) -> None:
        drawn.append(numbers)
        assert not api.recorder.exchanges

    with Api("http://127.0.0.1:9", Recorder(1)) as api:
        note(api=api)
        (tmp_path / "constants_elsewhere.py").write_text(f"NUMBERS = {list(range(10**6, 10**6 + 200))}")
        monkeypatch.syspath_prepend(tmp_path)
        importlib.import_module("constants_elsewhere")
        note(api=api)

    assert len(drawn) == 40
    assert drawn[:20] == drawn[20:]


class Given(NamedTuple):
    """What --fuzz and --fuzz-seed say."""

    budget: Budget
    seed: int


@pytest.mark.parametrize("size, times", [("off", 1), ("quick", 1), ("standard", 5), ("1h", 5)])
def test_the_size_of_fuzzing_says_how_many_examples(size: str, times: int) -> None:
    """A property-based rule also holds for more inputs than the default draws."""
    drawn: list[int] = []

    @for_all(n=integers(), examples=20)
    def note(api: Api, n: int) -> None:
        drawn.append(n)
        assert not api.recorder.exchanges

    with Api("http://127.0.0.1:9", Recorder(1)) as api:
        note(api=api, fuzzing=Given(budget_of(size), 0))

    assert len(drawn) == 20 * times


def test_a_seed_draws_other_examples_and_the_same_every_time() -> None:
    """A card names the seed with which a rule failed."""
    drawn: list[int] = []

    @for_all(n=NUMBERS, examples=20)
    def note(api: Api, n: int) -> None:
        drawn.append(n)
        assert not api.recorder.exchanges

    with Api("http://127.0.0.1:9", Recorder(1)) as api:
        for seed in (0, 3, 3):
            note(api=api, fuzzing=Given(budget_of("quick"), seed))

    assert drawn[:20] != drawn[20:40]
    assert drawn[20:40] == drawn[40:]


@pytest.mark.parametrize("seed, options", [(0, []), (3, ["--fuzz", "quick", "--fuzz-seed", "3"])])
@pytest.mark.parametrize("test", [any_number, any_sequence], ids=["for_all", "sequence"])
def test_a_failure_names_the_options_that_find_it_again(
    test: Callable[..., None], seed: int, options: list[str]
) -> None:
    """The default needs none."""
    with server(cut) as url, Api(url, Recorder(5)) as api, pytest.raises(AssertionError) as raised:
        test(api=api, fuzzing=Given(budget_of("quick"), seed))
    assert raised.value.options == options  # type: ignore[attr-defined]


def test_pytest_sees_the_fixtures_of_a_rule() -> None:
    """Generated arguments are not fixtures; name and docstring stay."""
    assert list(inspect.signature(any_number).parameters) == ["api", "fuzzing"]
    assert (any_number.__name__, any_number.__doc__) == ("any_number", "Any number is echoed.")


def test_a_property_is_a_rule_like_any_other(mini_rules: Mini) -> None:
    """The card and the report show the comparison and the exchange of the smallest example."""
    (mini_rules.folder / "test_mini.py").write_text(RULES)
    with server(cut) as mini_rules.url:
        [case] = mini_rules.report("").rules[0].cases

    assert case.reason == 'expected: body like {"n": 256}\nreceived: body.n is 255, not 256'
    assert [exchange.url.rpartition("/")[2] for exchange in case.exchanges] == ["echo?n=256"]
