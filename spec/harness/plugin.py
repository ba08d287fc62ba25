"""The pytest hooks. Each calls one of the other modules of the harness."""

from collections.abc import Iterator

import pytest

from spec.harness.exchange import Api, Recorder
from spec.harness.target import Remote, Served, REFERENCE


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("specification")
    group.addoption("--url")
    group.addoption("--app")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "rule(rule): a sentence of the specification")


@pytest.fixture(scope="session")
def api(request: pytest.FixtureRequest) -> Iterator[Api]:
    """The client of the run."""
    url = request.config.option.url
    target = Remote(url) if url else Served(request.config.option.app or REFERENCE)
    target.start()
    with Api(target.url, Recorder(5)) as client:
        yield client
    target.stop()
