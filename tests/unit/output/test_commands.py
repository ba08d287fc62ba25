"""The commands that a card ends with."""

from pathlib import Path

import pytest

from fastapi_spec.output import commands as module
from fastapi_spec.output.commands import commands
from fastapi_spec.plugin.settings import Settings
from fastapi_spec.target.choice import Choice
from fastapi_spec.target.environment import Environment

URL = "http://127.0.0.1:4711"


@pytest.mark.parametrize(
    "settings, rerun, serve",
    [
        (Settings(Choice(url=URL)), f"pytest --url {URL} 't.py::t[1]'", None),
        (Settings(), "pytest 't.py::t[1]'", "uvicorn reference_app.main:app --port 4711"),
        (Settings(Choice(app="a:b")), "pytest --app a:b 't.py::t[1]'", "uvicorn a:b --port 4711"),
        (
            Settings(Choice(launch="serve {port} && x"), program="fastapi-spec"),
            "fastapi-spec --launch 'serve {port} && x' 't.py::t[1]'",
            "PORT=4711 /bin/sh -c 'serve 4711 && x'",
        ),
        (
            Settings(Choice(app="a:b", server="hypercorn"), Environment(Path("/v/bin/python"), {})),
            "pytest --app a:b --server hypercorn 't.py::t[1]'",
            f"PORT=4711 env -u PYTHONHOME PYTHONPATH={Path.cwd()} /v/bin/python -m hypercorn a:b --bind 127.0.0.1:4711",
        ),
    ],
    ids=["url", "reference", "app", "launch", "server"],
)
def test_a_case_is_run_again_against_the_same_target(settings: Settings, rerun: str, serve: str | None) -> None:
    """Both commands name the target as the user did; a server that runs already is not started again."""
    found = commands(settings, URL, "t.py::t[1]")

    assert found.pop("rerun") == rerun
    assert found == ({"serve": serve} if serve else {})


def test_options_that_find_the_same_again_are_added() -> None:
    """A generated request depends on the budget and the seed."""
    options = ["--fuzz", "standard", "--fuzz-seed", "3"]

    rerun = commands(Settings(Choice(url=URL)), URL, "t", options)["rerun"]
    assert rerun == f"pytest --url {URL} --fuzz standard --fuzz-seed 3 t"


def test_a_fault_is_part_of_the_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without FAULT the same application would be served unbroken."""
    monkeypatch.setenv("FAULT", "wrong number")

    found = commands(Settings(Choice(app="a:b")), URL, "t")
    assert all(command.startswith("FAULT='wrong number' ") for command in found.values())


def test_an_installed_reference_application_has_its_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """uvicorn does not find the reference application of a wheel without --app-dir."""
    monkeypatch.setattr(module, "HOME", Path("/a b"))
    monkeypatch.setattr(module, "BUNDLED", Path("/a b"))

    serve = commands(Settings(), URL, "t")["serve"]
    assert serve == "uvicorn --app-dir '/a b' reference_app.main:app --port 4711"
