"""Rows for the laws of the database, made through the API and removed again."""

from collections.abc import Iterator

import pytest

from fastapi_spec import Api

from ..chapter07_database.rows import BATCH, DEPARTMENTS, STAFF, Crowd, created, ids, items, unique


@pytest.fixture
def made(api: Api) -> Iterator[set[str]]:
    """The paths of the rows that a law has made and not removed: they are removed after it, however it ends."""
    paths: set[str] = set()
    yield paths
    for path in sorted(paths, reverse=True):  # staff before departments
        if api.delete(path).status_code == 409:  # a department with staff that is not among the paths
            response = api.get(path.replace("departments", "getStaffByDid"), params={"limit": 100})
            for sid in ids(items(response), "sid"):
                api.delete(f"{STAFF}/{sid}")
            api.delete(path)


@pytest.fixture
def crowd(api: Api, made: set[str]) -> Crowd:
    """A department with a staff of twelve."""
    dname = unique()
    did = created(api.post(DEPARTMENTS, json={"dname": dname}), "did")
    made.add(f"{DEPARTMENTS}/{did}")
    response = api.post(BATCH, json=[{"sname": f"member {n}", "did": did} for n in range(12)])
    return Crowd(did, dname, ids(response.json(), "sid"))
