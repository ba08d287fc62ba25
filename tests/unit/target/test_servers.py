"""The commands by which other servers than our own serve an application."""

import sys
from pathlib import Path

import pytest

from fastapi_spec.target.launched import Launched
from fastapi_spec.target.servers import SERVERS, ServedBy, served_by


@pytest.mark.parametrize("server", SERVERS)
def test_each_server_is_told_what_to_serve_and_where(server: str) -> None:
    """The port is that of the run, on the loopback interface."""
    words = served_by("a:b", "/v/bin/python", server).split()

    assert "a:b" in words
    assert "{port}" in " ".join(words)
    assert "127.0.0.1" in " ".join(words) or server.startswith("uvicorn")  # its default


def test_modules_of_the_rules_are_not_for_another_interpreter(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment of its own would otherwise import the packages of this one."""
    monkeypatch.setenv("PYTHONPATH", "/mine")

    assert "PYTHONPATH=" + str(Path.cwd()) + " " in served_by("a:b", "/v/bin/python", "granian")
    assert ":/mine " in served_by("a:b", sys.executable, "granian")


def test_its_name_is_that_of_the_application() -> None:
    """The verdict is about the application on this server."""
    target = ServedBy(None, Path(sys.executable), "daphne")

    assert isinstance(target, Launched)
    assert target.name == "reference_app.main:app on daphne"
