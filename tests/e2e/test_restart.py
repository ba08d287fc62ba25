"""The reference application stopped, killed and started again: what it has acknowledged stays, in whatever database."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from fastapi_spec.client.api import Api, Recorder
from fastapi_spec.client.expect import like, member
from fastapi_spec.target.base import wait_until_ready
from fastapi_spec.target.reference import REFERENCE
from fastapi_spec.target.served import Served


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for data that does not exist yet. With DATABASE_URL the rows are there instead."""
    folder = tmp_path / "new" / "folder"
    monkeypatch.setenv("DATA_DIR", str(folder))
    return folder


@contextmanager
def served(*, stop: Callable[[Served], None] = Served.stop) -> Iterator[Api]:
    """A client of the reference application, which is stopped in the given way."""
    server = Served(REFERENCE)
    try:
        wait_until_ready(server)
        with Api(server.url, Recorder(10)) as api:
            yield api
        stop(server)
    finally:
        server.stop()


def kill(server: Served) -> None:
    """Leave the application no time to end."""
    os.kill(server.pid, signal.SIGKILL)


@pytest.mark.parametrize("stop", [Served.stop, kill])
def test_what_was_acknowledged_is_there_after_a_restart(stop: Callable[[Served], None]) -> None:
    """Rows that were created and changed before the end can be read and removed after it."""
    with served(stop=stop) as api:
        did = member(api.post("/chapter07/departments", json={"dname": "before"}), "did")
        sid = member(api.post("/chapter07/staff", json={"sname": "before", "did": did}), "sid")
        assert api.patch(f"/chapter07/staff/{sid}", json={"sname": "after"}).status_code == 200

    with served() as api:
        assert api.get(f"/chapter07/departments/{did}").json() == like(dname="before")
        assert api.get(f"/chapter07/staff/{sid}").json() == like(sname="after", did=did)
        assert api.delete(f"/chapter07/staff/{sid}").status_code == 204
        assert api.delete(f"/chapter07/departments/{did}").status_code == 204


def test_processes_that_start_at_once_share_one_database() -> None:
    """The tables are created by one of them, and none fails because another one was first."""
    with ExitStack() as stack:
        servers = [Served(REFERENCE) for _ in range(3)]
        for server in servers:
            stack.callback(server.stop)
            server.start()
        for server in servers:
            wait_until_ready(server)
        first, *others = [stack.enter_context(Api(server.url, Recorder(10))) for server in servers]

        did = member(first.post("/chapter07/departments", json={"dname": "shared"}), "did")

        assert all(api.get(f"/chapter07/departments/{did}").json() == like(dname="shared") for api in others)
        assert first.delete(f"/chapter07/departments/{did}").status_code == 204


def test_passwords_are_not_stored(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files of the database contain the hash of a password, and not its text."""
    monkeypatch.delenv("DATABASE_URL", raising=False)

    with served() as api:
        user = {"account": 1, "password": "a password like no other", "role": 1}
        assert api.post("/chapter07/users", json=user).status_code == 201

    stored = b"".join(path.read_bytes() for path in data_dir.rglob("*") if path.is_file())
    assert b"a password like no other" not in stored
    assert b"$2b$12$" in stored
