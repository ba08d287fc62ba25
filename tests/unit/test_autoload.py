"""A plugin of pytest is loaded if the command line uses one of its options."""

import pytest

from fastapi_spec import autoload
from fastapi_spec.autoload import WORKER, used_plugins

XDIST = ["xdist", "xdist.looponfail"]
COV = ["pytest_cov"]


@pytest.fixture(autouse=True)
def _no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests may themselves run in a worker of xdist."""
    monkeypatch.delenv(WORKER, raising=False)


@pytest.mark.parametrize(
    "words, plugins",
    [
        ([], []),
        (["-v", "-k", "x", "--no-header"], []),
        (["-n", "2"], XDIST),
        (["-n2"], XDIST),
        (["--numprocesses=2"], XDIST),
        (["--cov=fastapi_spec", "-n", "2"], [*XDIST, *COV]),
    ],
    ids=str,
)
def test_the_plugins_of_used_options_are_loaded(words: list[str], plugins: list[str]) -> None:
    """Only options on the command line load a plugin, whatever the environment has installed."""
    assert used_plugins(words) == plugins


def test_a_worker_of_xdist_loads_xdist(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker has no command line of its own: the environment tells it what it is."""
    monkeypatch.setenv(WORKER, "gw0")

    assert used_plugins([]) == XDIST


def test_a_plugin_that_is_not_installed_is_not_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without xdist, pytest itself says that it does not know -n."""
    monkeypatch.setattr(autoload, "find_spec", lambda _: None)

    assert used_plugins(["-n", "2"]) == []
