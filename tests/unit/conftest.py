"""What the unit tests share: a few rules that run in this process, against one server in a thread of it."""

import json
from collections.abc import Iterable, Iterator

import pytest

import fastapi_spec.book.page
import fastapi_spec.client.api  # noqa: F401 - pytester forgets what a run imports: it would be imported by every run
from fastapi_spec import language
from fastapi_spec.autoload import used_plugins
from fastapi_spec.output.report import Report, read
from fastapi_spec.target.served import serving
from tests.conftest import RULES, Ran, edit
from tests.servers import Part, responding, running, sized

PLUGIN = ["-p", "fastapi_spec.plugin", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
XDIST = [*(word for name in used_plugins(["-n"]) for word in ("-p", name)), "-n", "1"]
"""Another process, whose reports are sent to this one."""


@pytest.fixture(autouse=True)
def _no_plugins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs of pytest in this process load no plugins of the environment: some would be imported for every run."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")


@pytest.fixture(autouse=True)
def _english() -> None:
    """Each test begins in English, whatever the one before it chose; which that is depends on the process."""
    language.choose("en")


@pytest.fixture
def chinese() -> Iterator[None]:
    """The output is in Chinese."""
    language.choose("zh")
    yield
    language.choose("en")


class Mini:
    """The mini specification, run in this process against a target: good, bad, shapeless or crashing.

    ``options`` are those of every run, ``url`` is that of the server of all targets.
    """

    def __init__(self, pytester: pytest.Pytester, url: str) -> None:
        self.folder = pytester.path
        self.url = url
        self.options: list[str] = []
        self._pytester = pytester
        (self.folder / "pyproject.toml").write_text("[tool.pytest]\nstrict = true\n")
        (self.folder / "test_mini.py").write_text(RULES)

    def edit(self, old: str, new: str) -> None:
        """Change the rules."""
        edit(self.folder, old, new)

    def run(self, target: str, *options: str) -> Ran:
        """Run the rules against one of the targets; against the server itself, if its name is empty."""
        url = f"{self.url}/{target}".rstrip("/")
        result = self._pytester.runpytest_inprocess(
            *PLUGIN, "--url", url, *self.options, *options, no_reraise_ctrlc=True
        )
        return Ran(int(result.ret), f"{result.stdout}{result.stderr}")

    def report(self, target: str, *options: str) -> Report:
        """Run the rules and read the report of the run."""
        self.run(target, "--report=out", *options)
        return read(self.folder / "out")


def _response(path: str) -> Iterable[Part]:
    """The response of a target to ``/TARGET/echo?n=1``."""
    target, _, query = path.removeprefix("/").partition("/echo?n=")
    if not query.isdigit():
        return [sized(b"{}", "404 Not Found")]
    n = int(query)
    shape = {"shape": "round", "colour": "red"}
    bodies: dict[str, object] = {"good": {"n": n, **shape}, "bad": {"n": n + n // 2, **shape}, "shapeless": {"n": n}}
    if target not in bodies:
        return [sized(b"Internal Server Error", "500 Internal Server Error")]
    return [sized(json.dumps(bodies[target]).encode(), Content_Type="application/json")]


@pytest.fixture(scope="session")
def mini_server() -> Iterator[str]:
    """The URL of the server of all mini targets."""
    with running(responding(_response)) as server:
        yield server.url


@pytest.fixture
def mini_rules(pytester: pytest.Pytester, mini_server: str, monkeypatch: pytest.MonkeyPatch) -> Mini:
    """A folder of its own with the mini specification."""
    monkeypatch.setenv("COLUMNS", "120")
    return Mini(pytester, mini_server)


@pytest.fixture(scope="session")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of the reference application, in a process and with a database of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        patch.setenv("DATA_DIR", str(tmp_path_factory.mktemp("data")))
        with serving() as target:
            yield target.url
