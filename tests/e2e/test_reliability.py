"""`python -m benchmarks.reliability`: its load, for a moment, on one process and SQLite."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.reliability.load import Load
from benchmarks.reliability.parts import Result
from fastapi_spec.target.served import serving


def test_the_load_finds_what_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is, until a row is removed and another one is changed without the server."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with serving() as target:
        result = Result("load", Load(int(target.url.rpartition(":")[2]), connections=4))
        asyncio.run(loaded(result))
        assert result.problems == []

        present = [path for path, states in result.load.ledger.rows.items() if states[-1] and "departments" in path]
        removed, changed = present[:2]
        with closing(sqlite3.connect(tmp_path / "reference_app.db")) as connection, connection:
            connection.execute("DELETE FROM department WHERE did = ?", [removed.rpartition("/")[2]])
            connection.execute("UPDATE department SET dname = '' WHERE did = ?", [changed.rpartition("/")[2]])
        asyncio.run(result.check())

    assert sorted(line.partition(":")[0] for line in result.load.lost) == sorted([removed, changed])


async def loaded(result: Result) -> None:
    """Load until there are some rows, and read them again."""
    async with result.load.running():
        while result.load.ledger.acknowledged < 20:
            await asyncio.sleep(0.01)
    await result.check()
