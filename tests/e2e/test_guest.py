"""The wheel as a guest in a team's environment, beside other plugins of pytest: nothing of theirs changes.

The environment is made once, in about a minute.
"""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import PROJECT, Ran

pytestmark = pytest.mark.xdist_group("guest")

PLUGINS = ["asyncio", "django", "html", "playwright", "randomly", "sugar", "timeout", "xdist"]
PROJECT_FILES = {
    "pyproject.toml": '[tool.pytest]\ntimeout = "20"\nasyncio_default_fixture_loop_scope = "function"\n',
    "spec/__init__.py": "NAME = 'theirs'\n",
    "spec/test_names.py": "from spec import NAME\n\n\ndef test_name():\n    assert NAME == 'theirs'\n",
    "tests/test_async.py": (
        "import pytest\n\n\n@pytest.mark.asyncio\nasync def test_async():\n    assert True\n\n\n"
        "def test_timeout(request):\n    assert request.config.getini('timeout') in (20, '20')\n\n\n"
        "def test_failing():\n    assert 1 == 2\n"
    ),
    "broken/test_broken.py": "import surely_not_there\n",
}
COMMANDS = {
    "all": ["spec", "tests"],
    "broken": ["broken"],
    "help": ["--help"],
    "fixtures": ["--fixtures", "tests"],
}


class Guest(NamedTuple):
    """An environment with the wheel, and a team's project; ``before`` is from the time without the wheel."""

    folder: Path
    before: dict[str, Ran]
    added: set[str]

    @property
    def team(self) -> Path:
        """The folder of the project."""
        return self.folder / "team"

    def run(self, *words: str, cwd: Path) -> Ran:
        """Run a program of the environment."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PYT")}
        done = subprocess.run(
            [str(self.folder / "venv" / "bin" / words[0]), *words[1:]],
            cwd=cwd,
            env=kept | {"XDG_CACHE_HOME": str(self.folder / "cache"), "COLUMNS": "120"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=600,
        )
        return Ran(done.returncode, done.stdout + done.stderr)

    def pytest(self, name: str) -> Ran:
        """Run the tests of the team; what differs from run to run is left out of the output."""
        ran = self.run("pytest", "-v", "-p", "no:randomly", "-p", "no:cacheprovider", *COMMANDS[name], cwd=self.team)
        return Ran(ran.status, re.sub(r"\d+\.\d+ ?m?s\b", "TIME", ran.output))

    def installed(self) -> set[str]:
        """The modules and programs of the environment."""
        [packages] = (self.folder / "venv" / "lib").glob("python*/site-packages")
        paths = [*packages.iterdir(), *(self.folder / "venv" / "bin").iterdir()]
        return {path.name for path in paths} - {"__pycache__"}


@pytest.fixture(scope="module")
def guest(tmp_path_factory: pytest.TempPathFactory) -> Guest:
    """The environment with the wheel; the tests of the team ran before it was installed."""
    new = Guest(tmp_path_factory.mktemp("guest"), {}, set())
    for name, text in PROJECT_FILES.items():
        (new.team / name).parent.mkdir(parents=True, exist_ok=True)
        (new.team / name).write_text(text)
    (new.folder / "empty").mkdir()

    def pip(*words: str) -> None:
        ran = new.run("pip", *words, cwd=new.folder)
        assert ran.status == 0, ran.output

    subprocess.run([sys.executable, "-m", "venv", str(new.folder / "venv")], check=True)
    pip("install", "-q", "--no-compile", "-r", str(PROJECT / "requirements.lock"))
    pip("install", "-q", "--no-compile", *(f"pytest-{name}" for name in PLUGINS))
    pip("wheel", "-q", "--no-deps", "-w", str(new.folder / "dist"), str(PROJECT))
    new.before.update({name: new.pytest(name) for name in COMMANDS})
    installed = new.installed()
    pip("install", "-q", "--no-deps", *map(str, (new.folder / "dist").glob("*.whl")))
    new.added.update(new.installed() - installed)
    return new


def test_the_rules_run_in_an_empty_folder(guest: Guest) -> None:
    """The wheel contains the rules, the contract and the reference application, and writes nothing there."""
    empty = guest.folder / "empty"

    ran = guest.run("fastapi-spec", "-q", "QUERY-BOOL", cwd=empty)
    assert ran.status == 0, ran.output
    assert re.search(r"\nreference_app.main:app conforms: (\d+) of \1 rules hold\n", ran.output)
    assert list(empty.iterdir()) == []


def test_the_rules_run_in_a_folder_that_has_a_package_spec(guest: Guest) -> None:
    """Ours are imported under another name, beside the team's settings for pytest."""
    ran = guest.run("fastapi-spec", "-q", "-n", "2", "-k", "QUERY-BOOL-2", cwd=guest.team)

    assert ran.status == 0, ran.output
    assert "\nreference_app.main:app conforms: 1 of 1 rule holds\n" in ran.output


