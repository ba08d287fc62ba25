"""An application is served in a process of its own, or the error says why not."""

from pathlib import Path

import pytest

from fastapi_spec.client.api import Api, Recorder
from fastapi_spec.target.base import TargetError, accepts_connections
from fastapi_spec.target.served import Served, serving

APPS = """
async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        raise RuntimeError("no database")
    print("a request", flush=True)
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body"})


async def stillborn(scope, receive, send):
    assert scope["type"] == "lifespan"
    await receive()
    print("RuntimeError: no database", flush=True)
    await send({"type": "lifespan.startup.failed", "message": "no database"})
"""


@pytest.fixture(autouse=True)
def _apps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The current folder has a module with two applications."""
    (tmp_path / "served_apps.py").write_text(APPS)
    monkeypatch.chdir(tmp_path)


def test_an_application_of_the_current_folder_is_served() -> None:
    """It responds, its output is in a log, and both are gone at the end."""
    with serving("served_apps:app") as target, Api(target.url, Recorder(5)) as api:
        assert api.get("/").status_code == 204
        assert target.log
        assert "a request" in target.log.read_text()

    assert not accepts_connections(target.url)
    assert not target.log.exists()


@pytest.mark.parametrize(
    "name, line, usage",
    [
        ("served_apps:ap", "--app served_apps:ap: served_apps has no attribute ap (did you mean app?)", True),
        ("served_apps:stillborn", "the server of served_apps:stillborn ended with status 3: RuntimeError", False),
    ],
)
def test_an_application_that_does_not_start_is_told(name: str, line: str, *, usage: bool) -> None:
    """A wrong name is wrong usage, and an application that fails at its start a missing target."""
    target = Served(name)
    target.start()
    try:
        with pytest.raises(TargetError) as raised:
            target.ready(30)
    finally:
        target.stop()

    assert str(raised.value).startswith(line)
    assert raised.value.usage is usage


def test_a_target_that_was_not_started_can_be_stopped() -> None:
    """However a session ends, its target is stopped."""
    Served("served_apps:app").stop()
