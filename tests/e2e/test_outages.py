"""The reference application while its database is away or cannot write: clients are told to try again."""

import asyncio
import resource
import sys
from pathlib import Path

import httpx
import pytest
import sqlalchemy
from sqlalchemy.orm import sessionmaker

from fastapi_spec.client.api import Api, Recorder
from fastapi_spec.client.expect import member
from fastapi_spec.target.served import Served, serving
from reference_app import database
from reference_app.hardening.limits import CAREFUL_ENGINE
from reference_app.main import app

ROW = {"dname": "outage"}
ROOM = resource.RLIM_INFINITY


def leave(served: Served, size: int) -> None:
    """Let the server write no file beyond this size: SQLite sees what it sees on a full disk."""
    resource.prlimit(served.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


@pytest.mark.skipif(sys.platform != "linux", reason="no prlimit")
@pytest.mark.parametrize("hardening, status", [("on", 503), ("off", 500)])
def test_a_write_to_a_full_disk_is_to_be_sent_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hardening: str, status: int
) -> None:
    """Reads succeed meanwhile, and writes as soon as there is room. Plain FastAPI does not tell a client what to do."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("HARDENING", hardening)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with serving() as served, Api(served.url, Recorder(10)) as api:
        did = member(api.post("/chapter07/departments", json=ROW), "did")
        leave(served, 4096)
        failed = api.post("/chapter07/departments", json=ROW)
        read = api.get(f"/chapter07/departments/{did}")
        leave(served, ROOM)
        succeeded = api.post("/chapter07/departments", json=ROW)
        assert served.log
        printed = served.log.read_text()

    assert (failed.status_code, read.status_code, succeeded.status_code) == (status, 200, 201)
    if status == 503:
        assert failed.headers["Retry-After"] == "5"
        assert printed.count("ERROR:    the database is unavailable or gave up: ") == 1
        assert "Traceback" not in printed


@pytest.mark.parametrize(
    "url, status",
    [
        pytest.param("postgresql+psycopg://127.0.0.1:1/nothing", 503, id="PostgreSQL is away"),
        pytest.param("sqlite:////missing-folder/x.db", 503, id="the folder of SQLite is away"),
        pytest.param("sqlite://", 500, id="no table"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_database_that_is_away_is_to_be_waited_for(
    monkeypatch: pytest.MonkeyPatch, url: str, status: int, method: str
) -> None:
    """The response does not say where the database is. What no waiting mends is still an error of the server."""
    other = sqlalchemy.create_engine(url, **CAREFUL_ENGINE)
    monkeypatch.setattr(database, "SessionLocal", sessionmaker(other))

    async def sent() -> httpx.Response:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://reference") as client:
            return await client.request(method, "/chapter07/departments", json=ROW if method == "POST" else None)

    response = asyncio.run(sent())

    assert (response.status_code, response.headers.get("Retry-After")) == (status, "5" if status == 503 else None)
    if status == 503:
        assert response.json() == {"detail": "the database is unavailable"}