def test_a_wheel_explains_rules_and_what_proves_them(guest: Guest) -> None:
    """What is read from the sources of a clone is kept in the wheel, in both languages."""
    ran = guest.run("fastapi-spec", "explain", "STATIC-10", cwd=guest.team)
    assert ran.status == 0, ran.output
    for label in ("fault", "defect", "witnesses", "variants"):
        assert f"\n  {label:<9} " in ran.output

    ran = guest.run("fastapi-spec", "explain", "STATIC-10", "--lang", "zh", cwd=guest.team)
    assert "路径可以离开静态文件夹" in ran.output


def test_a_wheel_writes_a_starter(guest: Guest) -> None:
    """It contains the page in each language and the static files, and the application can be tested."""
    ran = guest.run("fastapi-spec", "start", "mine", "--lang", "zh", cwd=guest.folder)
    assert ran.status == 0, ran.output

    mine = guest.folder / "mine"
    assert "规则" in (mine / "README.md").read_text(encoding="utf-8")
    assert (mine / "static" / "sub" / "index.html").is_file()
    ran = guest.run("fastapi-spec", "--app", "main:app", "--fuzz", "off", "PATH-ENUM-1", cwd=mine)
    assert "PATH-ENUM-1" in ran.output and ran.status == 1, ran.output


def test_a_wheel_leads_a_learner(guest: Guest) -> None:
    """The exchanges of the contract are kept in the wheel, too."""
    empty = guest.folder / "learner"
    empty.mkdir()
    (empty / "mine.py").write_text("from fastapi import FastAPI\n\napp = FastAPI()\n")

    ran = guest.run("fastapi-spec", "--app", "mine:app", "--next", "QUERY-BOOL", cwd=empty)
    assert ran.status == 0, ran.output
    assert "  build     GET /chapter03/query/bool/conversion\n" in ran.output
    assert "  example   GET /chapter03/query/bool/conversion" in ran.output


@pytest.mark.parametrize("name, status", [("all", 1), ("broken", 2), ("help", 0), ("fixtures", 0)])
def test_the_tests_of_the_team_run_as_before(guest: Guest, name: str, status: int) -> None:
    """Output and exit status of pytest are the same with and without the wheel."""
    assert guest.before[name].status == status, guest.before[name].output
    assert guest.pytest(name) == guest.before[name]


def test_the_plugins_of_the_team_are_at_work(guest: Guest) -> None:
    """Otherwise the other tests here would prove nothing."""
    output = guest.before["all"].output

    for plugin in ("asyncio", "django", "html", "playwright", "sugar", "timeout", "xdist"):
        assert f"{plugin}-" in output


def test_one_package_and_one_program_are_added(guest: Guest) -> None:
    """A name at the top level could hide a package of the team."""
    assert {re.sub(r"-.*\.dist-info$", ".dist-info", name) for name in guest.added} == {
        "fastapi_spec",
        "fastapi_spec.dist-info",
        "fastapi-spec",
    }


def test_nothing_is_registered_in_pytest(guest: Guest) -> None:
    """An entry point would load the plugin into every session of the environment."""
    [metadata] = (guest.folder / "venv" / "lib").glob("python*/site-packages/fastapi_spec-*.dist-info")

    assert "pytest11" not in (metadata / "entry_points.txt").read_text()
