"""Two developers run the rules on one server at once, which others have used before: none affects another."""

import os
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from fastapi_spec.client.api import Api, Recorder
from fastapi_spec.target.served import serving
from tests.conftest import PROJECT
from tests.e2e.conftest import started

DEPARTMENTS, STAFF, USERS = "/chapter07/departments", "/chapter07/staff", "/chapter07/users"
WRITING = ["spec/chapter07_database", "spec/chapter08_middleware", "spec/chapter08_background"]
"""The chapters that write."""


def use(api: Api) -> None:
    """Leave what a user of the server leaves: rows, a user, the document that is not of any rule."""
    for name in ("first", "second"):
        did = api.post(DEPARTMENTS, json={"dname": name}).json()["did"]
        api.post(STAFF, json={"sname": name, "did": did})
    api.post(USERS, json={"account": 1, "password": "secret", "role": 1})
    api.post("/chapter08/background_tasks", params={"framework": "FastAPI"})


def content(api: Api, folder: Path) -> dict[str, object]:
    """What is on the server: its listings, and the users and documents, which it does not list."""
    engine = create_engine(os.environ.get("DATABASE_URL") or f"sqlite:///{folder}/reference_app.db")
    with engine.connect() as connection:
        users = connection.scalar(text('SELECT count(*) FROM "user"'))
    engine.dispose()
    return {
        "departments": api.get(DEPARTMENTS, params={"limit": 100}).json(),
        "staff": api.get("/chapter07/getStaffByPage/", params={"limit": 100}).json()["result"],
        "users": users,
        "documents": {path.name: path.read_text() for path in (folder / "documents").iterdir()},
    }


def test_two_runs_at_once_leave_the_server_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every rule holds in both runs, and each removes what it created."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    with serving() as target, Api(target.url, Recorder(10)) as api:
        use(api)
        before = content(api, tmp_path)
        words = ["-q", "--fail-on=should", f"--url={target.url}", *WRITING]
        with started(*words, cwd=PROJECT) as one, started(*words, cwd=PROJECT) as other:
            outputs = [run.communicate(timeout=300)[0] for run in (one, other)]

        assert (one.returncode, other.returncode) == (0, 0), "\n".join(outputs)
        assert content(api, tmp_path) == before
