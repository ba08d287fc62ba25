"""Each of the mistakes that learners make most often gives a card that names it."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from tests.conftest import Ran, run
from tests.e2e.mistakes import HEAD, MISTAKES, Mistake

CARD = re.compile(
    r"^(?P<rule>[A-Z]+(?:-[A-Z]+)*-\d+)  (?:MUST|SHOULD|MAY)  .*\n(?P<rest>(?:(?!___|===).*\n)*)", re.MULTILINE
)


def application(mistake: Mistake) -> str:
    """The module in which a mistake is: those of a group share one."""
    return mistake.group or f"stops_{MISTAKES.index(mistake)}"


pytestmark = pytest.mark.xdist_group("mistakes")  # the runs are made once, for all cards


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Future[Ran]]]:
    """One run for each application, two at a time."""
    folder = tmp_path_factory.mktemp("mistakes")
    modules: dict[str, list[Mistake]] = {}
    for mistake in MISTAKES:
        modules.setdefault(application(mistake), []).append(mistake)
    with ThreadPoolExecutor(max_workers=2) as pool:
        found = {}
        for module, mistakes in modules.items():
            (folder / f"{module}.py").write_text(HEAD + "\n\n".join(mistake.code for mistake in mistakes))
            options = [f"--app={module}:app", "--fuzz=off", "--cards=all", "-q"]
            found[module] = pool.submit(run, *options, *(each.rule for each in mistakes), cwd=folder)
        yield found


@pytest.fixture
def shown(runs: dict[str, Future[Ran]]) -> Callable[[Mistake], str]:
    """What a learner sees of a mistake, in one line: the first card of its rule, or all if no rule could run."""

    def first_card(mistake: Mistake) -> str:
        ran = runs[application(mistake)].result()
        assert ran.status in ((4, 6) if mistake.stops else (1,)), ran.output
        cards = (found["rest"] for found in CARD.finditer(ran.output) if found["rule"] == mistake.rule)
        return " ".join((ran.output if mistake.stops else next(cards)).split())

    return first_card


@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake.name for mistake in MISTAKES])
def test_the_card_names_the_mistake(mistake: Mistake, shown: Callable[[Mistake], str]) -> None:
    """In words that a learner understands, whichever rule it breaks first."""
    assert mistake.words in shown(mistake)


def test_there_are_at_least_25() -> None:
    """Each with its own rule or application, and a source."""
    assert len({(mistake.group, mistake.rule, mistake.words) for mistake in MISTAKES}) == len(MISTAKES) >= 25
    assert all(mistake.source for mistake in MISTAKES)
